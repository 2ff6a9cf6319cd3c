package app

import (
	"errors"
	"fmt"
	"os"
	"syscall"
	"time"
)

// ErrServed: another process serves this installation's folder.
var ErrServed = errors.New("app: the installation is being served by another process")

const patience = 2 * time.Second

// lock takes the installation's folder until it is released. On SQLite one process
// serves a folder, since each keeps in memory what it has committed; the nodes on
// one PostgreSQL share it. alone is for what must not happen while anybody serves.
// The lock is the file system's: a process that dies leaves none behind.
func lock(cfg Config, alone bool) (release func() error, err error) {
	if err := os.MkdirAll(cfg.Data, 0o700); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(cfg.path("lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	how := syscall.LOCK_SH
	if alone || cfg.Postgres == "" {
		how = syscall.LOCK_EX
	}
	// A process that is just ending, or a child that was just begun and still holds
	// what its parent had open, is waited for.
	for end := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
		if syscall.Flock(int(f.Fd()), how|syscall.LOCK_NB) == nil {
			return f.Close, nil
		}
		if time.Now().After(end) {
			return nil, errors.Join(fmt.Errorf("%w: %s", ErrServed, cfg.Data), f.Close())
		}
	}
}
