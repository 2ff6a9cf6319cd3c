package mail

import (
	"crypto/x509"
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	netmail "net/mail"
	"strings"
	"testing"
	"time"
)

func message() Message {
	return Message{
		To:      []netmail.Address{{Name: "陳大文", Address: "chan@example.com"}},
		ReplyTo: &netmail.Address{Name: "人事部, HR", Address: "hr@example.com"},
		Subject: "請假申請已批准：陳大文由二零二六年一月二日至二零二六年一月九日（年假），請通知你的部門同事 annual leave approved",
		Text:    "你好\n.\n..dots\nFrom here on\n", HTML: "<p>你好</p>" + strings.Repeat("長", 2000),
		Headers:   map[string]string{"Auto-Submitted": "auto-generated", "X-Note": "備註"},
		MessageID: "hk0123456789abcdefghijklmn", Date: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC),
	}
}

func newRelay(t *testing.T, c Config) *Relay {
	t.Helper()
	r, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func secure(t *testing.T, implicit bool) (*relay, *x509.CertPool) {
	t.Helper()
	conf, pool := authority(t, nil)
	return serve(t, func(s *relay) {
		s.tls, s.implicit, s.user = conf, implicit, "tramway\x00p@ss"
		s.offers = append(s.offers, "AUTH LOGIN PLAIN", "SMTPUTF8", "SIZE 100000")
	}), pool
}

func signedIn(c Config) Config {
	c.User, c.Password = "tramway", "p@ss"
	return c
}

func TestAMessageArrivesWholeUnderBothKindsOfTLS(t *testing.T) {
	t.Parallel()
	for sec, implicit := range map[Security]bool{StartTLS: false, Implicit: true} {
		s, pool := secure(t, implicit)
		r := newRelay(t, signedIn(s.config(sec, pool)))
		if err := errors.Join(r.Check(t.Context()), r.Send(t.Context(), message())); err != nil {
			t.Fatal(err)
		}
		got := s.got()
		if len(got) != 1 || !got[0].secure || got[0].from != "FROM:<no-reply@tramway.example> BODY=8BITMIME" || got[0].to[0] != "TO:<chan@example.com>" {
			t.Fatalf("%s: %+v", sec, got)
		}
		checkText(t, got[0].text)
		if !strings.HasPrefix(s.commands(), "EHLO tramway.example") || strings.Count(s.commands(), "QUIT") != 2 {
			t.Error(s.commands())
		}
	}
}

func checkText(t *testing.T, text string) {
	t.Helper()
	m, err := netmail.ReadMessage(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	want := message()
	subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if err != nil || subject != want.Subject {
		t.Errorf("subject %q, %v", subject, err)
	}
	for name, a := range map[string]netmail.Address{"To": want.To[0], "Reply-To": *want.ReplyTo, "From": {Name: "電車 Tramway", Address: "no-reply@tramway.example"}} {
		if list, err := m.Header.AddressList(name); err != nil || len(list) != 1 || *list[0] != a {
			t.Errorf("%s: %v %v", name, list, err)
		}
	}
	if id := m.Header["Message-Id"]; len(id) != 1 || id[0] != "<hk0123456789abcdefghijklmn@tramway.example>" {
		t.Error(id)
	}
	if at, err := m.Header.Date(); err != nil || !at.Equal(want.Date) {
		t.Error(at, err)
	}
	if note, _ := new(mime.WordDecoder).DecodeHeader(m.Header.Get("X-Note")); note != "備註" || m.Header.Get("Auto-Submitted") != "auto-generated" {
		t.Error(m.Header)
	}
	for _, line := range strings.Split(text, "\r\n") {
		if len(line) > 78 || strings.ContainsAny(line, "\r\n") || !isASCII(line) {
			t.Errorf("a line of %d: %q", len(line), line)
		}
	}
	checkParts(t, m, want)
}

func checkParts(t *testing.T, m *netmail.Message, want Message) {
	t.Helper()
	kind, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/alternative" || m.Header.Get("MIME-Version") != "1.0" {
		t.Fatal(kind, err)
	}
	parts := multipart.NewReader(m.Body, params["boundary"])
	for _, w := range []struct{ kind, text string }{{"text/plain", want.Text}, {"text/html", want.HTML}} {
		p, err := parts.NextPart()
		if err != nil {
			t.Fatal(err)
		}
		kind, params, _ := mime.ParseMediaType(p.Header.Get("Content-Type"))
		b, err := io.ReadAll(base64.NewDecoder(base64.StdEncoding, p))
		if err != nil || string(b) != w.text || kind != w.kind || !strings.EqualFold(params["charset"], "utf-8") || p.Header.Get("Content-Transfer-Encoding") != "base64" {
			t.Errorf("%s %v: %q %v", kind, params, b, err)
		}
	}
	if _, err := parts.NextPart(); err != io.EOF {
		t.Error("a third part")
	}
}

func TestAMessageOfOneFormHasNoParts(t *testing.T) {
	t.Parallel()
	s := serve(t, nil)
	r := newRelay(t, s.config(Plain, nil))
	only := message()
	only.HTML = ""
	if err := r.Send(t.Context(), only); err != nil {
		t.Fatal(err)
	}
	m, err := netmail.ReadMessage(strings.NewReader(s.got()[0].text))
	if err != nil {
		t.Fatal(err)
	}
	b, _ := io.ReadAll(base64.NewDecoder(base64.StdEncoding, m.Body))
	if kind, _, _ := mime.ParseMediaType(m.Header.Get("Content-Type")); kind != "text/plain" || string(b) != only.Text {
		t.Errorf("%s %q", kind, b)
	}
}
