package app

import (
	"runtime/debug"
	"runtime/metrics"
)

// How much is made before it is worth while, and how little in a second in which nothing
// happens.
const (
	spare = 32 << 20 // bytes
	still = 1 << 20  // bytes a second
)

// quiet gives memory back to the system while nothing happens. The collector leaves as
// much again as is in use, and what the start or a busy hour needed stays with the
// process for minutes; on a small machine others wait for it.
type quiet struct{ made, given uint64 } // bytes since the start: a second ago, and when memory was last given back

// tick is called every second.
func (q *quiet) tick() {
	s := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(s)
	made := s[0].Value.Uint64()
	if made-q.made < still && made-q.given > spare {
		debug.FreeOSMemory()
		q.given = made
	}
	q.made = made
}
