// Package host is the installation: which organisations live here, which
// accounts may sign in, and which account is a person in which house. It holds
// nothing that people write.
//
// What it promises: a session token, invitation or passkey challenge is stored as
// a digest only; a password is argon2id, computed by a bounded pool so that a
// rush of sign-ins can't starve everybody else; failures are throttled by
// account and by address; a session ended anywhere is ended everywhere at once; a
// code of any kind is good once, and five wrong ones end what it was for.
//
// Floor: 2
package host

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"errors"
	"time"

	"tramway/internal/clock"
	"tramway/internal/fault"
	"tramway/internal/sqldb"
)

//go:embed migrations
var files embed.FS

// Migrations are the installation's tables.
var Migrations = sqldb.Migrations{Module: "host", Files: files}

// Config is what a host needs.
type Config struct {
	DB     *sqldb.DB
	Clock  clock.Clock
	Region string // home region of accounts made here, two letters
	Origin string // public address, "http://localhost:8080"; passkeys are bound to its name
	// Hashers bounds how many passwords are computed at once; default 2.
	Hashers int
	// Open says of a sign-in name that its password is public and counts as two
	// factors: those that a demonstration offers on its page. nil: none.
	Open func(login string) bool
	// Ended is told of sessions that ended before their time, to close sockets.
	Ended func(sessions []string)
	// ReviewWithin is how soon somebody should look at what is put before the operators;
	// default 24 hours.
	ReviewWithin time.Duration
}

// Host is the installation's own data.
type Host struct {
	cfg     Config
	db      *sqldb.DB
	clock   clock.Clock
	hashers chan struct{}
	keys    *passkeys
}

// New brings the tables up to date and opens the installation.
func New(ctx context.Context, cfg Config) (*Host, error) {
	if cfg.Clock == nil {
		cfg.Clock = clock.System{}
	}
	if cfg.Hashers == 0 {
		cfg.Hashers = 2
	}
	if cfg.ReviewWithin == 0 {
		cfg.ReviewWithin = 24 * time.Hour
	}
	if err := sqldb.Migrate(ctx, cfg.DB, []sqldb.Migrations{Migrations}, nil); err != nil {
		return nil, err
	}
	h := &Host{cfg: cfg, db: cfg.DB, clock: cfg.Clock, hashers: make(chan struct{}, cfg.Hashers)}
	var err error
	if h.keys, err = newPasskeys(cfg.Origin); err != nil {
		return nil, err
	}
	return h, h.indexNames(ctx)
}

// DB is the installation's database, for backup and doctor.
func (h *Host) DB() *sqldb.DB { return h.db }

func (h *Host) now() sqldb.Micros { return sqldb.At(h.clock.Now()) }

// newToken makes a secret for somebody else to keep, and the digest we keep.
func newToken() (token string, digest []byte) {
	var b [32]byte
	_, _ = rand.Read(b[:]) // never fails on a supported system
	token = base64.RawURLEncoding.EncodeToString(b[:])
	return token, digestOf(token)
}

func digestOf(token string) []byte {
	d := sha256.Sum256([]byte(token))
	return d[:]
}

// found turns "no row" into the fault everybody understands.
func found[T any](v T, err error) (T, error) {
	if errors.Is(err, sqldb.ErrNone) {
		return v, fault.New(fault.NotFound, "not_found")
	}
	return v, err
}
