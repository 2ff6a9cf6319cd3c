package backup

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"tramway/internal/blob"
	"tramway/internal/keyring"
	"tramway/internal/sqldb"
)

// loadingDir is where organisations that come in lie until they have their place.
const loadingDir = "loading"

// nursery is where one of them lies: its keys in a folder of their own, its
// database in a file or schema that no installation looks for. While the folder is
// there, a load is under way or was killed. It has a place when the ring has the
// very same key file; only then is a database in an organisation's place its own.
type nursery struct {
	org   string
	home  string // folder of all of them
	root  keyring.Root
	ring  *keyring.Ring // of the installation
	seat  seat          // where it lies
	final seat          // where it is to be
	files func(orgID string) (blob.Backend, error)
}

// lock keeps a second load away. Its file stays; only the engine's lock on it counts.
func (h Home) lock(ctx context.Context) (func() error, error) {
	if h.Pool != nil {
		return busy(sqldb.Lock(ctx, h.Pool, loadingDir))
	}
	if err := os.MkdirAll(h.path(loadingDir), 0o700); err != nil {
		return nil, err
	}
	return busy(sqldb.LockFile(filepath.Join(h.path(loadingDir), "lock")))
}

func busy(release func() error, err error) (func() error, error) {
	if errors.Is(err, sqldb.ErrLocked) {
		err = fmt.Errorf("%w: %w", ErrBusy, err)
	}
	return release, err
}

func (h Home) nursery(orgID string) nursery {
	home := h.path(loadingDir)
	return nursery{org: orgID, home: home, root: h.Root, ring: h.Ring, final: h.houseSeat(orgID), files: h.Files,
		seat: seat{filepath.Join(home, orgID, "org.db"), "loading_" + orgID, h.Pool}}
}

func (n nursery) dir() string { return filepath.Join(n.home, n.org) }

// keys is the folder of its keys. The root wraps them as it wraps all others.
func (n nursery) keys() (*keyring.Ring, error) {
	return keyring.OpenRing(filepath.Join(n.dir(), "keys"), n.root)
}

// begin makes the keys: new ones, but for the log's.
func (n nursery) begin(ctx context.Context, keySize int, seed []byte) error {
	if err := os.MkdirAll(n.dir(), 0o700); err != nil {
		return err
	}
	apart, err := n.keys()
	if err != nil {
		return err
	}
	if err := apart.CreateWithLog(ctx, n.org, keySize, seed); err != nil {
		return err
	}
	reached("begun")
	keys, err := apart.Open(ctx, n.org)
	if err != nil {
		return err
	}
	defer keys.Close()
	db, err := n.seat.make(ctx, keys)
	if err != nil {
		return err
	}
	return db.Close()
}

func (n nursery) use(ctx context.Context, fn func(db *sqldb.DB) error) error {
	apart, err := n.keys()
	if err != nil {
		return err
	}
	return n.seat.use(ctx, apart, n.org, fn)
}

// place gives keys and file their place. A schema gets its name with the
// installation's commit.
func (n nursery) place(ring *keyring.Ring) error {
	apart, err := n.keys()
	if err != nil {
		return err
	}
	if err := ring.Adopt(apart, n.org); err != nil {
		return err
	}
	reached("adopted")
	if n.seat.pool != nil {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(n.final.file), 0o700); err != nil {
		return err
	}
	if err := os.Rename(n.seat.file, n.final.file); err != nil {
		return err
	}
	return errors.Join(syncDir(filepath.Dir(n.final.file)), syncDir(filepath.Dir(filepath.Dir(n.final.file))))
}

func (n nursery) rename(ctx context.Context, q sqldb.Q) error {
	if n.seat.pool == nil {
		return nil
	}
	return sqldb.RenameSchema(ctx, q, n.seat.schema, n.final.schema)
}

// reached is told of steps, so that tests can end the program there.
var reached = func(step string) {}
