// Package certificate gets a TLS certificate from an authority that speaks ACME
// (RFC 8555), keeps it and renews it while the program serves.
//
// It promises:
//   - a certificate is asked for when serving begins, not when somebody first comes,
//     and renewed when a third of its life is left;
//   - while the authority is away, the certificate there is goes on being served, what
//     failed is logged, and it is tried again;
//   - the keys of account and certificate are on the disk only sealed, in files of
//     mode 0600, and another node that has the same folder answers for this one;
//   - connections are TLS 1.3.
//
// Floor: 2
package certificate

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"slices"
	"time"

	"golang.org/x/crypto/acme"
	"golang.org/x/crypto/acme/autocert"
)

// LetsEncrypt is the directory that is asked where none is set.
const LetsEncrypt = autocert.DefaultACMEDirectory

// Config says what to ask whom for. The terms of the authority must have been agreed
// to by whoever fills it in.
type Config struct {
	Domains   []string     // names in the certificates, one each; the first for who names none
	Mail      string       // whom the authority may write to; "" nobody
	Directory string       // address of the authority
	Roots     string       // file of certificates that the authority's own address is trusted by; "" those of the system
	Cache     *Cache       // where certificates and account lie
	Plain     http.Handler // answers what is asked without TLS and is no question of the authority's
	Log       *slog.Logger
}

// Keeper holds the certificates.
type Keeper struct {
	cfg     Config
	manager *autocert.Manager
}

// New makes a keeper; it asks for nothing yet.
func New(cfg Config) (*Keeper, error) {
	client, err := cfg.client()
	if err != nil {
		return nil, err
	}
	return &Keeper{cfg, &autocert.Manager{
		Prompt:     autocert.AcceptTOS,
		Cache:      cfg.Cache,
		HostPolicy: autocert.HostWhitelist(cfg.Domains...),
		Email:      cfg.Mail,
		Client:     &acme.Client{DirectoryURL: cfg.Directory, HTTPClient: client, UserAgent: "tramway"},
	}}, nil
}

// asking bounds one request to the authority.
const asking = 30 * time.Second

func (c Config) client() (*http.Client, error) {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	if c.Roots != "" {
		pem, err := os.ReadFile(c.Roots)
		if err != nil {
			return nil, err
		}
		pool := x509.NewCertPool()
		if !pool.AppendCertsFromPEM(pem) {
			return nil, fmt.Errorf("%s: no certificates in PEM", c.Roots)
		}
		transport.TLSClientConfig = &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12}
	}
	return &http.Client{Transport: told{transport, c.Log}, Timeout: asking}, nil
}

// TLS is how to serve: the challenge TLS-ALPN-01 (RFC 8737) is answered on the same
// port as everything else.
func (k *Keeper) TLS() *tls.Config {
	return &tls.Config{MinVersion: tls.VersionTLS13, GetCertificate: k.certificate,
		NextProtos: []string{"h2", "http/1.1", acme.ALPNProto}}
}

// Plain answers on port 80: the challenge HTTP-01, and Config.Plain for the rest.
func (k *Keeper) Plain() http.Handler { return k.manager.HTTPHandler(k.cfg.Plain) }

// certificate picks by name. Everybody who speaks TLS 1.3 takes P-256 (RFC 8446
// section 9.1); the library would look for suites of TLS 1.2 and else make an RSA key.
func (k *Keeper) certificate(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
	name := hello.ServerName
	if name == "" {
		name = k.cfg.Domains[0]
	}
	return k.manager.GetCertificate(&tls.ClientHelloInfo{ServerName: name, SupportedProtos: hello.SupportedProtos,
		CipherSuites: []uint16{tls.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256}})
}

// The pauses between tries for a first certificate. Authorities count failures.
const (
	firstPause = 2 * time.Minute
	longPause  = time.Hour
)

// Run gets every certificate that is not there, and sees to it that all are renewed,
// until ctx ends. Call it once the port is being served.
func (k *Keeper) Run(ctx context.Context) {
	missing := slices.Clone(k.cfg.Domains)
	for pause := firstPause; len(missing) > 0; pause = min(2*pause, longPause) {
		missing = slices.DeleteFunc(missing, k.get)
		if len(missing) == 0 {
			return
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return
		}
	}
}

// get also sets the library's timer that renews a certificate which is there.
func (k *Keeper) get(domain string) bool {
	c, err := k.certificate(&tls.ClientHelloInfo{ServerName: domain})
	if err != nil {
		k.cfg.Log.Error("no certificate", "domain", domain, "error", err)
		return false
	}
	k.cfg.Log.Info("the certificate is here", "domain", domain, "until", c.Leaf.NotAfter)
	return true
}

// told logs what the authority refuses, and when it does not answer: the library
// tries a renewal again in silence.
type told struct {
	http.RoundTripper
	log *slog.Logger
}

func (t told) RoundTrip(r *http.Request) (*http.Response, error) {
	res, err := t.RoundTripper.RoundTrip(r)
	if err != nil {
		t.log.Warn("the authority for certificates does not answer; the certificate there is goes on being served", "address", r.URL.Host, "error", err)
	} else if res.StatusCode >= 500 || res.StatusCode == http.StatusForbidden || res.StatusCode == http.StatusTooManyRequests {
		t.log.Warn("the authority for certificates refuses", "address", r.URL.String(), "status", res.Status)
	}
	return res, err
}
