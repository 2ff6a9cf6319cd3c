package app

import (
	"runtime"
	"runtime/metrics"
	"testing"
)

// What was needed once is given back in the first second in which nothing happens, and
// not while something does.
func TestMemoryIsGivenBackInQuiet(t *testing.T) {
	released := func() uint64 {
		s := []metrics.Sample{{Name: "/memory/classes/heap/released:bytes"}}
		metrics.Read(s)
		return s[0].Value.Uint64()
	}
	var q quiet
	q.tick()
	waste := make([]byte, 4*spare)
	for i := range waste {
		waste[i] = 1
	}
	runtime.KeepAlive(waste)
	waste = nil
	before := released()
	q.tick()
	if got := released(); got > before+spare {
		t.Errorf("given back in the middle of work: %d bytes", got-before)
	}
	q.tick()
	if got := released(); got < before+2*spare {
		t.Errorf("given back in quiet: %d bytes of %d", int64(got)-int64(before), 4*spare)
	}
}
