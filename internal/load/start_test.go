package load

import (
	"syscall"
	"testing"
	"time"
)

const further = 100 // organisations opened beside the first

// From the start of the process to an answer; what it has in memory then, and what
// each further organisation adds.
func BenchmarkStartAndIdle(b *testing.B) {
	in := prepare(b, 1+further, 0)
	for b.Loop() {
		begin := time.Now()
		p := serve(b, in)
		p.serving(in.tokens[0])
		b.ReportMetric(time.Since(begin).Seconds(), "s-to-serve")
		p.visit(in, in.orgs[:1])
		one := p.settled()
		b.ReportMetric(one/1e6, "MB-one-open")
		p.visit(in, in.orgs[1:])
		b.ReportMetric((p.settled()-one)/further/1e6, "MB-each-further")
	}
}

// visit asks something of organisations, which opens them.
func (p *program) visit(in *installation, orgs []string) {
	p.b.Helper()
	for _, o := range orgs {
		if status := p.get("/api/v1/o/"+o+"/conversations", in.tokens[0]); status != 200 {
			p.b.Fatalf("organisation %s: %d", o, status)
		}
	}
}

// settled is what is resident when it has stopped falling.
func (p *program) settled() float64 {
	least := p.resident()
	for range 8 {
		time.Sleep(time.Second)
		least = min(least, p.resident())
	}
	return least
}

// Sockets that listen while nothing happens.
func BenchmarkIdleSockets(b *testing.B) {
	n := idleSockets(b)
	in := prepare(b, 1, 500)
	for b.Loop() {
		p := serve(b, in)
		p.serving(in.tokens[0])
		p.visit(in, in.orgs)
		empty := p.settled()
		s := connect(b, p, "/live?org="+in.orgs[0], in.tokens, n)
		b.ReportMetric((p.settled()-empty)/1024/float64(n), "KiB-each")
		b.ReportMetric(float64(n), "sockets")
		s.close()
	}
}

// idleSockets is 15,000, or what the limit of open files allows: each process needs
// one for each socket and a few for itself.
func idleSockets(b *testing.B) int {
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		b.Fatal(err)
	}
	return min(15000, int(limit.Max)-500)
}
