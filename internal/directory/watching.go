package directory

import (
	"context"
	"maps"
	"strconv"
	"sync"
	"time"

	"tramway/internal/directory/directoryevent"
	"tramway/internal/directory/internal/rules"
	"tramway/internal/directory/internal/store"
	"tramway/internal/httpapi"
	"tramway/internal/org"
	"tramway/internal/ref"
)

// Kinds of looking.
const (
	ofProfiles = "profiles"
	ofLists    = "list"
)

// How many different colleagues one person may look at in an hour of the clock before
// administrators are told (F125, F137), unless the organisation has set it: in lists
// twenty full pages. Nothing is refused: whoever has the reason goes on, and everybody
// knows.
var bulk = map[string]int{ofProfiles: 300, ofLists: 2000}

// batches is into how many batches a limit is cut: whoever looks at less than one batch
// in an hour costs no write, and nodes together notice at the latest when each has one
// batch that it has not told.
const batches = 5

// watch counts what is looked at through this node, for an hour.
type watch struct {
	mu   sync.Mutex
	hour int64
	by   map[viewer]*looked
}

type viewer struct{ org, person, kind string }

type looked struct {
	ids  map[string]bool
	told int  // how many of them the other nodes know of
	rung bool // the alarm was raised
}

// saw notes who was looked at, and gives all of them when it is time to tell the others.
func (w *watch) saw(now time.Time, v viewer, limit int, ids []string) (all map[string]bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if hour := hourOf(now); hour != w.hour || w.by == nil {
		w.hour, w.by = hour, map[viewer]*looked{}
	}
	l := w.by[v]
	if l == nil {
		l = &looked{ids: map[string]bool{}}
		w.by[v] = l
	}
	if l.rung {
		return nil
	}
	for _, id := range ids {
		if id != v.person && len(l.ids) <= limit {
			l.ids[id] = true
		}
	}
	if n := len(l.ids); n == l.told || n <= limit && n-l.told < max(limit/batches, 1) {
		return nil
	}
	l.told = len(l.ids)
	return maps.Clone(l.ids)
}

// rang notes that nothing more is to be told in this hour.
func (w *watch) rang(v viewer) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if l := w.by[v]; l != nil {
		l.rung = true
	}
}

func hourOf(now time.Time) int64 { return now.Unix() / 3600 }

// watched notes what a reader looked at. That it can't be written down fails nobody's
// reading.
func (m *Module) watched(ctx context.Context, c *httpapi.Call, profiles bool, ids []string) {
	v := viewer{c.Org.ID, c.Person(), ofLists}
	if profiles {
		v.kind = ofProfiles
	}
	limit, err := viewLimit(ctx, c.Org, v.kind)
	if err == nil {
		if all := m.views.saw(c.Org.Now(), v, limit, ids); all != nil {
			err = m.tell(ctx, c.Org, c.Who(), v, limit, all)
		}
	}
	if err != nil {
		c.Warn("bulk viewing was not recorded", err)
	}
}

func viewLimit(ctx context.Context, o *org.Org, kind string) (int, error) {
	set, err := store.ViewLimits(ctx, o.Read())
	if n, ok := set[kind]; ok {
		return n, err
	}
	return bulk[kind], err
}

// tell puts what this node has seen beside what others have, and raises the alarm once
// for all when it is too much together.
func (m *Module) tell(ctx context.Context, o *org.Org, who org.Who, v viewer, limit int, ids map[string]bool) error {
	rung := false
	err := o.Write(ctx, who, func(tx *org.Tx) error {
		mine := store.Viewed{Viewer: v.person, Kind: v.kind, Node: m.node, Hour: hourOf(tx.Now()), People: len(ids), Sketch: rules.SketchOf(ids)}
		known, err := store.ViewedBy(tx.Ctx, tx, v.person, v.kind, mine.Hour)
		if err != nil {
			return err
		}
		n, before := together(mine, known)
		rung, mine.Told = before || n > limit, before || n > limit
		if tx.Exempt("view_count"); rung && !before {
			tx.Record(org.Entry{Action: "directory.view.bulk", Object: ref.To("person", v.person),
				Note: map[string]string{"kind": v.kind, "limit": strconv.Itoa(limit)}})
			tx.Emit(directoryevent.BulkViewed{Person: v.person})
		}
		return store.SaveViewed(tx.Ctx, tx, mine)
	})
	if err == nil && rung {
		m.views.rang(v)
	}
	return err
}

// together is how many different people all nodes have shown, exact if it was one, and
// whether the alarm was raised already.
func together(mine store.Viewed, known []store.Viewed) (n int, told bool) {
	all, others := append(rules.Sketch{}, mine.Sketch...), false
	for _, one := range known {
		told = told || one.Told
		if one.Node != mine.Node {
			others = true
			all.Join(one.Sketch)
		}
	}
	if !others {
		return mine.People, told
	}
	return max(mine.People, all.Count()), told
}
