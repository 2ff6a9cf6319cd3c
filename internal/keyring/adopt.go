package keyring

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Adopt gives an organisation whose keys were made in another folder, under the
// same root, its place in this one, at once and only if it has none. Both names
// are of one file then, so that destroying the keys spares no copy. Errors:
// [ErrExists], [ErrDestroyed], [ErrNotFound].
func (r *Ring) Adopt(from *Ring, org string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, err := r.read(org); errors.Is(err, ErrDestroyed) {
		return err
	}
	if _, err := from.read(org); err != nil {
		return err
	}
	err := os.Link(from.path(org), r.path(org))
	if errors.Is(err, os.ErrExist) {
		return ErrExists
	}
	if err != nil {
		return fmt.Errorf("keyring: adopting: %w", err)
	}
	return syncDir(filepath.Dir(r.path(org)))
}

// Disown takes an adopted organisation's keys out of this folder again; those of
// anybody else stay.
func (r *Ring) Disown(from *Ring, org string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	mine, err := os.ReadFile(r.path(org))
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	theirs, otherErr := os.ReadFile(from.path(org))
	if err := errors.Join(err, otherErr); err != nil {
		return fmt.Errorf("keyring: disowning: %w", err)
	}
	if !bytes.Equal(mine, theirs) {
		return nil
	}
	return errors.Join(os.Remove(r.path(org)), syncDir(filepath.Dir(r.path(org))))
}
