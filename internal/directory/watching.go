package directory

import (
	"context"
	"strconv"
	"sync"
	"time"

	"tramway/internal/directory/directoryevent"
	"tramway/internal/httpapi"
	"tramway/internal/org"
	"tramway/internal/ref"
)

// How many different colleagues one person may look at in an hour of the clock before
// administrators are told (F125, F137): in lists twenty full pages. Nothing is refused:
// whoever has the reason goes on, and everybody knows.
const (
	bulkProfiles = 300
	bulkListed   = 2000
)

// watch counts what is looked at, in the memory of one node: an hour later it is
// forgotten, and a person who spreads out over nodes is seen by each for itself.
type watch struct {
	mu   sync.Mutex
	hour int64
	by   map[viewer]map[string]bool
}

type viewer struct {
	org, person string
	profiles    bool
}

func (v viewer) limit() int {
	if v.profiles {
		return bulkProfiles
	}
	return bulkListed
}

// saw notes who was looked at, and says whether it just became too many.
func (w *watch) saw(now time.Time, v viewer, ids []string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if hour := now.Unix() / 3600; hour != w.hour || w.by == nil {
		w.hour, w.by = hour, map[viewer]map[string]bool{}
	}
	seen := w.by[v]
	if seen == nil {
		seen = map[string]bool{}
		w.by[v] = seen
	}
	before := len(seen)
	for _, id := range ids {
		if id != v.person && len(seen) <= v.limit() {
			seen[id] = true
		}
	}
	return before <= v.limit() && len(seen) > v.limit()
}

// watched notes what a reader looked at. That an alarm can't be written down fails
// nobody's reading.
func (m *Module) watched(ctx context.Context, c *httpapi.Call, profiles bool, ids []string) {
	v := viewer{c.Org.ID, c.Person(), profiles}
	if !m.views.saw(c.Org.Now(), v, ids) {
		return
	}
	if err := alarm(ctx, c.Org, c.Who(), v); err != nil {
		c.Warn("bulk viewing was not recorded", err)
	}
}

func alarm(ctx context.Context, o *org.Org, who org.Who, v viewer) error {
	kind := "list"
	if v.profiles {
		kind = "profiles"
	}
	return o.Write(ctx, who, func(tx *org.Tx) error {
		tx.Record(org.Entry{Action: "directory.view.bulk", Object: ref.To("person", v.person),
			Note: map[string]string{"kind": kind, "limit": strconv.Itoa(v.limit())}})
		tx.Emit(directoryevent.BulkViewed{Person: v.person})
		return nil
	})
}
