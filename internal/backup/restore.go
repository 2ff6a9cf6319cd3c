package backup

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"tramway/internal/keyring"
	"tramway/internal/sqldb"
)

// Request is what a restore needs.
type Request struct {
	From       string // the backup
	Identity   string // file of private keys
	Data       string // an empty folder, or one to be made
	Passphrase []byte // of the root key; nil: the one in the backup
}

// Restore brings an installation back and says what it brought. Errors:
// [ErrNotEmpty], [ErrPath], [ErrIdentity], [ErrNotBackup], [ErrTruncated], [ErrAltered],
// [ErrFormat], [ErrPassphrase], [ErrRecord], and those of the disk and of keys.
// After an error the folder is as it was.
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
	f, err := claim(q.Data)
	if errors.Is(err, ErrNotEmpty) {
		return Manifest{}, err
	}
	if err == nil {
		err = (&restoring{reader: r, folder: f, dir: f.work()}).all(q.Passphrase)
	}
	if err != nil {
		return Manifest{}, errors.Join(err, f.clear())
	}
	return r.Manifest, nil
}

// restoring is a restore under way.
type restoring struct {
	*reader
	folder folder
	dir    string
	oneOff []byte
	ring   *keyring.Ring
}

func (r *restoring) all(passphrase []byte) (err error) {
	if r.oneOff, err = r.extract(r.dir); err != nil {
		return err
	}
	root, err := r.openKeys(passphrase)
	if err != nil {
		return err
	}
	defer root.Close()
	if err := r.databases(); err != nil {
		return err
	}
	if err := r.verify(); err != nil {
		return err
	}
	return r.folder.install()
}

func (r *restoring) path(name string) string { return filepath.Join(r.dir, filepath.FromSlash(name)) }

// openKeys unlocks the restored ring.
func (r *restoring) openKeys(passphrase []byte) (*keyring.PassphraseRoot, error) {
	if passphrase == nil {
		b, err := os.ReadFile(r.path(passphraseFile))
		if errors.Is(err, os.ErrNotExist) {
			return nil, fmt.Errorf("%w: it is not in this backup, so it must be given", ErrPassphrase)
		}
		if err != nil {
			return nil, err
		}
		passphrase = bytes.TrimSpace(b)
	}
	root, err := openRoot(r.path(rootKey), passphrase)
	if err != nil {
		return nil, err
	}
	r.ring, err = keyring.OpenRing(r.path(ringDir), root)
	return root, err
}

// databases puts every database back under its own key.
func (r *restoring) databases() error {
	if err := r.rekey(hostDB, hostKeys); err != nil {
		return fmt.Errorf("the installation's database: %w", err)
	}
	for _, o := range r.whole() {
		if err := r.rekey(houseDB(o.ID), o.ID); err != nil {
			return fmt.Errorf("organisation %s: %w", o.ID, err)
		}
	}
	return nil
}

// rekey copies a database from the backup's key to its own, in the same place.
func (r *restoring) rekey(name, keys string) error {
	key, _, err := keysOf(r.ctx, r.ring, keys)
	if err != nil {
		return err
	}
	oneOff, err := copyKey(r.oneOff, name, len(key))
	if err != nil {
		return err
	}
	path := r.path(name)
	fresh := database{path + ".restored", key}
	if err := (database{path, oneOff}).copyTo(r.ctx, fresh); err != nil {
		return err
	}
	if err := os.Rename(fresh.path, path); err != nil {
		return err
	}
	return r.house(name, key).use(func(db *sqldb.DB) error { return sqldb.Check(r.ctx, db) })
}

func (r *restoring) house(name string, key []byte) database { return database{r.path(name), key} }
