package host_test

import (
	"testing"
	"time"

	"tramway/internal/fault"
	"tramway/internal/host"
	"tramway/internal/plan"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// An operator gives plans, changes one that is in use, and takes the change back;
// what an organisation has follows, and waits to be recorded in its house.
func TestPlansOfTheInstallation(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h, clk, _ := open(t, e)
		o, err := h.CreateOrganisation(t.Context(), host.NewOrganisation{Name: "Harbour Lights", Region: "hk"})
		must(t, err)
		has := func(members int64, off bool) {
			t.Helper()
			of, err := h.TermsOf(t.Context(), []string{o.ID})
			if p := of[o.ID].Plan; err != nil || p.Limits[plan.Members] != members || p.Off[plan.Grants] != off {
				t.Errorf("%+v, %v", of, err)
			}
		}
		has(0, false)
		if _, err := h.SetPlan(t.Context(), "op", o.ID, "platinum"); !hasField(err, "unknown_choice") {
			t.Error(err)
		}
		if _, err := h.SetPlan(t.Context(), "op", "elsewhere", "free"); !fault.Is(err, "not_found") {
			t.Error(err)
		}
		_, err = h.SetPlan(t.Context(), "op", o.ID, "free")
		must(t, err)
		has(100, true)
		first, err := h.PlanNews(t.Context(), 10)
		if err != nil || len(first) != 1 || first[0].By != "op" || first[0].Plan.V.Name != "free" {
			t.Fatalf("%+v, %v", first, err)
		}
		clk.Advance(time.Second)
		orgs, err := h.SavePlan(t.Context(), "op2", plan.Plan{Name: "free", Limits: map[string]int64{plan.Members: 30}})
		if err != nil || len(orgs) != 1 || orgs[0] != o.ID {
			t.Errorf("%v, %v", orgs, err)
		}
		has(30, false)
		must(t, h.PlanTold(t.Context(), first[0])) // of the change before
		if news, err := h.PlanNews(t.Context(), 10); err != nil || len(news) != 1 || news[0].By != "op2" {
			t.Errorf("%+v, %v", news, err)
		} else {
			must(t, h.PlanTold(t.Context(), news[0]))
		}
		if news, err := h.PlanNews(t.Context(), 10); err != nil || len(news) != 0 {
			t.Errorf("%+v, %v", news, err)
		}
		if _, err = h.DropPlan(t.Context(), "op", "free"); err != nil {
			t.Error(err)
		}
		has(100, true)

		_, err = h.SavePlan(t.Context(), "op", plan.Plan{Name: "gold"})
		must(t, err)
		_, err = h.SetPlan(t.Context(), "op", o.ID, "gold")
		must(t, err)
		if _, err = h.DropPlan(t.Context(), "op", "gold"); !fault.Is(err, "plan_used") {
			t.Errorf("dropped while in use: %v", err)
		}
		all, err := h.Plans(t.Context())
		if last := all[len(all)-1]; err != nil || len(all) != len(plan.Presets)+1 || last.Name != "gold" || last.Used != 1 || last.Preset || !last.Changed {
			t.Errorf("%+v, %v", all, err)
		}
		_, err = h.SetPlan(t.Context(), "op", o.ID, "")
		must(t, err)
		has(0, false)
		if page, err := h.OrganisationsAfter(t.Context(), "", "HARBOUR_", 10); err != nil || len(page) != 0 {
			t.Errorf("a sign of the language of patterns: %d, %v", len(page), err)
		}
		if page, err := h.OrganisationsAfter(t.Context(), "", "HARBOUR", 10); err != nil || len(page) != 1 {
			t.Errorf("%d, %v", len(page), err)
		}
	})
}
