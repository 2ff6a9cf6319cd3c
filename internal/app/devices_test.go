package app_test

import (
	"strings"
	"testing"

	"tramway/internal/app/apptest"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

func notices(p *apptest.Person, kind string) (out []map[string]any) {
	for _, n := range apptest.Items(p.Must("GET", "/o/{org}/notifications", nil), "items") {
		if n["kind"] == kind {
			out = append(out, n)
		}
	}
	return out
}

// A sign-in on a device that was never seen is told to the account, once; whoever says
// that it was not them ends it, and the device is strange again.
func TestASignInOnANewDeviceIsTold(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		in, box := withMail(t, engine)
		c := in.Setup()
		p := c.Hire("PERSON")
		sent := len(box.text)
		p.SignIn()
		if n := notices(p, "new_device"); len(n) != 0 {
			t.Fatalf("on the device they came in with: %v", n)
		}
		thief := &apptest.Person{In: in, Org: c.ID, ID: p.ID, Login: p.Login, Password: p.Password}
		thief.SignIn()
		apptest.Eventually(t, "the account is told", func() bool { return len(notices(p, "new_device")) == 1 })
		link := apptest.Text(notices(p, "new_device")[0], "link")
		_, session, ok := strings.Cut(link, "?session=")
		if text := box.await(t, sent+1); !ok || !strings.Contains(text, session) || box.to[sent] != p.Login {
			t.Errorf("the mail to %s: %s", box.to[sent], text)
		}
		thief.SignIn()
		if n := notices(p, "new_device"); len(n) != 1 {
			t.Errorf("the same device again: %v", n)
		}
		mine := apptest.Items(p.Must("GET", "/me/sessions", nil), "items")
		socket := thief.Open()
		ends(t, "it was not me", socket, func() {
			for _, s := range mine {
				if s["id"] != nil && s["current"] != true {
					p.Ask("POST", "/me/sessions/"+apptest.Text(s, "id")+"/deny", nil)
				}
			}
		})
		if a := thief.Ask("GET", "/o/{org}/me", nil); a.Status != 401 {
			t.Errorf("the thief: %d", a.Status)
		}
		thief.SignIn()
		apptest.Eventually(t, "a device that was denied is strange again", func() bool { return len(notices(p, "new_device")) == 2 })
		if got := actions(c.Admin, "account.new_device"); len(got) != 2 {
			t.Errorf("recorded %v", got)
		}
	})
}

// An administrator signs a member out of one organisation on every device: its sockets
// end, its routes ask for a new sign-in, and other organisations notice nothing.
func TestAMemberIsSignedOutOfOneOrganisation(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		other := c.Another("Elsewhere")
		p, peer := c.Hire("PERSON"), c.Hire("PEER")
		id := apptest.Text(other.Admin.Must("POST", "/o/{org}/people", map[string]any{"name": "PERSON", "email": p.Login}), "id")
		there := *other.Accept(id, p.Login)
		there.Token = p.Token
		if a := peer.Ask("POST", "/o/{org}/people/"+p.ID+"/sign-out", nil); a.Status != 403 {
			t.Errorf("a colleague signs somebody out: %d", a.Status)
		}
		if a := c.Admin.Ask("POST", "/o/{org}/people/"+c.Admin.ID+"/sign-out", nil); a.Code() != "sign_out_oneself" {
			t.Errorf("oneself: %s", a.Body)
		}
		here, elsewhere := p.Open(), there.Open()
		c.Admin.Must("POST", "/o/{org}/people/"+p.ID+"/sign-out", nil)
		if _, ok := here.Closed(soon); !ok {
			t.Error("the socket is still open")
		}
		if a := p.Ask("GET", "/o/{org}/me", nil); a.Status != 401 || a.Code() != "signed_out_here" {
			t.Errorf("the old session: %d %s", a.Status, a.Body)
		}
		if _, status := p.Listen(""); status != 401 {
			t.Errorf("a socket of the old session: %d", status)
		}
		if a := there.Ask("GET", "/o/{org}/me", nil); a.Status != 200 {
			t.Errorf("elsewhere: %d %s", a.Status, a.Body)
		}
		if _, closed := elsewhere.Closed(quiet); closed {
			t.Error("the socket elsewhere was closed, too")
		}
		p.SignIn()
		if a := p.Ask("GET", "/o/{org}/me", nil); a.Status != 200 {
			t.Errorf("after signing in anew: %d %s", a.Status, a.Body)
		}
		apptest.Eventually(t, "they are told", func() bool { return len(notices(p, "signed_out")) == 1 })
		if got := actions(c.Admin, "account.sign_out_by"); len(got) != 1 {
			t.Errorf("recorded %v", got)
		}
	})
}

// What is unread elsewhere is counted for the switcher, without what is shut to the
// session.
func TestWhatIsUnreadInOtherOrganisations(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		other := c.Another("Elsewhere")
		p := c.Hire("PERSON")
		id := apptest.Text(other.Admin.Must("POST", "/o/{org}/people", map[string]any{"name": "PERSON", "email": p.Login}), "id")
		there := *other.Accept(id, p.Login)
		there.Token = p.Token
		other.Admin.Post(other.Admin.Direct(&there), "client-1", "one")
		c.Admin.Post(c.Admin.Direct(p), "client-2", "two")
		c.Admin.Post(c.Admin.Direct(p), "client-3", "three")
		read := func() map[string]int {
			out := map[string]int{}
			for _, u := range apptest.Items(p.Must("GET", "/me/unread", nil), "items") {
				out[apptest.Text(u, "organisation_id")] = apptest.Number(u, "total")
			}
			return out
		}
		if got := read(); len(got) != 2 || got[c.ID] != 2 || got[other.ID] != 1 {
			t.Errorf("unread: %v", got)
		}
		other.Admin.Must("POST", "/o/{org}/people/"+id+"/sign-out", nil)
		if got := read(); len(got) != 1 || got[c.ID] != 2 {
			t.Errorf("after being signed out of one: %v", got)
		}
	})
}
