package app_test

import (
	"encoding/base64"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"

	"tramway/internal/app/apptest"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
	"tramway/internal/sso/ssotest"
)

// pysaml2 is named by scripts/test.sh: a machine that should have it and has not fails.
var pysaml2 = os.Getenv("TRAMWAY_TEST_PYSAML2")

// asserted is a company whose people sign in by a SAML provider.
type asserted struct {
	single
	saml *ssotest.SAML
}

func listenSAML(t *testing.T, days int) *ssotest.SAML {
	t.Helper()
	if pysaml2 == "" {
		t.Skip("TRAMWAY_TEST_PYSAML2 does not name a Python with pysaml2: signing in by SAML is not tested")
	}
	p, err := ssotest.ListenSAML(pysaml2, t.TempDir(), days)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Close)
	return p
}

func asserts(t *testing.T, c *apptest.Company, days int) asserted {
	t.Helper()
	s := asserted{single{c, nil, ""}, listenSAML(t, days)}
	c.Admin.Must("PUT", "/o/{org}/mail-domains", map[string]any{"domains": []string{"harbour.example", c.ID[len(c.ID)-8:] + ".example"}})
	if err := s.saml.Trusts(apptest.Text(c.Admin.Must("GET", "/o/{org}/sso/saml", nil), "metadata")); err != nil {
		t.Fatal(err)
	}
	s.id = apptest.Text(c.Admin.Must("POST", "/o/{org}/sso/providers", s.settings()), "id")
	return s
}

func (s asserted) settings(change ...func(map[string]any)) map[string]any {
	v := map[string]any{"kind": "saml", "name": "Harbour AD FS", "metadata_url": s.saml.Address + "/metadata", "stands_in": false, "trusts_mail": true}
	for _, f := range change {
		f(v)
	}
	return v
}

func (s asserted) turnOn() {
	s.In.T.Helper()
	s.Admin.Must("POST", s.path("/test"), nil)
	s.Admin.Must("PUT", s.path("/on"), map[string]any{"on": true})
}

func (s asserted) behaves(b ssotest.Behaviour) {
	s.In.T.Helper()
	if err := s.saml.Behaves(b); err != nil {
		s.In.T.Fatal(err)
	}
}

func eachAsserted(t *testing.T, f func(t *testing.T, s asserted)) {
	t.Helper()
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		s := asserts(t, apptest.New(t, engine).Setup(), 365)
		s.turnOn()
		f(t, s)
	})
}

// post is what the provider's page makes a browser do: no cookie comes along, and the
// browser says that another site sends it.
func (s asserted) post(form url.Values) (status int, to *url.URL, body string) {
	t := s.In.T
	t.Helper()
	req, err := http.NewRequest(http.MethodPost, s.In.URL+"/api/v1/sign-in/company/saml", strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	req.Header = http.Header{"Content-Type": {"application/x-www-form-urlencoded"}, "Origin": {s.saml.Address}, "Sec-Fetch-Site": {"cross-site"}}
	r, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Body.Close() }()
	text := make([]byte, 4096)
	n, _ := r.Body.Read(text)
	to, _ = r.Location()
	return r.StatusCode, to, string(text[:n])
}

// brings is what somebody's browser brings back to our page.
func (s asserted) brings(b leaving, mail string) url.Values {
	t := s.In.T
	t.Helper()
	form, err := s.saml.SignIn(b.address, mail)
	if err != nil {
		t.Fatal(err)
	}
	return s.posted(form)
}

func (s asserted) posted(form url.Values) url.Values {
	s.In.T.Helper()
	status, to, body := s.post(form)
	if status != http.StatusSeeOther || to == nil || to.Path != "/sign-in/company" {
		s.In.T.Fatalf("%d %s", status, body)
	}
	return to.Query()
}

func (s asserted) comes(mail string) (apptest.Answer, *apptest.Person) {
	s.In.T.Helper()
	b := s.begin()
	a := b.finish(s.brings(b, mail))
	b.Org = s.ID
	return a, b.Person
}

func TestPeopleSignInByASAMLProvider(t *testing.T) {
	eachAsserted(t, func(t *testing.T, s asserted) {
		mei := s.Hire("MEI")
		way := s.In.Nobody().Must("POST", "/sign-in/company/look", map[string]any{"mail": mei.Login})
		if one := apptest.Items(way, "providers"); len(one) != 1 || one[0]["name"] != "Harbour AD FS" || one[0]["host"] != "localhost" {
			t.Fatalf("the way: %v", way)
		}
		for _, how := range []ssotest.Behaviour{{Sign: "assertion"}, {Sign: "response"}, {Sign: "both"}, {Sign: "assertion", Encrypt: true}} {
			how.People = map[string]ssotest.Asserted{mei.Login: {Name: "m-1", Mail: mei.Login}}
			s.behaves(how)
			a, in := s.comes(mei.Login)
			if v := a.JSON(); a.Status != 200 || v["bound_to"] != s.ID || apptest.Items(v, "organisations")[0]["person_id"] != mei.ID {
				t.Fatalf("%+v: %d %s", how, a.Status, a.Body)
			}
			in.Must("GET", "/o/{org}/people", nil)
			if a := in.Ask("GET", "/me/passkeys", nil); a.Code() != "session_bound" {
				t.Errorf("the account is open: %d %s", a.Status, a.Body)
			}
		}
		// Known by the name from now on.
		s.behaves(ssotest.Behaviour{Sign: "assertion", People: map[string]ssotest.Asserted{"x": {Name: "m-1", Mail: "elsewhere@nowhere.example"}}})
		if a, _ := s.comes("x"); a.Status != 200 {
			t.Errorf("with another address there: %s", a.Body)
		}
		for action, want := range map[string]int{"sso.link": 1, "sso.proved": 5, "sso.key": 1} {
			if got := len(slices.DeleteFunc(actions(s.Admin, action), func(a string) bool { return a != action })); got != want {
				t.Errorf("%s is in the record %d times", action, got)
			}
		}
	})
}

func TestWhomASAMLProviderCantBringIn(t *testing.T) {
	eachAsserted(t, func(t *testing.T, s asserted) {
		mei, ada := s.Hire("MEI"), s.Hire("ADA")
		const mailName = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"
		for _, k := range []struct {
			who  ssotest.Asserted
			want string
		}{
			{ssotest.Asserted{Name: "x", Format: "urn:oasis:names:tc:SAML:2.0:nameid-format:transient", Mail: mei.Login}, "sso_transient"},
			{ssotest.Asserted{Name: "y"}, "sso_mail"},
			{ssotest.Asserted{Name: "z", Mail: "nobody@harbour.example"}, "sso_unknown"},
			{ssotest.Asserted{Name: "z", Mail: "nobody@gmail.com"}, "sso_domain"},
			{ssotest.Asserted{Name: mei.Login, Format: mailName}, ""},
			// The address went to somebody else there, and so would have the member's place.
			{ssotest.Asserted{Name: mei.Login, Format: mailName, Mail: ada.Login}, "sso_linked"},
		} {
			s.behaves(ssotest.Behaviour{Sign: "assertion", People: map[string]ssotest.Asserted{"who": k.who}})
			if a, p := s.comes("who"); k.want != "" && (a.Status != 401 || a.Code() != k.want || p.Token != "") || k.want == "" && a.Status != 200 {
				t.Errorf("%+v: %d %s", k.who, a.Status, a.Body)
			}
		}
		if a, _ := s.comes("unheard-of"); a.Code() != "sso_denied" {
			t.Errorf("a wrong password there: %s", a.Body)
		}
		s.behaves(ssotest.Behaviour{Status: "urn:oasis:names:tc:SAML:2.0:status:RequestUnsupported"})
		if a, _ := s.comes("who"); a.Code() != "sso_status" {
			t.Errorf("another status: %s", a.Body)
		}
		s.Admin.Must("PUT", s.path(""), s.settings(func(v map[string]any) { v["trusts_mail"] = false }))
		s.behaves(ssotest.Behaviour{Status: "", People: map[string]ssotest.Asserted{"ada": {Name: "a-1", Mail: ada.Login}}})
		if a, _ := s.comes("ada"); a.Code() != "sso_mail" {
			t.Errorf("an address that is not believed: %s", a.Body)
		}
		for _, want := range []string{"sso_transient", "sso_denied", "sso_status"} {
			if !slices.Contains(s.reasons(), want) {
				t.Errorf("%s is not in the record: %v", want, s.reasons())
			}
		}
	})
}

func TestASAMLAnswerIsGoodOnceAndWhereItBegan(t *testing.T) {
	eachAsserted(t, func(t *testing.T, s asserted) {
		mei := s.Hire("MEI")
		s.behaves(ssotest.Behaviour{Sign: "assertion", People: map[string]ssotest.Asserted{mei.Login: {Name: "m-1", Mail: mei.Login}}})
		refused := func(what string, a apptest.Answer, code string) {
			t.Helper()
			if a.Status != 401 || a.Code() != code {
				t.Errorf("%s: %d %s", what, a.Status, a.Body)
			}
		}
		b := s.begin()
		form, err := s.saml.SignIn(b.address, mei.Login)
		if err != nil {
			t.Fatal(err)
		}
		refused("before the answer is there", s.begin().finish(url.Values{"state": {form.Get("RelayState")}}), "company_expired")
		brought := s.posted(form)
		elsewhere := s.begin()
		refused("in another browser", elsewhere.finish(brought), "company_expired")
		// The first answer counts, whatever comes after it.
		s.posted(url.Values{"SAMLResponse": {base64.StdEncoding.EncodeToString([]byte("<r/>"))}, "RelayState": form["RelayState"]})
		if a := b.finish(brought); a.Status != 200 {
			t.Fatalf("%s", a.Body)
		}
		refused("twice", b.finish(brought), "company_expired")
		swapped := url.Values{"SAMLResponse": form["SAMLResponse"], "RelayState": {relayIn(elsewhere.address)}}
		refused("the answer to another request", elsewhere.finish(s.posted(swapped)), "sso_token")
		for _, relay := range []string{"", "https://my-apps.example/tile"} {
			to := s.posted(url.Values{"SAMLResponse": form["SAMLResponse"], "RelayState": {relay}})
			refused("unasked", s.begin().finish(to), "sso_unsolicited")
		}
		b = s.begin()
		refused("no answer", b.finish(url.Values{"state": {relayIn(b.address)}}), "sso_denied")
	})
}

func relayIn(address string) string {
	u, _ := url.Parse(address)
	return u.Query().Get("RelayState")
}

func TestWhatIsNoAnswerIsNotKept(t *testing.T) {
	eachAsserted(t, func(t *testing.T, s asserted) {
		relay := relayIn(s.begin().address)
		for name, k := range map[string]struct {
			answer string
			status int
		}{
			"a document type": {base64.StdEncoding.EncodeToString([]byte(`<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><r>&b;</r>`)), 422},
			"no base64":       {"<r/>", 422},
			"nothing":         {"", 422},
			"300 KB":          {base64.StdEncoding.EncodeToString([]byte("<r>" + strings.Repeat(" ", 300<<10) + "</r>")), 413},
			"a megabyte":      {base64.StdEncoding.EncodeToString([]byte("<r>" + strings.Repeat(" ", 1<<20) + "</r>")), 413},
		} {
			if status, _, body := s.post(url.Values{"SAMLResponse": {k.answer}, "RelayState": {relay}}); status != k.status {
				t.Errorf("%s: %d %s", name, status, body)
			}
		}
		// The way for other sites' pages is this one only.
		req, err := http.NewRequest(http.MethodPost, s.In.URL+"/api/v1/sign-in/company/finish", strings.NewReader(`{"state":"x"}`))
		if err != nil {
			t.Fatal(err)
		}
		req.Header = http.Header{"Content-Type": {"application/json"}, "Origin": {s.saml.Address}, "Sec-Fetch-Site": {"cross-site"}}
		r, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		_ = r.Body.Close()
		if r.StatusCode != http.StatusForbidden {
			t.Errorf("another site finishes: %d", r.StatusCode)
		}
	})
}
