package org_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"tramway/internal/org"
	"tramway/internal/org/orgtest"
	"tramway/internal/record"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

var things = sqldb.Migrations{Module: "things", Files: fstest.MapFS{"migrations/001_things.sql": {Data: []byte(`-- table things: retention=none export=none purge=none
CREATE TABLE {o}.things (
	id TEXT PRIMARY KEY, -- identifier
	n BIGINT NOT NULL -- structure
);
-- table heard: retention=none export=none purge=none
CREATE TABLE {o}.heard (
	pos {{SERIAL}}, -- structure
	id TEXT NOT NULL -- identifier
);
`)}}}

type made struct {
	ID string `json:"id"`
}

func (made) EventType() string { return "thing.made" }

func makeThing(tx *org.Tx, id string) error {
	tx.Record(org.Entry{Action: "thing.make", Object: ref.To("thing", id), After: map[string]string{"id": id}})
	tx.Emit(made{id})
	tx.Changed(ref.To("thing", id))
	_, err := sqldb.Exec(tx.Ctx, tx, `INSERT INTO {o}.things(id, n) VALUES(?, 0)`, id)
	return err
}

func hear(tx *org.Tx, events []org.Received) error {
	for _, r := range events {
		e, err := org.As[made](r)
		if err != nil {
			return err
		}
		if e.ID == "poison" {
			return errors.New("can't stomach it")
		}
		if _, err := sqldb.Exec(tx.Ctx, tx, `INSERT INTO {o}.heard(id) VALUES(?)`, e.ID); err != nil {
			return err
		}
	}
	return nil
}

var config = org.Config{Migrations: []sqldb.Migrations{things},
	Subscribers: []org.Subscriber{{Name: "ear", Types: []string{"thing.made"}, Handle: hear}}}

func count(t *testing.T, o *org.Org, table string) int {
	t.Helper()
	n, err := sqldb.One[int](t.Context(), o.Read(), `SELECT count(*) FROM {o}.`+table)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// eventually waits for something another goroutine of the house does.
func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(2 * time.Millisecond) {
		if ok() {
			return
		}
	}
	t.Fatalf("never: %s", what)
}

func TestAChangeWithoutAnEntryDoesNotCommit(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h := orgtest.New(t, e, config)
		err := h.Write(t.Context(), org.Member("a"), func(tx *org.Tx) error {
			_, err := sqldb.Exec(tx.Ctx, tx, `INSERT INTO {o}.things(id, n) VALUES('x', 0)`)
			return err
		})
		if !errors.Is(err, org.ErrNoRecord) || count(t, h.Org, "things") != 0 {
			t.Errorf("%v, %d rows", err, count(t, h.Org, "things"))
		}
		err = h.Write(t.Context(), org.Member("a"), func(tx *org.Tx) error {
			tx.Exempt("whatever")
			return nil
		})
		var p *sqldb.PanicError
		if !errors.As(err, &p) {
			t.Errorf("an exemption that nobody listed: %v", err)
		}
	})
}

// Every committed row has its entry in the tree and its event delivered once,
// in order, whatever overlaps.
func TestRowsEntriesAndEventsAgreeUnderConcurrency(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h := orgtest.New(t, e, config)
		const writers, each = 8, 40
		var wg sync.WaitGroup
		var kept atomic.Int64
		for w := range writers {
			wg.Go(func() {
				for i := range each {
					err := h.Write(t.Context(), org.Member("a"), func(tx *org.Tx) error {
						if err := makeThing(tx, fmt.Sprintf("%d-%d", w, i)); err != nil {
							return err
						}
						if i%7 == 3 {
							return errors.New("changed my mind")
						}
						return nil
					})
					if err == nil {
						kept.Add(1)
					}
				}
			})
		}
		wg.Wait()
		if err := h.Integrate(t.Context()); err != nil {
			t.Fatal(err)
		}
		_, _, head, err := h.Checkpoint(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		rows := count(t, h.Org, "things")
		if int64(rows) != kept.Load() || head.Size != kept.Load() {
			t.Errorf("%d writes acknowledged, %d rows, %d entries in the tree", kept.Load(), rows, head.Size)
		}
		eventually(t, "all events heard", func() bool { return count(t, h.Org, "heard") >= rows })
		if d, err := sqldb.One[int](t.Context(), h.Read(), `SELECT count(DISTINCT id) FROM {o}.heard`); d != rows || count(t, h.Org, "heard") != rows {
			t.Errorf("%d heard, %d different, %d rows: %v", count(t, h.Org, "heard"), d, rows, err)
		}
		out, err := sqldb.One[int](t.Context(), h.Read(), `SELECT count(*) FROM (
			SELECT p.pos FROM {o}.heard p JOIN {o}.outbox b ON b.data->>'id' = p.id
			JOIN {o}.heard p2 ON p2.pos = p.pos + 1 JOIN {o}.outbox b2 ON b2.data->>'id' = p2.id WHERE b2.seq <= b.seq) x`)
		if err != nil || out != 0 {
			t.Errorf("%d events out of order, %v", out, err)
		}
	})
}

func TestAPoisonousEventIsParkedAndOthersGoOn(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h := orgtest.New(t, e, config)
		for _, id := range []string{"a", "poison", "b"} {
			if err := h.Write(t.Context(), org.Member("a"), func(tx *org.Tx) error { return makeThing(tx, id) }); err != nil {
				t.Fatal(err)
			}
		}
		eventually(t, "b heard", func() bool {
			h.Clock.Advance(time.Minute) // the pauses between tries
			h.Registry.Poke(h.ID)
			return count(t, h.Org, "heard") == 2
		})
		if n, err := h.Parked(t.Context()); n != 1 {
			t.Errorf("%d parked, %v", n, err)
		}
		// Somebody looked at it; the house is whole again.
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

func TestEvidenceVerifiesAndAnErasedEntryLeavesTheTreeWhole(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h := orgtest.New(t, e, config)
		for i := range 300 {
			if err := h.Write(t.Context(), org.Member("a"), func(tx *org.Tx) error { return makeThing(tx, fmt.Sprint(i)) }); err != nil {
				t.Fatal(err)
			}
		}
		entry := orgtest.Entries(t, h.Org)[17]
		b, err := h.Bundle(t.Context(), entry.ID)
		if err != nil {
			t.Fatal(err)
		}
		if got, cp, err := record.Verify(b, h.VerifierKey()); err != nil || got.ID != entry.ID || cp.Head.Size != 300 {
			t.Errorf("%+v %+v %v", got, cp, err)
		}
		err = h.Write(t.Context(), org.Member("dpo"), func(tx *org.Tx) error {
			tx.Record(org.Entry{Action: "record.erase", Object: ref.To("entry", entry.ID)})
			return tx.EraseEntries([]string{entry.ID})
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := h.Bundle(t.Context(), entry.ID); err == nil {
			t.Error("an erased entry still gives evidence")
		}
		if err := h.Verify(t.Context()); err != nil {
			t.Error(err)
		}
	})
}

func TestAlteredHistoryIsFound(t *testing.T) {
	t.Parallel()
	for name, sql := range map[string]string{
		"text":    `UPDATE {o}.entries SET body=? WHERE idx=1`,
		"missing": `DELETE FROM {o}.entries WHERE idx=1 AND ? <> ''`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := orgtest.New(t, sqldb.SQLite, config)
			for i := range 3 {
				if err := h.Write(t.Context(), org.Member("a"), func(tx *org.Tx) error { return makeThing(tx, fmt.Sprint(i)) }); err != nil {
					t.Fatal(err)
				}
			}
			if err := errors.Join(h.Integrate(t.Context()), h.Verify(t.Context())); err != nil {
				t.Fatal(err)
			}
			err := h.DB().Write(t.Context(), func(ctx context.Context, q sqldb.Q) error {
				_, err := sqldb.Exec(ctx, q, sql, "forged")
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			if err := h.Verify(t.Context()); err == nil {
				t.Error("nobody noticed")
			}
			mend(t, h)
		})
	}
}

// mend empties a house that a test broke on purpose, so that the check at the
// end of the test finds a whole one.
func mend(t *testing.T, h *orgtest.House) {
	t.Helper()
	err := h.DB().Write(t.Context(), func(ctx context.Context, q sqldb.Q) error {
		for _, table := range []string{"entries", "tiles", "log_head"} {
			if _, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.`+table); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestJobsFireOnceWhenDue(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		var outside atomic.Int32
		cfg := config
		cfg.Jobs = []org.JobKind{
			{Name: "inside", Inside: func(tx *org.Tx, j org.Due) error {
				var d map[string]string
				if err := json.Unmarshal(j.Data.V, &d); err != nil {
					return err
				}
				return makeThing(tx, d["id"])
			}},
			{Name: "outside", Outside: func(context.Context, *org.Org, org.Due) error {
				if outside.Add(1) < 3 {
					return errors.New("the network is down")
				}
				return nil
			}},
		}
		h := orgtest.New(t, e, cfg)
		ask := func(j org.Job) {
			t.Helper()
			err := h.Write(t.Context(), org.Member("a"), func(tx *org.Tx) error {
				tx.Exempt("job")
				tx.Enqueue(j)
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		later := h.Now().Add(time.Hour)
		ask(org.Job{Kind: "inside", Key: "k", Due: later, Data: map[string]string{"id": "first"}})
		ask(org.Job{Kind: "inside", Key: "k", Due: later.Add(time.Minute), Data: map[string]string{"id": "second"}})
		ask(org.Job{Kind: "outside"})
		eventually(t, "the outside job succeeded at the third try", func() bool {
			h.Clock.Advance(time.Second)
			h.Registry.Poke(h.ID)
			return outside.Load() == 3 && count(t, h.Org, "jobs") == 1
		})
		if n := count(t, h.Org, "things"); n != 0 {
			t.Fatalf("%d jobs fired early", n)
		}
		h.Clock.Advance(2 * time.Hour)
		h.Registry.Poke(h.ID)
		eventually(t, "the job with the key fired", func() bool { return count(t, h.Org, "jobs") == 0 })
		if got, err := sqldb.All[string](t.Context(), h.Read(), `SELECT id FROM {o}.things`); len(got) != 1 || got[0] != "second" {
			t.Errorf("made %v, %v", got, err)
		}
		err := h.Write(t.Context(), org.Member("a"), func(tx *org.Tx) error {
			tx.Exempt("job")
			tx.Enqueue(org.Job{Kind: "nobody does this"})
			return nil
		})
		if err == nil {
			t.Error("a job that nobody does was accepted")
		}
	})
}

func TestChangeSequenceKeepsTheLatestAndTombstones(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h := orgtest.New(t, e, config)
		step := func(f func(tx *org.Tx)) {
			t.Helper()
			err := h.Write(t.Context(), org.Member("a"), func(tx *org.Tx) error { tx.Exempt("cursor"); f(tx); return nil })
			if err != nil {
				t.Fatal(err)
			}
		}
		step(func(tx *org.Tx) { tx.Changed(ref.To("thing", "a")); tx.Changed(ref.To("thing", "b")) })
		first := changes(t, h, 0, 2)
		step(func(tx *org.Tx) { tx.Deleted(ref.To("thing", "a")) })
		since := changes(t, h, first[len(first)-1].Seq, 1)
		if since[0].Ref != "thing:a" || since[0].Kind != "deleted" {
			t.Errorf("%+v", since)
		}
		if all := changes(t, h, 0, 2); len(all) != 2 {
			t.Errorf("%+v", all)
		}
	})
}

func changes(t *testing.T, h *orgtest.House, since int64, want int) (got []org.Change) {
	t.Helper()
	eventually(t, fmt.Sprintf("%d changes since %d", want, since), func() bool {
		var err error
		if got, err = h.Changes(t.Context(), since, 100); err != nil {
			t.Fatal(err)
		}
		return len(got) == want
	})
	return got
}

func thing(n int) ref.Ref { return ref.To("thing", fmt.Sprint(n)) }
