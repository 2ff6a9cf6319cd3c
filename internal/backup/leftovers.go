package backup

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"

	"tramway/internal/blob"
	"tramway/internal/keyring"
	"tramway/internal/sqldb"
)

// untouched refuses what the installation does not know and is there all the same.
func (n nursery) untouched(ctx context.Context) error {
	keys, err := n.ring.Open(ctx, n.org)
	if err == nil {
		keys.Close()
		return fmt.Errorf("%w: keys of %s, though the installation does not know it", ErrHere, n.org)
	}
	if !errors.Is(err, keyring.ErrNotFound) {
		return fmt.Errorf("keys of %s: %w", n.org, err)
	}
	there, err := n.final.there(ctx)
	if err == nil && there {
		err = fmt.Errorf("%w: a database of %s, though the installation does not know it", ErrHere, n.org)
	}
	if err != nil {
		return err
	}
	files, err := n.files(n.org)
	if err != nil {
		return err
	}
	if there, err = anything(ctx, files); err == nil && there {
		err = fmt.Errorf("%w: files of %s, though the installation does not know it", ErrHere, n.org)
	}
	return err
}

// clear takes back everything that a load has put anywhere.
func (n nursery) clear(ctx context.Context) error {
	if n.seat.pool != nil {
		if err := sqldb.DropSchema(ctx, n.seat.pool, n.seat.schema); err != nil {
			return err
		}
	}
	if there, err := exists(n.dir()); err != nil || !there {
		return err
	}
	if err := n.clearFiles(ctx); err != nil {
		return err
	}
	apart, err := n.keys()
	if err != nil {
		return err
	}
	placed, err := n.ring.Adopted(apart, n.org)
	if err != nil {
		return err
	}
	if placed && n.seat.pool == nil {
		err = remove(n.final.file)
	}
	if placed {
		err = errors.Join(err, n.ring.Disown(apart, n.org))
	}
	return errors.Join(err, n.leave())
}

// clearFiles removes files and, where that is how they are kept, their folders.
func (n nursery) clearFiles(ctx context.Context) error {
	files, err := n.files(n.org)
	if err != nil {
		return err
	}
	house := filepath.Dir(n.final.file)
	if err := errors.Join(blob.Empty(ctx, files), os.RemoveAll(filepath.Join(house, blobsDir))); err != nil {
		return err
	}
	if err := os.Remove(house); !errors.Is(err, os.ErrNotExist) && !errors.Is(err, syscall.ENOTEMPTY) {
		return err
	}
	return nil
}

// leave removes the nursery of one that has its place, or never gets one.
func (n nursery) leave() error {
	if err := os.RemoveAll(n.dir()); err != nil {
		return err
	}
	if err := syncDir(n.home); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}
