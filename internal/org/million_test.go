package org_test

import (
	"testing"
	"time"

	"tramway/internal/org"
	"tramway/internal/sqldb"
)

const million = 1_000_000

// A record of a million entries in an encrypted house: how fast the sequencer puts
// what waits into the tree, what the evidence for one entry takes, and how long the
// whole record takes to verify from its texts.
func BenchmarkMillionEntries(b *testing.B) {
	o := house(b, 128)
	for written := 0; written < million; written += 5000 {
		err := o.Write(b.Context(), org.Member("a"), func(tx *org.Tx) error {
			for n := range 5000 {
				tx.Record(org.Entry{Action: "thing.make", Object: thing(written + n)})
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	b.Run("sequence", func(b *testing.B) { // once: afterwards nothing waits
		waiting, begin := million-placed(b, o), time.Now()
		if err := o.Integrate(b.Context()); err != nil {
			b.Fatal(err)
		}
		if waiting > 0 {
			b.ReportMetric(float64(waiting)/time.Since(begin).Seconds(), "entries/s")
		}
	})
	ids, err := sqldb.All[string](b.Context(), o.Read(), `SELECT id FROM {o}.entries WHERE n % 7919 = 0`)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("prove", func(b *testing.B) {
		for n := 0; b.Loop(); n++ {
			if _, err := o.Bundle(b.Context(), ids[n%len(ids)]); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("verify", func(b *testing.B) {
		for b.Loop() {
			if err := o.Verify(b.Context()); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// placed is how many entries the tree has.
func placed(b *testing.B, o *org.Org) int {
	n, err := sqldb.One[int](b.Context(), o.Read(), `SELECT coalesce(max(size), 0) FROM {o}.log_head`)
	if err != nil {
		b.Fatal(err)
	}
	return n
}
