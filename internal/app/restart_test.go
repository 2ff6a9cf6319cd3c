package app_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tramway/internal/app"
	"tramway/internal/app/apptest"
	"tramway/internal/record"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

func TestEverythingIsThereAfterARestart(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		in := apptest.New(t, engine)
		w := newWorld(in.Setup())
		member := w.who["member"]
		conv := w.direct["member"]
		before := w.Admin.Ask("GET", "/o/{org}/people", nil)
		texts, _ := resume(member, conv, 0)
		proof := w.Admin.Ask("GET", "/o/{org}/record/entries/"+w.ids["/entries/"]+"/proof", nil)
		key := apptest.Text(w.Admin.Must("GET", "/o/{org}/record/state", nil), "verifier_key")
		socket := member.Open()
		for range 2 {
			in.Stop()
			if code, closed := socket.Closed(soon); !closed || code == 3510 {
				t.Errorf("at the end: closed %v with %d, which tells a page to stay away", closed, code)
			}
			in.Start()
			socket = member.Open()
		}
		if boot := w.Admin.Must("GET", "/boot", nil); boot["state"] != "ready" || boot["session"] == nil {
			t.Errorf("boot: %v", boot)
		}
		if after := w.Admin.Ask("GET", "/o/{org}/people", nil); string(after.Body) != string(before.Body) {
			t.Errorf("people before %s\nafter %s", before.Body, after.Body)
		}
		if again, _ := resume(member, conv, 0); strings.Join(again, "|") != strings.Join(texts, "|") || len(texts) == 0 {
			t.Errorf("messages before %v, after %v", texts, again)
		}
		state := w.Admin.Must("GET", "/o/{org}/record/state", nil)
		if apptest.Text(state, "verifier_key") != key {
			t.Error("the log has another key")
		}
		apptest.Eventually(t, "the record is whole", func() bool {
			v := apptest.Text(w.Admin.Must("GET", "/o/{org}/record/state", nil), "verified")
			if v == "broken" {
				t.Fatal("the record is broken")
			}
			return v == "whole"
		})
		bundle, err := record.ParseBundle(proof.Body)
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := record.Verify(bundle, key); err != nil {
			t.Errorf("evidence from before: %v", err)
		}
		if a := member.Post(conv, "secret-9", "and it goes on"); a.Status != 201 {
			t.Errorf("posting after a restart: %d %s", a.Status, a.Body)
		}
		if a := w.Admin.Post(conv, "secret-2", "sent again after a restart"); a.Status != 200 {
			t.Errorf("a client id from before: %d %s", a.Status, a.Body)
		}
	})
}

func TestAWrongPassphraseOpensNothing(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		in := apptest.New(t, engine)
		c := in.Setup()
		in.Stop()
		file := filepath.Join(in.Config.Data, "keys", "passphrase")
		right, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, wrong := range []string{"not the passphrase", ""} {
			if err := os.WriteFile(file, []byte(wrong), 0o600); err != nil {
				t.Fatal(err)
			}
			if err := in.TryStart(); err == nil || !strings.Contains(err.Error(), "passphrase") || strings.Contains(err.Error(), strings.TrimSpace(string(right))) {
				in.Stop()
				t.Errorf("with the passphrase %q: %v", wrong, err)
			}
		}
		// A lost passphrase is not replaced by a new one beside an old root key.
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
		if err := in.TryStart(); err == nil {
			in.Stop()
			t.Error("opened without its passphrase")
		}
		if err := os.WriteFile(file, right, 0o600); err != nil {
			t.Fatal(err)
		}
		in.Start()
		c.Admin.Must("GET", "/o/{org}/people", nil)
		for path, mode := range map[string]os.FileMode{file: 0o600, filepath.Join(in.Config.Data, "keys"): 0o700} {
			if i, err := os.Stat(path); err != nil || i.Mode().Perm() != mode {
				t.Errorf("%s: %v %v", path, i.Mode(), err)
			}
		}
	})
}

func TestOnlyTLS13(t *testing.T) {
	t.Parallel()
	cert, key := selfSigned(t)
	in := apptest.New(t, sqldb.SQLite, func(c *app.Config) { c.TLSCert, c.TLSKey, c.Origin = cert, key, "https://localhost:8443" })
	addr := strings.TrimPrefix(in.URL, "https://")
	for version, want := range map[uint16]bool{tls.VersionTLS10: false, tls.VersionTLS11: false, tls.VersionTLS12: false, tls.VersionTLS13: true} {
		// The certificate is the test's own; what is asked is the version.
		conn, err := tls.Dial("tcp", addr, &tls.Config{InsecureSkipVerify: true, MinVersion: version, MaxVersion: version})
		if (err == nil) != want {
			t.Errorf("%s: %v", tls.VersionName(version), err)
		}
		if err == nil {
			conn.Close()
		}
	}
}

func selfSigned(t *testing.T) (certFile, keyFile string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	ask := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "localhost"}, DNSNames: []string{"localhost"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour)}
	cert, err := x509.CreateCertificate(rand.Reader, ask, ask, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	write := func(name, kind string, b []byte) string {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: b}), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	return write("cert.pem", "CERTIFICATE", cert), write("key.pem", "PRIVATE KEY", der)
}

func TestMistakesInTheConfigurationAreNamedAtStart(t *testing.T) {
	t.Parallel()
	for name, k := range map[string]struct {
		change func(*app.Config)
		says   string
	}{
		"no port":              {func(c *app.Config) { c.Listen = "localhost" }, "--listen"},
		"a page address":       {func(c *app.Config) { c.Origin = "work.example.hk" }, "--origin"},
		"a path in the origin": {func(c *app.Config) { c.Origin = "https://example.hk/work" }, "--origin"},
		"another scheme":       {func(c *app.Config) { c.Origin = "ftp://example.hk" }, "--origin"},
		"two certificates": {func(c *app.Config) {
			c.TLSCert, c.TLSKey, c.ACME = "cert.pem", "key.pem", app.ACMEConfig{Domain: []string{"work.example.hk"}, AcceptTerms: true}
		}, "--tls-cert"},
		"terms not read": {func(c *app.Config) {
			c.Origin, c.ACME = "", app.ACMEConfig{Domain: []string{"work.example.hk"}}
		}, "--acme-accept-terms"},
		"a wildcard": {func(c *app.Config) {
			c.Origin, c.ACME = "", app.ACMEConfig{Domain: []string{"*.example.hk"}, AcceptTerms: true}
		}, "--acme-domain"},
		"an address for a name": {func(c *app.Config) {
			c.Origin, c.ACME = "", app.ACMEConfig{Domain: []string{"192.0.2.7"}, AcceptTerms: true}
		}, "--acme-domain"},
		"another page's certificate": {func(c *app.Config) {
			c.Origin, c.ACME = "https://im.example.hk", app.ACMEConfig{Domain: []string{"work.example.hk"}, AcceptTerms: true}
		}, "--origin"},
		"a directory without TLS": {func(c *app.Config) {
			c.Origin, c.ACME = "", app.ACMEConfig{Domain: []string{"work.example.hk"}, AcceptTerms: true, Directory: "http://ca.example.hk/dir"}
		}, "--acme-directory"},
		"ACME for nothing": {func(c *app.Config) { c.ACME.Mail = "it@example.hk" }, "--acme-domain"},
		"port 80 by a word": {func(c *app.Config) {
			c.Origin, c.ACME = "", app.ACMEConfig{Domain: []string{"work.example.hk"}, AcceptTerms: true, Listen: "web"}
		}, "--acme-listen"},
		"half of TLS":      {func(c *app.Config) { c.TLSCert = "cert.pem" }, "--tls-key"},
		"open without TLS": {func(c *app.Config) { c.Listen = "0.0.0.0:8080" }, "--listen"},
		"all without TLS":  {func(c *app.Config) { c.Listen = ":8080" }, "--listen"},
		"a region":         {func(c *app.Config) { c.Region = "HKG" }, "--region"},
		"a cipher":         {func(c *app.Config) { c.Cipher = "rot13" }, "rot13"},
		"PostgreSQL":       {func(c *app.Config) { c.Postgres = "postgres://u:secret@127.0.0.1:1/x?connect_timeout=1" }, "database"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cfg := apptest.Config(t, sqldb.SQLite)
			k.change(&cfg)
			a, err := app.New(t.Context(), cfg, app.Options{})
			if err == nil {
				a.Close()
			}
			if err == nil || !strings.Contains(err.Error(), k.says) || strings.Contains(err.Error(), "secret") {
				t.Errorf("want %s named: %v", k.says, err)
			}
		})
	}
}
