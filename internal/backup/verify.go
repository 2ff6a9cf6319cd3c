package backup

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"

	"tramway/internal/keyring"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// verify looks at every restored house as its installation will, and has each
// opened as soon as there is one.
func (r *restoring) verify() error {
	return r.hostSeat().use(r.ctx, r.ring, hostKeys, func(db *sqldb.DB) error {
		all, err := organisations(r.ctx, db.Read())
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
	_, log, err := keysOf(r.ctx, r.ring, o.ID)
	if err != nil {
		return err
	}
	return r.houseSeat(o.ID).use(r.ctx, r.ring, o.ID, func(db *sqldb.DB) error { return checkHouse(r.ctx, db, o, log, k) })
}

// nothingToOpen: a destroyed organisation must not have come back with its keys.
func (r *restoring) nothingToOpen(o Organisation) error {
	_, err := r.ring.Open(r.ctx, o.ID)
	if o.State == Destroyed && !errors.Is(err, keyring.ErrDestroyed) {
		return fmt.Errorf("%w: it was destroyed, and its receipt is not here", ErrRecord)
	}
	return nil
}

// sameHead compares a house's head, and the key of its log, with the manifest.
func sameHead(ctx context.Context, db *sqldb.DB, o Organisation, log seeds) error {
	h, made, err := readHead(ctx, db.Read())
	if err != nil {
		return err
	}
	if !made || h.Size != o.Size || !bytes.Equal(h.Root, o.Root) || h.Checkpoint != o.Checkpoint {
		return fmt.Errorf("%w: %d entries, not the %d that were backed up", ErrRecord, h.Size, o.Size)
	}
	if h.Key != "" && h.Key != o.VerifierKey {
		return fmt.Errorf("%w: another key of the log", ErrRecord)
	}
	_, _, err = log.of(o.Log, o.VerifierKey)
	return err
}

// checkHouse recounts a house's whole record, compares it with the manifest, and
// with the last head that was seen of it.
func checkHouse(ctx context.Context, db *sqldb.DB, o Organisation, log seeds, k known) error {
	if err := sameHead(ctx, db, o, log); err != nil {
		return err
	}
	if _, err := org.Recount(ctx, db, o.VerifierKey); err != nil {
		return fmt.Errorf("%w: %w", ErrRecord, err)
	}
	if k.Size == 0 {
		return nil
	}
	if err := org.Continues(ctx, db.Read(), k.Size, k.Root); err != nil {
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
