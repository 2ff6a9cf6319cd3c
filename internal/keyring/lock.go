package keyring

import (
	"errors"
	"fmt"
	"path/filepath"

	"tramway/internal/filelock"
)

// lockName is a file that says nothing; whoever changes the folder locks it.
const lockName = ".lock"

// changing runs a change of the folder while nobody else changes it: no other
// goroutine, and no other process, such as a command beside the running program.
func (r *Ring) changing(change func() error) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	release, err := filelock.Wait(filepath.Join(r.dir, lockName))
	if err != nil {
		return fmt.Errorf("keyring: locking folder: %w", err)
	}
	return errors.Join(change(), release())
}
