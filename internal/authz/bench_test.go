package authz_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"tramway/internal/authz"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// A list of 10,000 objects filtered by grants of every scope.
func BenchmarkFilter10000(b *testing.B) {
	for _, e := range sqldbtest.Engines {
		b.Run(string(e), func(b *testing.B) {
			d, a := tenThousandDocs(b, e), grantee()
			where, args := rules.Predicate(a, "doc.read", columns, now)
			for b.Loop() {
				refs, err := sqldb.All[string](b.Context(), d.Read(), `SELECT ref FROM {o}.docs WHERE `+where+` ORDER BY ref`, args...)
				if err != nil || len(refs) < 100 {
					b.Fatal(len(refs), err)
				}
			}
		})
	}
}

// grantee may read their own, their reports', three departments' and twenty others.
func grantee() authz.Actor {
	a := authz.Actor{Person: "5"}
	grant := func(s authz.Scope, object string) {
		a.Grants = append(a.Grants, authz.Grant{ID: fmt.Sprint(len(a.Grants)), Person: a.Person, Action: "doc.read", Scope: s, Object: object})
	}
	for _, s := range authz.Scopes {
		switch s {
		case authz.Department:
			for n := range 3 {
				grant(s, fmt.Sprint(20+n))
			}
		case authz.Object:
			for n := range 20 {
				grant(s, fmt.Sprint("doc:", n*401))
			}
		case authz.All: // that would be no filter
		default:
			grant(s, "")
		}
	}
	return a
}

// tenThousandDocs are of as many owners, each below the tenth before, in a hundred
// departments.
func tenThousandDocs(b *testing.B, e sqldb.Dialect) *sqldb.DB {
	b.Helper()
	d := sqldbtest.Open(b, e)
	if err := sqldb.Migrate(b.Context(), d, []sqldb.Migrations{docs}, nil); err != nil {
		b.Fatal(err)
	}
	w := world{}
	for i := range 100 {
		w.above = append(w.above, (i+9)/10-1)
	}
	for i := range 10000 {
		w.boss, w.dept = append(w.boss, (i+9)/10-1), append(w.dept, i%100)
	}
	w.insert(b, d)
	return d
}

// insert is store for many, in several writes.
func (w world) insert(b *testing.B, d *sqldb.DB) {
	b.Helper()
	tables := map[string][][]any{}
	for i := range w.above {
		for _, a := range w.up(w.above, i) {
			tables["dept_above"] = append(tables["dept_above"], []any{fmt.Sprint(i), a})
		}
	}
	for i := range w.boss {
		for _, a := range w.up(w.boss, i)[1:] {
			tables["boss_above"] = append(tables["boss_above"], []any{fmt.Sprint(i), a})
		}
		tables["docs"] = append(tables["docs"], []any{"doc:" + fmt.Sprint(i), fmt.Sprint(i), fmt.Sprint(w.dept[i])})
	}
	for table, rows := range tables {
		for part := range slices.Chunk(rows, 2000) {
			err := d.Write(b.Context(), func(ctx context.Context, q sqldb.Q) error {
				return sqldb.Insert(ctx, q, `INSERT INTO {o}.`+table, part, "")
			})
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}
