package org_test

import (
	"context"
	"testing"
	"time"

	"tramway/internal/clock"
	"tramway/internal/org"
	"tramway/internal/org/orgtest"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// A program was killed at some work: on SQLite, where nobody else can be at it, the next
// one goes on at once; on PostgreSQL another node may be at it, until its lease is over.
func TestInterruptedWorkGoesOnAtOpening(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		ran := make(chan string, 10)
		db, clk := sqldbtest.Open(t, e), clock.At(orgtest.Start)
		open := func() (*org.Org, func()) {
			r := org.NewRegistry(org.Config{Clock: clk, Jobs: []org.JobKind{{Name: "test.far", Outside: func(_ context.Context, _ *org.Org, j org.Due) error {
				ran <- j.ID
				return nil
			}}}, Open: func(context.Context, string) (org.House, error) {
				return org.House{Profile: org.Profile{ID: "hk1", Region: "hk"}, DB: db, LogName: "test/log/hk1", LogKeys: orgtest.NewLogKeys(), Files: orgtest.Files(t), BlobKey: orgtest.Seed,
					Close: func() error { return nil }}, nil
			}})
			o, err := r.Open(t.Context(), "hk1")
			if err != nil {
				t.Fatal(err)
			}
			return o, func() {
				o.Close()
				if err := r.Close(); err != nil {
					t.Error(err)
				}
			}
		}
		first, end := open()
		err := first.Write(t.Context(), org.System("test"), func(tx *org.Tx) error {
			tx.Exempt("job")
			_, err := sqldb.Exec(tx.Ctx, tx, `INSERT INTO {o}.jobs(id, kind, job_key, due, data, tries, state, lease, error) VALUES('orphan','test.far',NULL,?,?,0,'running',?,'')`,
				sqldb.At(tx.Now()), sqldb.AsJSON(struct{}{}), sqldb.At(tx.Now().Add(5*time.Minute)))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		end()
		_, end = open()
		defer end()
		select {
		case <-ran:
			if e == sqldb.Postgres {
				t.Error("it was taken from another node")
			}
		case <-time.After(2 * time.Second):
			if e == sqldb.SQLite {
				t.Error("it waits for the lease of a program that is gone")
			}
		}
	})
}
