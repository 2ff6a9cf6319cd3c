// Package filelock is the file system's lock of a file. It is free again when it is
// given back or when the process that holds it ends, however that happens.
//
// Floor: 0
package filelock

import (
	"errors"
	"os"
	"syscall"
)

// ErrHeld is returned by Try while another has the lock.
var ErrHeld = errors.New("filelock: another has it")

// Wait takes the lock, whoever has it before; the file is made if need be.
func Wait(path string) (release func() error, err error) { return take(path, syscall.LOCK_EX) }

// Try takes the lock at once or not at all; many may share one.
func Try(path string, shared bool) (release func() error, err error) {
	how := syscall.LOCK_EX
	if shared {
		how = syscall.LOCK_SH
	}
	return take(path, how|syscall.LOCK_NB)
}

func take(path string, how int) (func() error, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	err = syscall.Flock(int(f.Fd()), how)
	for errors.Is(err, syscall.EINTR) {
		err = syscall.Flock(int(f.Fd()), how)
	}
	if err == nil {
		return f.Close, nil
	}
	if errors.Is(err, syscall.EWOULDBLOCK) {
		err = ErrHeld
	}
	return nil, errors.Join(err, f.Close())
}
