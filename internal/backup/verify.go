package backup

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"tramway/internal/clock"
	"tramway/internal/keyring"
	"tramway/internal/org"
	"tramway/internal/record"
	"tramway/internal/sqldb"
)

// verify looks at every restored house as its installation will, and has each
// opened as soon as there is one.
func (r *restoring) verify() error {
	key, _, err := keysOf(r.ctx, r.ring, hostKeys)
	if err != nil {
		return err
	}
	return r.house(hostDB, key).use(func(db *sqldb.DB) error {
		all, err := organisations(r.ctx, db)
		if err != nil {
			return err
		}
		if len(all) != len(r.Organisations) {
			return fmt.Errorf("%w: %d organisations, %d were backed up", ErrRecord, len(all), len(r.Organisations))
		}
		var ids sqldb.Strings
		for i, o := range r.Organisations {
			if err := r.verifyHouse(o, all[i]); err != nil {
				return fmt.Errorf("organisation %s: %w", o.ID, err)
			}
			if o.State == Whole {
				ids = append(ids, o.ID)
			}
		}
		return wake(r.ctx, db, ids)
	})
}

func (r *restoring) verifyHouse(o Organisation, k known) error {
	if o.ID != k.ID {
		return fmt.Errorf("%w: %s in its place", ErrRecord, k.ID)
	}
	if o.State != Whole {
		return r.nothingToOpen(o)
	}
	key, seed, err := keysOf(r.ctx, r.ring, o.ID)
	if err != nil {
		return err
	}
	house := r.house(houseDB(o.ID), key)
	if err := house.use(func(db *sqldb.DB) error { return sameHead(r.ctx, db, o, seed) }); err != nil {
		return err
	}
	return r.recount(house, o, k, seed)
}

// nothingToOpen: a destroyed organisation must not have come back with its keys.
func (r *restoring) nothingToOpen(o Organisation) error {
	_, err := r.ring.Open(r.ctx, o.ID)
	if o.State == Destroyed && !errors.Is(err, keyring.ErrDestroyed) {
		return fmt.Errorf("%w: it was destroyed, and its receipt is not here", ErrRecord)
	}
	return nil
}

// sameHead compares a house's head with the one in the manifest.
func sameHead(ctx context.Context, db *sqldb.DB, o Organisation, seed []byte) error {
	h, made, err := readHead(ctx, db)
	if err != nil {
		return err
	}
	if !made || h.Size != o.Size || !bytes.Equal(h.Root, o.Root) || h.Checkpoint != o.Checkpoint {
		return fmt.Errorf("%w: %d entries, not the %d that were backed up", ErrRecord, h.Size, o.Size)
	}
	signer, err := record.NewSigner(o.Log, seed)
	if err != nil || signer.VerifierKey() != o.VerifierKey {
		return fmt.Errorf("%w: another key of the log", ErrRecord)
	}
	if o.Checkpoint == "" {
		return nil
	}
	if _, err := record.OpenCheckpoint([]byte(o.Checkpoint), o.VerifierKey); err != nil {
		return fmt.Errorf("%w: %w", ErrRecord, err)
	}
	return nil
}

// recount has the house itself go through its whole record, and compare it with
// the last head the installation saw. An opened house works: it grows its tree and
// fires its timers. So it is a copy that is opened, with the key of the original
// and a clock at which nothing is due, and thrown away.
func (r *restoring) recount(house database, o Organisation, k known, seed []byte) (err error) {
	twin := database{house.path + ".counted", house.key}
	defer func() { err = errors.Join(err, remove(twin.path)) }()
	if err := house.copyTo(r.ctx, twin); err != nil {
		return err
	}
	db, err := twin.open()
	if err != nil {
		return err
	}
	reg := org.NewRegistry(org.Config{
		Clock: clock.At(time.Unix(0, 0)),
		Open: func(context.Context, string) (org.House, error) {
			return org.House{Profile: org.Profile{ID: o.ID}, DB: db, LogName: o.Log, LogSeed: seed, Close: db.Close}, nil
		},
		Known: func(context.Context, string) (int64, []byte, error) { return k.Size, k.Root, nil },
	})
	err = verifyWhole(r.ctx, reg, o.ID)
	return errors.Join(err, reg.Close())
}

func verifyWhole(ctx context.Context, reg *org.Registry, id string) error {
	o, err := reg.Open(ctx, id)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrRecord, err)
	}
	defer o.Close()
	if err := o.Verify(ctx); err != nil {
		return fmt.Errorf("%w: %w", ErrRecord, err)
	}
	return nil
}

// remove removes a database and what the engine keeps beside it.
func remove(path string) error {
	var errs []error
	for _, end := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(path + end); !errors.Is(err, os.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}
