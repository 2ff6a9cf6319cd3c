package backup

import (
	"context"
	"crypto/hkdf"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"tramway/internal/keyring"
	"tramway/internal/record"
	"tramway/internal/sqldb"
)

// copyKeySize is that of the one key of a backup.
const copyKeySize = 32

// copyKey is the key of one database's copy. Two files under one key would show
// which of their pages are alike.
func copyKey(oneOff []byte, name string, size int) ([]byte, error) {
	return hkdf.Key(sha256.New, oneOff, nil, "tramway backup copy|"+name, size)
}

// cipherOf tells the cipher from the key, so that nobody has to remember it.
func cipherOf(key []byte) sqldb.Cipher {
	if len(key) == keyring.KeySize {
		return sqldb.Adiantum
	}
	return sqldb.XTS
}

// usable refuses what the engine would read as the end of a file's name. What
// follows is how to encrypt, so a copy could come out elsewhere and in the clear.
func usable(dir string) error {
	if strings.ContainsAny(dir, "?#%") {
		return fmt.Errorf("%w: %s: none of ? # %%", ErrPath, dir)
	}
	return nil
}

// database is a file and what opens it.
type database struct {
	path string
	key  []byte
}

// open refuses a file that is not there: the engine would make one.
func (d database) open() (*sqldb.DB, error) {
	if _, err := os.Stat(d.path); err != nil {
		return nil, err
	}
	return sqldb.OpenSQLite(sqldb.SQLiteOptions{Path: d.path, Key: d.key, Cipher: cipherOf(d.key), Readers: 1})
}

// copyTo writes the database as it is at one commit to a new file. Of the source
// it only reads, so its own program may be writing there.
func (d database) copyTo(ctx context.Context, to database) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	db, err := d.open()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(to.path), 0o700); err != nil {
		return errors.Join(err, db.Close())
	}
	return errors.Join(sqldb.CopySQLite(ctx, db, to.path, to.key, cipherOf(to.key)), db.Close())
}

// use opens the database for one look.
func (d database) use(fn func(db *sqldb.DB) error) error {
	db, err := d.open()
	if err != nil {
		return err
	}
	return errors.Join(fn(db), db.Close())
}

// keysOf are the keys that matter here: of the database, and of the record.
func keysOf(ctx context.Context, ring *keyring.Ring, name string) (db []byte, log seeds, err error) {
	keys, err := ring.Open(ctx, name)
	if err != nil {
		return nil, nil, err
	}
	defer keys.Close()
	if db, err = keys.Key(keyring.DB); err != nil {
		return nil, nil, err
	}
	log, err = seedsOf(keys)
	return db, log, err
}

// seeds are those of a log: the one in use, and the staged one if there is one.
type seeds [][]byte

func seedsOf(keys *keyring.Keys) (out seeds, err error) {
	for _, p := range []keyring.Purpose{keyring.Log, keyring.LogNext} {
		seed, err := keys.Key(p)
		if err == nil {
			out = append(out, seed)
		} else if p == keyring.Log || !errors.Is(err, keyring.ErrPurpose) {
			return nil, err
		}
	}
	return out, nil
}

// of is the seed of a verifier key, and that key; "" is the key of the seed in use.
func (s seeds) of(log, verifierKey string) (seed []byte, key string, err error) {
	for _, seed := range s {
		signer, err := record.NewSigner(log, seed)
		if err != nil {
			return nil, "", err
		}
		if verifierKey == "" || signer.VerifierKey() == verifierKey {
			return seed, signer.VerifierKey(), nil
		}
	}
	return nil, "", fmt.Errorf("%w: the key of the log is not here", ErrRecord)
}

// openRoot is the root that is given, or else the one in a file, sealed by the
// passphrase.
func openRoot(file string, passphrase []byte, given keyring.Root) (root keyring.Root, done func(), err error) {
	if given != nil {
		return given, func() {}, nil
	}
	sealed, err := keyring.OpenPassphraseRoot(file, passphrase)
	if errors.Is(err, keyring.ErrPassphrase) {
		err = fmt.Errorf("%w: %w", ErrPassphrase, err)
	}
	if err != nil {
		return nil, nil, err
	}
	return sealed, sealed.Close, nil
}
