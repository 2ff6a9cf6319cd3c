package backup

import (
	"context"
	"errors"
	"fmt"

	"tramway/internal/host"
	"tramway/internal/keyring"
	"tramway/internal/sqldb"
)

// Home is the installation that an organisation comes into.
type Home struct {
	Installation
	Ring    *keyring.Ring
	Host    *sqldb.DB // of the installation, up to date
	KeySize int       // of a new database's key, bytes
}

// LoadRequest is what a load needs.
type LoadRequest struct {
	From     string   // the dump
	Identity string   // file of private keys
	Invite   []string // sign-in names that belong to others here: asked in instead
}

// Loaded is an organisation that came in.
type Loaded struct {
	Organisation
	Invited []host.Invited
}

// Load brings an organisation in, whole or not at all: its house is filled apart,
// recounted, and has its place only when nothing can go wrong any more but the one
// commit by which the installation knows it. Errors: [ErrHere], [ErrBusy], [ErrKind],
// [ErrRecord], host.ErrLogin, keyring.ErrDestroyed, and those of [Restore] about
// the file.
func Load(ctx context.Context, h Home, q LoadRequest) (l Loaded, err error) {
	ids, err := identities(q.Identity)
	if err != nil {
		return Loaded{}, err
	}
	r, err := openBackup(ctx, q.From, ids)
	if err != nil {
		return Loaded{}, err
	}
	defer func() { err = errors.Join(err, r.close()) }()
	if r.Kind != OneOrganisation {
		return Loaded{}, fmt.Errorf("%w: a backup of an installation; tramway restore brings it back", ErrKind)
	}
	release, err := h.lock(ctx)
	if err != nil {
		return Loaded{}, err
	}
	defer func() { err = errors.Join(err, release()) }()
	return newComing(ctx, h, r, q.Invite).all()
}
