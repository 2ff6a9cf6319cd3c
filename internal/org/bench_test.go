package org_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"tramway/internal/org"
	"tramway/internal/org/orgtest"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// house opens an encrypted file that really waits for the disk.
func house(b *testing.B, group int) *org.Org {
	b.Helper()
	db, err := sqldb.OpenSQLite(sqldb.SQLiteOptions{Path: filepath.Join(b.TempDir(), "a.db"), Key: sqldbtest.Key, Group: group})
	if err != nil {
		b.Fatal(err)
	}
	r := org.NewRegistry(org.Config{Migrations: []sqldb.Migrations{things}, Open: func(context.Context, string) (org.House, error) {
		return org.House{Profile: org.Profile{ID: "hk", Region: "hk"}, DB: db, LogName: "bench/log/hk", LogKeys: orgtest.NewLogKeys(), Files: orgtest.Files(b), BlobKey: orgtest.Seed, Close: db.Close}, nil
	}})
	o, err := r.Open(b.Context(), "hk")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		o.Close()
		if err := r.Close(); err != nil {
			b.Error(err)
		}
	})
	return o
}

// The door with 64 writers, beside itself with one closure a commit.
func BenchmarkDoor(b *testing.B) {
	for _, group := range []int{1, 128} {
		b.Run(fmt.Sprintf("group=%d", group), func(b *testing.B) {
			o := house(b, group)
			var n atomic.Int64
			b.SetParallelism(32) // times two cores
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					err := o.Write(b.Context(), org.Member("a"), func(tx *org.Tx) error { return makeThing(tx, fmt.Sprint(n.Add(1))) })
					if err != nil {
						b.Error(err)
					}
				}
			})
		})
	}
}

// What the entry costs in a write that waits for the disk alone. The write without
// and the write with take turns, so that a slow disk slows both.
func BenchmarkEntry(b *testing.B) {
	without, with := house(b, 128), house(b, 128)
	var took [2][]time.Duration
	for n := 0; b.Loop(); n++ {
		took[0] = append(took[0], write(b, without, n, func(tx *org.Tx) { tx.Exempt("job") }))
		took[1] = append(took[1], write(b, with, n, func(tx *org.Tx) { tx.Record(org.Entry{Action: "thing.make", Object: thing(n)}) }))
	}
	for i, unit := range []string{"µs-without", "µs-with"} { // medians: a disk that others use pauses now and then
		slices.Sort(took[i])
		b.ReportMetric(float64(took[i][len(took[i])/2].Microseconds()), unit)
	}
}

func write(b *testing.B, o *org.Org, n int, declare func(*org.Tx)) time.Duration {
	b.Helper()
	begin := time.Now()
	err := o.Write(b.Context(), org.Member("a"), func(tx *org.Tx) error {
		declare(tx)
		_, err := sqldb.Exec(tx.Ctx, tx, `INSERT INTO {o}.things(id, n) VALUES(?, 0)`, fmt.Sprint(n))
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return time.Since(begin)
}
