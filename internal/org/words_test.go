package org_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"tramway/internal/org"
	"tramway/internal/org/orgtest"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// found are the entries with a word, newest first.
func found(t *testing.T, h *orgtest.House, kind, value string) []string {
	t.Helper()
	if err := h.Worded(t.Context()); err != nil {
		t.Fatal(err)
	}
	ids, err := sqldb.All[string](t.Context(), h.Read(), `SELECT e.id FROM {o}.worded w JOIN {o}.entries e ON e.n = w.n
		WHERE w.word=? ORDER BY w.idx DESC`, org.Word(kind, value))
	if err != nil {
		t.Fatal(err)
	}
	return ids
}

// acts writes entries of several people at once.
func acts(t *testing.T, h *orgtest.House, who string, n int) {
	t.Helper()
	for i := range n {
		err := h.Write(t.Context(), org.Member(who), func(tx *org.Tx) error {
			tx.Record(org.Entry{Action: fmt.Sprintf("test.act%d.do", i%2), Object: ref.To("thing", who)})
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
}

func TestEveryEntryIsFoundByItsWords(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h := orgtest.New(t, e, org.Config{})
		var writers sync.WaitGroup
		for _, who := range []string{"a", "b", "c", "d"} {
			writers.Go(func() { acts(t, h, who, 100) })
		}
		writers.Wait()
		for word, want := range map[[2]string]int{{"actor", "a"}: 100, {"object", "thing:b"}: 100, {"action", "test"}: 400,
			{"action", "test.act1.do"}: 200, {"action", "test.act0.do"}: 200, {"action", "test.act"}: 0, {"actor", "e"}: 0} {
			if got := found(t, h, word[0], word[1]); len(got) != want {
				t.Errorf("%v: %d entries, want %d", word, len(got), want)
			}
		}
	})
}

// What an erased entry was found by is gone with it; the rest of the record is found
// as before.
func TestAnErasedEntryIsNotFound(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h := orgtest.New(t, e, org.Config{})
		acts(t, h, "a", 3)
		mine := found(t, h, "actor", "a")
		if err := h.Write(t.Context(), org.System("test"), func(tx *org.Tx) error {
			tx.Exempt("job")
			return tx.EraseEntries(mine[:1])
		}); err != nil {
			t.Fatal(err)
		}
		if got := found(t, h, "actor", "a"); !slices.Equal(got, mine[1:]) {
			t.Errorf("by actor: %v of %v", got, mine)
		}
		if got := found(t, h, "object", "thing:a"); !slices.Equal(got, mine[1:]) {
			t.Errorf("by object: %v of %v", got, mine)
		}
		if got := found(t, h, "action", "test"); len(got) != 3 {
			t.Errorf("by action: %v", got)
		}
	})
}

// Words that come later than the erasure don't name whom it forgot.
func TestWhatIsErasedAtOnceIsNotFoundLater(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h := orgtest.New(t, e, org.Config{})
		var writers sync.WaitGroup
		for range 4 {
			writers.Go(func() { actsForgotten(t, h, 25) })
		}
		writers.Wait()
		if got := found(t, h, "actor", "a"); len(got) != 0 {
			t.Errorf("found: %v", got)
		}
		if got := found(t, h, "action", "test"); len(got) != 100 {
			t.Errorf("%d acts", len(got))
		}
	})
}

func actsForgotten(t *testing.T, h *orgtest.House, n int) {
	for range n {
		var id string
		err := h.Write(t.Context(), org.Member("a"), func(tx *org.Tx) error {
			tx.Record(org.Entry{Action: "test.act", Object: ref.To("thing", "a")})
			return nil
		})
		if err == nil {
			err = h.Write(t.Context(), org.System("test"), func(tx *org.Tx) (err error) {
				tx.Exempt("job")
				if id, err = sqldb.One[string](t.Context(), tx, `SELECT id FROM {o}.entries WHERE actor='a' LIMIT 1`); err != nil {
					return err
				}
				return tx.EraseEntries([]string{id})
			})
		}
		if err != nil {
			t.Error(err)
		}
	}
}

// A house from before there were words gets them by and by.
func TestAnOldRecordGetsItsWords(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h := orgtest.New(t, e, org.Config{})
		acts(t, h, "a", 700)
		want := found(t, h, "actor", "a")
		if err := h.Write(t.Context(), org.System("test"), func(tx *org.Tx) error {
			tx.Exempt("job")
			// The head first: it keeps off the sequencer, which may still be at the last of them.
			_, err := sqldb.Exec(t.Context(), tx, `UPDATE {o}.log_head SET worded=0`)
			if err == nil {
				_, err = sqldb.Exec(t.Context(), tx, `DELETE FROM {o}.entry_words`)
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
		got := found(t, h, "actor", "a")
		for range 200 { // by and by: another may be at it at this moment
			if slices.Equal(got, want) {
				break
			}
			time.Sleep(100 * time.Millisecond)
			got = found(t, h, "actor", "a")
		}
		if len(want) != 700 || !slices.Equal(got, want) {
			t.Errorf("%d of %d", len(got), len(want))
		}
	})
}
