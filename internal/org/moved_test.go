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

// Work that asks for its own next time does not put off who asked for it meanwhile.
func TestAskingForTheNextTimePutsNobodyOff(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		var runs atomic.Int32
		done := make(chan struct{})
		ask := func(ctx context.Context, o *org.Org, due time.Time) error {
			return o.Write(ctx, org.System("test"), func(tx *org.Tx) error {
				tx.Exempt("job")
				tx.Enqueue(org.Job{Kind: "test.daily", Key: "test.daily", Due: due})
				return nil
			})
		}
		h := orgtest.New(t, e, org.Config{Jobs: []org.JobKind{{Name: "test.daily", Outside: func(ctx context.Context, o *org.Org, _ org.Due) error {
			if runs.Add(1) == 1 {
				if err := ask(context.WithoutCancel(t.Context()), o, time.Time{}); err != nil { // somebody else
					return err
				}
			} else {
				close(done)
			}
			return ask(ctx, o, o.Now().Add(24*time.Hour))
		}}}})
		if err := ask(t.Context(), h.Org, time.Time{}); err != nil {
			t.Fatal(err)
		}
		select {
		case <-done:
		case <-time.After(time.Minute):
			t.Fatal("who asked meanwhile was put off")
		}
		waits(t, h)
		if runs.Load() != 2 {
			t.Errorf("it ran %d times", runs.Load())
		}
	})
}
