package chat

import (
	"math"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"tramway/internal/fault"
	"tramway/internal/org"
)

// paces count, in memory, how fast people write: each program that serves an
// organisation counts for itself, and a restart begins anew. It is there against scripts
// and mistakes; nobody is charged by it.
type paces struct {
	mu    sync.Mutex
	by    map[paced]*pace
	swept time.Time
}

type paced struct{ org, person, what string }

type pace struct {
	*rate.Limiter
	used time.Time
}

// take uses one of so many in a stretch of time. Its refusal says after how many seconds
// there is another.
func (p *paces) take(o *org.Org, person, what string, most int, in time.Duration) error {
	now, every := o.Now(), rate.Limit(float64(most)/in.Seconds())
	p.mu.Lock()
	defer p.mu.Unlock()
	if now.Sub(p.swept) > time.Hour {
		for k, one := range p.by {
			if now.Sub(one.used) > time.Hour {
				delete(p.by, k)
			}
		}
		p.swept = now
	}
	if p.by == nil {
		p.by = map[paced]*pace{}
	}
	k := paced{o.ID, person, what}
	one := p.by[k]
	if one == nil {
		one = &pace{Limiter: rate.NewLimiter(every, most)}
		p.by[k] = one
	}
	if one.Limit() != every {
		one.SetLimitAt(now, every)
		one.SetBurstAt(now, most)
	}
	if one.used = now; one.AllowN(now, 1) {
		return nil
	}
	wait := (1 - one.TokensAt(now)) / float64(every)
	return fault.New(fault.TooMany, "too_many_"+what, fault.Args{"max": most, "seconds": max(1, int(math.Ceil(wait)))})
}

// SetPaced has people write no faster than the organisation's gates say.
func (m *Module) SetPaced() { m.paced = true }

// paceMessages refuses a message that comes too soon after others. What the device had
// sent before is not counted again.
func (m *Module) paceMessages(tx *org.Tx) error {
	if !m.paced {
		return nil
	}
	g, err := GatesOf(tx.Ctx, tx)
	if err != nil {
		return err
	}
	return m.paces.take(tx.Org, tx.Who.ID, "messages", g.MessagesMinute, time.Minute)
}

// paceDirects refuses a new direct conversation that comes too soon after others.
func (m *Module) paceDirects(tx *org.Tx) error {
	if !m.paced {
		return nil
	}
	g, err := GatesOf(tx.Ctx, tx)
	if err != nil {
		return err
	}
	return m.paces.take(tx.Org, tx.Who.ID, "directs", g.DirectsHour, time.Hour)
}
