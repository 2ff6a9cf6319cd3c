package app

import (
	"io"
	"slices"
	"testing"

	"tramway/internal/host"
	"tramway/internal/org"
	"tramway/internal/org/orgtest"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// Every table of a house says how long it is kept, whose it is in an export and
// what purges it, every column says its class, and what they say is what is there.
func TestEveryTableAndFieldIsDeclared(t *testing.T) {
	t.Parallel()
	declared, err := sqldb.Tables(append([]sqldb.Migrations{org.Migrations}, Migrations...))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := sqldb.Tables([]sqldb.Migrations{host.Migrations}); err != nil {
		t.Error(err)
	}
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h := orgtest.New(t, e, org.Config{Migrations: Migrations})
		there := columns(t, h)
		said := map[string]bool{} // a column that the engines write differently is said twice
		for _, table := range declared {
			for _, c := range table.Columns {
				name := table.Name + "." + c.Name
				said[name] = true
				if !slices.Contains(there, name) && (c.Engine == "" || c.Engine == e) {
					t.Errorf("%s is declared but not there", name)
				}
			}
		}
		if _, err := sqldb.Dump(t.Context(), h.Read(), sqldb.Whole(declared), org.Places, io.Discard); err != nil {
			t.Errorf("a table that can't move to the other engine: %v", err)
		}
		for _, name := range there {
			if !said[name] {
				t.Errorf("%s is there but not declared", name)
			}
		}
	})
}

func columns(t *testing.T, h *orgtest.House) []string {
	t.Helper()
	text := `SELECT m.name || '.' || p.name FROM pragma_table_list m, pragma_table_xinfo(m.name) p
		WHERE m.schema='main' AND m.type='table' AND m.name NOT LIKE 'sqlite_%' AND m.name <> 'migrations'` // not those inside a word index
	args := []any{}
	if h.Engine == sqldb.Postgres {
		text = `SELECT table_name || '.' || column_name FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
			WHERE table_schema=? AND table_name <> 'migrations' AND t.table_type='BASE TABLE'`
		args = append(args, h.DB().Schema())
	}
	names, err := sqldb.All[string](t.Context(), h.Read(), text, args...)
	if err != nil {
		t.Fatal(err)
	}
	return names
}
