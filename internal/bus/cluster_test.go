package bus

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"log/slog"
	"math/big"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
)

// serve runs a NATS server as an operator would, on a port of loopback; port -1
// is any free one.
func serve(t *testing.T, port int, change func(*server.Options)) *server.Server {
	t.Helper()
	o := &server.Options{Host: "127.0.0.1", Port: port, NoSigs: true, NoLog: true}
	if change != nil {
		change(o)
	}
	s, err := server.NewServer(o)
	if err != nil {
		t.Fatal(err)
	}
	s.Start()
	if !s.ReadyForConnections(soon) {
		t.Fatal("the server does not start")
	}
	t.Cleanup(func() { s.Shutdown(); s.WaitForShutdown() })
	return s
}

func port(s *server.Server) int { return s.Addr().(*net.TCPAddr).Port }

func address(s *server.Server) []string { return []string{fmt.Sprintf("nats://127.0.0.1:%d", port(s))} }

func TestTwoNodesHearEachOther(t *testing.T) {
	t.Parallel()
	s := serve(t, -1, nil)
	a, b := open(t, Config{URLs: address(s), Name: "a"}), open(t, Config{URLs: address(s), Name: "b"})
	atA, atB := hear(t, a, "wake"), hear(t, b, "wake")
	publish(t, a, "wake", "from a")
	if x, y := next(t, atA), next(t, atB); x != "from a" || y != "from a" {
		t.Error(x, y)
	}
	publish(t, b, "wake", "from b")
	if x, y := next(t, atA), next(t, atB); x != "from b" || y != "from b" {
		t.Error(x, y)
	}
}

func TestTheBusComesBackByItselfWhenTheServerDoes(t *testing.T) {
	t.Parallel()
	s := serve(t, -1, nil)
	a, b := open(t, Config{URLs: address(s)}), open(t, Config{URLs: address(s)})
	heard := hear(t, b, "wake")
	publish(t, a, "wake", "before")
	next(t, heard)

	p := port(s)
	s.Shutdown()
	s.WaitForShutdown()
	eventually(t, "both notice", func() bool { return a.Ready() != nil && b.Ready() != nil })
	began := time.Now()
	for range 3 * queued {
		publish(t, a, "wake", "into the void")
	}
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("publishing while disconnected took %v", took)
	}
	eventually(t, "all of it is dropped and counted", func() bool { return a.Stats().Dropped == 3*queued })

	serve(t, p, nil)
	eventually(t, "both are back", func() bool { return a.Ready() == nil && b.Ready() == nil })
	eventually(t, "the subscription is alive", func() bool {
		publish(t, a, "wake", "after")
		return len(heard) > 0
	})
	if got := next(t, heard); got != "after" {
		t.Errorf("old news %q was kept", got)
	}
	if a.Stats().Reconnects == 0 {
		t.Error("the reconnect is not counted")
	}
}

func TestANodeMayStartBeforeTheCluster(t *testing.T) {
	t.Parallel()
	first := serve(t, -1, nil)
	p := port(first)
	first.Shutdown()
	first.WaitForShutdown()
	b := open(t, Config{URLs: []string{fmt.Sprintf("nats://127.0.0.1:%d", p)}})
	heard := hear(t, b, "wake")
	if b.Ready() == nil {
		t.Fatal("ready without a cluster")
	}
	publish(t, b, "wake", "lost")
	eventually(t, "it is counted", func() bool { return b.Stats().Dropped == 1 })
	serve(t, p, nil)
	eventually(t, "it connects", func() bool { return b.Ready() == nil })
	publish(t, b, "wake", "heard")
	if got := next(t, heard); got != "heard" {
		t.Error(got)
	}
}

// lines is a log that may be read while it is written.
type lines struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// gate lets in who knows the password, once it is open, and counts the others.
type gate struct {
	open    atomic.Bool
	refused atomic.Int64
}

// Check implements server.Authentication.
func (g *gate) Check(c server.ClientAuthentication) bool {
	if g.open.Load() && c.GetOpts().Password == "node-secret" {
		return true
	}
	g.refused.Add(1)
	return false
}

func TestANodeThatIsRefusedTriesAgainUntilItIsLetIn(t *testing.T) {
	t.Parallel()
	g := new(gate)
	s := serve(t, -1, func(o *server.Options) { o.CustomClientAuthentication = g })
	log := new(lines)
	b := open(t, Config{URLs: address(s), User: "node", Password: "node-secret", Log: slog.New(slog.NewTextHandler(log, nil))})
	if b.Ready() == nil {
		t.Fatal("it was let in")
	}
	if b.conn.Opts.MaxReconnect != -1 {
		t.Error("it gives up some day")
	}
	eventually(t, "it was refused many times", func() bool { return g.refused.Load() > 4 })
	g.open.Store(true)
	eventually(t, "it is let in", func() bool { return b.Ready() == nil })
	if strings.Contains(log.String(), "node-secret") {
		t.Error(log.String())
	}
}

// authority makes a certificate for 127.0.0.1 and the pool that trusts it.
func authority(t *testing.T) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature}
	der, err := x509.CreateCertificate(rand.Reader, c, c, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	leaf, _ := x509.ParseCertificate(der)
	pool := x509.NewCertPool()
	pool.AddCert(leaf)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, pool
}

func TestTheClusterIsReachedUnderTLSAndCheckedForItsName(t *testing.T) {
	t.Parallel()
	cert, pool := authority(t)
	s := serve(t, -1, func(o *server.Options) {
		o.TLS, o.TLSTimeout, o.TLSConfig = true, 10, &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12}
	})
	b := open(t, Config{URLs: address(s), TLS: &tls.Config{RootCAs: pool}})
	eventually(t, "it connects", func() bool { return b.Ready() == nil })
	heard := hear(t, b, "x")
	publish(t, b, "x", "sealed")
	next(t, heard)
	for _, c := range []Config{{URLs: address(s)}, {URLs: address(s), TLS: &tls.Config{RootCAs: x509.NewCertPool()}}} {
		if open(t, c).Ready() == nil {
			t.Error("connected without trusting the certificate")
		}
	}
}

func TestAddressesThatCannotWorkAreRefusedWithoutTellingThePassword(t *testing.T) {
	t.Parallel()
	for _, bad := range []string{"nats://cluster.example:4222", "nats://u:hunter2@10.0.0.7:4222", "http://127.0.0.1", "", "nats://", "nats://u:hunter2@%zz", "nats://[::1"} {
		_, err := Open(Config{URLs: []string{bad}})
		if err == nil || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%q: %v", bad, err)
		}
	}
	mixed := []string{"tls://cluster.example:4222", "nats://cluster.example:4222"}
	if o, err := external(Config{URLs: mixed}); err != nil || len(o) == 0 {
		t.Error("one tls address makes all of them tls:", err)
	}
}

func TestPausesGrowAndDiffer(t *testing.T) {
	t.Parallel()
	seen := map[time.Duration]bool{}
	for n := range 100 {
		p := pause(n)
		if p < 25*time.Millisecond || p > 5*time.Second || n > 10 && p < 2*time.Second {
			t.Errorf("pause %d is %v", n, p)
		}
		seen[p] = true
	}
	if len(seen) < 50 {
		t.Error("no jitter")
	}
}
