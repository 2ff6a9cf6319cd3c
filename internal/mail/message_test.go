package mail

import (
	"bytes"
	netmail "net/mail"
	"strings"
	"testing"
)

func TestNothingInAMessageCanAddAHeaderOrARecipient(t *testing.T) {
	t.Parallel()
	s := serve(t, nil)
	r := newRelay(t, s.config(Plain, nil))
	bcc := "x\r\nBcc: evil@example.com"
	for name, change := range map[string]func(*Message){
		"subject":      func(m *Message) { m.Subject = bcc },
		"subject LF":   func(m *Message) { m.Subject = "x\nBcc: e@example.com" },
		"subject NUL":  func(m *Message) { m.Subject = "x\x00" },
		"subject long": func(m *Message) { m.Subject = strings.Repeat("x", maxHeader+1) },
		"name":         func(m *Message) { m.To[0].Name = bcc },
		"reply name":   func(m *Message) { m.ReplyTo.Name = bcc },
		"address":      func(m *Message) { m.To[0].Address = "a@example.com>\r\nRCPT TO:<evil@example.com" },
		"list":         func(m *Message) { m.To[0].Address = "a@example.com,b@example.com" },
		"reply":        func(m *Message) { m.ReplyTo.Address = "no address" },
		"value":        func(m *Message) { m.Headers["X-A"] = bcc },
		"header name":  func(m *Message) { m.Headers["X-A: y\r\nBcc"] = "e@example.com" },
		"bcc":          func(m *Message) { m.Headers["bcc"] = "e@example.com" },
		"from":         func(m *Message) { m.Headers["From"] = "e@example.com" },
		"type":         func(m *Message) { m.Headers["content-type"] = "text/html" },
		"empty name":   func(m *Message) { m.Headers[""] = "x" },
		"id":           func(m *Message) { m.MessageID = "a>\r\nBcc: e@example.com" },
		"no id":        func(m *Message) { m.MessageID = "" },
		"nobody":       func(m *Message) { m.To = nil },
		"everybody":    func(m *Message) { m.To = make([]netmail.Address, maxRecipients+1) },
		"no text":      func(m *Message) { m.Text, m.HTML = "", "" },
		"no UTF-8":     func(m *Message) { m.Text = "\xff" },
		"size":         func(m *Message) { m.Text = strings.Repeat("x", 8<<20) },
	} {
		m := message()
		change(&m)
		if err := r.Send(t.Context(), m); err == nil || Temporary(err) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if c := s.commands(); c != "" {
		t.Errorf("the relay was asked: %s", c)
	}
}

func TestTheRelaysOwnLimitsAreAskedFirst(t *testing.T) {
	t.Parallel()
	m := message()
	m.To[0].Address = "陳大文@例子.香港"
	s := serve(t, func(s *relay) { s.offers = append(s.offers, "SIZE 100000") })
	r := newRelay(t, s.config(Plain, nil))
	if err := r.Send(t.Context(), m); err == nil || Temporary(err) {
		t.Errorf("an address beyond ASCII: %v", err)
	}
	big := message()
	big.Text = strings.Repeat("x", 100000)
	if err := r.Send(t.Context(), big); err == nil || Temporary(err) || strings.Contains(s.commands(), "MAIL") {
		t.Errorf("too large: %v", err)
	}
	s.offers = append(s.offers, "SMTPUTF8")
	if err := r.Send(t.Context(), m); err != nil || s.got()[0].to[0] != "TO:<陳大文@例子.香港>" || !strings.HasSuffix(s.got()[0].from, " SMTPUTF8") {
		t.Error(err, s.got())
	}
}

func TestAddresses(t *testing.T) {
	t.Parallel()
	for _, good := range []string{"a@b", "chan.tai-man+x@mail.example.com.hk", "o'neill@example.com", "陳@例子.香港", strings.Repeat("a", 64) + "@example.com"} {
		if err := CheckAddress(good); err != nil {
			t.Errorf("%s: %v", good, err)
		}
	}
	for _, bad := range []string{"", "@", "a@", "@b", "a", "a b@c", "a@b c", "a@b@c", `"a b"@c`, "a@[127.0.0.1]", "A <a@b>", "<a@b>", "a@b,c@d", "a@b.", "a@.b", "a..b@c", ".a@b",
		"a@-b.c", "a@b_c", "a@b\r\n", "a\x00@b", "a@b!c", "(x)a@b", strings.Repeat("a", 65) + "@b", "a@" + strings.Repeat("b", 64), "a@" + strings.Repeat("b.", 130) + "c", "\xff@b"} {
		if CheckAddress(bad) == nil {
			t.Errorf("%q is accepted", bad)
		}
	}
}

func FuzzARenderedMessageHasOnlyOurHeaders(f *testing.F) {
	f.Add("subject", "name", "value", "text")
	f.Add("主題\r\nX: y", "a\nb", "=?utf-8?q?=0D=0ABcc:_x?=", ".\r\n\r\nBcc: x")
	f.Add(strings.Repeat("長", 200), strings.Repeat("x ", 200), strings.Repeat("y", 900), "x")
	r, err := New(Config{Host: "relay.example", From: netmail.Address{Address: "a@example.com"}})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, subject, name, value, text string) {
		m := Message{To: []netmail.Address{{Name: name, Address: "b@example.com"}}, Subject: subject, Text: text, MessageID: "x", Headers: map[string]string{"X-Value": value}}
		b, err := r.render(m)
		if err != nil {
			return
		}
		got, err := netmail.ReadMessage(bytes.NewReader(b))
		if err != nil {
			t.Fatalf("%v in %q", err, b)
		}
		if len(got.Header) > 9 || len(got.Header["Bcc"]) > 0 || len(got.Header["To"]) != 1 {
			t.Fatalf("headers %v", got.Header)
		}
		to, err := got.Header.AddressList("To")
		if err != nil || len(to) != 1 || to[0].Address != "b@example.com" {
			t.Fatalf("to %q: %v", got.Header["To"], err)
		}
	})
}
