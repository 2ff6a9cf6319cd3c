package httpapi

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// limiter is a token bucket for each address. Buckets unused for a while are
// dropped, so an attacker with many addresses does not fill the memory.
type limiter struct {
	rate  rate.Limit
	burst int
	mu    sync.Mutex
	by    map[string]*bucket
	swept time.Time
}

type bucket struct {
	*rate.Limiter
	used time.Time
}

const bucketLife = time.Minute

func newLimiter(perSecond float64) *limiter {
	return &limiter{rate: rate.Limit(perSecond), burst: int(perSecond * 4), by: map[string]*bucket{}}
}

// take uses one token; wait is above zero if there was none.
func (l *limiter) take(address string) (left int, wait time.Duration) {
	now := time.Now()
	l.mu.Lock()
	defer l.mu.Unlock()
	if now.Sub(l.swept) > bucketLife {
		l.sweep(now)
	}
	b := l.by[address]
	if b == nil {
		b = &bucket{Limiter: rate.NewLimiter(l.rate, l.burst)}
		l.by[address] = b
	}
	b.used = now
	if !b.AllowN(now, 1) {
		return 0, time.Duration(float64(time.Second) / float64(l.rate))
	}
	return int(b.TokensAt(now)), 0
}

func (l *limiter) sweep(now time.Time) {
	for a, b := range l.by {
		if now.Sub(b.used) > bucketLife {
			delete(l.by, a)
		}
	}
	l.swept = now
}
