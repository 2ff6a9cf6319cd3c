package app_test

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"tramway/internal/app"
	"tramway/internal/app/apptest"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// rsyslogd is named by scripts/test.sh: a machine that should have it and has not fails.
// It takes its TLS from GnuTLS: with OpenSSL, Debian 12's loses connections that end at
// the same time, and at last hangs.
var rsyslogd = os.Getenv("TRAMWAY_TEST_RSYSLOG")

// collector is a real rsyslog on loopback, with its own authority, that wants to know
// who sends.
type collector struct {
	t       *testing.T
	dir     string
	port    int
	program *exec.Cmd

	ca, cert, key string // PEM: the authority, and what a sender shows
}

func newCollector(t *testing.T) *collector {
	t.Helper()
	if rsyslogd == "" {
		t.Skip("TRAMWAY_TEST_RSYSLOG does not name rsyslogd: sending the record on is not tested")
	}
	c := &collector{t: t, dir: t.TempDir()}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c.port = l.Addr().(*net.TCPAddr).Port
	_ = l.Close() // rsyslog takes it
	authority, signer := certify(t, nil, nil)
	server, serverKey := certify(t, authority, signer)
	sender, senderKey := certify(t, authority, signer)
	c.ca, c.cert, c.key = pemOf(authority.Raw), pemOf(sender.Raw), keyPEM(t, senderKey)
	for name, text := range map[string]string{"ca.pem": c.ca, "cert.pem": pemOf(server.Raw), "key.pem": keyPEM(t, serverKey), "rsyslog.conf": c.config()} {
		if err := os.WriteFile(filepath.Join(c.dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(c.stop)
	return c
}

func (c *collector) config() string {
	return strings.ReplaceAll(fmt.Sprintf(`global(workDirectory="DIR" defaultNetstreamDriver="gtls" maxMessageSize="64k"
 defaultNetstreamDriverCAFile="DIR/ca.pem" defaultNetstreamDriverCertFile="DIR/cert.pem" defaultNetstreamDriverKeyFile="DIR/key.pem")
module(load="imtcp" streamDriver.name="gtls" streamDriver.mode="1" streamDriver.authMode="x509/certvalid")
template(name="raw" type="string" string="%%rawmsg%%\n")
ruleset(name="out") { action(type="omfile" file="DIR/out.log" template="raw") }
input(type="imtcp" address="127.0.0.1" port="%d" ruleset="out")
`, c.port), "DIR", c.dir)
}

func (c *collector) start() {
	c.t.Helper()
	c.program = exec.Command(rsyslogd, "-n", "-f", filepath.Join(c.dir, "rsyslog.conf"), "-i", filepath.Join(c.dir, "pid"))
	c.program.Stdout, c.program.Stderr = io.Discard, io.Discard
	if err := c.program.Start(); err != nil {
		c.t.Fatal(err)
	}
	apptest.Eventually(c.t, "rsyslog listens", func() bool {
		conn, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", c.port))
		if err == nil {
			_ = conn.Close()
		}
		return err == nil
	})
}

// stop ends it without asking, as power does.
func (c *collector) stop() {
	if c.program == nil {
		return
	}
	_ = c.program.Process.Signal(syscall.SIGKILL)
	_ = c.program.Wait()
	c.program = nil
}

// got are the lines that arrived.
func (c *collector) got() (lines []string) {
	f, err := os.Open(filepath.Join(c.dir, "out.log"))
	if err != nil {
		return nil
	}
	defer f.Close()
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		lines = append(lines, s.Text())
	}
	return lines
}

// places are those of the events that arrived, in their order, each once.
func (c *collector) places() (out []int) {
	seen := map[int]bool{}
	for _, line := range c.got() {
		var e struct {
			Metadata struct {
				Sequence *int `json:"sequence"`
			} `json:"metadata"`
		}
		_, text, _ := strings.Cut(line, " - {")
		if json.Unmarshal([]byte("{"+text), &e) == nil && e.Metadata.Sequence != nil && !seen[*e.Metadata.Sequence] {
			seen[*e.Metadata.Sequence] = true
			out = append(out, *e.Metadata.Sequence)
		}
	}
	return out
}

func (c *collector) form() map[string]any {
	return map[string]any{"name": "Security", "host": "127.0.0.1", "port": c.port, "format": "ocsf", "groups": []string{}, "ca": c.ca, "cert": c.cert, "key": c.key}
}

// certify makes a certificate for this machine, or an authority if nobody signs.
func certify(t *testing.T, by *x509.Certificate, signer *ecdsa.PrivateKey) (*x509.Certificate, *ecdsa.PrivateKey) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	serial, _ := rand.Int(rand.Reader, big.NewInt(1<<62)) // never fails on a supported system
	c := &x509.Certificate{SerialNumber: serial, Subject: pkix.Name{CommonName: "collector " + serial.String()}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth}}
	if by == nil {
		c.IsCA, c.BasicConstraintsValid, c.KeyUsage = true, true, x509.KeyUsageCertSign
		by, signer = c, key
	}
	raw, err := x509.CreateCertificate(rand.Reader, c, by, &key.PublicKey, signer)
	if err != nil {
		t.Fatal(err)
	}
	made, err := x509.ParseCertificate(raw)
	if err != nil {
		t.Fatal(err)
	}
	return made, key
}

func pemOf(raw []byte) string {
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: raw}))
}

func keyPEM(t *testing.T, key *ecdsa.PrivateKey) string {
	t.Helper()
	raw, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: raw}))
}

func receiverOf(p *apptest.Person) map[string]any {
	return apptest.Items(p.Must("GET", "/o/{org}/record/receivers", nil), "items")[0]
}

// A receiver has every entry in its order within seconds; while it is down people work
// as before and the page says since when; when it is back, also after the program was
// restarted meanwhile, nothing is missing. What things were before and after stays
// inside until it is switched on, and the door's own changes are entries.
func TestTheRecordIsSentOn(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		sink := newCollector(t)
		sink.start()
		c := apptest.New(t, engine, func(cfg *app.Config) { cfg.OutboundAllow = []string{"127.0.0.0/8"} }).Setup()
		form := sink.form()
		form["earlier"] = true
		c.Admin.Must("POST", "/o/{org}/record/receivers", form)
		rename := func(text string) {
			c.Admin.Must("POST", "/o/{org}/people", map[string]any{"name": text})
		}
		rename("MARK-WITHIN")
		arrived(t, sink, c)
		if text := strings.Join(sink.got(), "\n"); strings.Contains(text, "MARK-WITHIN") || !strings.Contains(text, `"event_code":"directory.person.add"`) || strings.Contains(text, sink.key[30:60]) {
			t.Errorf("what arrived holds a body, a key, or lacks an entry")
		}

		sink.stop()
		for i := range 5 {
			rename(fmt.Sprintf("WHILE DOWN %d", i))
		}
		apptest.Eventually(t, "the page says that it is down", func() bool {
			r := receiverOf(c.Admin)
			return apptest.Text(r, "failure") == "refused" && apptest.Number(r, "waiting") >= 5 && apptest.Text(r, "waiting_since") != "" && apptest.Text(r, "failed_at") != ""
		})
		c.In.Stop()
		c.In.Start()
		sink.start()
		arrived(t, sink, c)

		r := receiverOf(c.Admin)
		change := sink.form()
		change["bodies"], change["version"], change["key"] = true, apptest.Number(r, "version"), ""
		c.Admin.Must("PUT", "/o/{org}/record/receivers/"+apptest.Text(r, "id"), change)
		rename("MARK-OUTSIDE")
		arrived(t, sink, c)
		if !strings.Contains(strings.Join(sink.got(), "\n"), "MARK-OUTSIDE") {
			t.Error("bodies that were switched on stay inside")
		}
		c.Admin.Must("DELETE", "/o/{org}/record/receivers/"+apptest.Text(r, "id"), nil)
		wantActions(t, c.Admin, "record.receiver.end", "directory.person.add", "record.receiver.change")
	})
}

// arrived waits until the receiver has the newest entry, and looks at the order of all.
func arrived(t *testing.T, sink *collector, c *apptest.Company) {
	t.Helper()
	newest := apptest.Text(apptest.Items(c.Admin.Must("GET", "/o/{org}/record/entries?limit=1", nil), "items")[0], "id")
	apptest.Eventually(t, "everything arrives", func() bool {
		return strings.Contains(strings.Join(sink.got(), "\n"), newest) && apptest.Number(receiverOf(c.Admin), "waiting") == 0
	})
	for i, place := range sink.places() {
		if i != place {
			t.Fatalf("place %d came as number %d", place, i)
		}
	}
}

// What stands in the way is named when a receiver is tried, and the try is an entry. A
// receiver that turns us away may reset the connection before its word is read.
func TestAReceiverIsTried(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		sink := newCollector(t)
		sink.start()
		c := apptest.New(t, engine, func(cfg *app.Config) { cfg.OutboundAllow = []string{"127.0.0.0/8"} }).Setup()
		other, _ := certify(t, nil, nil)
		c.Admin.Must("POST", "/o/{org}/record/receivers", sink.form())
		r := receiverOf(c.Admin)
		path := "/o/{org}/record/receivers/" + apptest.Text(r, "id")
		for i, one := range []struct {
			want   string
			change map[string]any
		}{
			{"", nil},
			{"certificate", map[string]any{"ca": pemOf(other.Raw)}},
			{"turned_away", map[string]any{"cert": "", "key": ""}},
			{"forbidden", map[string]any{"host": "10.1.2.3"}},
			{"refused", map[string]any{"port": 1}},
			{"", map[string]any{"format": "cef", "groups": []string{"account"}}},
		} {
			form := sink.form()
			for k, v := range one.change {
				form[k] = v
			}
			form["version"] = i + 1
			c.Admin.Must("PUT", path, form)
			if got := apptest.Text(c.Admin.Must("POST", path+"/test", nil), "failure"); got != one.want && (one.want != "turned_away" || got != "broken") {
				t.Errorf("%v: %q, want %q", one.change, got, one.want)
			}
			wantActions(t, c.Admin, "record.receiver.test", "record.receiver.change")
		}
		apptest.Eventually(t, "the line of CEF", func() bool {
			return strings.Contains(strings.Join(sink.got(), "\n"), "CEF:0|Tramway|Tramway|"+app.Version+"|record.receiver.test|Tried a receiver of the record|")
		})
		form := sink.form()
		form["ca"], form["key"], form["host"] = "nothing", "nothing", "a b"
		if a := c.Admin.Ask("POST", "/o/{org}/record/receivers", form); a.Status != 422 || !strings.Contains(string(a.Body), "body.host") || !strings.Contains(string(a.Body), "body.ca") {
			t.Errorf("%d %s", a.Status, a.Body)
		}
	})
}
