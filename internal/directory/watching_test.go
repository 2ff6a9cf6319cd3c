package directory

import (
	"fmt"
	"testing"
	"time"
)

// The alarm is raised once an hour, for different people only, for each viewer and
// kind alone.
func TestBulkViewingIsNoticedOnceAnHour(t *testing.T) {
	t.Parallel()
	var w watch
	now := time.Date(2026, 11, 22, 10, 5, 0, 0, time.UTC)
	me := viewer{"o", "me", true}
	look := func(v viewer, at time.Time, from, to int) (alarms int) {
		for i := from; i < to; i++ {
			if w.saw(at, v, []string{fmt.Sprint(i), "me"}) {
				alarms++
			}
		}
		return alarms
	}
	for range 3 { // the same ones again and again
		if look(me, now, 0, bulkProfiles) != 0 {
			t.Fatal("an alarm below the limit")
		}
	}
	if look(viewer{"o", "other", true}, now, 0, 10) != 0 || look(viewer{"o", "me", false}, now, 0, bulkProfiles+1) != 0 {
		t.Error("one viewer's looks count for another, or profiles as lists")
	}
	if look(me, now, bulkProfiles, bulkProfiles+500) != 1 {
		t.Error("want one alarm above the limit")
	}
	if look(me, now.Add(time.Hour), 0, bulkProfiles) != 0 || look(me, now.Add(time.Hour), bulkProfiles, bulkProfiles+1) != 1 {
		t.Error("the next hour does not begin anew")
	}
}
