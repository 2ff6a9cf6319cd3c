package org_test

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"tramway/internal/org"
	"tramway/internal/org/orgtest"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// Work that is asked for again while it runs is done again, though the clock has not
// moved between the two: the run that ends takes away its own asking only.
func TestWorkAskedForWhileItRunsIsDoneAgain(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		var runs atomic.Int32
		begun, ready, done := make(chan struct{}), make(chan struct{}), make(chan struct{})
		ask := func(ctx context.Context, o *org.Org) error {
			return o.Write(ctx, org.System("test"), func(tx *org.Tx) error {
				tx.Exempt("job")
				tx.Enqueue(org.Job{Kind: "test.again", Key: "test.again"})
				return nil
			})
		}
		h := orgtest.New(t, e, org.Config{Jobs: []org.JobKind{{Name: "test.again", Outside: func(context.Context, *org.Org, org.Due) error {
			switch runs.Add(1) {
			case 1:
				close(begun)
				<-ready
			case 2:
				close(done)
			}
			return nil
		}}}})
		if err := ask(t.Context(), h.Org); err != nil {
			t.Fatal(err)
		}
		<-begun
		if err := ask(t.Context(), h.Org); err != nil {
			t.Fatal(err)
		}
		close(ready)
		select {
		case <-done:
		case <-time.After(time.Minute):
			t.Fatal("the second asking was lost")
		}
	})
}
