package app_test

import (
	"testing"

	"tramway/internal/app"
	"tramway/internal/app/apptest"
	"tramway/internal/host"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// verify has a company's papers handed in and approved.
func verify(t *testing.T, operator, admin *apptest.Person) {
	t.Helper()
	handIn(t, admin)
	operator.Must("POST", "/operator/reviews/"+onlyReview(t, operator, "verification")+"/decision", map[string]any{"outcome": "approved"})
}

func handIn(t *testing.T, admin *apptest.Person) {
	t.Helper()
	v := admin.Must("GET", "/o/{org}/verification", nil)
	admin.Must("PUT", "/o/{org}/verification", draftOf(v, map[string]any{"br_certificate": "99510874-000-04-26-A", "company_no": "99510874"}))
	admin.Must("PUT", "/o/{org}/verification/papers/business_registration", letter)
	admin.Must("PUT", "/o/{org}/verification/papers/incorporation", letter)
	admin.Must("POST", "/o/{org}/verification/submit", map[string]any{})
}

// A verified company takes another name: every page says so at once, the badge is gone
// until somebody has looked at the papers again, which wait as a draft.
func TestAVerifiedOrganisationIsRenamed(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		operator, admin := newcomer(t, engine, nil, peakFoods)
		verify(t, operator, admin)
		if a := admin.Ask("PUT", "/o/{org}/name", map[string]any{"name": "Peak ★ Foods", "name_zh": ""}); a.Status != 422 {
			t.Errorf("with a star: %d %s", a.Status, a.Body)
		}
		same := admin.Must("PUT", "/o/{org}/name", map[string]any{"name": " Peak Foods Limited ", "name_zh": "山頂食品有限公司"})
		if same["verified"] != true || apptest.Text(same, "state") != "approved" {
			t.Errorf("the names it has: %v", same)
		}
		v := admin.Must("PUT", "/o/{org}/name", map[string]any{"name": "Summit Kitchens Limited", "name_zh": "頂峰廚房有限公司"})
		if v["verified"] != false || apptest.Text(v, "state") != "draft" || apptest.Text(v, "name") != "Summit Kitchens Limited" ||
			apptest.Text(apptest.Object(v, "numbers"), "company_no") != "99510874" || len(apptest.Items(v, "papers")) != 2 {
			t.Errorf("%v", v)
		}
		if o := houseOf(admin); apptest.Text(o, "name_zh") != "頂峰廚房有限公司" || o["verified"] != false {
			t.Errorf("where people choose: %v", o)
		}
		for _, page := range []map[string]any{apptest.Object(admin.Must("GET", "/o/{org}/me", nil), "organisation"), admin.Must("GET", "/o/{org}/portal", nil)} {
			if apptest.Text(page, "name") != "Summit Kitchens Limited" {
				t.Errorf("%v", page)
			}
		}
		if proof := admin.In.Nobody().Ask("GET", "/proof/"+admin.Org, nil).JSON(); apptest.Text(proof, "state") != "renamed" || apptest.Text(proof, "name") != "Summit Kitchens Limited" || proof["verified_at"] != nil {
			t.Errorf("outside: %v", proof)
		}
		wantActions(t, admin, "organisation.rename")
		admin.Must("POST", "/o/{org}/verification/submit", map[string]any{})
		operator.Must("POST", "/operator/reviews/"+onlyReview(t, operator, "verification")+"/decision", map[string]any{"outcome": "approved"})
		if v := admin.Must("GET", "/o/{org}/verification", nil); v["verified"] != true {
			t.Errorf("looked at again: %v", v)
		}
		if proof := admin.In.Nobody().Must("GET", "/proof/"+admin.Org, nil); apptest.Text(proof, "state") != "verified" {
			t.Errorf("outside, looked at again: %v", proof)
		}
		// What waits is taken back, so that no operator approves papers of the old name.
		admin.Must("PUT", "/o/{org}/verification", draftOf(admin.Must("GET", "/o/{org}/verification", nil), map[string]any{"br_certificate": "99510874-000-04-26-A", "company_no": "99510874"}))
		admin.Must("POST", "/o/{org}/verification/submit", map[string]any{})
		id := onlyReview(t, operator, "verification")
		admin.Must("PUT", "/o/{org}/name", map[string]any{"name": "Cloud Kitchens Limited", "name_zh": ""})
		if a := operator.Ask("POST", "/operator/reviews/"+id+"/decision", map[string]any{"outcome": "approved"}); a.Code() != "decided_already" {
			t.Errorf("a decision on the old name: %d %s", a.Status, a.Body)
		}
		if v := admin.Must("GET", "/o/{org}/verification", nil); v["verified"] != false || apptest.Text(v, "state") != "draft" {
			t.Errorf("%v", v)
		}
	})
}

// A rename whose record could not be written is recorded soon, and once.
func TestARenameIsRecordedSoon(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		changed, err := c.In.App.Host.Rename(t.Context(), c.Admin.ID, c.ID, host.Names{Name: "Summit Kitchens Limited"})
		if err != nil || !changed {
			t.Fatal(changed, err)
		}
		apptest.Eventually(t, "in the open house", func() bool {
			return apptest.Text(apptest.Object(c.Admin.Must("GET", "/o/{org}/me", nil), "organisation"), "name") == "Summit Kitchens Limited"
		})
		apptest.Eventually(t, "in the record", func() bool {
			return len(apptest.Items(c.Admin.Must("GET", "/o/{org}/record/entries?action=organisation.rename", nil), "items")) == 1
		})
	})
}

// On another node the name follows within a second.
func TestAnotherNodeHearsOfTheName(t *testing.T) {
	t.Parallel()
	first := apptest.New(t, sqldb.Postgres)
	second := apptest.New(t, sqldb.Postgres, func(c *app.Config) { *c = first.Config })
	c := first.Setup()
	there := *c.Admin
	there.In = second
	name := func() string {
		return apptest.Text(apptest.Object(there.Must("GET", "/o/{org}/me", nil), "organisation"), "name")
	}
	before := name()
	c.Admin.Must("PUT", "/o/{org}/name", map[string]any{"name": "Summit Kitchens Limited", "name_zh": ""})
	apptest.Eventually(t, "at the other node, which had it open as "+before, func() bool { return name() == "Summit Kitchens Limited" })
}
