package load

import (
	"fmt"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

const (
	signers = 16              // who sign in at once, one after the other
	rush    = 6 * time.Second // how long
	asks    = 200             // what others ask meanwhile
)

// A morning's rush: as many sign-ins as there can be, and how long everybody else
// waits for an answer before and during it.
func BenchmarkSignIn(b *testing.B) {
	in := prepare(b, 1, 200)
	for b.Loop() {
		p := serve(b, in)
		p.serving(in.tokens[0])
		p.visit(in, in.orgs)
		b.ReportMetric(p.wait(in), "ms-p95-before")
		var done atomic.Int64
		var wg sync.WaitGroup
		begin, end := time.Now(), time.Now().Add(rush)
		for i := range signers {
			wg.Go(func() {
				for n := 0; time.Now().Before(end); n++ {
					body := fmt.Sprintf(`{"login":%q,"password":"a long enough password"}`, in.logins[(i+n*signers)%len(in.logins)])
					if status := p.ask("POST", "/api/v1/sign-in", "", body); status != http.StatusOK {
						b.Errorf("sign-in: %d", status)
						return
					}
					done.Add(1)
				}
			})
		}
		b.ReportMetric(p.wait(in), "ms-p95-during")
		wg.Wait()
		b.ReportMetric(float64(done.Load())/time.Since(begin).Seconds(), "sign-ins/s")
	}
}

// wait is how long 95 of 100 answers take, in milliseconds.
func (p *program) wait(in *installation) float64 {
	took := make([]time.Duration, asks)
	for n := range took {
		begin := time.Now()
		if status := p.get("/api/v1/o/"+in.orgs[0]+"/conversations", in.tokens[n%len(in.tokens)]); status != http.StatusOK {
			p.b.Fatalf("asking: %d", status)
		}
		took[n] = time.Since(begin)
		time.Sleep(10 * time.Millisecond)
	}
	slices.Sort(took)
	return float64(took[asks*95/100].Microseconds()) / 1000
}
