package org_test

import (
	"context"
	"fmt"
	"path/filepath"
	"sync/atomic"
	"testing"

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
		return org.House{Profile: org.Profile{ID: "hk", Region: "hk"}, DB: db, LogName: "bench/log/hk", LogSeed: orgtest.Seed, Close: db.Close}, nil
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

// What the entry costs in a write that waits for the disk alone.
func BenchmarkEntry(b *testing.B) {
	for name, entry := range map[string]bool{"without": false, "with": true} {
		b.Run(name, func(b *testing.B) {
			o := house(b, 128)
			n := 0
			for b.Loop() {
				n++
				err := o.Write(b.Context(), org.Member("a"), func(tx *org.Tx) error {
					if entry {
						tx.Record(org.Entry{Action: "thing.make", Object: thing(n)})
					} else {
						tx.Exempt("job")
					}
					_, err := sqldb.Exec(tx.Ctx, tx, `INSERT INTO {o}.things(id, n) VALUES(?, 0)`, fmt.Sprint(n))
					return err
				})
				if err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
