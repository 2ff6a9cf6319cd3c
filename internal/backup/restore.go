package backup

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"

	"tramway/internal/keyring"
	"tramway/internal/sqldb"
)

// Request is what a restore needs.
type Request struct {
	From       string             // the backup
	Identity   string             // file of private keys
	Data       string             // an empty folder, or one to be made
	Passphrase []byte             // of the root key; nil: the one in the backup
	Root       keyring.Root       // if it is not in a file of the backup
	Keys       []keyring.Option   // customers' keys
	Pool       *sql.DB            // an empty PostgreSQL database; nil: files in the folder
	Houses     []sqldb.Migrations // of the modules in every house
}

// Restore brings an installation back, from a backup of either engine to either,
// and says what it brought. Errors: [ErrNotEmpty], [ErrBusy], [ErrPath], [ErrIdentity],
// [ErrNotBackup], [ErrKind], [ErrTruncated], [ErrAltered], [ErrFormat], [ErrPassphrase],
// [ErrRecord], and those of the disk, the server and of keys. After an error folder
// and database are as they were.
func Restore(ctx context.Context, q Request) (m Manifest, err error) {
	ids, err := identities(q.Identity)
	if err != nil {
		return Manifest{}, err
	}
	r, err := openBackup(ctx, q.From, ids)
	if err != nil {
		return Manifest{}, err
	}
	defer func() { err = errors.Join(err, r.close()) }()
	if r.Kind != WholeInstallation {
		return Manifest{}, fmt.Errorf("%w: a dump of one organisation; tramway org load brings it in", ErrKind)
	}
	release, err := claimDatabase(ctx, q.Pool)
	if err != nil {
		return Manifest{}, err
	}
	defer func() { err = errors.Join(err, release()) }()
	f, err := claim(q.Data)
	if errors.Is(err, ErrNotEmpty) {
		return Manifest{}, err
	}
	into := newRestoring(r, f, q)
	if err == nil {
		err = into.all(q)
	}
	if err != nil {
		return Manifest{}, errors.Join(err, f.clear(), into.drop())
	}
	return r.Manifest, nil
}

// restoring is a restore under way.
type restoring struct {
	*reader
	folder folder
	target Installation // in the folder where the restore works
	oneOff []byte
	ring   *keyring.Ring
	named  bool // schemas may have their names
}

func newRestoring(r *reader, f folder, q Request) *restoring {
	return &restoring{reader: r, folder: f, target: Installation{Data: f.work(), Pool: q.Pool, Houses: q.Houses}}
}

func (r *restoring) all(q Request) (err error) {
	if r.oneOff, err = r.extract(r.target.Data); err != nil {
		return err
	}
	done, err := r.openKeys(q)
	if err != nil {
		return err
	}
	defer done()
	if err := r.databases(); err != nil {
		return err
	}
	if err := r.verify(); err != nil {
		return err
	}
	if err := r.publish(); err != nil {
		return err
	}
	return r.folder.install()
}

func (r *restoring) path(name string) string { return r.target.path(name) }

// openKeys unlocks the restored ring.
func (r *restoring) openKeys(q Request) (done func(), err error) {
	pass := q.Passphrase
	if r.Manifest.HeldRoot && q.Root == nil {
		return nil, fmt.Errorf("%w: the root key is not in this backup: say where it is, as for serving", ErrPassphrase)
	}
	if b, err := os.ReadFile(r.path(passphraseFile)); pass == nil && err == nil {
		pass = bytes.TrimSpace(b)
	}
	if pass == nil && q.Root == nil {
		return nil, fmt.Errorf("%w: it is not in this backup, so it must be given", ErrPassphrase)
	}
	root, done, err := openRoot(r.path(rootKey), pass, q.Root)
	if err != nil {
		return nil, err
	}
	r.ring, err = keyring.OpenRing(r.path(ringDir), root, q.Keys...)
	return done, err
}
