package app_test

import (
	"testing"
	"time"

	"tramway/internal/app/apptest"
	"tramway/internal/authz"
	"tramway/internal/clock"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// Two administrators give an organisation up; a week later nobody enters; somebody
// appeals, an operator restores it, and everything is there. The second time nobody
// does, and a month later it is destroyed.
func TestAnOrganisationIsDissolvedAndRestored(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		clk := clock.At(time.Now())
		operator, admin := newcomer(t, engine, clk, peakFoods)
		c := &apptest.Company{In: admin.In, ID: admin.Org, Admin: admin}
		second := c.Hire("SECOND Admin")
		c.Become(second, authz.Administrator, authz.Member)
		second.Strengthen()
		again := func(people ...*apptest.Person) {
			for _, p := range people {
				p.Token = ""
				p.SignIn()
			}
		}
		dissolve := func() {
			t.Helper()
			admin.Must("POST", "/o/{org}/dissolution", map[string]any{"name": "Peak Foods Limited"})
			second.Must("POST", "/o/{org}/dissolution/agree", nil)
			clk.Advance(7*24*time.Hour + time.Minute)
			again(admin, second, operator)
			apptest.Eventually(t, "dissolved", func() bool { return admin.Ask("GET", "/o/{org}/me", nil).Status == 404 })
		}

		if a := admin.Ask("POST", "/o/{org}/dissolution", map[string]any{"name": "Peak"}); a.Status != 422 {
			t.Errorf("with another name: %d %s", a.Status, a.Body)
		}
		admin.Must("POST", "/o/{org}/dissolution", map[string]any{"name": "Peak Foods Limited"})
		if a := admin.Ask("POST", "/o/{org}/dissolution/agree", nil); a.Code() != "ending_own" {
			t.Errorf("alone: %d %s", a.Status, a.Body)
		}
		second.Must("POST", "/o/{org}/dissolution/agree", nil)
		admin.Must("GET", "/o/{org}/me", nil) // people still work
		second.Must("POST", "/o/{org}/dissolution/stop", nil)
		dissolve()

		if o := houseOf(admin); o["ending"] != "dissolved" || o["ending_at"] == nil {
			t.Errorf("its people are told %v", o)
		}
		admin.Must("POST", "/organisations/"+admin.Org+"/appeal", map[string]any{"reason": "It was a mistake of ours."})
		operator.Must("POST", "/operator/reviews/"+onlyReview(t, operator, "ending_appeal")+"/decision", map[string]any{"outcome": "approved"})
		admin.Must("GET", "/o/{org}/me", nil)
		wantActions(t, admin, "organisation.dissolve.asked", "organisation.dissolve.agreed", "organisation.dissolve.stopped", "organisation.dissolve.restored")
		// Nobody is told of what they did themselves.
		wantNotices(t, second, "dissolution_asked", "dissolution_asked", "dissolution_restored")
		wantNotices(t, admin, "dissolution_agreed", "dissolution_agreed", "dissolution_restored", "dissolution_stopped")

		dissolve()
		clk.Advance(30*24*time.Hour + time.Minute)
		apptest.Eventually(t, "destroyed", func() bool {
			again(admin)
			return len(apptest.Items(admin.Must("GET", "/boot", nil)["session"].(map[string]any), "organisations")) == 1
		})
		if _, err := admin.In.App.Registry.Open(t.Context(), admin.Org); err == nil {
			t.Error("its house opens")
		}
	})
}

// The only administrator's wish goes before an operator, and a verified organisation
// has to give its verification up first.
func TestWhoCannotDissolveAlone(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		operator, admin := newcomer(t, engine, nil, peakFoods)
		admin.Must("PUT", "/o/{org}/verification", draftOf(map[string]any{"version": 0}, map[string]any{"br_certificate": "99510874-000-04-26-A", "company_no": "99510874"}))
		admin.Must("PUT", "/o/{org}/verification/papers/business_registration", letter)
		admin.Must("PUT", "/o/{org}/verification/papers/incorporation", letter)
		admin.Must("POST", "/o/{org}/verification/submit", map[string]any{})
		operator.Must("POST", "/operator/reviews/"+onlyReview(t, operator, "verification")+"/decision", map[string]any{"outcome": "approved"})
		if a := admin.Ask("POST", "/o/{org}/dissolution", map[string]any{"name": "Peak Foods Limited"}); a.Code() != "verified_still" {
			t.Errorf("%d %s", a.Status, a.Body)
		}
		admin.Must("POST", "/o/{org}/verification/withdraw", nil)
		admin.Must("POST", "/o/{org}/dissolution", map[string]any{"name": "山頂食品有限公司"})
		operator.Must("POST", "/operator/reviews/"+onlyReview(t, operator, "ending")+"/decision", map[string]any{"outcome": "approved"})
		if v := admin.Must("GET", "/o/{org}/dissolution", nil); apptest.Text(v, "step") != "waiting" {
			t.Errorf("%v", v)
		}
	})
}

// What an operator was asked goes when it is settled without one, and an appeal of a
// second dissolution is another one than that of the first.
func TestOperatorsAreNotAskedWhatIsSettled(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		clk := clock.At(time.Now())
		operator, admin := newcomer(t, engine, clk, peakFoods)
		ask := func() { admin.Must("POST", "/o/{org}/dissolution", map[string]any{"name": "Peak Foods Limited"}) }
		decide := func(kind, outcome string) {
			operator.Must("POST", "/operator/reviews/"+onlyReview(t, operator, kind)+"/decision", map[string]any{"outcome": outcome})
		}
		waiting := func() int { return len(apptest.Items(operator.Must("GET", "/operator/reviews", nil), "items")) }
		pass := func(d time.Duration) {
			clk.Advance(d)
			for _, p := range []*apptest.Person{admin, operator} {
				p.Token = ""
				p.SignIn()
			}
		}
		ask()
		stale := onlyReview(t, operator, "ending")
		admin.Must("POST", "/o/{org}/dissolution/stop", nil)
		if waiting() != 0 {
			t.Error("asked though it was stopped")
		}
		if a := operator.Ask("POST", "/operator/reviews/"+stale+"/decision", map[string]any{"outcome": "approved"}); a.Code() != "decided_already" {
			t.Errorf("what was taken back: %d %s", a.Status, a.Body)
		}
		pass(time.Minute)
		ask()
		decide("ending", "refused")
		pass(time.Minute)
		ask()
		pass(7*24*time.Hour + time.Minute)
		apptest.Eventually(t, "lapsed", func() bool { return waiting() == 0 })
		for range 2 {
			ask()
			decide("ending", "approved")
			pass(7*24*time.Hour + time.Minute)
			apptest.Eventually(t, "dissolved", func() bool { return admin.Ask("GET", "/o/{org}/me", nil).Status == 404 })
			admin.Must("POST", "/organisations/"+admin.Org+"/appeal", map[string]any{"reason": "It was a mistake of ours."})
			decide("ending_appeal", "approved")
			admin.Must("GET", "/o/{org}/me", nil)
		}
	})
}

// A refused appeal stays refused, says why, and is no silent yes to the next one; others
// of the organisation may ask, and a next dissolution is another one.
func TestARefusedAppealSaysWhy(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		operator, admin := newcomer(t, engine, nil, peakFoods)
		c := &apptest.Company{In: admin.In, ID: admin.Org, Admin: admin}
		colleague := c.Hire("CHAN Mei")
		endNow(t, admin.In, admin.Org)
		apptest.Eventually(t, "dissolved", func() bool { return admin.Ask("GET", "/o/{org}/me", nil).Status == 404 })
		path := "/organisations/" + admin.Org + "/appeal"
		step := func(p *apptest.Person) string { return apptest.Text(p.Must("GET", path, nil), "step") }
		refuse := func(note string) apptest.Answer {
			return operator.Ask("POST", "/operator/reviews/"+onlyReview(t, operator, "ending_appeal")+"/decision", map[string]any{"outcome": "refused", "note": note})
		}
		if step(admin) != "none" {
			t.Error("somebody has asked")
		}
		if a := operator.Ask("GET", path, nil); a.Status != 404 {
			t.Errorf("who is not of it: %d", a.Status)
		}
		ask := map[string]any{"reason": "It was a mistake of ours."}
		admin.Must("POST", path, ask)
		if a := admin.Ask("POST", path, ask); a.Status != 409 || a.Code() != "appeal_waits" {
			t.Errorf("again while it waits: %d %s", a.Status, a.Body)
		}
		if a := refuse(" "); a.Status != 422 {
			t.Errorf("refused without a word: %d %s", a.Status, a.Body)
		}
		if step(admin) != "waiting" {
			t.Error("it does not wait any more")
		}
		if a := refuse("Your partner objects."); a.Status != 200 {
			t.Fatalf("%d %s", a.Status, a.Body)
		}
		v := admin.Must("GET", path, nil)
		if v["step"] != "refused" || v["note"] != "Your partner objects." || v["reason"] != ask["reason"] || v["decided_at"] == nil {
			t.Errorf("told %v", v)
		}
		if a := admin.Ask("POST", path, ask); a.Status != 409 || a.Code() != "appeal_refused" {
			t.Errorf("again: %d %s", a.Status, a.Body)
		}
		if n := len(apptest.Items(operator.Must("GET", "/operator/reviews", nil), "items")); n != 0 {
			t.Errorf("%d wait", n)
		}
		colleague.Must("POST", path, ask)
		operator.Must("POST", "/operator/reviews/"+onlyReview(t, operator, "ending_appeal")+"/decision", map[string]any{"outcome": "approved"})
		admin.Must("GET", "/o/{org}/me", nil)
		if a := admin.Ask("POST", path, ask); a.Status != 404 {
			t.Errorf("what is open: %d %s", a.Status, a.Body)
		}
		endNow(t, admin.In, admin.Org)
		apptest.Eventually(t, "dissolved again", func() bool { return admin.Ask("GET", "/o/{org}/me", nil).Status == 404 })
		if step(admin) != "none" {
			t.Error("the earlier dissolution's appeal counts")
		}
	})
}
