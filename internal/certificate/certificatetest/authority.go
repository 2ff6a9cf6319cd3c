// Package certificatetest starts a real ACME authority for tests: Pebble, by those
// who make Let's Encrypt, with a name server that finds every name on loopback.
//
// Floor: 1
package certificatetest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Authority is a running one.
type Authority struct {
	Directory string // its address
	Roots     string // file of what its own address is trusted by

	t       *testing.T
	program *exec.Cmd
	client  *http.Client
	manage  string
}

// Options say how it looks for who asks.
type Options struct {
	TLSPort, HTTPPort string        // where it tries the challenges; "" nowhere
	Life              time.Duration // of certificates; default 90 days
}

// Start starts one, which ends with the test.
func Start(t *testing.T, o Options) *Authority {
	t.Helper()
	path := os.Getenv("TRAMWAY_TEST_PEBBLE")
	if path == "" {
		t.Skip("TRAMWAY_TEST_PEBBLE does not name a pebble program: ACME is not tested")
	}
	dir := t.TempDir()
	a := &Authority{t: t, Roots: filepath.Join(dir, "cert.pem"), manage: free(t)}
	listen := free(t)
	a.Directory = "https://" + listen + "/dir"
	keyFile := a.identity(dir)
	if o.Life == 0 {
		o.Life = 90 * 24 * time.Hour
	}
	config, err := json.Marshal(map[string]any{"pebble": map[string]any{
		"listenAddress": listen, "managementListenAddress": a.manage, "certificate": a.Roots, "privateKey": keyFile,
		"httpPort": port(o.HTTPPort), "tlsPort": port(o.TLSPort), "retryAfter": map[string]int{"authz": 1, "order": 1},
		"profiles": map[string]any{"default": map[string]any{"description": "test", "validityPeriod": int(o.Life.Seconds())}}}})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "pebble.json")
	if err := os.WriteFile(file, config, 0o600); err != nil {
		t.Fatal(err)
	}
	a.program = exec.Command(path, "-config", file, "-dnsserver", names(t))
	a.program.Env = append(os.Environ(), "PEBBLE_VA_NOSLEEP=1", "PEBBLE_AUTHZREUSE=0")
	if err := a.program.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Stop)
	a.wait()
	return a
}

// Stop ends it, as when it is away.
func (a *Authority) Stop() {
	if a.program.ProcessState == nil {
		_ = a.program.Process.Kill() // it may have ended by itself
		_ = a.program.Wait()         // says only that it was killed
	}
}

// Trusts is the root of the certificates that it gives.
func (a *Authority) Trusts() *x509.CertPool {
	a.t.Helper()
	res, err := a.client.Get("https://" + a.manage + "/roots/0")
	if err != nil {
		a.t.Fatal(err)
	}
	defer res.Body.Close()
	root, err := io.ReadAll(res.Body)
	pool := x509.NewCertPool()
	if err != nil || !pool.AppendCertsFromPEM(root) {
		a.t.Fatalf("no root: %v %s", err, root)
	}
	return pool
}

// identity makes the certificate of the authority's own address.
func (a *Authority) identity(dir string) (keyFile string) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		a.t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "authority"}, NotBefore: time.Now().Add(-time.Hour),
		NotAfter: time.Now().Add(24 * time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		a.t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		a.t.Fatal(err)
	}
	keyFile = filepath.Join(dir, "key.pem")
	for path, block := range map[string]*pem.Block{a.Roots: {Type: "CERTIFICATE", Bytes: der}, keyFile: {Type: "PRIVATE KEY", Bytes: secret}} {
		if err := os.WriteFile(path, pem.EncodeToMemory(block), 0o600); err != nil {
			a.t.Fatal(err)
		}
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
	a.client = &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}}, Timeout: 5 * time.Second}
	return keyFile
}

func (a *Authority) wait() {
	a.t.Helper()
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if res, err := a.client.Get(a.Directory); err == nil {
			res.Body.Close()
			return
		}
	}
	a.t.Fatal("pebble does not answer")
}

func free(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func port(text string) int {
	n, ok := new(big.Int).SetString(strings.TrimSpace(text), 10)
	if !ok {
		return 1 // nobody listens there
	}
	return int(n.Int64())
}
