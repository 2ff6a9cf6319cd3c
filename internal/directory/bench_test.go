package directory_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"tramway/internal/authz"
	"tramway/internal/directory"
	"tramway/internal/directory/internal/rules"
	"tramway/internal/directory/internal/store"
	"tramway/internal/han"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

const tenThousand = 10000

func BenchmarkImport10000People(b *testing.B) {
	for _, e := range sqldbtest.Engines {
		b.Run(string(e), func(b *testing.B) {
			for b.Loop() {
				imported(b, e)
			}
		})
	}
}

func imported(b *testing.B, e sqldb.Dialect) sqldb.Q {
	b.Helper()
	h := open(b, e)
	i, err := directory.Upload(b.Context(), h.Org, admin, "staff.csv", staff(tenThousand))
	if err != nil {
		b.Fatal(err)
	}
	if _, err := directory.Apply(b.Context(), h.Org, admin, i.ID); err != nil {
		b.Fatal(err)
	}
	wait(b, h, i.ID, "applied")
	return h.Read()
}

// What the directory asks of 10,000 people: the tree of departments, a page from any
// place of the list, and people by the beginnings of their names.
func Benchmark10000People(b *testing.B) {
	for _, e := range sqldbtest.Engines {
		q := imported(b, e)
		for who, sight := range sights(b, q) {
			for name, ask := range map[string]func(n int) error{
				"tree": func(int) error { _, err := store.Counted(b.Context(), q, sight); return err },
				"list": func(n int) error {
					return page(b, q, store.Filter{Sight: sight, After: store.Position{SortName: fmt.Sprintf("person number %d", n*37%tenThousand)}})
				},
				"search": func(n int) error {
					return page(b, q, store.Filter{Sight: sight, Words: han.Query(searches[n%len(searches)])})
				},
				"slip": func(n int) error {
					return slipped(b, q, store.Filter{Sight: sight, Words: han.Query(slips[n%len(slips)])})
				},
				"line": func(int) error {
					_, err := store.Below(b.Context(), q, sight, "", store.Position{}, 50)
					return err
				},
			} {
				b.Run(name+"/"+who+"/"+string(e), func(b *testing.B) { p95(b, ask) })
			}
		}
	}
}

// sights are those of somebody who sees all, of somebody kept to one team of a hundred
// while others and some departments are hidden, and of somebody who sees nearly all and
// manages a department.
func sights(b *testing.B, q sqldb.Q) map[string]store.Sight {
	b.Helper()
	all, err := store.Departments(b.Context(), q)
	people, more := store.Everybody(b.Context(), q)
	if err := errors.Join(err, more); err != nil {
		b.Fatal(err)
	}
	tree := store.TreeOf(all)
	hidden := []string{}
	for _, p := range people[100:200] {
		hidden = append(hidden, p.ID)
	}
	manages := func(c authz.Columns) (string, []any) { return c.Department, []any{all[1].ID} }
	return map[string]store.Sight{
		"all":  everybody,
		"team": {Reader: people[1].ID, Manages: manages, Bounds: rules.Bounds{Hidden: tree.Below(all[2].ID), Persons: hidden, Within: [][]string{tree.Below(all[3].ID), tree.Below(all[3].ID, all[4].ID)}}},
		"most": {Reader: people[1].ID, Manages: manages, Bounds: rules.Bounds{Hidden: tree.Below(all[2].ID, all[3].ID), Persons: hidden}},
	}
}

// searches go from what one person is called to what all are.
var searches = []string{"測試99", "person number 7", "cs1", "p", "number 123", "測"}

// slips go from what nobody is called to what all are, by one key.
var slips = []string{"nobodyatall", "perosn number", "pearson", "unmber 123"}

func slipped(b *testing.B, q sqldb.Q, f store.Filter) error {
	f.Limit = 50
	_, err := store.Find(b.Context(), q, f)
	return err
}

func page(b *testing.B, q sqldb.Q, f store.Filter) error {
	f.Limit = 50
	_, err := store.Page(b.Context(), q, f)
	return err
}

func p95(b *testing.B, ask func(n int) error) {
	var took []time.Duration
	for b.Loop() {
		begin := time.Now()
		if err := ask(len(took)); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(begin))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "ms-p95")
}
