package sqldb

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"os"
)

// CopySQLite writes a consistent copy of a SQLite DB to a new file under
// another (or the same) key, while writers go on. It refuses an existing file.
func CopySQLite(ctx context.Context, d *DB, path string, key []byte, cipher Cipher) error {
	if d.dialect != SQLite {
		return errors.New("sqldb: not a SQLite database")
	}
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("sqldb: %s exists", path)
	}
	v := url.Values{"vfs": {string(cipher)}, "hexkey": {hex.EncodeToString(key)}}
	target := fileURI(path, v)
	conn, err := d.read.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	if _, err := conn.ExecContext(ctx, "VACUUM INTO ?", target); err != nil {
		_ = os.Remove(path)                     // half a copy is no copy
		return errors.New("sqldb: copy failed") // the cause may quote the key
	}
	return syncFile(path)
}

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// Check asks the engine whether the stored structure is whole.
func Check(ctx context.Context, d *DB) error {
	if d.dialect != SQLite {
		return nil // PostgreSQL checks its pages as it reads them
	}
	lines, err := All[string](ctx, d.Read(), `PRAGMA quick_check`)
	if err != nil {
		return err
	}
	if len(lines) != 1 || lines[0] != "ok" {
		return fmt.Errorf("sqldb: %d faults, first: %s", len(lines), lines[0])
	}
	return nil
}
