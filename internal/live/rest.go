package live

import (
	"runtime"
	"runtime/metrics"
	"time"
)

// A message to a thousand sockets makes garbage of some megabytes. Left alone, the
// collector begins in the middle of such a burst, when memory is asked for, and then
// all who are told in it pay: a few in a hundred wait twice as long. So it is asked to
// collect in the quiet after one. Where there is no quiet it works as ever.
const (
	burst   = 100                   // persons
	quiet   = 40 * time.Millisecond // without a burst
	garbage = 4 << 20               // bytes that are worth it
)

// rest collects in the quiet after bursts.
type rest struct{ timer *time.Timer }

func newRest() rest {
	return rest{time.AfterFunc(time.Hour, func() {
		if grown() {
			runtime.GC()
		}
	})}
}

// told says that so many persons have just been told something.
func (r rest) told(persons int) {
	if persons >= burst {
		r.timer.Reset(quiet)
	}
}

// grown says that a third of what there was after the last collection came since.
func grown() bool {
	s := []metrics.Sample{{Name: "/gc/heap/live:bytes"}, {Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(s)
	live, now := s[0].Value.Uint64(), s[1].Value.Uint64()
	return now > live+max(live/3, garbage)
}
