package org_test

import (
	"testing"
	"time"

	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/org/orgtest"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// The latest change of all moves on when its object changes again: a device that
// had seen it must be told once more.
func TestTheLatestChangeIsToldAgain(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h := orgtest.New(t, e, config)
		seen := int64(0)
		for range 5 {
			err := h.Write(t.Context(), org.Member("a"), func(tx *org.Tx) error {
				tx.Exempt("cursor")
				tx.Changed(ref.To("thing", "only"))
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			seen = changes(t, h, seen, 1)[0].Seq
		}
	})
}

// Events go a week after everybody who wanted them has had them, and what comes
// later is numbered on, so that no cursor stands beyond it.
func TestOldEventsGoAndLaterOnesAreHeard(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		c := config
		c.Subscribers = append([]org.Subscriber{{Name: "deaf", Types: []string{"thing.never"}, Handle: hear}}, c.Subscribers...)
		h := orgtest.New(t, e, c)
		tell := func(id string, heard int) {
			t.Helper()
			if err := h.Write(t.Context(), org.Member("a"), func(tx *org.Tx) error { return makeThing(tx, id) }); err != nil {
				t.Fatal(err)
			}
			eventually(t, id+" heard", func() bool { return count(t, h.Org, "heard") == heard })
		}
		tell("a", 1)
		tell("b", 2)
		h.Clock.Advance(6 * 24 * time.Hour)
		tell("c", 3)
		h.Clock.Advance(25 * time.Hour)
		h.Registry.Poke(h.ID)
		eventually(t, "a and b dropped", func() bool { return count(t, h.Org, "outbox") == 1 })
		h.Clock.Advance(8 * 24 * time.Hour)
		h.Registry.Poke(h.ID)
		eventually(t, "all dropped", func() bool { return count(t, h.Org, "outbox") == 0 })
		tell("d", 4)
	})
}

// An event that its subscriber has not had stays, however old.
func TestAnEventThatNobodyHadStays(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		c := config
		c.Subscribers = []org.Subscriber{{Name: "stuck", Types: []string{"thing.made"}, Handle: hear}}
		h := orgtest.New(t, e, c)
		if err := h.Write(t.Context(), org.Member("a"), func(tx *org.Tx) error { return makeThing(tx, "poison") }); err != nil {
			t.Fatal(err)
		}
		eventually(t, "a first try", func() bool { return count(t, h.Org, "cursors") == 1 })
		h.Clock.Advance(8 * 24 * time.Hour)
		if err := h.TrimOutbox(t.Context()); err != nil {
			t.Fatal(err)
		}
		if n := count(t, h.Org, "outbox"); n != 1 {
			t.Errorf("%d events left, want the one that waits", n)
		}
		eventually(t, "parked", func() bool {
			h.Clock.Advance(time.Minute)
			h.Registry.Poke(h.ID)
			n, err := h.Parked(t.Context())
			return err == nil && n == 1
		})
		err := h.Write(t.Context(), org.Member("a"), func(tx *org.Tx) error {
			tx.Exempt("cursor")
			_, err := sqldb.Exec(tx.Ctx, tx, `DELETE FROM {o}.parked`)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

// Two parts of the program that come to do the same thing, without a request, do it once.
func TestAKeyWithoutARequestIsUsedOnce(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h := orgtest.New(t, e, config)
		who := org.System("teller")
		who.Once = org.Once{Key: "k", Digest: []byte{}}
		if err := h.Write(t.Context(), who, func(tx *org.Tx) error { return makeThing(tx, "one") }); err != nil {
			t.Fatal(err)
		}
		err := h.Write(t.Context(), who, func(tx *org.Tx) error { return makeThing(tx, "two") })
		if !fault.Is(err, "idempotency_in_use") || count(t, h.Org, "things") != 1 {
			t.Errorf("again: %v, %d things", err, count(t, h.Org, "things"))
		}
	})
}

// A key is remembered for a day.
func TestAKeyIsForgottenAfterADay(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h := orgtest.New(t, e, config)
		who := org.Member("a")
		who.Once = org.Once{Key: "k", Digest: []byte("this")}
		try := func(request, id string) error {
			who.Request = request
			return h.Write(t.Context(), who, func(tx *org.Tx) error { return makeThing(tx, id) })
		}
		if err := try("r1", "one"); err != nil {
			t.Fatal(err)
		}
		if err := try("r1", "two"); err != nil {
			t.Errorf("a second write of the same request: %v", err)
		}
		h.Clock.Advance(23 * time.Hour)
		if err := try("r2", "three"); !fault.Is(err, "idempotency_in_use") {
			t.Errorf("another request within a day: %v", err)
		}
		h.Clock.Advance(7 * time.Hour)
		h.Registry.Poke(h.ID)
		eventually(t, "forgotten", func() bool { return count(t, h.Org, "once") == 0 })
		if err := try("r3", "four"); err != nil || count(t, h.Org, "things") != 3 {
			t.Errorf("later: %v, %d things", err, count(t, h.Org, "things"))
		}
	})
}
