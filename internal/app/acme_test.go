package app_test

import (
	"context"
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"tramway/internal/app"
	"tramway/internal/app/apptest"
	"tramway/internal/certificate/certificatetest"
	"tramway/internal/doctor"
	"tramway/internal/sqldb"
)

// An installation gets its own certificate, serves the page with it, and doctors say
// until when it is good.
func TestAnInstallationGetsItsCertificate(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, port, _ := net.SplitHostPort(l.Addr().String())
	authority := certificatetest.Start(t, certificatetest.Options{TLSPort: port})
	cfg := apptest.Config(t, sqldb.SQLite)
	cfg.Origin = ""
	cfg.ACME = app.ACMEConfig{Domain: []string{"work.harbour.example"}, Directory: authority.Directory, Roots: authority.Roots,
		AcceptTerms: true, Listen: "127.0.0.1:0"}
	a, err := app.New(t.Context(), cfg, app.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if a.Config.Origin != "https://work.harbour.example" {
		t.Errorf("the page is at %s", a.Config.Origin)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- a.Run(ctx, l) }()
	client := &http.Client{Transport: &http.Transport{ForceAttemptHTTP2: true, DialTLSContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
		d := tls.Dialer{Config: &tls.Config{RootCAs: authority.Trusts(), ServerName: "work.harbour.example"}}
		return d.DialContext(ctx, network, l.Addr().String())
	}}}
	apptest.Eventually(t, "the page", func() bool {
		res, err := client.Get("https://work.harbour.example/api/v1/boot")
		if err != nil {
			return false
		}
		defer res.Body.Close()
		body, err := io.ReadAll(res.Body)
		return err == nil && res.StatusCode == http.StatusOK && strings.Contains(string(body), "state") && res.TLS.Version == tls.VersionTLS13
	})
	client.CloseIdleConnections()
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if err := a.Close(); err != nil {
		t.Error(err)
	}
	diagnosed(t, cfg, doctor.Fine, "the certificate of work.harbour.example is good until")
	cfg.ACME.Domain[0] = "im.harbour.example"
	diagnosed(t, cfg, doctor.Fault, "the certificate of im.harbour.example")
}
