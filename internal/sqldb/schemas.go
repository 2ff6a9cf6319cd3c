package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// ErrLocked is returned by Lock while somebody else has it.
var ErrLocked = errors.New("sqldb: somebody else is at work")

// Schemas are the names of what a PostgreSQL database holds beside its own, by
// name; "public" is among them only if there is something in it.
func Schemas(ctx context.Context, pool *sql.DB) (names []string, err error) {
	rows, err := pool.QueryContext(ctx, `SELECT nspname FROM pg_catalog.pg_namespace n WHERE nspname NOT LIKE 'pg\_%' AND nspname <> 'information_schema'
		AND (nspname <> 'public' OR EXISTS (SELECT 1 FROM pg_catalog.pg_class c WHERE c.relnamespace = n.oid)) ORDER BY nspname`)
	if err != nil {
		return nil, fmt.Errorf("schemas: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	return names, rows.Err()
}

// DropSchema removes a schema with everything in it; one that is not there is no
// error.
func DropSchema(ctx context.Context, pool *sql.DB, name string) error {
	if !schemaName.MatchString(name) {
		return fmt.Errorf("sqldb: bad schema name %q", name)
	}
	_, err := pool.ExecContext(ctx, `DROP SCHEMA IF EXISTS "`+name+`" CASCADE`)
	return err
}

// RenameSchema gives a schema another name in the caller's transaction; it fails
// if one of that name is there.
func RenameSchema(ctx context.Context, q Q, from, to string) error {
	if !schemaName.MatchString(from) || !schemaName.MatchString(to) {
		return fmt.Errorf("sqldb: bad schema name %q or %q", from, to)
	}
	_, err := Exec(ctx, q, `ALTER SCHEMA "`+from+`" RENAME TO "`+to+`"`)
	return err
}

// Lock takes a lock of a PostgreSQL database by name; it is free again after
// release, or when the process ends, however that happens. [ErrLocked]
func Lock(ctx context.Context, pool *sql.DB, name string) (release func() error, err error) {
	conn, err := pool.Conn(ctx)
	if err != nil {
		return nil, err
	}
	var got bool
	err = conn.QueryRowContext(ctx, `SELECT pg_try_advisory_lock(hashtextextended($1, 1))`, name).Scan(&got)
	if err == nil && !got {
		err = ErrLocked
	}
	if err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return func() error {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		_, err := conn.ExecContext(ctx, `SELECT pg_advisory_unlock(hashtextextended($1, 1))`, name)
		return errors.Join(err, conn.Close())
	}, nil
}

type unhurried struct{}

// How long unhurried closures have: on SQLite less than others wait for a file that is
// being written; on PostgreSQL nobody waits for them, and a busy server takes its time
// with a hundred new tables.
var longTime = map[Dialect]time.Duration{SQLite: 8 * time.Second, Postgres: time.Minute}

// Unhurried gives the closures of a context more time than the two seconds: for
// the commits that bring in a whole organisation, or make its tables.
func Unhurried(ctx context.Context) context.Context {
	return context.WithValue(ctx, unhurried{}, true)
}

func closureTime(ctx context.Context, d Dialect) time.Duration {
	if ctx.Value(unhurried{}) != nil {
		return longTime[d]
	}
	return ClosureTime
}
