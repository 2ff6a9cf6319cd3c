package statute

import (
	"testing"

	"tramway/internal/civil"
)

// Days follow the calendar of where an organisation lives, and the bare week where the
// program knows none.
func TestDaysFollowTheRegionsCalendar(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		region, date string
		works        bool
		holiday      string
	}{
		{"hk", "2026-12-24", true, ""},
		{"hk", "2026-12-25", false, "Christmas Day"},
		{"hk", "2026-12-27", false, ""}, // a Sunday
		{"hk", "2027-01-01", false, "The first day of January"},
		{"cn", "2026-12-25", true, ""},
		{"cn", "2026-10-01", false, "National Day"},
		{"cn", "2026-10-05", false, ""}, // a Monday, moved from a weekend
		{"cn", "2026-10-10", true, ""},  // that Saturday
		{"sg", "2026-12-25", true, ""},  // no calendar of its own
		{"hk", "2150-01-01", true, ""},  // a Thursday, beyond what is known
		{"sg", "2026-12-26", false, ""}, // a Saturday
	} {
		d, err := civil.Parse(c.date)
		if err != nil {
			t.Fatal(err)
		}
		if got := dayIn(c.region, d, "en"); got != (Day{c.date, c.works, c.holiday}) {
			t.Errorf("%s: %+v, want %v %q", c.region, got, c.works, c.holiday)
		}
	}
}
