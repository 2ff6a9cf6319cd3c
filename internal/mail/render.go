package mail

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	netmail "net/mail"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"
)

// render checks a message and writes it as it goes over the wire (RFC 5322, MIME).
// With the same Message, Date included, the bytes are the same: the boundary is
// made from the Message-ID and not at random.
func (r *Relay) render(m Message) ([]byte, error) {
	if err := m.check(); err != nil {
		return nil, err
	}
	id := m.MessageID
	if !strings.Contains(id, "@") {
		_, domain, _ := strings.Cut(r.c.From.Address, "@")
		id += "@" + domain
	}
	if CheckAddress(id) != nil || !isASCII(id) {
		return nil, refused("the Message-ID is malformed")
	}
	var b bytes.Buffer
	if _, err := r.compose(m, id).WriteTo(&b); err != nil {
		return nil, refused("it can't be written as MIME")
	}
	if b.Len() > r.c.MaxBytes {
		return nil, refused("it is too large")
	}
	return b.Bytes(), nil
}

func (r *Relay) compose(m Message, id string) *gomail.Msg {
	sum := sha256.Sum256([]byte(id))
	out := gomail.NewMsg(gomail.WithEncoding(gomail.EncodingB64), gomail.WithNoDefaultUserAgent(), gomail.WithBoundary(hex.EncodeToString(sum[:16])))
	out.FromMailAddress(&r.c.From)
	out.ToMailAddress(pointers(m.To)...)
	if m.ReplyTo != nil {
		out.ReplyToMailAddress(m.ReplyTo)
	}
	out.Subject(m.Subject)
	out.SetMessageIDWithValue(id)
	if m.Date.IsZero() {
		m.Date = time.Now()
	}
	out.SetDateWithValue(m.Date)
	for name, value := range m.Headers {
		out.SetGenHeader(gomail.Header(name), value)
	}
	body(out, m)
	return out
}

// body puts the plain form first: readers show the last form that they know (RFC
// 2046 section 5.1.4).
func body(out *gomail.Msg, m Message) {
	switch {
	case m.HTML == "":
		out.SetBodyString(gomail.TypeTextPlain, m.Text)
	case m.Text == "":
		out.SetBodyString(gomail.TypeTextHTML, m.HTML)
	default:
		out.SetBodyString(gomail.TypeTextPlain, m.Text)
		out.AddAlternativeString(gomail.TypeTextHTML, m.HTML)
	}
}

func pointers(list []netmail.Address) []*netmail.Address {
	out := make([]*netmail.Address, len(list))
	for i := range list {
		out[i] = &list[i]
	}
	return out
}
