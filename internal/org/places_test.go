package org_test

import (
	"bytes"
	"context"
	"fmt"
	"testing"

	"tramway/internal/org"
	"tramway/internal/org/orgtest"
	"tramway/internal/record"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// A number is given once, also when the row that had it is replaced: a device that
// has seen it would miss what came after.
func TestTheNumberOfAChangeIsGivenOnce(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h := orgtest.New(t, e, config)
		change := func(id string) int64 {
			t.Helper()
			if err := h.Write(t.Context(), org.Member("a"), func(tx *org.Tx) error {
				tx.Record(org.Entry{Action: "thing.change", Object: ref.To("thing", id)})
				tx.Changed(ref.To("thing", id))
				return nil
			}); err != nil {
				t.Fatal(err)
			}
			var last org.Change
			eventually(t, "the change has its number", func() bool {
				if unplaced(t, h) > 0 {
					return false
				}
				all, err := h.Changes(t.Context(), 0, 100)
				if err != nil {
					t.Fatal(err)
				}
				if len(all) > 0 {
					last = all[len(all)-1]
				}
				return last.Ref == "thing:"+id
			})
			return last.Seq
		}
		change("x")
		before := change("y")
		if again := change("y"); again <= before {
			t.Errorf("y changed at %d and again at %d", before, again)
		}
		if n := count(t, h.Org, "changes"); n != 2 {
			t.Errorf("%d changes of two objects", n)
		}
	})
}

func unplaced(t *testing.T, h *orgtest.House) int {
	t.Helper()
	if h.Engine == sqldb.SQLite {
		return 0
	}
	n, err := sqldb.One[int](t.Context(), h.Read(), `SELECT count(*) FROM {o}.changes WHERE seq IS NULL`)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// tables are those of the test house, the sequencer's own order included.
func tables(t *testing.T) []sqldb.Table {
	t.Helper()
	all, err := sqldb.Tables([]sqldb.Migrations{org.Migrations})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// move carries a house's rows into an empty database of an engine.
func move(t *testing.T, from *sqldb.DB, to sqldb.Dialect) (*sqldb.DB, []sqldb.Count) {
	t.Helper()
	var rows bytes.Buffer
	var counts []sqldb.Count
	if err := from.Snapshot(t.Context(), func(q sqldb.Q) (err error) {
		counts, err = sqldb.Dump(t.Context(), q, sqldb.Whole(tables(t)), org.Places, &rows)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	db := sqldbtest.Open(t, to)
	if err := sqldb.Migrate(t.Context(), db, []sqldb.Migrations{org.Migrations}, nil); err != nil {
		t.Fatal(err)
	}
	got, err := sqldb.Load(t.Context(), db, &rows, tables(t), org.Places)
	if err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(got) != fmt.Sprint(counts) {
		t.Fatalf("%v arrived of %v", got, counts)
	}
	if err := org.Settle(t.Context(), db); err != nil {
		t.Fatal(err)
	}
	return db, got
}

// A house goes to the other engine and back. What the sequencer had not placed
// comes last, in its order, and numbers go on after the greatest ever given.
func TestARecordMovesBetweenEngines(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h := orgtest.New(t, e, config)
		for n := range 600 { // more than a batch of the sequencer, and of a load
			if err := h.Write(t.Context(), org.Member("a"), func(tx *org.Tx) error { return makeThing(tx, fmt.Sprint(n)) }); err != nil {
				t.Fatal(err)
			}
		}
		key := h.VerifierKey()
		if err := h.Integrate(t.Context()); err != nil {
			t.Fatal(err)
		}
		want, err := org.Recount(t.Context(), h.DB(), key)
		if err != nil {
			t.Fatal(err)
		}
		there, _ := move(t, h.DB(), other(e))
		back, counts := move(t, there, e)
		for _, db := range []*sqldb.DB{there, back} {
			if got, err := org.Recount(t.Context(), db, key); err != nil || got != want {
				t.Errorf("%s: head %v, was %v: %v", db.Dialect(), got, want, err)
			}
			if err := org.Continues(t.Context(), db.Read(), want.Size, want.Root[:]); err != nil {
				t.Errorf("%s: the tiles: %v", db.Dialect(), err)
			}
			for _, table := range []string{"outbox", "changes"} {
				if got, want := seqs(t, db, table), seqs(t, h.DB(), table); got != want {
					t.Errorf("%s of %s: %s, was %s", table, db.Dialect(), got, want)
				}
			}
		}
		for _, c := range counts {
			if c.Table == "entries" && c.Rows != 600 {
				t.Errorf("%d entries", c.Rows)
			}
		}
	})
}

func other(e sqldb.Dialect) sqldb.Dialect {
	if e == sqldb.SQLite {
		return sqldb.Postgres
	}
	return sqldb.SQLite
}

func seqs(t *testing.T, db *sqldb.DB, table string) string {
	t.Helper()
	r, err := sqldb.One[string](t.Context(), db.Read(), `SELECT min(seq) || ' to ' || max(seq) || ', ' || count(*) FROM {o}.`+table)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Entries that are in no tree yet are not lost on the way, and get their places
// in the new house.
func TestUnplacedRowsMove(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		from := sqldbtest.Open(t, e)
		if err := sqldb.Migrate(t.Context(), from, []sqldb.Migrations{org.Migrations}, nil); err != nil {
			t.Fatal(err)
		}
		fill(t, from)
		for _, to := range sqldbtest.Engines {
			db, _ := move(t, from, to)
			h := reopened(t, db)
			if err := h.Integrate(t.Context()); err != nil {
				t.Fatal(err)
			}
			head, err := org.Recount(t.Context(), db, h.VerifierKey())
			if err != nil || head.Size != 3 {
				t.Errorf("to %s: %v, %v", to, head, err)
			}
			if err := h.Write(t.Context(), org.Member("a"), func(tx *org.Tx) error {
				tx.Record(org.Entry{Action: "thing.make", Object: ref.To("thing", "new")})
				tx.Emit(made{"new"})
				return nil
			}); err != nil {
				t.Fatal(err)
			}
			eventually(t, "the next event has a number above all cursors", func() bool {
				n, err := sqldb.One[int64](t.Context(), db.Read(), `SELECT coalesce(max(seq), 0) FROM {o}.outbox`)
				return err == nil && n == 501
			})
		}
	})
}

// fill writes three entries past the door, so that no sequencer has seen them, and
// a cursor whose events were all dropped.
func fill(t *testing.T, db *sqldb.DB) {
	t.Helper()
	err := db.Write(t.Context(), func(ctx context.Context, q sqldb.Q) error {
		for n := range 3 {
			text := fmt.Appendf(nil, `{"n":%d}`, n)
			salt := record.NewSalt()
			leaf := record.Leaf(salt, text)
			if _, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.entries(id, at, actor, action, object, leaf, salt, body) VALUES(?,1,'a','thing.make','thing:x',?,?,?)`,
				fmt.Sprint(n), leaf[:], salt[:], sqldb.Seal(string(text))); err != nil {
				return err
			}
		}
		_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.cursors(subscriber, seq, tries, retry_at) VALUES('other', 500, 0, 0)`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func reopened(t *testing.T, db *sqldb.DB) *org.Org {
	t.Helper()
	cfg := config
	cfg.Subscribers = nil
	cfg.Open = func(_ context.Context, id string) (org.House, error) {
		return org.House{Profile: org.Profile{ID: id, Region: "hk"}, DB: db, LogName: "test/log/" + id, LogKeys: orgtest.NewLogKeys(), Files: orgtest.Files(t), BlobKey: orgtest.Seed,
			Close: func() error { return nil }}, nil
	}
	reg := org.NewRegistry(cfg)
	o, err := reg.Open(t.Context(), "moved")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		o.Close()
		if err := reg.Close(); err != nil {
			t.Error(err)
		}
	})
	return o
}
