package sqldb

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"time"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/driver"
	"github.com/ncruces/go-sqlite3/ext/fts5"
	_ "github.com/ncruces/go-sqlite3/vfs/adiantum" // registers the default cipher
	_ "github.com/ncruces/go-sqlite3/vfs/xts"      // registers the cipher of AES primitives only
)

// Cipher is what encrypts the pages of a SQLite file.
type Cipher string

// The ciphers. Adiantum is six times faster in software; XTS is for those who
// may use AES alone.
const (
	Adiantum Cipher = "adiantum" // XChaCha12 and AES-256, 32-byte key
	XTS      Cipher = "xts"      // AES-256-XTS, 64-byte key
)

// SQLiteOptions say how to open a file.
type SQLiteOptions struct {
	Path    string
	Key     []byte // 32 bytes for Adiantum, 64 for XTS; nil: not encrypted
	Cipher  Cipher // default Adiantum
	VFS     string // overrides the VFS that Cipher names; for tests of bad disks
	Readers int    // reading connections, default 4
	Group   int    // closures a commit at most, default 128; 1 turns grouping off
	CacheKB int    // page cache of a connection, default 2048
	Sync    string // for comparisons in benchmarks only; default FULL
}

// OpenSQLite opens or creates a file.
func OpenSQLite(o SQLiteOptions) (*DB, error) {
	o = o.defaults()
	d := &DB{dialect: SQLite, schema: "main", cipher: o.cipherName()}
	g, err := newGroup(d, o.Group, func() (*sqliteConn, error) { return openConn(o) })
	if err != nil {
		return nil, err
	}
	d.write = g
	read, err := driver.Open(o.dsn("ro"), o.prepare)
	if err != nil {
		return nil, errors.Join(err, g.close())
	}
	read.SetMaxOpenConns(o.Readers)
	read.SetMaxIdleConns(o.Readers)
	// A connection's memory grows and never shrinks until it is closed.
	read.SetConnMaxIdleTime(5 * time.Minute)
	d.read = read
	d.closers = append(d.closers, read.Close)
	return d, nil
}

func (o SQLiteOptions) defaults() SQLiteOptions {
	if o.Cipher == "" {
		o.Cipher = Adiantum
	}
	if o.VFS == "" && o.Key != nil {
		o.VFS = string(o.Cipher)
	}
	if o.Readers == 0 {
		o.Readers = 4
	}
	if o.Group == 0 {
		o.Group = 128
	}
	if o.CacheKB == 0 {
		o.CacheKB = 2048
	}
	if o.Sync == "" {
		o.Sync = "FULL"
	}
	if o.Sync == "FULL" && o.VFS != "" { // with less there is no sync that ends a commit
		o.VFS = gathered(o.VFS)
	}
	return o
}

func (o SQLiteOptions) cipherName() string {
	switch {
	case o.Key == nil:
		return "none"
	case o.Cipher == XTS:
		return "AES-256-XTS"
	}
	return "Adiantum (XChaCha12, AES-256)"
}

func (o SQLiteOptions) dsn(mode string) string {
	v := url.Values{"mode": {mode}}
	if o.VFS != "" {
		v.Set("vfs", o.VFS)
	}
	return fileURI(o.Path, v)
}

// fileURI names a file and how to open it. The path is escaped: a # or ? in a
// folder's name would otherwise end the path, and with it the cipher's name.
func fileURI(path string, v url.Values) string {
	return (&url.URL{Scheme: "file", Path: path, RawQuery: v.Encode()}).String()
}

// prepare sets a new connection up. The key goes in by PRAGMA, not in the file
// name, where the whole process could read it.
func (o SQLiteOptions) prepare(c *sqlite3.Conn) error {
	if o.Key != nil {
		if err := c.Exec("PRAGMA hexkey='" + hex.EncodeToString(o.Key) + "'"); err != nil {
			return ErrWrongKey // never with the statement, which holds the key
		}
	}
	if err := c.BusyTimeout(10 * time.Second); err != nil {
		return err
	}
	for _, p := range []string{
		"PRAGMA journal_mode=wal", "PRAGMA synchronous=" + o.Sync, "PRAGMA foreign_keys=on",
		"PRAGMA temp_store=memory", fmt.Sprintf("PRAGMA cache_size=-%d", o.CacheKB),
		"PRAGMA trusted_schema=off",
	} {
		if err := c.Exec(p); err != nil {
			return wrongKey(err)
		}
	}
	return fts5.Register(c)
}

func wrongKey(err error) error {
	if errors.Is(err, sqlite3.NOTADB) {
		return ErrWrongKey
	}
	return err
}

// sqliteConn is the one writing connection.
type sqliteConn struct {
	pool  *sql.DB
	conn  *sql.Conn
	raw   *sqlite3.Conn
	stmts stmts
	log   int // pages in the log as of the last commit
}

func openConn(o SQLiteOptions) (*sqliteConn, error) {
	pool, err := driver.Open(o.dsn("rwc"), o.prepare)
	if err != nil {
		return nil, err
	}
	conn, err := pool.Conn(context.Background())
	if err != nil {
		return nil, errors.Join(err, pool.Close())
	}
	c := &sqliteConn{pool: pool, conn: conn}
	err = conn.Raw(func(dc any) error {
		c.raw = dc.(driver.Conn).Raw()
		c.raw.WALHook(func(_ *sqlite3.Conn, _ string, pages int) error { // instead of a checkpoint inside the commit
			c.log = pages
			return nil
		})
		return nil
	})
	return c, err
}

// checkpoint copies the log into the file, as far as no reader needs it. A failure
// loses nothing: the log stays, and the next commit tries again.
func (c *sqliteConn) checkpoint() {
	c.log = 0
	_ = c.exec("PRAGMA wal_checkpoint(PASSIVE)")
}

func (c *sqliteConn) autocommit() bool { return c.raw.GetAutocommit() }

func (c *sqliteConn) close() error {
	c.stmts.close()
	return errors.Join(c.conn.Close(), c.pool.Close())
}

// exec runs a transaction statement; it can't be cancelled.
func (c *sqliteConn) exec(text string) error {
	_, err := c.change(context.Background(), text, nil)
	return err
}

func (c *sqliteConn) change(ctx context.Context, text string, args []any) (sql.Result, error) {
	st, err := c.stmts.get(ctx, text, c.conn.PrepareContext)
	if err != nil {
		return nil, err
	}
	return st.ExecContext(ctx, args...)
}

func (c *sqliteConn) query(ctx context.Context, text string, args []any) (*sql.Rows, error) {
	st, err := c.stmts.get(ctx, text, c.conn.PrepareContext)
	if err != nil {
		return nil, err
	}
	return st.QueryContext(ctx, args...)
}
