// Package clock is where time enters. Code that needs the time is handed a
// Clock, so tests choose it and a jump of the machine's clock has one door.
//
// Floor: 0
package clock

import (
	"sync"
	"time"
)

// Clock tells the time.
type Clock interface {
	Now() time.Time
}

// System is the machine's clock, in UTC.
type System struct{}

// Now is the machine's time, without the monotonic reading: times are stored.
func (System) Now() time.Time { return time.Now().UTC().Round(0) }

// Manual is a clock that a test moves by hand.
type Manual struct {
	mu  sync.Mutex
	now time.Time
}

// At starts a manual clock.
func At(t time.Time) *Manual { return &Manual{now: t.UTC()} }

// Now is the time it was last set to.
func (m *Manual) Now() time.Time {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.now
}

// Advance moves it; a negative step is a clock jump.
func (m *Manual) Advance(d time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.now = m.now.Add(d)
}

// HongKong is the zone of the installation: UTC+8, no summer time since 1979.
// It is a fixed zone so that no machine needs a time-zone database.
var HongKong = time.FixedZone("Asia/Hong_Kong", 8*60*60)
