package app_test

import (
	"slices"
	"strings"
	"testing"

	"tramway/internal/app/apptest"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
	"tramway/internal/sso/ssotest"
)

// The certificate that has ended is F213's hint: it names the date and the way out.
func TestACertificateThatEndedIsNamedEverywhere(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		s := asserts(t, apptest.New(t, engine).Setup(), 20)
		one := func() map[string]any {
			return apptest.Items(s.Admin.Must("GET", "/o/{org}/sso/providers", nil), "items")[0]
		}
		waits := func() bool {
			return slices.ContainsFunc(apptest.Items(s.Admin.Must("GET", "/o/{org}/work", nil), "items"), func(w map[string]any) bool { return w["kind"] == "sso_certificate" })
		}
		if s.turnOn(); one()["standing"] != "ending" || !waits() {
			t.Errorf("it ends in twenty days: %v", one())
		}
		old := listenSAML(t, -3)
		raw, err := old.Metadata()
		if err != nil {
			t.Fatal(err)
		}
		raw = strings.ReplaceAll(raw, old.Address, s.saml.Address) // the same provider, long ago
		s.Admin.Must("PUT", s.path(""), s.settings(func(v map[string]any) { v["metadata"] = raw }))
		if v := one(); v["standing"] != "expired" || v["on"] != false || v["tested_at"] != nil {
			t.Errorf("it ended: %v", v)
		}
		a := s.Admin.Ask("POST", s.path("/test"), nil)
		if a.Status != 503 || a.Code() != "sso_certificate" || !strings.Contains(string(a.Body), apptest.Text(apptest.Items(one(), "certificates")[0], "until")[:4]) {
			t.Errorf("tested: %d %s", a.Status, a.Body)
		}
	})
}

func TestMetadataIsAskedForAgainAndShownBeforeItCounts(t *testing.T) {
	eachAsserted(t, func(t *testing.T, s asserted) {
		mei := s.Hire("MEI")
		s.behaves(ssotest.Behaviour{Sign: "assertion", People: map[string]ssotest.Asserted{mei.Login: {Name: "m-1", Mail: mei.Login}}})
		if a, _ := s.comes(mei.Login); a.Status != 200 {
			t.Fatalf("%s", a.Body)
		}
		before := s.Admin.Must("GET", "/o/{org}/sso/providers", nil)
		if got := s.Admin.Must("POST", s.path("/metadata"), nil); got["changed"] != false {
			t.Errorf("nothing changed: %v", got["certificates"])
		}
		// The provider shows a second certificate: taken over, it goes on without a break.
		next, err := listenSAML(t, 700).Metadata()
		if err != nil {
			t.Fatal(err)
		}
		i, j := strings.Index(next, "<ns0:KeyDescriptor"), strings.LastIndex(next, "</ns0:KeyDescriptor>")
		now, err := s.saml.Metadata()
		if err != nil {
			t.Fatal(err)
		}
		both := strings.Replace(now, "<ns0:KeyDescriptor", next[i:j]+"</ns0:KeyDescriptor><ns0:KeyDescriptor", 1)
		v := s.Admin.Must("PUT", s.path(""), s.settings(func(v map[string]any) { v["metadata"] = both }))
		if len(apptest.Items(v, "certificates")) != 2 || v["on"] != true || v["people"] != float64(1) {
			t.Errorf("taken over: %v", v)
		}
		got := s.Admin.Must("POST", s.path("/metadata"), nil)
		if got["changed"] != true || len(apptest.Items(got, "certificates")) != 1 || got["metadata"] != now {
			t.Errorf("asked again: %v", got)
		}
		if len(apptest.Items(s.Admin.Must("GET", "/o/{org}/sso/providers", nil), "items")[0]["certificates"].([]any)) != 2 {
			t.Error("asking changed something")
		}
		if a, _ := s.comes(mei.Login); a.Status != 200 {
			t.Errorf("by the other of two: %s", a.Body)
		}
		// Another entity is another provider.
		v = s.Admin.Must("PUT", s.path(""), s.settings(func(v map[string]any) {
			v["metadata"] = strings.Replace(both, `entityID="`+s.saml.Address, `entityID="https://other.example`, 1)
		}))
		if v["on"] != false || v["people"] != float64(0) || v["tested_at"] != nil {
			t.Errorf("another entity: %v (before: %v)", v, before)
		}
	})
}

func TestWhatIsNoMetadataIsNamedAtItsField(t *testing.T) {
	eachAsserted(t, func(t *testing.T, s asserted) {
		good, err := s.saml.Metadata()
		if err != nil {
			t.Fatal(err)
		}
		for name, k := range map[string]struct {
			change       func(map[string]any)
			field, code  string
			status, over int
		}{
			"nothing":         {func(v map[string]any) { delete(v, "metadata_url") }, "body.metadata", "required", 422, 0},
			"a page":          {func(v map[string]any) { v["metadata"] = "<html/>" }, "body.metadata", "sso_metadata", 422, 0},
			"a document type": {func(v map[string]any) { v["metadata"] = "<!DOCTYPE x>" + good }, "body.metadata", "sso_metadata", 422, 0},
			"by post only":    {func(v map[string]any) { v["metadata"] = strings.ReplaceAll(good, "HTTP-Redirect", "HTTP-POST") }, "body.metadata", "sso_binding", 422, 0},
			"another scheme":  {func(v map[string]any) { v["metadata_url"] = "file:///etc/passwd" }, "body.metadata_url", "https_address", 422, 0},
			"not there":       {func(v map[string]any) { v["metadata_url"] = s.saml.Address + "/nothing" }, "", "sso_down", 503, 0},
			"a private one":   {func(v map[string]any) { v["metadata_url"] = "https://10.0.0.1/metadata" }, "", "sso_down", 503, 0},
		} {
			a := s.Admin.Ask("POST", "/o/{org}/sso/providers", s.settings(k.change))
			if a.Status != k.status || !strings.Contains(string(a.Body), k.field) || k.field == "" && a.Code() != k.code {
				t.Errorf("%s: %d %s", name, a.Status, a.Body)
			}
		}
		s.Admin.Must("PUT", "/operator/organisations/"+s.ID+"/plan", map[string]any{"plan": "free"})
		for what, a := range map[string]apptest.Answer{"our metadata": s.Admin.Ask("GET", "/o/{org}/sso/saml", nil), "asking again": s.Admin.Ask("POST", s.path("/metadata"), nil)} {
			if a.Status != 403 || a.Code() != "not_in_plan" {
				t.Errorf("%s: %d %s", what, a.Status, a.Body)
			}
		}
	})
}

func TestThePrivateKeyIsNeverShown(t *testing.T) {
	eachAsserted(t, func(t *testing.T, s asserted) {
		for _, path := range []string{"/o/{org}/sso/saml", "/o/{org}/sso/providers", "/o/{org}/record/entries?action=sso"} {
			if body := string(s.Admin.Ask("GET", path, nil).Body); strings.Contains(body, "PRIVATE") || strings.Contains(body, "secret\":\"") {
				t.Errorf("%s: %s", path, body)
			}
		}
	})
}
