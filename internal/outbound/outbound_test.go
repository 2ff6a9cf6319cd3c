package outbound

import (
	"context"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// names is a DNS server on loopback that answers what a test wants. Like the old
// C library it also knows names that are numbers in odd forms.
type names struct {
	mu      sync.Mutex
	answers map[string][]string // the n-th question gets the n-th address, the last one for ever
	asked   map[string]int
}

func (n *names) answer(name string, v6 bool) net.IP {
	n.mu.Lock()
	defer n.mu.Unlock()
	list := n.answers[name]
	if len(list) == 0 {
		return nil
	}
	k := min(n.asked[name], len(list)-1)
	ip := netip.MustParseAddr(list[k])
	if ip.Is4() == v6 {
		return nil
	}
	n.asked[name]++
	return ip.AsSlice()
}

// reply makes a DNS message (RFC 1035 section 4): the question, and one address.
func (n *names) reply(q []byte) []byte {
	var labels []string
	i := 12
	for q[i] != 0 {
		labels = append(labels, string(q[i+1:i+1+int(q[i])]))
		i += 1 + int(q[i])
	}
	kind := binary.BigEndian.Uint16(q[i+1:])
	ip := n.answer(strings.Join(labels, "."), kind == 28)
	out := append([]byte{q[0], q[1], 0x81, 0x80, 0, 1, 0, 0, 0, 0, 0, 0}, q[12:i+5]...)
	if ip == nil {
		return out
	}
	out[7] = 1
	out = append(out, 0xc0, 12, 0, byte(kind), 0, 1, 0, 0, 0, 0, 0, byte(len(ip)))
	return append(out, ip...)
}

func resolver(t *testing.T, answers map[string][]string) *net.Resolver {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	n := &names{answers: answers, asked: map[string]int{}}
	go func() {
		buf := make([]byte, 1500)
		for {
			size, from, err := conn.ReadFrom(buf)
			if err != nil {
				return
			}
			_, _ = conn.WriteTo(n.reply(buf[:size]), from)
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "udp", conn.LocalAddr().String())
	}}
}

var forbidden = []string{
	"127.0.0.1", "127.255.255.254", "0.0.0.0", "0.1.2.3", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1",
	"100.100.100.200", "192.0.0.192", "168.63.129.16", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "198.18.0.1", "192.0.2.1", "203.0.113.7",
	"::", "::1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::ffff:10.0.0.1", "::ffff:0.0.0.0", "::127.0.0.1", "fe80::1", "fc00::1", "fd00:ec2::254",
	"ff02::1", "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2001:0:7f00:1::", "2001:db8::1", "fec0::1", "100::1", "3fff::1", "5f00::1", "::ffff:0:7f00:1",
}

func TestForbiddenAddressesAreNotPublic(t *testing.T) {
	t.Parallel()
	for _, a := range forbidden {
		if Public(netip.MustParseAddr(a)) {
			t.Errorf("%s counts as public", a)
		}
	}
	for _, a := range []string{"1.1.1.1", "8.8.8.8", "172.32.0.1", "100.128.0.1", "169.253.0.1", "::ffff:1.1.1.1", "2606:4700::1111", "2400:cb00::1"} {
		if !Public(netip.MustParseAddr(a)) {
			t.Errorf("%s does not count as public", a)
		}
	}
	if Public(netip.Addr{}) || Public(netip.MustParseAddr("fe80::1%eth0")) {
		t.Error("no address, or one with a zone, counts as public")
	}
}

func TestANameThatLeadsInsideIsRefused(t *testing.T) {
	t.Parallel()
	answers := map[string][]string{}
	for i, a := range forbidden {
		answers[strings.Repeat("x", i+1)+".example"] = []string{a}
	}
	c := Client(Options{Resolver: resolver(t, answers)})
	for name, a := range answers {
		if _, err := c.Get("https://" + name + "/"); !errors.Is(err, ErrForbidden) {
			t.Errorf("%s leads to %s: %v", name, a, err)
		}
	}
}

func TestNumbersInOddFormsAreRefused(t *testing.T) {
	t.Parallel()
	odd := []string{"2130706433", "0177.0.0.1", "0x7f.0.0.1", "0x7f000001", "127.1", "017700000001", "2852039166", "0251.0376.0251.0376"}
	answers := map[string][]string{}
	for _, o := range odd { // a lenient resolver reads them as addresses
		answers[o] = []string{"127.0.0.1"}
	}
	port, reached := inside(t)
	c := Client(Options{Resolver: resolver(t, answers)})
	for _, host := range odd { // Go's own resolver refuses most of them before the dialler can
		var unknown *net.DNSError
		if _, err := c.Get("https://" + host + ":" + port + "/"); !errors.Is(err, ErrForbidden) && !errors.As(err, &unknown) || reached.Load() != 0 {
			t.Errorf("%s: %v", host, err)
		}
	}
	for _, host := range []string{"127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:a9fe:a9fe]", "0.0.0.0", "[::]", "169.254.169.254", "[fe80::1%25lo]"} {
		if _, err := c.Get("https://" + host + "/"); !errors.Is(err, ErrForbidden) {
			t.Errorf("%s: %v", host, err)
		}
	}
}

// inside is a server on this machine that must not be reached.
func inside(t *testing.T) (port string, reached *atomic.Int64) {
	t.Helper()
	reached = new(atomic.Int64)
	s := httptest.NewTLSServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached.Add(1) }))
	t.Cleanup(s.Close)
	_, port, _ = net.SplitHostPort(s.Listener.Addr().String())
	return port, reached
}

func TestAnAnswerThatChangesAfterACheckIsCaughtWhenDialled(t *testing.T) {
	t.Parallel()
	port, reached := inside(t)
	r := resolver(t, map[string][]string{"rebind.example": {"1.1.1.1", "127.0.0.1"}})
	first, err := r.LookupNetIP(context.Background(), "ip4", "rebind.example")
	if err != nil || !Public(first[0].Unmap()) {
		t.Fatal(first, err) // who looks before dialling is content
	}
	_, err = Client(Options{Resolver: r}).Get("https://rebind.example:" + port + "/")
	if !errors.Is(err, ErrForbidden) || reached.Load() != 0 {
		t.Errorf("%v, reached %d times", err, reached.Load())
	}
}

func TestAProxyOfTheEnvironmentIsNotUsed(t *testing.T) {
	port, reached := inside(t)
	for _, v := range []string{"HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"} {
		t.Setenv(v, "http://127.0.0.1:"+port)
	}
	if tr := transport(Options{}); tr.Proxy != nil {
		t.Error("a proxy would be asked")
	}
	if _, err := Client(Options{}).Get("https://10.0.0.1/"); !errors.Is(err, ErrForbidden) || reached.Load() != 0 {
		t.Error(err)
	}
}

func TestOnlyHTTPSIsSpoken(t *testing.T) {
	t.Parallel()
	for _, o := range []Options{{}, {Loopback: true}} {
		for _, u := range []string{"http://example.com/", "http://1.1.1.1/", "http://localhost.example/", "ftp://1.1.1.1/", "file:///etc/passwd"} {
			if _, err := Client(o).Get(u); !errors.Is(err, ErrScheme) {
				t.Errorf("%s: %v", u, err)
			}
		}
	}
	if _, err := Client(Options{}).Get("http://127.0.0.1/"); !errors.Is(err, ErrScheme) {
		t.Error(err)
	}
}

func get(c *http.Client, url string) (string, int, error) {
	resp, err := c.Get(url)
	if err != nil {
		return "", 0, err
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	return string(b), resp.StatusCode, err
}

func TestARedirectIsAnAnswer(t *testing.T) {
	t.Parallel()
	var followed atomic.Bool
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		followed.Store(r.URL.Path == "/next")
		http.Redirect(w, r, "/next", http.StatusTemporaryRedirect)
	}))
	defer s.Close()
	if _, code, err := get(Client(Options{Loopback: true}), s.URL); err != nil || code != http.StatusTemporaryRedirect || followed.Load() {
		t.Error(code, err)
	}
}

func TestAnAnswerIsLimitedInSize(t *testing.T) {
	t.Parallel()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n := 1000
		if r.URL.Path == "/more" {
			n = 1001
		}
		if r.URL.RawQuery != "" {
			w.(http.Flusher).Flush() // no length is announced
		}
		_, _ = w.Write(make([]byte, n))
	}))
	defer s.Close()
	c := Client(Options{Loopback: true, MaxBytes: 1000})
	for path, want := range map[string]error{"/": nil, "/?stream": nil, "/more": ErrTooLarge, "/more?stream": ErrTooLarge} {
		if b, _, err := get(c, s.URL+path); !errors.Is(err, want) || want == nil && len(b) != 1000 {
			t.Errorf("%s: %d bytes, %v", path, len(b), err)
		}
	}
}

func TestAnAnswerIsLimitedInTime(t *testing.T) {
	t.Parallel()
	end := make(chan struct{})
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = w.Write([]byte("x"))
		w.(http.Flusher).Flush()
		<-end // the body never ends
	}))
	defer s.Close()
	defer close(end)
	began := time.Now()
	_, _, err := get(Client(Options{Loopback: true, Timeout: 200 * time.Millisecond}), s.URL)
	if err == nil || time.Since(began) > 10*time.Second {
		t.Error(err, time.Since(began))
	}
}
