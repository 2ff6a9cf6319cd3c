package sqldb_test

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

func TestSchemasAreListedRenamedAndDropped(t *testing.T) {
	t.Parallel()
	pool := sqldbtest.Pool(t)
	d := open(t, sqldb.Postgres)
	was, is := d.Schema(), sqldbtest.SchemaName()
	has := func(name string) bool {
		t.Helper()
		all, err := sqldb.Schemas(t.Context(), pool)
		if err != nil {
			t.Fatal(err)
		}
		return slices.Contains(all, name)
	}
	rename := func(from, to string) error {
		return d.Write(t.Context(), func(ctx context.Context, q sqldb.Q) error { return sqldb.RenameSchema(ctx, q, from, to) })
	}
	taken := open(t, sqldb.Postgres).Schema()
	if err := rename(was, taken); err == nil || !has(was) {
		t.Errorf("took the name of another: %v", err)
	}
	if err := rename(was, is); err != nil || has(was) || !has(is) {
		t.Errorf("renamed: %v", err)
	}
	for _, bad := range []string{"", `x" CASCADE; --`} {
		if rename(is, bad) == nil || sqldb.DropSchema(t.Context(), pool, bad) == nil {
			t.Errorf("%q passes for a name", bad)
		}
	}
	if err := errors.Join(sqldb.DropSchema(t.Context(), pool, is), sqldb.DropSchema(t.Context(), pool, is)); err != nil || has(is) || has("public") {
		t.Errorf("dropped: %v", err)
	}
}

func TestALockIsOneHolders(t *testing.T) {
	t.Parallel()
	file, name := filepath.Join(t.TempDir(), "a #lock"), sqldbtest.SchemaName()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		lock := func() (func() error, error) {
			if e == sqldb.SQLite {
				return sqldb.LockFile(file)
			}
			return sqldb.Lock(t.Context(), sqldbtest.Pool(t), name)
		}
		for range 2 {
			release, err := lock()
			if err != nil {
				t.Fatal(err)
			}
			if _, err := lock(); !errors.Is(err, sqldb.ErrLocked) {
				t.Errorf("a second holder: %v", err)
			}
			if err := release(); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func TestAnUnhurriedClosureHasMoreTime(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		d := open(t, e)
		left := func(ctx context.Context) (left time.Duration) {
			if err := d.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
				end, _ := ctx.Deadline()
				left = time.Until(end)
				return nil
			}); err != nil {
				t.Fatal(err)
			}
			return left
		}
		if left(t.Context()) > sqldb.ClosureTime || left(sqldb.Unhurried(t.Context())) < 2*sqldb.ClosureTime {
			t.Errorf("%v and %v", left(t.Context()), left(sqldb.Unhurried(t.Context())))
		}
	})
}
