package org_test

import (
	"testing"
	"time"

	"tramway/internal/org"
	"tramway/internal/org/orgtest"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// Standing work is asked for once by a house that has none, and by itself ever after.
func TestStandingWorkIsAskedForAtOpening(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		ran := make(chan time.Time, 10)
		h := orgtest.New(t, e, org.Config{Jobs: []org.JobKind{{Name: "test.nightly", Standing: true, Inside: func(tx *org.Tx, _ org.Due) error {
			ran <- tx.Now()
			tx.Enqueue(org.Job{Kind: "test.nightly", Key: "test.nightly", Due: tx.Now().Add(24 * time.Hour)})
			return nil
		}}}})
		for day := range 3 {
			want := orgtest.Start.Add(time.Duration(day) * 24 * time.Hour)
			select {
			case at := <-ran:
				if !at.Equal(want) {
					t.Errorf("day %d: it ran at %s", day, at)
				}
			case <-time.After(time.Minute):
				t.Fatalf("day %d: it did not run", day)
			}
			waits(t, h)
			h.Clock.Advance(24 * time.Hour)
			wake(t, h)
		}
		<-ran
	})
}

// waits until the next run is asked for, once.
func waits(t *testing.T, h *orgtest.House) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		n, err := sqldb.One[int](t.Context(), h.Read(), `SELECT count(*) FROM {o}.jobs WHERE due > ?`, sqldb.At(h.Now()))
		if err != nil || n > 1 || time.Now().After(end) {
			t.Fatalf("%d jobs wait, %v", n, err)
		}
		if n == 1 {
			return
		}
	}
}

func wake(t *testing.T, h *orgtest.House) {
	t.Helper()
	if err := h.Write(t.Context(), org.System("test"), func(*org.Tx) error { return nil }); err != nil {
		t.Fatal(err)
	}
}

// Entries are erased by age from the beginning; those by or about persons held stay,
// and go when nobody is held any more.
func TestEntriesAreErasedByAgeExceptOfThoseHeld(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h := orgtest.New(t, e, org.Config{})
		for _, who := range []string{"a", "held", "b", "c"} {
			err := h.Write(t.Context(), org.Member(who), func(tx *org.Tx) error {
				object := "other"
				if who == "b" {
					object = "held"
				}
				tx.Record(org.Entry{Action: "test.act", Object: ref.To("person", object)})
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			h.Clock.Advance(time.Hour)
		}
		before := sqldb.At(orgtest.Start.Add(150 * time.Minute)) // all but the last
		for _, step := range []struct {
			held []string
			want int
		}{{[]string{"held"}, 1}, {[]string{"held"}, 0}, {nil, 2}, {nil, 0}} {
			n := -1
			err := h.Write(t.Context(), org.System("test"), func(tx *org.Tx) (err error) {
				tx.Exempt("job")
				n, err = tx.EraseBefore(before, step.held, 10)
				return err
			})
			if err != nil || n != step.want {
				t.Errorf("held %v: %d erased, want %d (%v)", step.held, n, step.want, err)
			}
		}
		if left := orgtest.Entries(t, h.Org); len(left) != 1 || left[0].Actor.ID != "c" {
			t.Errorf("left: %+v", left)
		}
	})
}
