package app

import (
	"errors"
	"fmt"
	"os"
	"time"

	"tramway/internal/filelock"
)

// ErrServed: another process serves this installation's folder.
var ErrServed = errors.New("app: the installation is being served by another process")

const patience = 2 * time.Second

// lock takes the installation's folder until it is released. On SQLite one process
// serves a folder, since each keeps in memory what it has committed; the nodes on
// one PostgreSQL share it. alone is for what must not happen while anybody serves.
func lock(cfg Config, alone bool) (release func() error, err error) {
	if err := os.MkdirAll(cfg.Data, 0o700); err != nil {
		return nil, err
	}
	shared := cfg.Postgres != "" && !alone
	// A process that is just ending, or a child that was just begun and still holds
	// what its parent had open, is waited for.
	for end := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
		release, err = filelock.Try(cfg.path("lock"), shared)
		if !errors.Is(err, filelock.ErrHeld) {
			return release, err
		}
		if time.Now().After(end) {
			return nil, fmt.Errorf("%w: %s", ErrServed, cfg.Data)
		}
	}
}
