package hook

import (
	"math"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"tramway/internal/fault"
)

// paces count, in memory, how fast robots speak: each program that serves an organisation
// counts for itself, and a restart begins anew.
type paces struct {
	mu    sync.Mutex
	by    map[string]*pace // by the robot's id
	swept time.Time
}

type pace struct {
	*rate.Limiter
	used time.Time
}

// take uses one of a robot's messages of this minute. Error: hook_too_fast, with the
// seconds after which there is another.
func (p *paces) take(robot string, now time.Time) error { return p.use(robot, now, maxMinute) }

// use is take of so many a minute.
func (p *paces) use(robot string, now time.Time, most int) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.by == nil {
		p.by = map[string]*pace{}
	}
	if now.Sub(p.swept) > time.Hour {
		for k, one := range p.by {
			if now.Sub(one.used) > time.Hour {
				delete(p.by, k)
			}
		}
		p.swept = now
	}
	one := p.by[robot]
	if one == nil {
		one = &pace{Limiter: rate.NewLimiter(rate.Limit(most)/60, most)}
		p.by[robot] = one
	}
	if one.used = now; one.AllowN(now, 1) {
		return nil
	}
	wait := (1 - one.TokensAt(now)) * 60 / float64(most)
	return fault.New(fault.TooMany, "hook_too_fast", fault.Args{"max": most, "seconds": max(1, int(math.Ceil(wait)))})
}
