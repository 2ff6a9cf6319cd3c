package directory_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"tramway/internal/directory"
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
		for name, ask := range map[string]func(n int) error{
			"tree": func(int) error { _, err := store.Departments(b.Context(), q); return err },
			"list": func(n int) error {
				return page(b, q, store.Filter{After: store.Position{SortName: fmt.Sprintf("person number %d", n*37%tenThousand)}})
			},
			"search": func(n int) error { return page(b, q, store.Filter{Words: han.Query(searches[n%len(searches)])}) },
		} {
			b.Run(name+"/"+string(e), func(b *testing.B) { p95(b, ask) })
		}
	}
}

// searches go from what one person is called to what all are.
var searches = []string{"測試99", "person number 7", "cs1", "p", "number 123", "測"}

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
