package load

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/centrifugal/centrifuge"
)

const (
	members = 1000
	posters = 16
	flood   = 6 * time.Second
	steady  = 40 // posts, five a second
)

// A message that a thousand members hear: as many as go, and five a second. The
// peer is Centrifuge alone, which tells a thousand sockets and stores nothing.
func BenchmarkPostToThousand(b *testing.B) { postTo(b, 1) }

// The same where each of the thousand is in five hundred conversations of all, and
// each message is said in another of them.
func BenchmarkPostToThousandIn500(b *testing.B) { postTo(b, 500) }

func postTo(b *testing.B, groups int) {
	in := prepareGroups(b, 1, members, groups)
	for b.Loop() {
		p := serve(b, in)
		p.serving(in.tokens[0])
		s := connect(b, p, "/live?org="+in.orgs[0], in.tokens[1:], members)
		var n atomic.Int64
		measure(b, "", p, s, func(i int, text string) int {
			id := n.Add(1)
			path := "/api/v1/o/" + in.orgs[0] + "/conversations/" + in.groups[int(id)%groups] + "/messages"
			return p.ask("POST", path, in.tokens[1+i], fmt.Sprintf(`{"client_id":"client-%d","text":%q}`, id, text))
		})
		b.ReportMetric(p.resident()/1e6, "MB-resident")
		size := int(s.bytes.Load() / s.heard.Load())
		b.ReportMetric(float64(size), "B-each")
		s.close()
		bare(b, size)
	}
}

// bare measures the peer with messages of the same size.
func bare(b *testing.B, size int) {
	addr := freeAddr(b)
	cmd := exec.Command(os.Args[0], "-test.run", "^TestPeer$")
	cmd.Env = append(os.Environ(), "TRAMWAY_LOAD_PEER="+addr)
	p := run(b, cmd, addr)
	for end := time.Now().Add(10 * time.Second); p.get("/", "") == 0 && time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
	}
	s := connect(b, p, "/live", []string{"-"}, members)
	const envelope = `{"push":{"channel":"all","pub":{"data":""}}}`
	measure(b, "peer-", p, s, func(_ int, text string) int {
		data, _ := json.Marshal(text + strings.Repeat("x", max(0, size-len(envelope)-len(text)))) // plain text
		return p.ask("POST", "/publish", "", string(data))
	})
	s.close()
}

// measure posts for a while as fast as it goes, and then five a second.
func measure(b *testing.B, prefix string, p *program, s *sockets, post func(poster int, text string) int) {
	begin, spent, end := time.Now(), p.spent(), time.Now().Add(flood)
	var wg sync.WaitGroup
	var posts atomic.Int64
	for i := range posters {
		wg.Go(func() {
			for time.Now().Before(end) {
				if status := post(i, "as fast as it goes"); status/100 != 2 {
					b.Errorf("%spost: %d", prefix, status)
					return
				}
				posts.Add(1)
			}
		})
	}
	wg.Wait()
	want := posts.Load() * members
	for late := time.Now().Add(10 * time.Second); s.heard.Load() < want && time.Now().Before(late); time.Sleep(time.Millisecond) {
	}
	took := time.Since(begin)
	if heard := s.heard.Load(); heard < want || want == 0 {
		b.Fatalf("%s%d of %d deliveries", prefix, heard, want)
	}
	b.ReportMetric(float64(want)/took.Seconds(), prefix+"deliveries/s")
	b.ReportMetric(float64((p.spent()-spent).Microseconds())/float64(want), prefix+"µs-CPU")
	time.Sleep(2 * time.Second) // what the flood left to be done is no part of five a second
	s.percentile(0)
	for range steady {
		post(0, stamp())
		time.Sleep(200 * time.Millisecond)
	}
	b.ReportMetric(float64(s.percentile(0.99).Microseconds())/1000, prefix+"ms-p99")
}

// TestPeer is the other process: Centrifuge with the settings of our own door.
func TestPeer(t *testing.T) {
	addr := os.Getenv("TRAMWAY_LOAD_PEER")
	if addr == "" {
		t.Skip("only for the child of BenchmarkPostToThousand")
	}
	node, err := centrifuge.New(centrifuge.Config{ClientQueueMaxSize: 1 << 20, LogLevel: centrifuge.LogLevelNone})
	if err != nil {
		t.Fatal(err)
	}
	node.OnConnecting(func(context.Context, centrifuge.ConnectEvent) (centrifuge.ConnectReply, error) {
		return centrifuge.ConnectReply{Credentials: &centrifuge.Credentials{UserID: "u"},
			Subscriptions: map[string]centrifuge.SubscribeOptions{"all": {}}}, nil
	})
	node.OnConnect(func(*centrifuge.Client) {})
	if err := node.Run(); err != nil {
		t.Fatal(err)
	}
	http.Handle("/live", centrifuge.NewWebsocketHandler(node, centrifuge.WebsocketConfig{
		MessageSizeLimit: 16 << 10, UseWriteBufferPool: true, ReadBufferSize: 1024, WriteBufferSize: 1024,
		CheckOrigin: func(*http.Request) bool { return true }}))
	http.HandleFunc("/publish", func(w http.ResponseWriter, r *http.Request) {
		var data json.RawMessage
		if json.NewDecoder(r.Body).Decode(&data) != nil {
			w.WriteHeader(http.StatusBadRequest)
		} else if _, err := node.Publish("all", data); err != nil {
			w.WriteHeader(http.StatusInternalServerError)
		}
	})
	t.Log(http.ListenAndServe(addr, nil)) //nolint: it ends with the benchmark
}
