package app_test

import (
	"bytes"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"tramway/internal/app/apptest"
	"tramway/internal/clock"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
	"tramway/internal/sso/ssotest"
)

// single is a company whose people sign in by a provider of its own.
type single struct {
	*apptest.Company
	idp *ssotest.Provider
	id  string // of the provider, in the organisation
}

func provides(t *testing.T, c *apptest.Company) single {
	t.Helper()
	idp, err := ssotest.Listen("127.0.0.1:0", c.In.Config.Origin+"/sign-in/company")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = idp.Close() })
	c.Admin.Must("PUT", "/o/{org}/mail-domains", map[string]any{"domains": []string{"harbour.example", c.ID[len(c.ID)-8:] + ".example"}})
	s := single{c, idp, ""}
	s.id = apptest.Text(c.Admin.Must("POST", "/o/{org}/sso/providers", s.settings()), "id")
	c.Admin.Must("POST", s.path("/test"), nil)
	c.Admin.Must("PUT", s.path("/on"), map[string]any{"on": true})
	return s
}

func (s single) path(rest string) string { return "/o/{org}/sso/providers/" + s.id + rest }

func (s single) settings(change ...func(map[string]any)) map[string]any {
	v := map[string]any{"name": "Harbour Entra", "issuer": s.idp.Issuer, "client_id": ssotest.Client, "client_secret": ssotest.Secret, "stands_in": false, "trusts_mail": false}
	for _, f := range change {
		f(v)
	}
	return v
}

func eachSingle(t *testing.T, f func(t *testing.T, s single)) {
	t.Helper()
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		f(t, provides(t, apptest.New(t, engine).Setup()))
	})
}

// leaving is a browser on its way to the provider.
type leaving struct {
	*apptest.Person
	address, cookie string
}

func (s single) begin() leaving {
	t := s.In.T
	t.Helper()
	nobody := s.In.Nobody()
	a := nobody.Ask("POST", "/sign-in/company/begin", map[string]any{"organisation_id": s.ID, "provider_id": s.id})
	set := a.Header.Get("Set-Cookie")
	value, _, _ := strings.Cut(strings.TrimPrefix(set, "tramway_company="), ";")
	if a.Status != 200 || !strings.Contains(set, "HttpOnly") || !strings.Contains(set, "SameSite=Lax") || value == "" {
		t.Fatalf("%d %s %q", a.Status, a.Body, set)
	}
	return leaving{nobody, apptest.Text(a.JSON(), "address"), value}
}

func (b leaving) finish(brought url.Values) apptest.Answer {
	body := map[string]any{"state": brought.Get("state")}
	for _, key := range []string{"code", "error"} {
		if v := brought.Get(key); v != "" {
			body[key] = v
		}
	}
	return b.Ask("POST", "/sign-in/company/finish", body, "Cookie", "tramway_company="+b.cookie)
}

// comes signs somebody in at the provider, and here.
func (s single) comes(mail string) (apptest.Answer, *apptest.Person) {
	t := s.In.T
	t.Helper()
	b := s.begin()
	brought, err := s.idp.SignIn(b.address, mail)
	if err != nil {
		t.Fatal(err)
	}
	a := b.finish(brought)
	b.Org = s.ID
	return a, b.Person
}

func (s single) reasons() (out []string) {
	for _, e := range apptest.Items(s.Admin.Must("GET", "/o/{org}/record/entries?action=sso.refused", nil), "items") {
		out = append(out, apptest.Text(apptest.Object(e, "note"), "reason"))
	}
	return out
}

func TestPeopleSignInByTheirCompanysProvider(t *testing.T) {
	eachSingle(t, func(t *testing.T, s single) {
		mei := s.Hire("MEI")
		s.idp.Knows(ssotest.Person{Subject: "m-1", Mail: mei.Login, Verified: true})
		way := s.In.Nobody().Must("POST", "/sign-in/company/look", map[string]any{"mail": " " + strings.ToUpper(mei.Login)})
		if one := apptest.Items(way, "providers"); way["organisation_id"] != s.ID || way["name"] != "Harbour Trading" || len(one) != 1 || one[0]["name"] != "Harbour Entra" || one[0]["host"] != "localhost" {
			t.Fatalf("the way: %v", way)
		}
		a, in := s.comes(mei.Login)
		v := a.JSON()
		if a.Status != 200 || v["bound_to"] != s.ID || v["operator"] != false || len(apptest.Items(v, "organisations")) != 1 {
			t.Fatalf("%d %s", a.Status, a.Body)
		}
		if me := apptest.Items(v, "organisations")[0]; me["person_id"] != mei.ID {
			t.Errorf("came in as %v", me)
		}
		in.Must("GET", "/o/{org}/people", nil)
		// Known by the subject from now on, whatever the address there.
		s.idp.Knows(ssotest.Person{Subject: "m-1", Mail: "married.name@elsewhere.example", Verified: false})
		if a, _ := s.comes("married.name@elsewhere.example"); a.Status != 200 {
			t.Errorf("with another address there: %d %s", a.Status, a.Body)
		}
		for action, want := range map[string]int{"sso.link": 1, "sso.proved": 2, "account.sign_in": 3, "sso.provider.turn": 1} {
			if got := len(slices.DeleteFunc(actions(s.Admin, action), func(a string) bool { return a != action })); got < want {
				t.Errorf("%s is in the record %d times", action, got)
			}
		}
		people := apptest.Items(s.Admin.Must("GET", s.path("/people"), nil), "items")
		if len(people) != 1 || people[0]["person_id"] != mei.ID || people[0]["name"] != "MEI" {
			t.Errorf("who is linked: %v", people)
		}
	})
}

func TestAProviderOpensNoDoorButItsOrganisations(t *testing.T) {
	eachSingle(t, func(t *testing.T, s single) {
		// The administrator runs the installation, and another company beside this one.
		other := apptest.Text(s.Admin.Must("POST", "/organisations", map[string]any{"name": "Peak Tram Works", "region": "hk"}), "id")
		s.idp.Knows(ssotest.Person{Subject: "a-1", Mail: s.Admin.Login, Verified: true})
		a, in := s.comes(s.Admin.Login)
		challenge := apptest.Object(a.JSON(), "challenge")
		if challenge == nil || in.Token != "" {
			t.Fatalf("no second factor is asked for: %d %s", a.Status, a.Body)
		}
		done := in.Must("POST", "/sign-in/second", map[string]any{"token": apptest.Text(challenge, "token"), "code": s.recoveryCode()})
		if done["bound_to"] != s.ID || len(apptest.Items(done, "organisations")) != 1 || done["operator"] != false {
			t.Errorf("after the second factor: %v", done)
		}
		in.Must("GET", "/o/{org}/access/roles", nil)
		if a := in.Ask("GET", "/o/"+other+"/people", nil); a.Status != 404 {
			t.Errorf("the other company: %d", a.Status)
		}
		for _, r := range [][2]string{{"GET", "/operator/organisations"}, {"POST", "/organisations"}, {"POST", "/me/password"}, {"GET", "/me/passkeys"}, {"POST", "/me/passkeys/begin"}, {"POST", "/me/authenticator/begin"},
			{"DELETE", "/me/authenticator"}, {"POST", "/me/recovery-codes"}, {"POST", "/me/mobile/begin"}, {"POST", "/sign-out-everywhere"}} {
			if a := in.Ask(r[0], r[1], map[string]any{}); a.Status != 403 || a.Code() != "session_bound" {
				t.Errorf("%s %s: %d %s", r[0], r[1], a.Status, a.Body)
			}
		}
		if got := apptest.Items(in.Must("GET", "/me/sessions", nil), "items"); len(got) != 1 {
			t.Errorf("sessions it knows of: %d", len(got))
		}
		for _, u := range apptest.Items(in.Must("GET", "/me/unread", nil), "items") {
			if u["organisation_id"] != s.ID {
				t.Errorf("unread elsewhere: %v", u)
			}
		}
		in.Must("POST", "/sign-out", nil)
	})
}

// recoveryCode is one of the administrator's.
func (s single) recoveryCode() string {
	s.In.T.Helper()
	codes := s.Admin.Must("POST", "/me/recovery-codes", nil)["recovery_codes"].([]any)
	return codes[0].(string)
}

func TestWhomAProviderCantBringIn(t *testing.T) {
	eachSingle(t, func(t *testing.T, s single) {
		mei := s.Hire("MEI")
		there := s.Another("Neighbour")
		stranger := there.Hire("STRANGER")
		for _, k := range []struct {
			who    ssotest.Person
			reason string
		}{
			{ssotest.Person{Subject: "x-1", Mail: mei.Login}, "sso_mail"},
			{ssotest.Person{Subject: "x-2", Mail: stranger.Login, Verified: true}, "sso_domain"},
			{ssotest.Person{Subject: "x-3", Mail: "nobody@harbour.example", Verified: true}, "sso_unknown"},
		} {
			s.idp.Knows(k.who)
			if a, p := s.comes(k.who.Mail); a.Status != 401 || a.Code() != k.reason || p.Token != "" {
				t.Errorf("%+v: %d %s", k.who, a.Status, a.Body)
			}
		}
		// The organisation takes the neighbours' domain for its own: still nobody who is not a member.
		s.Admin.Must("PUT", "/o/{org}/mail-domains", map[string]any{"domains": []string{"harbour.example", s.ID[len(s.ID)-8:] + ".example", there.ID[len(there.ID)-8:] + ".example"}})
		if a, _ := s.comes(stranger.Login); a.Code() != "sso_unknown" {
			t.Errorf("somebody of another organisation: %s", a.Body)
		}
		s.idp.Knows(ssotest.Person{Subject: "m-1", Mail: mei.Login, Verified: true})
		if a, _ := s.comes(mei.Login); a.Status != 200 {
			t.Fatalf("%s", a.Body)
		}
		s.idp.Knows(ssotest.Person{Subject: "m-2", Mail: mei.Login, Verified: true})
		if a, _ := s.comes(mei.Login); a.Code() != "sso_linked" {
			t.Errorf("a second subject under the address: %s", a.Body)
		}
		s.Admin.Must("DELETE", s.path("/people/"+mei.ID), nil)
		if a, _ := s.comes(mei.Login); a.Status != 200 {
			t.Errorf("after unlinking: %s", a.Body)
		}
		s.Admin.Must("POST", "/o/{org}/people/"+mei.ID+"/leave", map[string]any{})
		apptest.Eventually(t, "who left is let in no more", func() bool { a, _ := s.comes(mei.Login); return a.Code() == "sso_unknown" })
		for _, want := range []string{"sso_mail", "sso_domain", "sso_unknown", "sso_linked"} {
			if !slices.Contains(s.reasons(), want) {
				t.Errorf("%s is not in the record: %v", want, s.reasons())
			}
		}
	})
}

func TestAnAnswerIsGoodOnceAndWhereItBegan(t *testing.T) {
	eachSingle(t, func(t *testing.T, s single) {
		mei := s.Hire("MEI")
		s.idp.Knows(ssotest.Person{Subject: "m-1", Mail: mei.Login, Verified: true})
		at := func(b leaving) url.Values {
			t.Helper()
			v, err := s.idp.SignIn(b.address, mei.Login)
			if err != nil {
				t.Fatal(err)
			}
			return v
		}
		refused := func(what string, a apptest.Answer, code string) {
			t.Helper()
			if a.Status != 401 || a.Code() != code {
				t.Errorf("%s: %d %s", what, a.Status, a.Body)
			}
		}
		b := s.begin()
		brought := at(b)
		elsewhere := s.begin()
		refused("in another browser", elsewhere.finish(brought), "company_expired")
		if a := b.finish(brought); a.Status != 200 {
			t.Fatalf("%s", a.Body)
		}
		refused("twice", b.finish(brought), "company_expired")
		swapped := at(s.begin())
		swapped.Set("state", at(elsewhere).Get("state"))
		refused("a code of another sign-in", elsewhere.finish(swapped), "sso_refused") // PKCE
		b = s.begin()
		b.address = strings.Replace(b.address, "nonce=", "nonce=of-another-", 1)
		refused("a token of another sign-in", b.finish(at(b)), "sso_token")
		b = s.begin()
		refused("the person declined", b.finish(url.Values{"state": {stateIn(b.address)}, "error": {"access_denied"}}), "sso_denied")
	})
}

func stateIn(address string) string {
	u, _ := url.Parse(address)
	return u.Query().Get("state")
}

func TestAnExpiredTokenIsRefused(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		i := apptest.New(t, engine)
		i.Stop()
		i.Clock = clock.At(time.Now().Add(3 * time.Hour))
		i.Start()
		s := provides(t, i.Setup())
		mei := s.Hire("MEI")
		s.idp.Knows(ssotest.Person{Subject: "m-1", Mail: mei.Login, Verified: true})
		if a, _ := s.comes(mei.Login); a.Status != 401 || a.Code() != "sso_clock" {
			t.Errorf("%d %s", a.Status, a.Body)
		}
	})
}

func TestAProviderThatIsDownOrSetWrongIsNamed(t *testing.T) {
	eachSingle(t, func(t *testing.T, s single) {
		put := func(change func(v map[string]any)) { s.Admin.Must("PUT", s.path(""), s.settings(change)) }
		tested := func(what, code string) {
			t.Helper()
			if a := s.Admin.Ask("POST", s.path("/test"), nil); a.Status != 503 || a.Code() != code {
				t.Errorf("%s: %d %s", what, a.Status, a.Body)
			}
		}
		put(func(v map[string]any) { v["client_secret"] = "an old one" })
		s.Admin.Must("POST", s.path("/test"), nil) // this provider looks at the code first
		s.Admin.Must("PUT", s.path("/on"), map[string]any{"on": true})
		mei := s.Hire("MEI")
		s.idp.Knows(ssotest.Person{Subject: "m-1", Mail: mei.Login, Verified: true})
		if a, _ := s.comes(mei.Login); a.Status != 503 || a.Code() != "sso_client" {
			t.Errorf("a wrong secret: %d %s", a.Status, a.Body)
		}
		put(func(v map[string]any) { v["issuer"] = strings.Replace(s.idp.Issuer, "localhost", "127.0.0.1", 1) })
		tested("an issuer that calls itself something else", "sso_issuer")
		if a := s.Admin.Ask("PUT", s.path("/on"), map[string]any{"on": true}); a.Code() != "sso_untested" {
			t.Errorf("untested: %s", a.Body)
		}
		if a := s.In.Nobody().Ask("POST", "/sign-in/company/look", map[string]any{"organisation_id": s.ID}); a.Status != 404 || a.Code() != "sso_none" {
			t.Errorf("while it is off: %d %s", a.Status, a.Body)
		}
		put(func(map[string]any) {})
		s.Admin.Must("POST", s.path("/test"), nil)
		s.Admin.Must("PUT", s.path("/on"), map[string]any{"on": true})
		if err := s.idp.Close(); err != nil {
			t.Fatal(err)
		}
		tested("down", "sso_down")
		if a := s.In.Nobody().Ask("POST", "/sign-in/company/begin", map[string]any{"organisation_id": s.ID, "provider_id": s.id}); a.Status != 503 || a.Code() != "sso_down" {
			t.Errorf("signing in: %d %s", a.Status, a.Body)
		}
		for _, issuer := range []string{"", "ftp://idp.example", "https://idp.example/?a=b", "http://idp.example"} {
			if a := s.Admin.Ask("POST", "/o/{org}/sso/providers", s.settings(func(v map[string]any) { v["issuer"] = issuer })); issuer != "http://idp.example" && a.Status != 422 {
				t.Errorf("%q: %d %s", issuer, a.Status, a.Body)
			}
		}
	})
}

func TestAPlanWithoutSingleSignOnRefusesItByName(t *testing.T) {
	eachSingle(t, func(t *testing.T, s single) {
		b := s.begin()
		s.Admin.Must("PUT", "/operator/organisations/"+s.ID+"/plan", map[string]any{"plan": "free"})
		nobody := s.In.Nobody()
		for what, a := range map[string]apptest.Answer{
			"settings":    s.Admin.Ask("GET", "/o/{org}/sso/providers", nil),
			"adding":      s.Admin.Ask("POST", "/o/{org}/sso/providers", s.settings()),
			"looking":     nobody.Ask("POST", "/sign-in/company/look", map[string]any{"organisation_id": s.ID}),
			"beginning":   nobody.Ask("POST", "/sign-in/company/begin", map[string]any{"organisation_id": s.ID, "provider_id": s.id}),
			"coming back": b.finish(url.Values{"state": {stateIn(b.address)}, "code": {"x"}}),
		} {
			if a.Status != http.StatusForbidden || a.Code() != "not_in_plan" || !strings.Contains(string(a.Body), "“free”") {
				t.Errorf("%s: %d %s", what, a.Status, a.Body)
			}
		}
		s.Admin.Must("PUT", "/operator/organisations/"+s.ID+"/plan", map[string]any{"plan": "professional"})
		s.Admin.Must("GET", "/o/{org}/sso/providers", nil)
	})
}

func TestTheProvidersFactorStandsInForMembersOnly(t *testing.T) {
	eachSingle(t, func(t *testing.T, s single) {
		mei := s.Hire("MEI")
		mei.Strengthen()
		s.idp.Knows(ssotest.Person{Subject: "m-1", Mail: mei.Login, Verified: true})
		s.idp.Knows(ssotest.Person{Subject: "a-1", Mail: s.Admin.Login, Verified: true})
		asked := func(mail string, want bool) {
			t.Helper()
			if a, _ := s.comes(mail); a.Status != 200 || (apptest.Object(a.JSON(), "challenge") != nil) != want {
				t.Errorf("%s: %d %s", mail, a.Status, a.Body)
			}
		}
		asked(mei.Login, true)
		s.Admin.Must("PUT", s.path(""), s.settings(func(v map[string]any) { v["stands_in"] = true; delete(v, "client_secret") }))
		asked(mei.Login, false)
		asked(s.Admin.Login, true)
	})
}

func TestTheSecretOfAProviderIsNeverShown(t *testing.T) {
	eachSingle(t, func(t *testing.T, s single) {
		var all bytes.Buffer
		for _, path := range []string{"/o/{org}/sso/providers", s.path("/people"), "/o/{org}/record/entries?action=sso"} {
			all.Write(s.Admin.Ask("GET", path, nil).Body)
		}
		all.WriteString(s.In.Log.String())
		if strings.Contains(all.String(), ssotest.Secret) || !strings.Contains(all.String(), `"has_secret":true`) {
			t.Error("the secret is shown")
		}
	})
}
