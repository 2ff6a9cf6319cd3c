package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
)

// PostgresOptions say which schema to open. Schemas of one database share a
// pool: OpenPool makes it.
type PostgresOptions struct {
	Pool   *sql.DB
	Schema string // lower-case letters, digits, underscore
	Sealer Sealer // the organisation's key for sealed columns
}

var schemaName = regexp.MustCompile(`^[a-z][a-z0-9_]{0,62}$`)

// OpenPool connects to a database. Statements are described, not prepared on
// the server, so that any number of schemas can share a connection; the default
// search path is an empty schema, so that a name without {o} finds nothing.
func OpenPool(dsn string, conns int) (*sql.DB, error) {
	cfg, err := pgx.ParseConfig(dsn)
	if err != nil {
		return nil, errors.New("sqldb: the PostgreSQL address can't be read") // the cause may quote a password
	}
	cfg.DefaultQueryExecMode = pgx.QueryExecModeCacheDescribe
	cfg.RuntimeParams["search_path"] = "tramway_nowhere"
	cfg.RuntimeParams["timezone"] = "UTC"
	pool := stdlib.OpenDB(*cfg)
	pool.SetMaxOpenConns(conns)
	pool.SetMaxIdleConns(conns)
	// A backend remembers every schema it touched; recycling it frees that.
	pool.SetConnMaxLifetime(30 * time.Minute)
	return pool, nil
}

// OpenPostgres opens a schema, creating it if it is absent.
func OpenPostgres(ctx context.Context, o PostgresOptions) (*DB, error) {
	if !schemaName.MatchString(o.Schema) {
		return nil, fmt.Errorf("sqldb: bad schema name %q", o.Schema)
	}
	err := again(func() error {
		_, err := o.Pool.ExecContext(ctx, `CREATE SCHEMA IF NOT EXISTS "`+o.Schema+`"`)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("create schema %s: %w", o.Schema, err)
	}
	d := &DB{dialect: Postgres, schema: o.Schema, sealer: o.Sealer, read: o.Pool,
		cipher: "AES-256-GCM in sealed columns"}
	d.write = &serializable{db: d, pool: o.Pool, closed: make(chan struct{})}
	return d, nil
}

// serializable is the writer of a PostgreSQL DB: closures run side by side and
// the engine refuses those whose result would depend on their order.
type serializable struct {
	db     *DB
	pool   *sql.DB
	turn   sync.RWMutex // held for reading by first tries, for writing by the patient
	shut   sync.Once
	closed chan struct{}
}

// attempts bounds the retries of one closure; contention that survives this
// many, with growing pauses, is a fault of the design, not bad luck. From patience
// on a closure has the schema to itself on this node: many writers of one row, as in
// a busy conversation, would otherwise refuse one another for long.
const (
	attempts = 12
	patience = 3
)

func (s *serializable) do(ctx context.Context, fn func(context.Context, Q) error) error {
	select {
	case <-s.closed:
		return ErrClosed
	default:
	}
	var err error
	for n := range attempts {
		if err = s.try(ctx, n, fn); !retryable(err) {
			return err
		}
		pause := time.Duration(1<<min(n, 7)) * time.Millisecond
		select {
		case <-time.After(pause/2 + rand.N(pause)):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return err
}

func (s *serializable) try(ctx context.Context, n int, fn func(context.Context, Q) error) error {
	if n < patience {
		s.turn.RLock()
		defer s.turn.RUnlock()
	} else {
		s.turn.Lock()
		defer s.turn.Unlock()
	}
	return s.once(ctx, fn)
}

func (s *serializable) once(ctx context.Context, fn func(context.Context, Q) error) error {
	return s.run(ctx, sql.LevelSerializable, fn)
}

// sequence: the lock is of this schema and ends with the transaction.
func (s *serializable) sequence(ctx context.Context, fn func(context.Context, Q) error) error {
	return s.run(ctx, sql.LevelReadCommitted, func(ctx context.Context, q Q) error {
		if _, err := Exec(ctx, q, `SELECT pg_advisory_xact_lock(hashtextextended(?, 0))`, s.db.schema); err != nil {
			return err
		}
		return fn(ctx, q)
	})
}

func (s *serializable) run(ctx context.Context, level sql.IsolationLevel, fn func(context.Context, Q) error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), closureTime(ctx, Postgres))
	defer cancel()
	tx, err := s.pool.BeginTx(ctx, &sql.TxOptions{Isolation: level})
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	q := &pgTx{db: s.db, tx: tx}
	if err = guard(func() error { return fn(ctx, q) }); err == nil {
		err = q.err // a swallowed statement error: PostgreSQL would roll back anyway
	}
	if err != nil {
		_ = tx.Rollback() // the error that led here says more
		return err
	}
	return tx.Commit()
}

func (s *serializable) close() error {
	s.shut.Do(func() { close(s.closed) })
	return nil
}

// retryable: serialisation failure, deadlock.
func retryable(err error) bool {
	var pe *pgconn.PgError
	return errors.As(err, &pe) && (pe.Code == "40001" || pe.Code == "40P01")
}

// again does once more what fails because another node has just made the same thing:
// IF NOT EXISTS does not see what is not committed yet.
func again(make func() error) error {
	err := make()
	var pe *pgconn.PgError
	// unique_violation, duplicate_schema, duplicate_table, duplicate_object
	if errors.As(err, &pe) && slices.Contains([]string{"23505", "42P06", "42P07", "42710"}, pe.Code) {
		return make()
	}
	return err
}

type pgTx struct {
	db    *DB
	tx    *sql.Tx
	err   error
	wrote bool
}

func (t *pgTx) base() *DB     { return t.db }
func (t *pgTx) changed() bool { return t.wrote }

func (t *pgTx) failed(err error) error {
	if t.err == nil {
		t.err = err
	}
	return err
}

func (t *pgTx) query(ctx context.Context, text string, args []any) (*sql.Rows, error) {
	return t.tx.QueryContext(ctx, text, args...)
}

func (t *pgTx) exec(ctx context.Context, text string, args []any) (sql.Result, error) {
	t.wrote = true
	return t.tx.ExecContext(ctx, text, args...)
}
