package app_test

import (
	"encoding/base64"
	"io"
	"mime"
	"net"
	netmail "net/mail"
	"strings"
	"sync"
	"testing"

	"github.com/emersion/go-smtp"

	"tramway/internal/app"
	"tramway/internal/app/apptest"
	"tramway/internal/sqldb"
)

// mailbox is an SMTP server that keeps what it is given.
type mailbox struct {
	mu     sync.Mutex
	refuse bool
	to     []string
	text   []string
}

func (m *mailbox) NewSession(*smtp.Conn) (smtp.Session, error) { return &delivery{m}, nil }

type delivery struct{ *mailbox }

func (d *delivery) Mail(string, *smtp.MailOptions) error { return nil }

func (d *delivery) Rcpt(to string, _ *smtp.RcptOptions) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.refuse {
		return &smtp.SMTPError{Code: 550, Message: "no such user"}
	}
	d.to = append(d.to, to)
	return nil
}

func (d *delivery) Data(r io.Reader) error {
	b, err := io.ReadAll(r)
	d.mu.Lock()
	defer d.mu.Unlock()
	d.text = append(d.text, string(b))
	return err
}

func (d *delivery) Reset()        {}
func (d *delivery) Logout() error { return nil }

func (m *mailbox) serve(t *testing.T) (port int) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := smtp.NewServer(m)
	s.Domain = "localhost"
	s.EnableSMTPUTF8 = true
	go func() { _ = s.Serve(l) }() // ends when it is closed
	t.Cleanup(func() { _ = s.Close() })
	return l.Addr().(*net.TCPAddr).Port
}

// An invitation goes to the person's address in the inviter's language, and its
// link lets them in. What the relay refuses is handed over by hand.
func TestAnInvitationGoesByMail(t *testing.T) {
	t.Parallel()
	var box mailbox
	port := box.serve(t)
	in := apptest.New(t, sqldb.SQLite, func(c *app.Config) {
		c.Mail = app.MailConfig{Host: "127.0.0.1", Port: port, Security: "plain", From: "Tramway <tramway@example.hk>"}
	})
	c := in.Setup()
	c.Admin.Lang = "zh-HK"
	id := apptest.Text(c.Admin.Must("POST", "/o/{org}/people", map[string]any{"name": "CHAN Tai Man", "email": "taiman@harbour.example"}), "id")
	v := c.Admin.Must("POST", "/o/{org}/people/"+id+"/invitation", nil)
	if v["mailed"] != true || len(box.to) != 1 || box.to[0] != "taiman@harbour.example" {
		t.Fatalf("%v; to %v; the program logged %s", v, box.to, in.Log)
	}
	m, err := netmail.ReadMessage(strings.NewReader(box.text[0]))
	if err != nil {
		t.Fatal(err)
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if err != nil || subject != "海港貿易邀請你使用 Tramway" || m.Header.Get("Auto-Submitted") != "auto-generated" {
		t.Errorf("subject %q, %v", subject, err)
	}
	body, err := io.ReadAll(base64.NewDecoder(base64.StdEncoding, m.Body))
	if err != nil || !strings.Contains(string(body), apptest.Text(v, "link")) || !strings.Contains(string(body), "CHAN Tai Man") {
		t.Errorf("%s, %v", body, err)
	}
	box.refuse = true
	other := apptest.Text(c.Admin.Must("POST", "/o/{org}/people", map[string]any{"name": "LEE", "email": "lee@harbour.example"}), "id")
	v = c.Admin.Must("POST", "/o/{org}/people/"+other+"/invitation", nil)
	if v["mailed"] != false || apptest.Text(v, "link") == "" {
		t.Errorf("refused by the relay: %v", v)
	}
}

func TestMistakesInTheMailSettingsAreNamed(t *testing.T) {
	t.Parallel()
	for want, m := range map[string]app.MailConfig{
		"--mail-from":          {Host: "localhost", Security: "plain", From: "nobody"},
		"--mail-password-file": {Host: "localhost", Security: "plain", From: "a@b.example", PasswordFile: "/nonexistent"},
		"--mail-host":          {Host: "mail.example.hk", Security: "plain", From: "a@b.example"},
	} {
		cfg := apptest.Config(t, sqldb.SQLite)
		cfg.Mail = m
		if _, err := app.New(t.Context(), cfg, app.Options{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: %v", m, err)
		}
	}
}
