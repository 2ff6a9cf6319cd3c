package keyring

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// lockName is a file that says nothing; whoever changes the folder locks it.
const lockName = ".lock"

// changing runs a change of the folder while nobody else changes it: no other
// goroutine, and no other process, such as a command beside the running program.
// The lock is the file system's, so a process that dies leaves none behind.
func (r *Ring) changing(change func() error) (err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	f, err := os.OpenFile(filepath.Join(r.dir, lockName), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return fmt.Errorf("keyring: locking folder: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX); err != nil {
		return fmt.Errorf("keyring: locking folder: %w", err)
	}
	return change()
}
