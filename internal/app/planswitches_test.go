package app_test

import (
	"maps"
	"slices"
	"testing"

	"tramway/internal/app/apptest"
	"tramway/internal/authz"
	"tramway/internal/plan"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// switches are what a plan may leave out, each as somebody would do it. The first answer
// that is not not_in_plan counts as done: what else speaks against an act is not asked here.
func switches(c *apptest.Company, group, month string) map[string]func() apptest.Answer {
	ask := func(method, path string, body any) func() apptest.Answer {
		return func() apptest.Answer { return c.Admin.Ask(method, path, body) }
	}
	return map[string]func() apptest.Answer{
		plan.API:          ask("POST", "/o/{org}/conversations/"+group+"/robots", map[string]any{"name": "Build", "signed": false, "mention_all": false}),
		plan.SSO:          ask("GET", "/o/{org}/sso/providers", nil),
		plan.RecordExport: ask("GET", "/o/{org}/record/export?format=csv", nil),
		plan.RecordSend:   ask("POST", "/o/{org}/record/receivers", map[string]any{"name": "SIEM", "host": "siem.example.com", "port": 6514, "format": "ocsf", "groups": []string{}}),
		plan.RecordReview: ask("POST", "/o/{org}/record/reviews/"+month+"/remarks", map[string]any{"remarks": "Looked at", "version": 1}),
		plan.Frameworks:   ask("PUT", "/o/{org}/frameworks/gdpr", nil),
		plan.Grants:       ask("POST", "/o/{org}/access/grants", map[string]any{"person_id": "nobody", "action": "directory.import", "scope": "all"}),
	}
}

// Switching from basic to professional turns on exactly ways in for programs, single
// sign-on and the record as a file and at receivers (F048); to enterprise, those that
// it adds (F042, F043). What is there stays when a plan takes its function away.
func TestEachPlanTurnsOnExactlyItsFunctions(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		second := c.Hire("SECOND Admin")
		second.Strengthen()
		c.Become(second, authz.Administrator)
		group := c.Admin.Group("Builds", second)
		month := nextMonth(c, 1)
		c.Admin.SignIn()
		apptest.Eventually(t, "a month waits for its review", func() bool { return c.Admin.Ask("GET", "/o/{org}/record/reviews/"+month, nil).Status == 200 })
		give := func(name string) {
			c.Admin.Must("PUT", "/operator/organisations/"+c.ID+"/plan", map[string]any{"plan": name})
		}
		all := switches(c, group, month)
		off := map[string][]string{
			"free":         {plan.API, plan.Frameworks, plan.Grants, plan.RecordExport, plan.RecordReview, plan.RecordSend, plan.SSO},
			"free-200":     {plan.API, plan.Frameworks, plan.Grants, plan.RecordExport, plan.RecordReview, plan.RecordSend, plan.SSO},
			"basic":        {plan.API, plan.Frameworks, plan.Grants, plan.RecordExport, plan.RecordReview, plan.RecordSend, plan.SSO},
			"professional": {plan.Frameworks, plan.Grants, plan.RecordReview},
			"enterprise":   nil,
		}
		for _, p := range plan.Presets {
			give(p.Name)
			var refused []string
			for _, what := range slices.Sorted(maps.Keys(all)) {
				if a := all[what](); a.Code() == "not_in_plan" {
					refused = append(refused, what)
				}
			}
			if !slices.Equal(refused, off[p.Name]) {
				t.Errorf("%s refuses %v, want %v", p.Name, refused, off[p.Name])
			}
		}

		give("free")
		robots := apptest.Items(c.Admin.Must("GET", "/o/{org}/conversations/"+group+"/robots", nil), "items")
		receivers := apptest.Items(c.Admin.Must("GET", "/o/{org}/record/receivers", nil), "items")
		if len(robots) != 2 || len(receivers) != 2 {
			t.Errorf("what was there: %d robots, %d receivers", len(robots), len(receivers))
		}
		second.SignIn()
		for name, waits := range map[string]bool{"free": false, "enterprise": true} {
			give(name)
			review := second.Must("GET", "/o/{org}/record/reviews/"+month, nil)
			if can := review["can"] != nil; apptest.Text(review, "remarks") != "Looked at" || can != waits {
				t.Errorf("%s: the review that was begun: %v", name, review)
			}
			work := apptest.Items(second.Must("GET", "/o/{org}/work", nil), "items")
			if slices.ContainsFunc(work, func(w map[string]any) bool { return apptest.Text(w, "kind") == "review_sign" }) != waits {
				t.Errorf("%s: on the desk: %v", name, work)
			}
		}
		give("free")
		for _, l := range apptest.Items(c.Admin.Must("GET", "/o/{org}/plan", nil), "lines") {
			if apptest.Text(l, "kind") == "switch" && l["included"] != false {
				t.Errorf("%v", l)
			}
		}
	})
}
