package keyring

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// MaxBackupLife is the longest a backup of the folder of keys may be kept: until it
// is over, a destroyed key may still come back from a backup.
const MaxBackupLife = 30 * 24 * time.Hour

const (
	keySuffix    = ".json"
	destroyedDir = "destroyed"
)

// Ring is the folder of keys: one file <org>.json for each organisation and
// destroyed/<org>.json for each receipt.
type Ring struct {
	dir        string
	root       Root
	external   map[string]*External
	backupLife time.Duration
	now        func() time.Time
	beside     bool

	mu sync.Mutex // one change of the folder at a time
}

// Option sets something of a ring.
type Option func(*Ring)

// WithExternal gives the key a customer holds for one organisation.
func WithExternal(e *External) Option { return func(r *Ring) { r.external[e.org] = e } }

// WithBackupLife says how long backups of the folder are kept, at most
// [MaxBackupLife], which is also the default.
func WithBackupLife(d time.Duration) Option { return func(r *Ring) { r.backupLife = d } }

// WithClock sets the clock, for tests.
func WithClock(now func() time.Time) Option { return func(r *Ring) { r.now = now } }

// Beside says that another process has the folder: what looks interrupted may be
// its work and is left alone. Organisations can be read and created.
func Beside() Option { return func(r *Ring) { r.beside = true } }

// OpenRing opens a folder of keys, making it if need be (mode 0700), and finishes what
// a crash interrupted. Root is the installation's.
func OpenRing(dir string, root Root, options ...Option) (*Ring, error) {
	r := &Ring{dir: dir, root: root, external: map[string]*External{}, backupLife: MaxBackupLife, now: time.Now}
	for _, o := range options {
		o(r)
	}
	if r.backupLife <= 0 || r.backupLife > MaxBackupLife {
		return nil, fmt.Errorf("keyring: backups of keys live at most %v", MaxBackupLife)
	}
	for _, d := range []string{dir, filepath.Join(dir, destroyedDir)} {
		if err := os.MkdirAll(d, 0o700); err != nil {
			return nil, fmt.Errorf("keyring: making folder: %w", err)
		}
		if r.beside {
			continue
		}
		if err := removeTemps(d); err != nil {
			return nil, err
		}
	}
	if r.beside {
		return r, nil
	}
	return r, r.finishDestroying()
}

func (r *Ring) path(org string) string { return filepath.Join(r.dir, org+keySuffix) }

// Open returns the organisation's data keys. Errors: [ErrNotFound], [ErrDestroyed],
// [ErrRoot], [ErrOpen], [ErrCorrupt].
func (r *Ring) Open(ctx context.Context, org string) (*Keys, error) {
	f, data, err := r.load(ctx, org)
	if err != nil {
		return nil, err
	}
	return &Keys{org: org, version: f.KEK.Version, data: data}, nil
}

// read returns the key file unless the organisation was destroyed: a file that came
// back from a backup is not obeyed.
func (r *Ring) read(org string) (keyFile, error) {
	if err := checkOrg(org); err != nil {
		return keyFile{}, err
	}
	switch _, err := r.Receipt(org); {
	case err == nil:
		return keyFile{}, ErrDestroyed
	case !errors.Is(err, ErrNotFound):
		return keyFile{}, err
	}
	return readKeyFile(r.path(org), org)
}

func (r *Ring) load(ctx context.Context, org string) (keyFile, map[Purpose][]byte, error) {
	f, err := r.read(org)
	if err != nil {
		return keyFile{}, nil, err
	}
	root, err := r.rootOf(f)
	if err != nil {
		return keyFile{}, nil, err
	}
	data, err := f.unwrapAll(ctx, root)
	return f, data, err
}

// rootOf picks the root the file says it was wrapped by.
func (r *Ring) rootOf(f keyFile) (Root, error) {
	if f.Root.Kind == externalKind {
		if e, ok := r.external[f.Org]; ok {
			return e, nil
		}
		return nil, fmt.Errorf("%w: the organisation holds its own, %s", ErrRoot, f.Root.Name)
	}
	if have := r.root.Describe(); have.Kind != f.Root.Kind {
		return nil, fmt.Errorf("%w: wanted %s %s, have %s %s", ErrRoot, f.Root.Kind, f.Root.Name, have.Kind, have.Name)
	}
	return r.root, nil
}

func (r *Ring) preferredRoot(org string) Root {
	if e, ok := r.external[org]; ok {
		return e
	}
	return r.root
}
