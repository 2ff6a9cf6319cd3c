package app_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"tramway/internal/app/apptest"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

func TestWhatIsUsedTwice(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		in := apptest.New(t, engine)
		wrong := in.Nobody()
		body := map[string]any{"setup_code": "guess", "organisation": map[string]any{"name": "X", "region": "hk"},
			"admin": map[string]any{"name": "X", "login": "x@x.example", "password": "correct horse battery"}}
		if a := wrong.Ask("POST", "/setup", body); a.Status != 403 || a.Code() != "setup_code_wrong" {
			t.Errorf("a wrong setup code: %d %s", a.Status, a.Body)
		}
		c := in.Setup()
		body["setup_code"] = in.App.SetupCode
		if a := wrong.Ask("POST", "/setup", body); a.Status != 409 || a.Code() != "already_set_up" {
			t.Errorf("setting up twice: %d %s", a.Status, a.Body)
		}
		id := apptest.Text(c.Admin.Must("POST", "/o/{org}/people", map[string]any{"name": "GUEST", "email": "guest@x.example"}), "id")
		void, token := c.Invite(id), c.Invite(id)
		accept := func(token, password string) apptest.Answer {
			return in.Nobody().Ask("POST", "/invitations/accept", map[string]any{"token": token, "password": password})
		}
		for _, k := range []struct {
			what, token, password string
			status                int
		}{{"one made void by a later one", void, "correct horse battery", 404}, {"a short password", token, "short", 422}, {"the invitation", token, "correct horse battery", 200},
			{"the same again", token, "correct horse battery", 404}, {"a guess", token + "x", "correct horse battery", 404}} {
			if a := accept(k.token, k.password); a.Status != k.status {
				t.Errorf("%s: %d %s, want %d", k.what, a.Status, a.Body, k.status)
			}
		}
		ceremony(t, c.Admin)
		guessing(t, in)
	})
}

// ceremony: what one answer used up can't be used by another.
func ceremony(t *testing.T, p *apptest.Person) {
	t.Helper()
	for _, path := range []string{"/me/passkeys", "/sign-in/passkey"} {
		handle := apptest.Text(p.Must("POST", path+"/begin", nil), "handle")
		finish := map[string]any{"handle": handle, "name": "key", "credential": json.RawMessage(`{"id":"x","type":"public-key"}`)}
		for n, code := range []string{"passkey_refused", "ceremony_expired"} {
			if a := p.Ask("POST", path+"/finish", finish); a.Status != 422 || a.Code() != code {
				t.Errorf("%s, time %d: %d %s, want %s", path, n+1, a.Status, a.Body, code)
			}
		}
	}
}

// guessing: a known and an unknown login look the same to whoever guesses.
func guessing(t *testing.T, in *apptest.Installation) {
	t.Helper()
	var seen [2][]string
	for n, login := range []string{"ada@harbour.example", "nobody@harbour.example"} {
		for k := range 6 {
			if k%2 == 1 {
				login = strings.ToUpper(login)
			}
			a := in.Nobody().Ask("POST", "/sign-in", map[string]any{"login": login, "password": "guess number " + fmt.Sprint(k)})
			seen[n] = append(seen[n], fmt.Sprintf("%d %s %t", a.Status, a.Code(), a.Header.Get("Retry-After") != ""))
		}
	}
	if fmt.Sprint(seen[0]) != fmt.Sprint(seen[1]) || !strings.Contains(fmt.Sprint(seen[0]), "429 too_many_attempts true") {
		t.Errorf("a known login answers %v,\nan unknown one %v", seen[0], seen[1])
	}
}
