package mail

import (
	netmail "net/mail"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Message is one message. A job that may be done twice sets MessageID and Date
// from itself.
type Message struct {
	To      []netmail.Address // each sees the others: for most messages there is one
	ReplyTo *netmail.Address
	Subject string
	Text    string
	HTML    string // with Text it is the other form of the same message

	// Headers are further ones, such as List-Unsubscribe or Auto-Submitted.
	Headers map[string]string

	// MessageID is constant for a job, as id@domain or the job's id alone, which
	// gets the sender's domain.
	MessageID string
	Date      time.Time // zero: now
}

const (
	maxRecipients = 100
	maxHeader     = 900 // bytes; a line may have 998 (RFC 5322 section 2.1.1)
)

func (m Message) check() error {
	if len(m.To) == 0 || len(m.To) > maxRecipients {
		return refused("it needs one to 100 recipients")
	}
	for _, a := range m.addresses() {
		if CheckAddress(a.Address) != nil || !isLine(a.Name) {
			return refused("an address is malformed")
		}
	}
	if m.Text == "" && m.HTML == "" || !utf8.ValidString(m.Text) || !utf8.ValidString(m.HTML) {
		return refused("it has no text, or one that is not UTF-8")
	}
	if !isLine(m.Subject) {
		return refused("the subject is too long or not one line")
	}
	return m.checkHeaders()
}

func (m Message) addresses() []netmail.Address {
	if m.ReplyTo == nil {
		return m.To
	}
	return append(m.To[:len(m.To):len(m.To)], *m.ReplyTo)
}

// own are the headers that the fields of Message and the relay make.
var own = []string{"to", "cc", "bcc", "from", "sender", "reply-to", "subject", "date", "message-id", "mime-version", "return-path", "received", "dkim-signature"}

func (m Message) checkHeaders() error {
	for name, value := range m.Headers {
		lower := strings.ToLower(name)
		if !isFieldName(name) || strings.HasPrefix(lower, "content-") || strings.HasPrefix(lower, "resent-") {
			return refused("a header has a name that can't be set")
		}
		for _, o := range own {
			if lower == o {
				return refused("a header has a name that can't be set")
			}
		}
		if !isLine(value) {
			return refused("a header is too long or not one line")
		}
	}
	return nil
}

// isFieldName: letters, digits and dashes, which is less than RFC 5322 section 2.2
// allows and all that is in use.
func isFieldName(s string) bool {
	return s != "" && len(s) <= 70 && strings.Trim(s, "-ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789") == ""
}

// isLine says that text stays on its line.
func isLine(s string) bool {
	if len(s) > maxHeader || !utf8.ValidString(s) {
		return false
	}
	for _, r := range s {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return false
		}
	}
	return true
}
