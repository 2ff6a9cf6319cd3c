package proof

import (
	"fmt"
	"testing"
	"time"

	"tramway/internal/org"
	"tramway/internal/org/orgtest"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

const (
	million = 1_000_000
	actors  = 1000
)

// entries of the month: fewer where writing them takes minutes.
var entries = map[sqldb.Dialect]int{sqldb.SQLite: million, sqldb.Postgres: million / 5}

// acts are what people do in a busy month; one of ten is a sign-in.
var acts = []string{"account.sign_in", "todo.finish", "todo.give", "directory.person.edit", "announce.confirm", "record.export", "ding.send", "access.grant.give", "hook.call", "search.rebuild"}

// busy writes a month's entries, by a thousand people.
func busy(b *testing.B, o *org.Org, all int) {
	b.Helper()
	for person := range actors {
		who := org.Member(fmt.Sprintf("person-%04d", person))
		who.Address, who.Device = fmt.Sprintf("203.0.113.%d", person%250), "a device"
		err := o.Write(b.Context(), who, func(tx *org.Tx) error {
			for n := range all / actors {
				tx.Record(org.Entry{Action: acts[n%len(acts)], Object: ref.To("thing", fmt.Sprint(n))})
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	if err := o.Integrate(b.Context()); err != nil {
		b.Fatal(err)
	}
}

// A month of a million entries: how fast they are counted, which is once and while they
// come, and what its sums take when it is over.
func BenchmarkMonthOfAMillion(b *testing.B) {
	for _, engine := range sqldbtest.Engines {
		b.Run(string(engine), func(b *testing.B) {
			h := orgtest.New(b, engine, org.Config{Migrations: []sqldb.Migrations{Migrations}})
			busy(b, h.Org, entries[engine])
			b.Run("count", func(b *testing.B) { // once: afterwards all are counted
				begin, counted := time.Now(), 0
				for {
					n, err := countBatch(b.Context(), h.Org)
					if err != nil {
						b.Fatal(err)
					}
					if n == 0 {
						break
					}
					counted += n
				}
				if counted > 0 {
					b.ReportMetric(float64(counted)/time.Since(begin).Seconds(), "entries/s")
				}
			})
			b.Run("sums", func(b *testing.B) {
				for b.Loop() {
					s, err := sumsOf(b.Context(), h.Read(), monthOf(h.Org, h.Now()))
					if err != nil || len(s.Actors) != shownActors || int(s.Kinds[0].Count) != entries[engine]/len(acts) {
						b.Fatalf("%+v %v", s, err)
					}
				}
			})
		})
	}
}
