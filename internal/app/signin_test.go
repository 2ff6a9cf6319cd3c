package app_test

import (
	"encoding/base64"
	"io"
	netmail "net/mail"
	"regexp"
	"strings"
	"testing"

	"tramway/internal/app"
	"tramway/internal/app/apptest"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// withMail is an installation whose mail goes into a box.
func withMail(t *testing.T, engine sqldb.Dialect) (*apptest.Installation, *mailbox) {
	t.Helper()
	box := &mailbox{}
	port := box.serve(t)
	return apptest.New(t, engine, func(c *app.Config) {
		c.Mail = app.MailConfig{Host: "127.0.0.1", Port: port, Security: "plain", From: "Tramway <tramway@example.hk>"}
	}), box
}

// await gives the text of the nth mail, from 1.
func (m *mailbox) await(t *testing.T, n int) string {
	t.Helper()
	text := ""
	apptest.Eventually(t, "a mail comes", func() bool {
		m.mu.Lock()
		defer m.mu.Unlock()
		if len(m.text) >= n {
			text = m.text[n-1]
		}
		return text != ""
	})
	msg, err := netmail.ReadMessage(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(base64.NewDecoder(base64.StdEncoding, msg.Body))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

var resetLink = regexp.MustCompile(`/reset/(\S+)`)

func actions(p *apptest.Person, like string) (out []string) {
	for _, e := range apptest.Items(p.Must("GET", "/o/{org}/record/entries?action="+like, nil), "items") {
		out = append(out, apptest.Text(e, "action"))
	}
	return out
}

func TestAForgottenPasswordIsSetAnewByMail(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		in, box := withMail(t, engine)
		c := in.Setup()
		p := c.Hire("PERSON")
		sent := len(box.to)
		for _, login := range []string{"nobody@harbour.example", p.Login} {
			if a := in.Nobody().Ask("POST", "/password/forgot", map[string]any{"login": login}); a.Status != 202 || len(a.Body) != 0 {
				t.Fatalf("%s: %d %s", login, a.Status, a.Body)
			}
		}
		found := resetLink.FindStringSubmatch(box.await(t, sent+1))
		if len(found) != 2 {
			t.Fatal("no link in the mail")
		}
		if to := box.to[sent]; to != p.Login {
			t.Errorf("mailed to %s", to)
		}
		socket := p.Open()
		again := apptest.Person{In: in, Org: p.Org, ID: p.ID, Login: p.Login, Password: "another long password"}
		ends(t, "a new password", socket, func() {
			again.Must("POST", "/password/reset", map[string]any{"token": found[1], "password": again.Password})
		})
		if p.Ask("GET", "/o/{org}/me", nil).Status != 401 || again.Ask("GET", "/o/{org}/me", nil).Status != 200 {
			t.Error("the session of before lives, or the new one does not")
		}
		if done := box.await(t, sent+2); strings.Contains(done, "/reset/") {
			t.Errorf("the notice: %s", done)
		}
		if got := actions(c.Admin, "account.ask_reset"); len(got) != 1 {
			t.Errorf("asking is recorded as %v", got)
		}
		if got := actions(c.Admin, "account.reset_password"); len(got) != 1 {
			t.Errorf("the new password is recorded as %v", got)
		}
	})
}

func TestTheOnlyAdministratorComesInByTheOperatorsLink(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		in := apptest.New(t, engine)
		c := in.Setup()
		if a := in.Nobody().Ask("POST", "/password/forgot", map[string]any{"login": c.Admin.Login}); a.Code() != "no_mail" {
			t.Errorf("without a relay: %s", a.Body)
		}
		if _, _, err := app.RecoverUser(t.Context(), in.Config, "nobody@harbour.example"); err == nil {
			t.Error("a link for nobody")
		}
		link, _, err := app.RecoverUser(t.Context(), in.Config, c.Admin.Login)
		if err != nil {
			t.Fatal(err)
		}
		found := resetLink.FindStringSubmatch(link)
		boss := apptest.Person{In: in, Org: c.ID, ID: c.Admin.ID, Login: c.Admin.Login, Password: "another long password"}
		boss.Must("POST", "/password/reset", map[string]any{"token": found[1], "password": boss.Password})
		if a := boss.Ask("GET", "/o/{org}/record/entries", nil); a.Code() != "second_factor_needed" {
			t.Errorf("the console before a new second factor: %d %s", a.Status, a.Body)
		}
		boss.Strengthen()
		if got := actions(&boss, "account.recover_by_operator"); len(got) != 1 {
			t.Errorf("recorded as %v", got)
		}
	})
}
