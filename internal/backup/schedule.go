package backup

import (
	"fmt"
	"time"

	"tramway/internal/clock"
)

// Schedule says when backups are made by themselves: at half past two at night in
// Hong Kong, when hardly anybody works.
type Schedule string

// The schedules.
const (
	Never   Schedule = "never"
	Daily   Schedule = "daily"
	Weekly  Schedule = "weekly"  // on Sundays
	Monthly Schedule = "monthly" // on the first
)

const (
	hour, minute = 2, 30
	// grace is how long after its time a backup may be under way, or be tried
	// again, before it counts as missed.
	grace = 12 * time.Hour
)

// Check refuses a schedule that there is not.
func (s Schedule) Check() error {
	switch s {
	case Never, Daily, Weekly, Monthly:
		return nil
	}
	return fmt.Errorf("%q: must be never, daily, weekly or monthly", string(s))
}

// Last is the latest time at or before now for which a backup was planned; the
// zero time for Never.
func (s Schedule) Last(now time.Time) time.Time {
	now = now.In(clock.HongKong)
	y, m, d := now.Date()
	switch s {
	case Daily:
	case Weekly:
		d -= int(now.Weekday())
	case Monthly:
		d = 1
	default:
		return time.Time{}
	}
	at := func(days, months int) time.Time {
		return time.Date(y, m-time.Month(months), d-days, hour, minute, 0, 0, clock.HongKong)
	}
	planned := at(0, 0)
	if !planned.After(now) {
		return planned
	}
	switch s {
	case Weekly:
		return at(7, 0)
	case Monthly:
		return at(0, 1)
	}
	return at(1, 0)
}

// Due says whether the last planned backup is still to be made.
func (s Schedule) Due(now, last time.Time) bool { return last.Before(s.Last(now)) }

// Missed says whether a planned backup did not come.
func (s Schedule) Missed(now, last time.Time) bool {
	return s.Due(now, last) && s.Due(now.Add(-grace), last)
}
