package directory

import (
	"fmt"
	"testing"
	"time"

	"tramway/internal/org"
	"tramway/internal/org/orgtest"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

func someIDs(from, to int) (ids []string) {
	for i := from; i < to; i++ {
		ids = append(ids, fmt.Sprint(i))
	}
	return ids
}

// Different people only, each viewer and kind alone, told in batches, anew each hour.
func TestLooksAreToldInBatches(t *testing.T) {
	t.Parallel()
	var w watch
	now := time.Date(2026, 11, 22, 10, 5, 0, 0, time.UTC)
	me := viewer{"o", "me", ofProfiles}
	look := func(v viewer, at time.Time, from, to int) (told []int) {
		for i := from; i < to; i++ {
			if all := w.saw(at, v, 50, []string{fmt.Sprint(i), "me"}); all != nil {
				told = append(told, len(all))
			}
		}
		return told
	}
	same := func(what string, got []int, want ...int) {
		t.Helper()
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s: %v, want %v", what, got, want)
		}
	}
	same("less than a batch", look(me, now, 0, 9))
	same("the same ones again", look(me, now, 0, 9))
	same("another, and another kind", append(look(viewer{"o", "other", ofProfiles}, now, 0, 8), look(viewer{"o", "me", ofLists}, now, 0, 8)...))
	same("batches", look(me, now, 9, 60), 10, 20, 30, 40, 50, 51)
	w.rang(me)
	same("after the alarm", look(me, now, 60, 90))
	same("the next hour", look(me, now.Add(time.Hour), 0, 12), 10)
}

// Two nodes count together: whom both have shown counts once, and there is one alarm.
func TestNodesCountTogether(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h := orgtest.New(t, e, org.Config{Migrations: []sqldb.Migrations{Migrations}})
		nodes := []*Module{New(nil, "", nil), New(nil, "", nil)}
		me := viewer{h.ID, "me", ofProfiles}
		look := func(node *Module, from, to int) {
			t.Helper()
			for _, id := range someIDs(from, to) {
				if all := node.views.saw(h.Now(), me, 100, []string{id}); all != nil {
					if err := node.tell(t.Context(), h.Org, org.Member("me"), me, 100, all); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
		alarms := func() (n int) {
			for _, one := range orgtest.Entries(t, h.Org) {
				if one.Action == "directory.view.bulk" {
					n++
				}
			}
			return n
		}
		look(nodes[0], 0, 80)
		look(nodes[1], 0, 80)
		if n := alarms(); n != 0 {
			t.Errorf("the same 80 seen through two nodes: %d alarms", n)
		}
		look(nodes[1], 80, 140)
		look(nodes[0], 200, 400)
		if n := alarms(); n != 1 {
			t.Errorf("more than 100 through two nodes: %d alarms", n)
		}
		rows, err := sqldb.One[int](t.Context(), h.Read(), `SELECT count(*) FROM {o}.view_counts`)
		if err != nil || rows != 2 {
			t.Errorf("%d rows, %v", rows, err)
		}
	})
}
