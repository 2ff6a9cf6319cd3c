package app_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"tramway/internal/app/apptest"
	"tramway/internal/clock"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// Who has not shown who they are can try things out, and no more (F136); a year later
// the badge is gone by itself.
func TestWhatIsLimitedUntilVerified(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		clk := clock.At(time.Now())
		operator, admin := newcomer(t, engine, clk, peakFoods)
		refused := func(when string, want bool) {
			t.Helper()
			a := admin.Ask("POST", "/o/{org}/law/topics/minimum_wage", map[string]any{"given": map[string]any{}})
			if got := a.Code() == "not_verified_law"; got != want {
				t.Errorf("%s, law: %d %s", when, a.Status, a.Body)
			}
			b := admin.Ask("POST", "/o/{org}/departments", map[string]any{"name": when})
			if got := b.Code() == "not_verified"; got != want {
				t.Errorf("%s, departments: %d %s", when, b.Status, b.Body)
			}
		}
		for n := range 20 {
			admin.Must("POST", "/o/{org}/departments", map[string]any{"name": fmt.Sprint("Shop ", n)})
		}
		refused("before", true)
		f := staff(t, "P", 101)
		i := apptest.Text(admin.Must("POST", "/o/{org}/people/imports", f), "id")
		if a := admin.Ask("POST", "/o/{org}/people/imports/"+i+"/apply", nil); a.Code() != "not_verified" {
			t.Errorf("101 people: %d %s", a.Status, a.Body)
		}
		admin.Must("PUT", "/o/{org}/verification", draftOf(map[string]any{"version": 0}, map[string]any{"br_certificate": "99510874-000-04-26-A", "company_no": "99510874"}))
		admin.Must("PUT", "/o/{org}/verification/papers/business_registration", letter)
		admin.Must("PUT", "/o/{org}/verification/papers/incorporation", letter)
		admin.Must("POST", "/o/{org}/verification/submit", map[string]any{})
		operator.Must("POST", "/operator/reviews/"+onlyReview(t, operator, "verification")+"/decision", map[string]any{"outcome": "approved"})
		refused("after", false)
		clk.Advance(366 * 24 * time.Hour)
		for _, p := range []*apptest.Person{admin, operator} {
			p.Token = ""
			p.SignIn()
		}
		if p := admin.In.Nobody().Must("GET", "/proof/"+admin.Org, nil); apptest.Text(p, "state") != "lapsed" {
			t.Errorf("a year later: %v", p)
		}
		refused("a year later", true)
	})
}

// A reported impostor is limited by an operator and says so to outsiders; a name that
// is alike waits for one.
func TestImpostors(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		clk := clock.At(time.Now())
		operator, admin := newcomer(t, engine, clk, map[string]any{"name": "Harbour Trading (Asia)", "region": "hk"})
		id := onlyReview(t, operator, "likeness")
		operator.Must("POST", "/operator/reviews/"+id+"/decision", map[string]any{"outcome": "approved"})
		if v := admin.Must("GET", "/o/{org}/verification", nil); apptest.Text(v, "standing") != "free" {
			t.Errorf("%v", v)
		}
		operator.Must("POST", "/proof/"+admin.Org+"/report", map[string]any{"reason": "It asks our people for training fees."})
		operator.Must("POST", "/proof/"+admin.Org+"/report", map[string]any{"reason": "It asks our people for training fees."})
		operator.Must("POST", "/operator/reviews/"+onlyReview(t, operator, "report")+"/decision", map[string]any{"outcome": "approved"})
		if p := admin.In.Nobody().Must("GET", "/proof/"+admin.Org, nil); apptest.Text(p, "state") != "limited" {
			t.Errorf("%v", p)
		}
		wantActions(t, admin, "verification.standing")
		if !limitedAt(admin) {
			t.Error("its own pages do not say so at once")
		}
		group := admin.Group("Trainees", (&apptest.Company{In: admin.In, ID: admin.Org, Admin: admin}).Hire("LEE"))
		invite := func() apptest.Answer {
			return admin.Ask("POST", "/o/{org}/conversations/"+group+"/guests", map[string]any{"email": "wong@acme.example", "name": "WONG Mei", "company": "Acme Ltd",
				"until": clk.Now().Add(48 * time.Hour).UTC().Format(time.RFC3339)})
		}
		if a := invite(); a.Status != 403 || a.Code() != "organisation_limited" {
			t.Errorf("what poses as another invites somebody from outside: %d %s", a.Status, a.Body)
		}

		// A report that is wrong lifts nothing, whoever made it; an appeal does, if an operator agrees.
		stands := func(want string) {
			t.Helper()
			if v := admin.Must("GET", "/o/{org}/verification", nil); apptest.Text(v, "standing") != want {
				t.Errorf("%s, not %s", v["standing"], want)
			}
		}
		decide := func(kind, outcome string) {
			t.Helper()
			operator.Must("POST", "/operator/reviews/"+onlyReview(t, operator, kind)+"/decision", map[string]any{"outcome": outcome, "reason": "other", "note": "Seen."})
		}
		appeal := func() apptest.Answer {
			return admin.Ask("POST", "/o/{org}/verification/standing-appeal", map[string]any{"reason": "Both companies are ours."})
		}
		admin.Must("POST", "/proof/"+admin.Org+"/report", map[string]any{"reason": "Nothing at all is wrong here."})
		decide("report", "refused")
		stands("limited")
		for range 2 {
			if a := appeal(); a.Status != 202 {
				t.Errorf("%d %s", a.Status, a.Body)
			}
		}
		decide("standing_appeal", "refused")
		stands("limited")
		if a := appeal(); a.Status != 409 || !strings.Contains(string(a.Body), "appeal_tomorrow") {
			t.Errorf("%d %s", a.Status, a.Body)
		}
		clk.Advance(24 * time.Hour)
		for _, p := range []*apptest.Person{admin, operator} {
			p.Token = ""
			p.SignIn()
		}
		if a := appeal(); a.Status != 202 {
			t.Errorf("%d %s", a.Status, a.Body)
		}
		decide("standing_appeal", "approved")
		stands("free")
		if limitedAt(admin) {
			t.Error("lifted, its own pages say it still")
		}
		if a := invite(); a.Status/100 != 2 {
			t.Errorf("after the appeal: %d %s", a.Status, a.Body)
		}
		if a := appeal(); a.Status != 409 || !strings.Contains(string(a.Body), "not_limited") {
			t.Errorf("%d %s", a.Status, a.Body)
		}
	})
}
