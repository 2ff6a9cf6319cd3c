package backup

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"tramway/internal/keyring"
	"tramway/internal/sqldb"
)

// stage is a folder in which a backup is put together. What lies in it is as
// encrypted as in the installation; its own key is in memory.
type stage struct {
	in      Installation
	dir     string
	oneOff  []byte
	ring    *keyring.Ring
	man     Manifest
	sources []source
}

func newStage(in Installation, dir string, at time.Time) *stage {
	s := &stage{in: in, dir: dir, oneOff: make([]byte, copyKeySize)}
	rand.Read(s.oneOff)
	s.man = Manifest{Format: pagesFormat, Time: at.UTC(), Version: in.Version, LogName: in.LogName, Organisations: []Organisation{}}
	return s
}

func (s *stage) path(name string) string { return filepath.Join(s.dir, filepath.FromSlash(name)) }

// collect copies everything, in the order the promises need: keys before what they
// open, the installation before its houses, houses before the blobs they name.
func (s *stage) collect(ctx context.Context) error {
	root, done, err := s.openKeys()
	if err != nil {
		return err
	}
	defer done()
	all, err := s.host(ctx)
	if err != nil {
		return fmt.Errorf("the installation's database: %w", err)
	}
	// Keys of organisations made until the copy of the installation.
	if err := s.copyKeys(); err != nil {
		return err
	}
	if s.ring, err = keyring.OpenRing(s.path(ringDir), root, s.in.Keys...); err != nil {
		return err
	}
	if err := s.houses(ctx, all); err != nil {
		return err
	}
	return s.list()
}

// host takes the installation's database: a file's pages, or rows. It lists the
// organisations known in what was taken.
func (s *stage) host(ctx context.Context) ([]known, error) {
	if s.in.Pool != nil {
		s.man.Format = rowsFormat
		return s.hostRows(ctx, sqldb.Whole)
	}
	if err := s.copyDB(ctx, hostDB, hostKeys); err != nil {
		return nil, err
	}
	return s.known(ctx)
}

// openKeys works on a copy of the folder, which is what is backed up.
func (s *stage) openKeys() (root keyring.Root, done func(), err error) {
	if err := s.copyKeys(); err != nil {
		return nil, nil, err
	}
	there, err := exists(s.path(rootKey))
	if err != nil {
		return nil, nil, err
	}
	s.man.HeldRoot = !there
	if root, done, err = openRoot(s.path(rootKey), s.in.Passphrase, s.in.Root); err != nil {
		return nil, nil, err
	}
	s.ring, err = keyring.OpenRing(s.path(ringDir), root, s.in.Keys...)
	return root, done, err
}

// copyKeys copies key files and receipts that are not here yet. Each was written
// at once, so each copy is whole; those half written have another name.
func (s *stage) copyKeys() error {
	for _, pattern := range []string{rootKey, ringDir + "/*.json", receiptsDir + "/*.json"} {
		found, err := filepath.Glob(escape(s.in.Data) + "/" + pattern)
		if err != nil {
			return err
		}
		for _, path := range found {
			if err := s.copyKeyFile(path); err != nil {
				return err
			}
		}
	}
	return nil
}

// escape keeps a folder's own name from being read as a pattern.
func escape(dir string) string {
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(dir)
}

// copyKeysAgain takes the keys of an organisation as they are now.
func (s *stage) copyKeysAgain(orgID string) error {
	name := ringDir + "/" + orgID + ".json"
	if err := os.Remove(s.path(name)); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return s.copyKeyFile(s.in.path(name))
}

func (s *stage) copyKeyFile(path string) error {
	rel, err := filepath.Rel(s.in.Data, path)
	if err != nil || strings.HasPrefix(filepath.Base(path), ".") {
		return err
	}
	to := filepath.Join(s.dir, rel)
	if _, err := os.Lstat(to); err == nil {
		return nil
	}
	b, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil // destroyed while we looked
	}
	if err != nil {
		return err
	}
	return errors.Join(os.MkdirAll(filepath.Dir(to), 0o700), os.WriteFile(to, b, 0o600))
}

// copyDB copies one database of the installation to the stage.
func (s *stage) copyDB(ctx context.Context, name, keys string) error {
	key, _, err := keysOf(ctx, s.ring, keys)
	if err != nil {
		return err
	}
	to, err := s.copyOf(name, len(key))
	if err != nil {
		return err
	}
	return database{s.in.path(name), key}.copyTo(ctx, to)
}

func (s *stage) copyOf(name string, keySize int) (database, error) {
	key, err := copyKey(s.oneOff, name, keySize)
	return database{s.path(name), key}, err
}

// known lists the organisations of the copied installation.
func (s *stage) known(ctx context.Context) (out []known, err error) {
	key, _, err := keysOf(ctx, s.ring, hostKeys)
	if err != nil {
		return nil, err
	}
	host, err := s.copyOf(hostDB, len(key))
	if err != nil {
		return nil, err
	}
	err = host.use(func(db *sqldb.DB) error {
		out, err = organisations(ctx, db.Read())
		return err
	})
	return out, err
}
