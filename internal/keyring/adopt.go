package keyring

import (
	"bytes"
	"errors"
	"fmt"
	"os"
)

// Adopt gives an organisation whose keys were made in another folder, under the
// same root, its place in this one, at once and only if it has none. Both names
// are of one file then, so that destroying the keys spares no copy. Errors:
// [ErrExists], [ErrDestroyed], [ErrNotFound].
func (r *Ring) Adopt(from *Ring, org string) error {
	return r.changing(func() error { return r.adopt(from, org) })
}

func (r *Ring) adopt(from *Ring, org string) error {
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
	return syncDir(r.dir)
}

// Adopted says whether an organisation's keys here are those of the other folder.
func (r *Ring) Adopted(from *Ring, org string) (bool, error) {
	mine, err := os.ReadFile(r.path(org))
	if errors.Is(err, os.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("keyring: comparing: %w", err)
	}
	theirs, err := os.ReadFile(from.path(org))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return false, fmt.Errorf("keyring: comparing: %w", err)
	}
	return err == nil && bytes.Equal(mine, theirs), nil
}

// Disown takes adopted keys out of this folder again; those of anybody else stay.
func (r *Ring) Disown(from *Ring, org string) error {
	return r.changing(func() error {
		mine, err := r.Adopted(from, org)
		if err != nil || !mine {
			return err
		}
		return errors.Join(os.Remove(r.path(org)), syncDir(r.dir))
	})
}
