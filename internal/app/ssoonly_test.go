package app_test

import (
	"slices"
	"testing"

	"tramway/internal/app/apptest"
	"tramway/internal/authz"
	"tramway/internal/sso/ssotest"
)

func (s single) only(on bool, emergency ...string) apptest.Answer {
	s.In.T.Helper()
	return s.Admin.Ask("PUT", "/o/{org}/sso/only", map[string]any{"on": on, "emergency": append([]string{}, emergency...)})
}

// tried has the administrator come in by the provider once, past their second factor.
func (s single) tried() {
	t := s.In.T
	t.Helper()
	s.idp.Knows(ssotest.Person{Subject: "a-1", Mail: s.Admin.Login, Verified: true})
	if a, _ := s.comes(s.Admin.Login); apptest.Object(a.JSON(), "challenge") == nil {
		t.Fatalf("%d %s", a.Status, a.Body)
	}
}

func (s single) password(p *apptest.Person) (apptest.Answer, *apptest.Person) {
	nobody := s.In.Nobody()
	nobody.Org = s.ID
	return nobody.Ask("POST", "/sign-in", map[string]any{"login": p.Login, "password": p.Password}), nobody
}

// Members come in by the provider and in no other way; guests, and those named for
// emergencies, do, and an emergency is told.
func TestTheCompanysProviderIsTheOnlyWayIn(t *testing.T) {
	eachSingle(t, func(t *testing.T, s single) {
		mei, boss := s.Hire("MEI"), s.Hire("BOSS")
		s.Become(boss, authz.Administrator, authz.Member)
		other := s.Another("Neighbour")
		guest := other.Hire("GUEST")
		for _, k := range []struct {
			what string
			ask  func() apptest.Answer
			want string
		}{
			{"nobody tried the provider", func() apptest.Answer { return s.only(true, s.Admin.ID) }, "sso_only_untried"},
			{"nobody for emergencies", func() apptest.Answer { s.tried(); return s.only(true) }, "invalid"},
			{"nobody of them has a second factor", func() apptest.Answer { return s.only(true, mei.ID) }, "invalid"},
			{"nobody here", func() apptest.Answer { return s.only(true, s.Admin.ID, guest.ID) }, "invalid"},
			{"many", func() apptest.Answer { return s.only(true, "1", "2", "3", "4", "5", "6") }, "invalid"},
		} {
			if a := k.ask(); a.Code() != k.want || a.Status < 400 || a.Status >= 500 {
				t.Errorf("%s: %d %s", k.what, a.Status, a.Body)
			}
		}
		if a := mei.Ask("GET", "/o/{org}/me", nil); a.Status != 200 {
			t.Fatalf("a refused rule shut the door: %s", a.Body)
		}
		a := s.only(true, s.Admin.ID)
		if v := a.JSON(); a.Status != 200 || v["on"] != true || v["members"] != 3.0 || v["linked"] != 1.0 || v["foreign"] != 0.0 || apptest.Items(v, "emergency")[0]["second_factor"] != true {
			t.Fatalf("%d %s", a.Status, a.Body)
		}
		// Whoever is here by a password is out, and nobody comes in by one.
		if a := mei.Ask("GET", "/o/{org}/me", nil); a.Status != 403 || a.Code() != "company_only" {
			t.Errorf("a session of a password: %d %s", a.Status, a.Body)
		}
		if a, p := s.password(mei); a.Status != 403 || a.Code() != "company_only" || p.Token != "" {
			t.Errorf("a password: %d %s", a.Status, a.Body)
		}
		mei.Password += "x"
		if a, _ := s.password(mei); a.Code() != "sign_in_failed" {
			t.Errorf("a wrong password tells of the rule: %s", a.Body)
		}
		s.idp.Knows(ssotest.Person{Subject: "m-1", Mail: mei.Login, Verified: true})
		if a, in := s.comes(mei.Login); a.Status != 200 || in.Ask("GET", "/o/{org}/people", nil).Status != 200 {
			t.Errorf("by the provider: %d %s", a.Status, a.Body)
		}
		// The emergency: it works, is in the record, and is told.
		_, in := s.password(s.Admin)
		done := in.Must("POST", "/sign-in/second", map[string]any{"token": s.challenged(s.Admin), "code": s.recoveryCode()})
		if done["bound_to"] != "" || in.Ask("GET", "/o/{org}/people", nil).Status != 200 {
			t.Errorf("an emergency: %v", done)
		}
		if got := actions(s.Admin, "account.sign_in_emergency"); len(got) != 1 {
			t.Errorf("emergencies in the record: %v", got)
		}
		if got := actions(s.Admin, "account.sign_in_failed"); len(got) < 2 {
			t.Errorf("refused passwords in the record: %v", got)
		}
		// The last door stays open as long as it is the only one.
		for what, a := range map[string]apptest.Answer{
			"turning it off": s.Admin.Ask("PUT", s.path("/on"), map[string]any{"on": false}),
			"removing it":    s.Admin.Ask("DELETE", s.path(""), nil),
			"changing it":    s.Admin.Ask("PUT", s.path(""), s.settings(func(v map[string]any) { v["client_id"] = "another" })),
		} {
			if a.Status != 409 || a.Code() != "sso_only_last" {
				t.Errorf("%s: %d %s", what, a.Status, a.Body)
			}
		}
		if a := s.only(false); a.Status != 200 {
			t.Fatalf("%s", a.Body)
		}
		mei.Must("GET", "/o/{org}/me", nil)
		apptest.Eventually(t, "the other administrators are told", func() bool { return len(notices(boss, "emergency_sign_in")) == 1 })
		if got := actions(s.Admin, "sso.only"); len(got) != 2 {
			t.Errorf("the rule in the record: %v", got)
		}
	})
}

func (s single) challenged(p *apptest.Person) string {
	s.In.T.Helper()
	a, _ := s.password(p)
	return apptest.Text(apptest.Object(a.JSON(), "challenge"), "token")
}

// Whoever works elsewhere too signs in there as before; a plan without single sign-on
// opens the door again.
func TestOtherOrganisationsAndPlansBesideTheOnlyWayIn(t *testing.T) {
	eachSingle(t, func(t *testing.T, s single) {
		s.tried()
		mei := s.Hire("MEI")
		second := apptest.Text(mei.Must("POST", "/organisations", map[string]any{"name": "Mei Weekend Works", "region": "hk"}), "id")
		if a := s.only(true, s.Admin.ID); a.Status != 200 {
			t.Fatalf("%s", a.Body)
		}
		a, in := s.password(mei)
		if a.Status != 200 {
			t.Fatalf("%s", a.Body)
		}
		if got := apptest.Items(a.JSON(), "organisations"); len(got) != 2 {
			t.Errorf("organisations it knows of: %v", got)
		}
		in.Must("GET", "/o/"+second+"/me", nil)
		if a := in.Ask("GET", "/o/{org}/me", nil); a.Code() != "company_only" {
			t.Errorf("here: %d %s", a.Status, a.Body)
		}
		for _, u := range apptest.Items(in.Must("GET", "/me/unread", nil), "items") {
			if u["organisation_id"] == s.ID {
				t.Error("what is unread behind the shut door is told")
			}
		}
		s.Admin.Must("PUT", "/operator/organisations/"+s.ID+"/plan", map[string]any{"plan": "basic"})
		in.Must("GET", "/o/{org}/me", nil)
	})
}

// A new colleague comes in by the provider without ever choosing a password; whoever has
// an account accepts with it.
func TestTheInvitedComeInByTheProvider(t *testing.T) {
	eachSingle(t, func(t *testing.T, s single) {
		s.tried()
		if a := s.only(true, s.Admin.ID); a.Status != 200 {
			t.Fatalf("%s", a.Body)
		}
		login := "wing@" + s.ID[len(s.ID)-8:] + ".example"
		id := apptest.Text(s.Admin.Must("POST", "/o/{org}/people", map[string]any{"name": "WING", "email": login}), "id")
		token := s.Invite(id)
		if v := s.In.Nobody().Must("POST", "/guests/look", map[string]any{"token": token}); v["company_only"] != s.ID {
			t.Errorf("what the invitation says: %v", v)
		}
		for path, body := range map[string]any{
			"/invitations/accept":        map[string]any{"token": token, "password": "a ferry over the harbour"},
			"/invitations/passkey/begin": map[string]any{"token": token},
		} {
			if a := s.In.Nobody().Ask("POST", path, body); a.Status != 403 || a.Code() != "company_only" {
				t.Errorf("%s: %d %s", path, a.Status, a.Body)
			}
		}
		s.idp.Knows(ssotest.Person{Subject: "w-1", Mail: login, Verified: true})
		a, in := s.comes(login)
		if a.Status != 200 || a.JSON()["bound_to"] != s.ID {
			t.Fatalf("%d %s", a.Status, a.Body)
		}
		if got := a.JSON()["joined"]; got != s.ID {
			t.Errorf("the first steps of a new member: %v", got)
		}
		if again, _ := s.comes(login); again.Status != 200 || again.JSON()["joined"] != nil {
			t.Errorf("the second time: %d %s", again.Status, again.Body)
		}
		in.Must("GET", "/o/{org}/people", nil)
		if got := actions(s.Admin, "account.join"); !slices.Contains(got, "account.join") {
			t.Errorf("joining in the record: %v", got)
		}
		if a := s.In.Nobody().Ask("POST", "/invitations/accept", map[string]any{"token": token, "password": "a ferry over the harbour"}); a.Code() != "invitation_expired" {
			t.Errorf("the invitation again: %s", a.Body)
		}
		// Somebody who is somebody elsewhere already says themselves that they come in here too.
		there := s.Another("Neighbour")
		known := there.Hire("KNOWN")
		s.Admin.Must("PUT", "/o/{org}/mail-domains", map[string]any{"domains": []string{"harbour.example", s.ID[len(s.ID)-8:] + ".example", there.ID[len(there.ID)-8:] + ".example"}})
		id = apptest.Text(s.Admin.Must("POST", "/o/{org}/people", map[string]any{"name": "KNOWN", "email": known.Login}), "id")
		token = s.Invite(id)
		s.idp.Knows(ssotest.Person{Subject: "k-1", Mail: known.Login, Verified: true})
		if a, _ := s.comes(known.Login); a.Status != 401 || a.Code() != "sso_invited" {
			t.Errorf("an account of others: %d %s", a.Status, a.Body)
		}
		s.In.Nobody().Must("POST", "/invitations/accept", map[string]any{"token": token, "password": known.Password})
		if a, _ := s.comes(known.Login); a.Status != 200 {
			t.Errorf("after accepting: %d %s", a.Status, a.Body)
		}
	})
}
