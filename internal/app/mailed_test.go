package app_test

import (
	"encoding/base64"
	"fmt"
	"io"
	netmail "net/mail"
	"strings"
	"testing"
	"time"

	"tramway/internal/app"
	"tramway/internal/app/apptest"
	"tramway/internal/clock"
	"tramway/internal/sqldb"
)

// mailed is a company with a relay and a clock that is set by hand: it is noon in Hong Kong.
type mailed struct {
	*apptest.Company
	clock *clock.Manual
	box   *mailbox
	t     *testing.T
	some  *apptest.Person
}

func newMailed(t *testing.T, engine sqldb.Dialect) *mailed {
	t.Helper()
	today := time.Now().UTC().Truncate(24 * time.Hour)
	x := &mailed{clock: clock.At(today.Add(4 * time.Hour)), box: &mailbox{}, t: t}
	port := x.box.serve(t)
	in := apptest.New(t, engine, func(c *app.Config) {
		c.Mail = app.MailConfig{Host: "127.0.0.1", Port: port, Security: "plain", From: "Tramway <tramway@example.hk>"}
	})
	in.Stop()
	in.Clock = x.clock
	in.Start()
	x.Company = in.Setup()
	x.some = x.Hire("SOMEBODY")
	return x
}

// pass lets time go by, and wakes the house.
func (x *mailed) pass(d time.Duration) {
	x.clock.Advance(d)
	x.some.Must("PUT", "/o/{org}/quiet-hours", map[string]any{"on": false, "from": "00:00", "to": "00:00", "days": []int{}})
}

// letters are the mails of what is unread, header and text.
func (m *mailbox) letters() (out []string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, raw := range m.text {
		msg, err := netmail.ReadMessage(strings.NewReader(raw))
		if err != nil || msg.Header.Get("List-Unsubscribe") == "" {
			continue
		}
		body, err := io.ReadAll(base64.NewDecoder(base64.StdEncoding, msg.Body))
		if err != nil {
			body = []byte(err.Error())
		}
		out = append(out, fmt.Sprint(msg.Header)+"\n"+string(body))
	}
	return out
}

func (m *mailbox) refuses(on bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.refuse = on
}

// mailed waits for the nth letter, from 1.
func (x *mailed) mailed(n int) string {
	x.t.Helper()
	apptest.Eventually(x.t, fmt.Sprintf("letter %d comes", n), func() bool { return len(x.box.letters()) >= n })
	return x.box.letters()[n-1]
}

func (x *mailed) says(text string, parts ...string) {
	x.t.Helper()
	for _, p := range parts {
		if !strings.Contains(text, p) {
			x.t.Errorf("%q is missing in %s", p, text)
		}
	}
}

func (x *mailed) doesNotSay(text string, parts ...string) {
	x.t.Helper()
	for _, p := range parts {
		if strings.Contains(text, p) {
			x.t.Errorf("%q is in %s", p, text)
		}
	}
}
