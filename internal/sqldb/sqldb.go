// Package sqldb is one SQL text for two engines. An organisation's tables live
// in one encrypted SQLite file or in one PostgreSQL schema; everything above
// speaks to a DB and does not know which.
//
// What it promises:
//   - SQL names tables as {o}.people; the token becomes main.people or
//     "org_x".people. A text without the token finds nothing on PostgreSQL,
//     so a forgotten token fails closed.
//   - Write returns nil only when the change is on disk. On SQLite many
//     writers share one commit (see group.go); on PostgreSQL transactions are
//     SERIALIZABLE and retried.
//   - Sealed[T] columns hold ciphertext on PostgreSQL; on SQLite the whole file
//     is encrypted already and the column is plain.
//
// Rules for the SQL, so that both engines accept it: times are Micros, ids are
// TEXT made in Go, no SELECT *, no database defaults for times or ids, and
// lists as {in} with a Strings argument.
//
// Floor: 1
package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"sync"
	"sync/atomic"
)

// Dialect is the engine behind a DB.
type Dialect string

// The two engines.
const (
	SQLite   Dialect = "sqlite"
	Postgres Dialect = "postgres"
)

// Errors that callers tell apart.
var (
	// ErrNone is returned by One when no row matched.
	ErrNone = errors.New("sqldb: no row")
	// ErrNested is returned for a Write inside a Write of the same DB, which
	// would wait for itself.
	ErrNested = errors.New("sqldb: Write inside Write")
	// ErrClosed is returned after Close.
	ErrClosed = errors.New("sqldb: closed")
	// ErrWrongKey is returned when the file does not open with the key given.
	ErrWrongKey = errors.New("sqldb: wrong key, or not a database")
)

// Q runs statements: a DB's reading side, or one transaction.
type Q interface {
	query(ctx context.Context, text string, args []any) (*sql.Rows, error)
	exec(ctx context.Context, text string, args []any) (sql.Result, error)
	// failed is told of each error, so that a transaction knows when it died.
	failed(err error) error
	base() *DB
	// changed says whether a change was tried.
	changed() bool
}

// Changed says whether anything was changed through a transaction.
func Changed(q Q) bool { return q.changed() }

// DB is one schema on one engine.
type DB struct {
	dialect Dialect
	schema  string
	cipher  string
	sealer  Sealer
	read    *sql.DB
	write   writer
	texts   sync.Map // as written → as the engine wants it
	stmts   stmts
	ran     atomic.Int64 // statements inside Write
	closers []func() error
}

// writer runs a closure in a transaction and returns nil once it is durable.
type writer interface {
	do(ctx context.Context, fn func(context.Context, Q) error) error
	close() error
}

// Dialect tells the engine.
func (d *DB) Dialect() Dialect { return d.dialect }

// Cipher names what encrypts the stored bytes, for the residency page.
func (d *DB) Cipher() string { return d.cipher }

// Schema is "main" on SQLite and the schema's name on PostgreSQL.
func (d *DB) Schema() string { return d.schema }

// Statements is how many ran inside Write on SQLite so far; benchmarks tell from it
// what a change costs.
func (d *DB) Statements() int64 { return d.ran.Load() }

type inWrite struct{ db *DB }

// Write runs fn in a transaction and returns nil once it is durable. fn may be
// run more than once and must reset what it captured; it touches only q, and
// has two seconds. An error or panic of fn undoes what it did and nothing else.
func (d *DB) Write(ctx context.Context, fn func(ctx context.Context, q Q) error) error {
	if ctx.Value(inWrite{d}) != nil {
		return ErrNested
	}
	return d.write.do(ctx, func(ctx context.Context, q Q) error {
		return fn(context.WithValue(ctx, inWrite{d}, true), q)
	})
}

// Sequence is Write for the one who puts rows in order: on PostgreSQL it sees
// what is committed now and takes no part in the conflict detection of
// SERIALIZABLE, which would otherwise refuse every writer it reads after. Only one
// may run at a time in a schema; the lock is taken here.
func (d *DB) Sequence(ctx context.Context, fn func(ctx context.Context, q Q) error) error {
	if pg, ok := d.write.(*serializable); ok {
		return pg.sequence(ctx, fn)
	}
	return d.Write(ctx, fn)
}

// Read runs single statements, each seeing the latest commit.
func (d *DB) Read() Q { return pool{d} }

// Snapshot runs several statements that all see the same commit.
func (d *DB) Snapshot(ctx context.Context, fn func(q Q) error) error {
	opts := &sql.TxOptions{ReadOnly: true}
	if d.dialect == Postgres {
		opts.Isolation = sql.LevelRepeatableRead
	}
	tx, err := d.read.BeginTx(ctx, opts)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // read-only: nothing to lose
	return fn(readTx{d, tx})
}

// Close waits for the writer to finish what it accepted and lets go of the
// engine. The writing connection goes last: only it may fold the write-ahead log
// back into the file.
func (d *DB) Close() error {
	d.stmts.close()
	var err error
	for _, c := range d.closers {
		err = errors.Join(err, c())
	}
	return errors.Join(err, d.write.close())
}

type pool struct{ db *DB }

func (p pool) base() *DB              { return p.db }
func (p pool) changed() bool          { return false }
func (p pool) failed(err error) error { return err }

func (p pool) query(ctx context.Context, text string, args []any) (*sql.Rows, error) {
	if p.db.dialect == Postgres {
		return p.db.read.QueryContext(ctx, text, args...)
	}
	st, err := p.db.stmts.get(ctx, text, p.db.read.PrepareContext)
	if err != nil {
		return nil, err
	}
	return st.QueryContext(ctx, args...)
}

func (p pool) exec(context.Context, string, []any) (sql.Result, error) {
	return nil, errors.New("sqldb: a change outside Write")
}

type readTx struct {
	db *DB
	tx *sql.Tx
}

func (r readTx) base() *DB              { return r.db }
func (r readTx) changed() bool          { return false }
func (r readTx) failed(err error) error { return err }

func (r readTx) query(ctx context.Context, text string, args []any) (*sql.Rows, error) {
	return r.tx.QueryContext(ctx, text, args...)
}

func (r readTx) exec(context.Context, string, []any) (sql.Result, error) {
	return nil, errors.New("sqldb: a change outside Write")
}
