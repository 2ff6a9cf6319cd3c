package certificate_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"tramway/internal/certificate"
	"tramway/internal/certificate/certificatetest"
	"tramway/internal/keyring"
)

const domain = "work.harbour.example"

var key = bytes.Repeat([]byte{7}, keyring.KeySize)

// served is a program that serves with a certificate of its own getting.
type served struct {
	t      *testing.T
	tls    net.Listener
	plain  net.Listener
	dir    string
	cache  *certificate.Cache
	log    *log
	cancel context.CancelFunc
	ended  chan struct{}
}

func listen(t *testing.T) *served {
	t.Helper()
	s := &served{t: t, dir: filepath.Join(t.TempDir(), "acme"), log: &log{}}
	s.cache = certificate.NewCache(s.dir, key)
	for _, l := range []*net.Listener{&s.tls, &s.plain} {
		var err error
		if *l, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { (*l).Close() })
	}
	return s
}

func portOf(l net.Listener) string {
	_, port, _ := net.SplitHostPort(l.Addr().String())
	return port
}

// serve begins, as after a start of the program.
func (s *served) serve(a *certificatetest.Authority) {
	s.t.Helper()
	k, err := certificate.New(certificate.Config{Domains: []string{domain, "chat.harbour.example"}, Mail: "it@harbour.example", Directory: a.Directory,
		Roots: a.Roots, Cache: s.cache, Log: slog.New(slog.NewTextHandler(s.log, nil)),
		Plain: http.RedirectHandler("https://"+domain, http.StatusMovedPermanently)})
	if err != nil {
		s.t.Fatal(err)
	}
	page := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })
	srv := &http.Server{Handler: page, TLSConfig: k.TLS(), ErrorLog: slog.NewLogLogger(slog.DiscardHandler, 0)}
	go srv.ServeTLS(s.tls, "", "")
	onPort80 := k.Plain()
	go (&http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Host, _, _ = net.SplitHostPort(r.Host) // as it is there
		onPort80.ServeHTTP(w, r)
	})}).Serve(s.plain)
	ctx, cancel := context.WithCancel(context.Background())
	s.ended = make(chan struct{})
	go func() { k.Run(ctx); close(s.ended) }()
	s.t.Cleanup(func() { cancel(); <-s.ended })
}

// sees is the certificate that somebody gets who trusts roots.
func (s *served) sees(roots *x509.CertPool, name string, most uint16) (*x509.Certificate, error) {
	conn, err := tls.Dial("tcp", s.tls.Addr().String(), &tls.Config{RootCAs: roots, ServerName: name, MaxVersion: most})
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	return conn.ConnectionState().PeerCertificates[0], nil
}

func (s *served) eventually(what string, ok func() bool) {
	s.t.Helper()
	for end := time.Now().Add(60 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if ok() {
			return
		}
	}
	s.t.Fatalf("waited too long: %s\n%s", what, s.log)
}

type log struct {
	mu   sync.Mutex
	text strings.Builder
}

func (l *log) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(b)
}

func (l *log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// The certificate comes without anybody asking for a page, by the port that serves
// it; what lies on the disk says nothing to who has no key.
func TestACertificateComesByThePortThatServesIt(t *testing.T) {
	t.Parallel()
	s := listen(t)
	a := certificatetest.Start(t, certificatetest.Options{TLSPort: portOf(s.tls)})
	s.serve(a)
	s.eventually("the certificate", func() bool { _, err := s.cache.Leaf(t.Context(), domain); return err == nil })
	roots := a.Trusts()
	c, err := s.sees(roots, domain, 0)
	if err != nil || c.VerifyHostname(domain) != nil {
		t.Fatalf("%v", err)
	}
	if leaf, err := s.cache.Leaf(t.Context(), domain); err != nil || !leaf.Equal(c) {
		t.Errorf("kept %v, %v", leaf, err)
	}
	if _, err := s.sees(roots, domain, tls.VersionTLS12); err == nil {
		t.Error("TLS 1.2 was served")
	}
	if _, err := s.sees(roots, "other.example", 0); err == nil {
		t.Error("a certificate for a name that is not ours")
	}
	files, err := os.ReadDir(s.dir)
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	for _, f := range files {
		text, err := os.ReadFile(filepath.Join(s.dir, f.Name()))
		info, _ := f.Info()
		if err != nil || bytes.Contains(text, []byte("PRIVATE KEY")) || info.Mode().Perm() != 0o600 {
			t.Errorf("%s lies open, %v, %v", f.Name(), info.Mode(), err)
		}
	}
	if _, err := certificate.NewCache(s.dir, bytes.Repeat([]byte{8}, keyring.KeySize)).Leaf(t.Context(), domain); !errors.Is(err, certificate.ErrNone) {
		t.Errorf("under another key: %v", err)
	}
}

// Where the authority can't reach that port, it comes by port 80, which sends
// everybody else to the page.
func TestACertificateComesByPort80(t *testing.T) {
	t.Parallel()
	s := listen(t)
	a := certificatetest.Start(t, certificatetest.Options{HTTPPort: portOf(s.plain)})
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	s.serve(a)
	res, err := client.Get("http://" + s.plain.Addr().String() + "/im")
	if err != nil || res.StatusCode != http.StatusMovedPermanently {
		t.Fatalf("%v, %v", res, err)
	}
	res.Body.Close()
	s.eventually("the certificate", func() bool { _, err := s.sees(a.Trusts(), domain, 0); return err == nil })
}

// A certificate is renewed before it ends, while it is served; one that lives for
// less than a minute shows it. A third of that is what a busy machine has to renew it.
func TestACertificateIsRenewedBeforeItEnds(t *testing.T) {
	t.Parallel()
	s := listen(t)
	a := certificatetest.Start(t, certificatetest.Options{TLSPort: portOf(s.tls), Life: 45 * time.Second})
	s.serve(a)
	roots := a.Trusts()
	var first *x509.Certificate
	s.eventually("the first certificate", func() (ok bool) { c, err := s.sees(roots, domain, 0); first = c; return err == nil })
	s.eventually("another one", func() bool {
		c, err := s.sees(roots, domain, 0)
		if err != nil {
			t.Fatalf("in between nobody could come: %v", err)
		}
		return c.SerialNumber.Cmp(first.SerialNumber) != 0
	})
}

// The authority is away, also when the program starts anew: the certificate there is
// goes on being served, and what failed is in the log.
func TestWithoutTheAuthorityTheOldCertificateGoesOn(t *testing.T) {
	t.Parallel()
	s := listen(t)
	a := certificatetest.Start(t, certificatetest.Options{TLSPort: portOf(s.tls), Life: 30 * time.Second})
	s.serve(a)
	roots := a.Trusts()
	var first *x509.Certificate
	s.eventually("the certificate", func() (ok bool) { c, err := s.sees(roots, domain, 0); first = c; return err == nil })
	a.Stop()
	again := listen(t)
	again.dir, again.cache = s.dir, s.cache
	again.serve(a)
	for _, one := range []*served{s, again} {
		c, err := one.sees(roots, domain, 0)
		if err != nil || c.SerialNumber.Cmp(first.SerialNumber) != 0 {
			t.Errorf("served %v, %v", c, err)
		}
	}
	again.eventually("word of it", func() bool { return strings.Contains(again.log.String(), "does not answer") })
	if c, err := again.sees(roots, domain, 0); err != nil || c.SerialNumber.Cmp(first.SerialNumber) != 0 {
		t.Errorf("after a renewal that failed: %v", err)
	}
}
