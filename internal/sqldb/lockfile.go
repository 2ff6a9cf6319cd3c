package sqldb

import (
	"context"
	"errors"
	"net/url"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/driver"
)

// LockFile is Lock for those who have no server to ask: the engine's own lock on
// an empty file, which is made. [ErrLocked]
func LockFile(path string) (release func() error, err error) {
	pool, err := driver.Open(fileURI(path, url.Values{"mode": {"rwc"}}), func(c *sqlite3.Conn) error { return c.BusyTimeout(0) })
	if err != nil {
		return nil, err
	}
	conn, err := pool.Conn(context.Background())
	if err != nil {
		return nil, errors.Join(err, pool.Close())
	}
	release = func() error { return errors.Join(conn.Close(), pool.Close()) }
	if _, err := conn.ExecContext(context.Background(), "BEGIN EXCLUSIVE"); err != nil {
		if errors.Is(err, sqlite3.BUSY) {
			err = ErrLocked
		}
		return nil, errors.Join(err, release())
	}
	return release, nil
}
