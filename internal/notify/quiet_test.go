package notify_test

import (
	"testing"
	"time"

	"tramway/internal/clock"
	"tramway/internal/notify"
)

// Hours begin on their days and may end on the next; an hour that ends when it begins
// is a whole day.
func TestWhenItIsQuiet(t *testing.T) {
	t.Parallel()
	at := func(day, hour, minute int) time.Time {
		return time.Date(2026, 11, day, hour, minute, 0, 0, clock.HongKong) // the 22nd is a Sunday
	}
	night := notify.Hours{From: 22 * 60, To: 8 * 60, Days: 1 << 1} // from Monday to Tuesday
	lunch := notify.Hours{From: 13 * 60, To: 14*60 + 30, Days: 0b1111111}
	sunday := notify.Hours{From: 0, To: 0, Days: 1}
	for _, c := range []struct {
		h    notify.Hours
		at   time.Time
		ends time.Time
	}{
		{night, at(23, 21, 59), time.Time{}}, {night, at(23, 22, 0), at(24, 8, 0)}, {night, at(24, 7, 59), at(24, 8, 0)},
		{night, at(24, 8, 0), time.Time{}}, {night, at(24, 22, 0), time.Time{}}, {night, at(23, 7, 0), time.Time{}},
		{lunch, at(25, 13, 1), at(25, 14, 30)}, {lunch, at(25, 14, 30), time.Time{}},
		{sunday, at(22, 23, 59), at(23, 0, 0)}, {sunday, at(23, 0, 0), time.Time{}},
	} {
		if got := c.h.End(c.at); !got.Equal(c.ends) || c.h.Holds(c.at) == c.ends.IsZero() {
			t.Errorf("%+v at %s: until %s, want %s", c.h, c.at, got, c.ends)
		}
	}
}
