package app_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"tramway/internal/app/apptest"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

var sixDigits = regexp.MustCompile(`\b\d{6}\b`)

// joinLink makes a link and gives its secret.
func joinLink(t *testing.T, admin *apptest.Person, more map[string]any) (id, token string) {
	t.Helper()
	body := map[string]any{"days": 7, "approval": true}
	for k, v := range more {
		body[k] = v
	}
	v := admin.Must("POST", "/o/{org}/join-links", body)
	link := apptest.Text(v, "link")
	if !strings.HasPrefix(apptest.Text(v, "qr"), "data:image/png;base64,") {
		t.Errorf("no picture of the link: %v", v)
	}
	return apptest.Text(v, "id"), link[strings.LastIndex(link, "/")+1:]
}

func askBody(token, name, email string) map[string]any {
	return map[string]any{"token": token, "name": name, "email": email, "password": "correct horse battery"}
}

func waitingRequests(p *apptest.Person) []map[string]any {
	return apptest.Items(p.Must("GET", "/o/{org}/join-requests", nil), "items")
}

// Without a relay nobody's address can be proved, so somebody always decides; whoever is
// accepted signs in with the password they chose, and whoever is not stays a stranger.
func TestWhoeverOpensALinkAsksAndIsDecidedAbout(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		in := apptest.New(t, engine)
		c := in.Setup()
		dept := apptest.Text(c.Admin.Must("POST", "/o/{org}/departments", map[string]any{"name": "Sales"}), "id")
		id, token := joinLink(t, c.Admin, map[string]any{"department_id": dept, "approval": false, "label": "Stand at the fair"})
		door := in.Nobody().Must("POST", "/join/look", map[string]any{"token": token})
		if door["approval"] != true || apptest.Text(door, "name") != "Harbour Trading" || apptest.Text(apptest.Object(door, "department"), "id") != dept {
			t.Errorf("the door: %v", door)
		}
		if a := in.Nobody().Ask("POST", "/join/ask", askBody(token, "CHAN", "someone@gmail.com")); a.Status != 422 || !strings.Contains(string(a.Body), "mail_personal") {
			t.Errorf("a personal address: %d %s", a.Status, a.Body)
		}
		if a := in.Nobody().Ask("POST", "/join/ask", map[string]any{"token": token, "name": "CHAN", "email": "chan@harbour.example", "password": "short"}); a.Status != 422 {
			t.Errorf("a short password: %d %s", a.Status, a.Body)
		}
		twin := apptest.Text(c.Admin.Must("POST", "/o/{org}/people", map[string]any{"name": "CHAN Tai Man"}), "id")
		tokens := map[string]string{}
		for _, name := range []string{"CHAN Tai Man", "LEE Ka Yan", "HO Siu Ming"} {
			email := strings.ToLower(strings.Fields(name)[0]) + "@harbour.example"
			v := in.Nobody().Must("POST", "/join/ask", askBody(token, name, email))
			if apptest.Text(v, "step") != "waiting" || apptest.Text(v, "organisation_id") != "" {
				t.Fatalf("%s: %v", name, v)
			}
			tokens[name] = apptest.Text(v, "request_token")
		}
		stranger := &apptest.Person{In: in, Org: c.ID, Login: "chan@harbour.example", Password: "correct horse battery"}
		if a := stranger.Ask("POST", "/sign-in", map[string]any{"login": stranger.Login, "password": stranger.Password}); a.Status != 401 {
			t.Errorf("signs in before anybody decided: %d", a.Status)
		}
		work := c.Admin.Must("GET", "/o/{org}/work", nil)
		if items := apptest.Items(work, "items"); !slices.ContainsFunc(items, func(i map[string]any) bool {
			return i["kind"] == "join_requests" && apptest.Number(i, "count") == 3
		}) {
			t.Errorf("in the administrator's work: %v", items)
		}
		rs := waitingRequests(c.Admin)
		if like := apptest.Items(rs[0], "like"); len(rs) != 3 || len(like) != 1 || apptest.Text(like[0], "id") != twin {
			t.Fatalf("waiting: %v", rs)
		}
		c.Admin.Must("POST", "/o/{org}/join-requests/accept", map[string]any{"items": []any{
			map[string]any{"id": rs[0]["id"], "person_id": twin}, map[string]any{"id": rs[1]["id"]}}})
		c.Admin.Must("POST", "/o/{org}/join-requests/decline", map[string]any{"ids": []any{rs[2]["id"]}, "reason": "No Siu Ming works here"})
		if a := c.Admin.Ask("POST", "/o/{org}/join-requests/accept", map[string]any{"items": []any{map[string]any{"id": rs[2]["id"]}}}); a.Code() != "join_decided" {
			t.Errorf("deciding twice: %s", a.Body)
		}
		apptest.Eventually(t, "the account is made", func() bool {
			return stranger.Ask("POST", "/sign-in", map[string]any{"login": stranger.Login, "password": stranger.Password}).Status == 200
		})
		me := stranger.Must("GET", "/o/{org}/me", nil)
		if got := apptest.Text(apptest.Object(me, "person"), "id"); got != twin {
			t.Errorf("came in as %s, want %s: %v", got, twin, me)
		}
		lee := in.Nobody().Must("POST", "/join/state", map[string]any{"request_token": tokens["LEE Ka Yan"]})
		if apptest.Text(lee, "step") != "accepted" || apptest.Text(lee, "organisation_id") != c.ID {
			t.Errorf("LEE: %v", lee)
		}
		found := apptest.Items(c.Admin.Must("GET", "/o/{org}/people?department="+dept, nil), "items")
		if len(found) != 1 || apptest.Text(found[0], "name") != "LEE Ka Yan" {
			t.Errorf("in the department: %v", found)
		}
		ho := in.Nobody().Must("POST", "/join/state", map[string]any{"request_token": tokens["HO Siu Ming"]})
		if apptest.Text(ho, "step") != "declined" || apptest.Text(ho, "reason") == "" {
			t.Errorf("HO: %v", ho)
		}
		links := apptest.Items(c.Admin.Must("GET", "/o/{org}/join-links", nil), "items")
		if len(links) != 1 || apptest.Number(links[0], "used") != 3 || apptest.Text(links[0], "state") != "active" {
			t.Errorf("links: %v", links)
		}
		for action, n := range map[string]int{"directory.join.link": 1, "directory.join.ask": 3, "directory.join.accept": 2, "directory.join.decline": 1} {
			if got := actions(c.Admin, action); len(got) != n {
				t.Errorf("%s is recorded %d times, want %d", action, len(got), n)
			}
		}
		c.Admin.Must("DELETE", "/o/{org}/join-links/"+id, nil)
		dead := in.Nobody().Ask("POST", "/join/look", map[string]any{"token": token})
		never := in.Nobody().Ask("POST", "/join/look", map[string]any{"token": strings.Repeat("x", len(token))})
		if dead.Status != 404 || dead.Code() != "join_link_dead" || never.Status != 404 || never.Code() != dead.Code() {
			t.Errorf("ended: %d %s; never there: %d %s", dead.Status, dead.Body, never.Status, never.Body)
		}
	})
}

// With a relay the address is proved by a code, and a link without approval lets in at
// once: but not as somebody who has rights, and not more people than the link allows.
func TestALinkWithoutApprovalLetsInWhoProvesTheirAddress(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		in, box := withMail(t, engine)
		c := in.Setup()
		boss := apptest.Text(c.Admin.Must("POST", "/o/{org}/people", map[string]any{"name": "BOSS", "email": "boss@harbour.example"}), "id")
		c.Admin.Must("POST", "/o/{org}/access/roles/manager/people", map[string]any{"person_id": boss})
		_, token := joinLink(t, c.Admin, map[string]any{"approval": false, "most": 2})
		join := func(name, email string) map[string]any {
			v := in.Nobody().Must("POST", "/join/ask", askBody(token, name, email))
			if apptest.Text(v, "step") != "code" {
				t.Fatalf("%s: %v", name, v)
			}
			request := apptest.Text(v, "request_token")
			if a := in.Nobody().Ask("POST", "/join/prove", map[string]any{"request_token": request, "code": "0"}); a.Status != 422 {
				t.Errorf("a wrong code: %d %s", a.Status, a.Body)
			}
			box.mu.Lock()
			n := len(box.text)
			box.mu.Unlock()
			return in.Nobody().Must("POST", "/join/prove", map[string]any{"request_token": request, "code": sixDigits.FindString(box.await(t, n))})
		}
		if v := join("CHAN Tai Man", "chan@harbour.example"); apptest.Text(v, "step") != "accepted" {
			t.Fatalf("CHAN: %v", v)
		}
		chan1 := &apptest.Person{In: in, Org: c.ID, Login: "chan@harbour.example", Password: "correct horse battery"}
		chan1.SignIn()
		talk := apptest.Text(chan1.Must("POST", "/o/{org}/conversations", map[string]any{"kind": "direct", "member_ids": []string{c.Admin.ID}}), "id")
		if a := chan1.Post(talk, "first-message", "hello"); a.Status/100 != 2 {
			t.Errorf("the first message: %d %s", a.Status, a.Body)
		}
		if v := join("BOSS", "boss@harbour.example"); apptest.Text(v, "step") != "waiting" {
			t.Errorf("somebody with a role came in without approval: %v", v)
		}
		if a := in.Nobody().Ask("POST", "/join/ask", askBody(token, "HO", "ho@harbour.example")); a.Code() != "join_link_dead" {
			t.Errorf("after its most uses: %d %s", a.Status, a.Body)
		}
		_, other := joinLink(t, c.Admin, nil)
		if a := chan1.Ask("POST", "/join/ask", map[string]any{"token": other, "name": "CHAN"}); a.Code() != "join_member" {
			t.Errorf("a member asks: %s", a.Body)
		}
	})
}

// Somebody with an account asks with it, and keeps their one account.
func TestSomebodyWithAnAccountJoinsAnotherOrganisation(t *testing.T) {
	t.Parallel()
	in := apptest.New(t, sqldb.SQLite)
	c := in.Setup()
	other := c.Another("Elsewhere")
	guest := *other.Admin
	_, token := joinLink(t, c.Admin, nil)
	v := guest.Must("POST", "/join/ask", map[string]any{"token": token, "name": "FOUNDER Elsewhere"})
	if apptest.Text(v, "email") != guest.Login {
		t.Errorf("asks as %v", v)
	}
	if a := in.Nobody().Ask("POST", "/join/ask", askBody(token, "THIEF", guest.Login)); a.Status != 200 {
		t.Errorf("a stranger learns that the sign-in name is taken: %d %s", a.Status, a.Body)
	}
	rs := waitingRequests(c.Admin)
	if a := c.Admin.Ask("POST", "/o/{org}/join-requests/accept", map[string]any{"items": []any{map[string]any{"id": rs[1]["id"]}}}); a.Code() != "join_has_account" {
		t.Errorf("the thief: %s", a.Body)
	}
	c.Admin.Must("POST", "/o/{org}/join-requests/accept", map[string]any{"items": []any{map[string]any{"id": rs[0]["id"]}}})
	guest.Org = c.ID
	apptest.Eventually(t, "the account belongs to both", func() bool { return guest.Ask("GET", "/o/{org}/me", nil).Status == 200 })
}

// A plan's room is asked when somebody is accepted, and a right over a department is
// about that department's link.
func TestJoiningKeepsToPlanAndRights(t *testing.T) {
	t.Parallel()
	in := apptest.New(t, sqldb.SQLite)
	c := in.Setup()
	dept := apptest.Text(c.Admin.Must("POST", "/o/{org}/departments", map[string]any{"name": "Sales"}), "id")
	clerk := c.Hire("CLERK")
	c.Admin.Must("POST", "/o/{org}/access/grants", map[string]any{"person_id": clerk.ID, "action": "directory.join", "scope": "department", "object": "department:" + dept})
	if a := clerk.Ask("POST", "/o/{org}/join-links", map[string]any{"days": 1, "approval": true}); a.Status != 403 {
		t.Errorf("a link into the whole organisation by a right over a department: %d", a.Status)
	}
	_, here := joinLink(t, clerk, map[string]any{"department_id": dept})
	_, all := joinLink(t, c.Admin, nil)
	in.Nobody().Must("POST", "/join/ask", askBody(here, "SALES", "sales@harbour.example"))
	in.Nobody().Must("POST", "/join/ask", askBody(all, "ALL", "all@harbour.example"))
	if rs := waitingRequests(clerk); len(rs) != 1 || rs[0]["name"] != "SALES" {
		t.Errorf("the clerk sees %v", rs)
	}
	rs := waitingRequests(c.Admin)
	if a := clerk.Ask("POST", "/o/{org}/join-requests/accept", map[string]any{"items": []any{map[string]any{"id": rs[1]["id"]}}}); a.Status != 403 {
		t.Errorf("the clerk accepts for the whole organisation: %d %s", a.Status, a.Body)
	}
	c.Admin.Must("PUT", "/operator/plans/tiny", map[string]any{"limits": map[string]any{"members": 2}, "off": []string{}})
	c.Admin.Must("PUT", "/operator/organisations/"+c.ID+"/plan", map[string]any{"plan": "tiny"})
	full := clerk.Ask("POST", "/o/{org}/join-requests/accept", map[string]any{"items": []any{map[string]any{"id": rs[0]["id"]}}})
	if full.Code() != "plan_limit" || !strings.Contains(apptest.Text(full.JSON(), "detail"), "“tiny”") {
		t.Errorf("a third member of two: %d %s", full.Status, full.Body)
	}
	if left := waitingRequests(c.Admin); len(left) != 2 {
		t.Errorf("a request that found no room is gone: %v", left)
	}
}

// Whoever asks without a password chooses how to sign in when they are let in: by the page
// that waited, or by the link that was mailed; one of both, once.
func TestHowToSignInIsChosenWhenLetIn(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		in, box := withMail(t, engine)
		c := in.Setup()
		_, token := joinLink(t, c.Admin, nil)
		v := in.Nobody().Must("POST", "/join/ask", map[string]any{"token": token, "name": "CHAN Tai Man", "email": "chan@harbour.example", "choose_later": true})
		request := map[string]any{"request_token": v["request_token"]}
		code := sixDigits.FindString(box.await(t, 1))
		if got := in.Nobody().Must("POST", "/join/prove", map[string]any{"request_token": v["request_token"], "code": code}); apptest.Text(got, "step") != "waiting" || got["choose"] != false {
			t.Fatalf("%v", got)
		}
		if a := in.Nobody().Ask("POST", "/join/enter", request); a.Code() != "join_stale" {
			t.Errorf("before anybody decided: %d %s", a.Status, a.Body)
		}
		c.Admin.Must("POST", "/o/{org}/join-requests/accept", map[string]any{"items": []any{map[string]any{"id": waitingRequests(c.Admin)[0]["id"]}}})
		if got := in.Nobody().Must("POST", "/join/state", request); apptest.Text(got, "step") != "accepted" || got["choose"] != true {
			t.Errorf("%v", got)
		}
		mailed := box.await(t, 2)
		if !strings.Contains(mailed, "/invitation/") || strings.Contains(mailed, "/sign-in") {
			t.Errorf("the mail: %s", mailed)
		}
		way := apptest.Text(in.Nobody().Must("POST", "/join/enter", request), "invitation_token")
		options := in.Nobody().Must("POST", "/invitations/passkey/begin", map[string]any{"token": way})
		if apptest.Object(options, "options") == nil {
			t.Errorf("%v", options)
		}
		chan1 := &apptest.Person{In: in, Org: c.ID, Login: "chan@harbour.example", Password: "correct horse battery"}
		if got := in.Nobody().Must("POST", "/invitations/accept", map[string]any{"token": way, "password": chan1.Password}); got["joined"] != c.ID {
			t.Errorf("the first steps of a new member: %v", got["joined"])
		}
		chan1.SignIn()
		chan1.Must("GET", "/o/{org}/me", nil)
		if got := in.Nobody().Must("POST", "/join/state", request); got["choose"] != false || apptest.Text(got, "organisation_id") != c.ID {
			t.Errorf("afterwards: %v", got)
		}
		_, rest, _ := strings.Cut(mailed, "/invitation/")
		if a := in.Nobody().Ask("POST", "/invitations/accept", map[string]any{"token": strings.Fields(rest)[0], "password": "somebody else's password"}); a.Code() != "invitation_expired" {
			t.Errorf("the mailed link after it: %d %s", a.Status, a.Body)
		}
	})
}
