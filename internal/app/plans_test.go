package app_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tramway/internal/app"
	"tramway/internal/app/apptest"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// An operator gives a company a plan while its people work: from the next act on it
// counts, is named where it refuses, and is in the company's own record.
func TestAPlanCountsAtTheNextAct(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		operator, admin := newcomer(t, engine, nil, peakFoods)
		add := func(name string) apptest.Answer {
			return admin.Ask("POST", "/o/{org}/people", map[string]any{"name": name, "email": strings.ToLower(name) + "@peakfoods.example"})
		}
		ben := apptest.Text(add("BEN").JSON(), "id")
		give := func(plan string) {
			operator.Must("PUT", "/operator/organisations/"+admin.Org+"/plan", map[string]any{"plan": plan})
		}
		operator.Must("PUT", "/operator/plans/tiny", map[string]any{"limits": map[string]any{"members": 2, "administrators": 1}, "off": []string{"record_export", "grants"}})
		give("tiny")
		a := add("CAT")
		if a.Status != 403 || a.Code() != "plan_limit" || !strings.Contains(apptest.Text(a.JSON(), "detail"), "“tiny”") || !strings.Contains(apptest.Text(a.JSON(), "detail"), "2 (members)") {
			t.Errorf("a third: %d %s", a.Status, a.Body)
		}
		for _, k := range []struct{ what, method, path, code string }{
			{"the record as a file", "GET", "/o/{org}/record/export", "not_in_plan"},
			{"a grant", "POST", "/o/{org}/access/grants", "not_in_plan"},
			{"a second administrator", "POST", "/o/{org}/access/roles/administrator/people", "plan_limit"},
		} {
			var body any
			if k.method == "POST" {
				body = map[string]any{"person_id": ben, "action": "directory.import", "scope": "all"}
			}
			if strings.Contains(k.path, "/roles/") {
				body = map[string]any{"person_id": ben}
			}
			if a := admin.Ask(k.method, k.path, body); a.Code() != k.code {
				t.Errorf("%s: %d %s", k.what, a.Status, a.Body)
			}
		}
		seen := admin.Must("GET", "/o/{org}/plan", nil)
		members := apptest.Items(seen, "lines")[0]
		if apptest.Text(seen, "name") != "tiny" || members["used"] != 2.0 || members["limit"] != 2.0 || members["full"] != true {
			t.Errorf("%v", seen)
		}

		operator.Must("PUT", "/operator/plans/tiny", map[string]any{"limits": map[string]any{"members": 2, "message_days": 30}, "off": []string{"record_export"}})
		if a := operator.Ask("PUT", "/operator/plans/none", map[string]any{"limits": map[string]any{"message_days": 0}, "off": []string{}}); a.Status != 422 {
			t.Errorf("messages for no day: %d %s", a.Status, a.Body)
		}
		apptest.Eventually(t, "administrators are told that messages end", func() bool {
			all := apptest.Items(admin.Must("GET", "/o/{org}/notifications", nil), "items")
			return slices.ContainsFunc(all, func(n map[string]any) bool { return n["kind"] == "plan_messages_end" && n["link"] == "/admin/messages" })
		})
		if p := apptest.Object(admin.Must("GET", "/o/{org}/chat/periods", nil), "plan"); p["days"] != 30.0 || p["plan"] != "tiny" {
			t.Errorf("what the plan does to messages: %v", p)
		}

		// Smaller than what is there: nobody goes, and nobody new is asked in.
		operator.Must("PUT", "/operator/plans/tiny", map[string]any{"limits": map[string]any{"members": 1}, "off": []string{}})
		if a := admin.Ask("POST", "/o/{org}/people/"+ben+"/invitation", nil); a.Code() != "plan_limit" {
			t.Errorf("inviting: %d %s", a.Status, a.Body)
		}
		if n := len(apptest.Items(admin.Must("GET", "/o/{org}/people", nil), "items")); n != 2 {
			t.Errorf("%d people", n)
		}
		admin.Must("GET", "/o/{org}/record/entries", nil)
		if a := admin.Ask("GET", "/o/{org}/record/export", nil); a.Status != 200 {
			t.Errorf("switched on again: %d", a.Status)
		}
		if a := operator.Ask("DELETE", "/operator/plans/tiny", nil); a.Code() != "plan_used" {
			t.Errorf("%d %s", a.Status, a.Body)
		}
		give("")
		if admins := apptest.Items(admin.Must("GET", "/o/{org}/plan", nil), "lines")[1]; admins["limit"] != 2.0 || admins["full"] != false {
			t.Errorf("what holds without a plan: %v", admins)
		}
		if a := add("CAT"); a.Status != 201 {
			t.Errorf("without limits: %d %s", a.Status, a.Body)
		}
		operator.Must("DELETE", "/operator/plans/tiny", nil)
		told := apptest.Items(admin.Must("GET", "/o/{org}/record/entries?action=plan.set", nil), "items")
		if len(told) != 4 || apptest.Text(told[0], "actor_kind") != "operator" || !strings.Contains(fmt.Sprint(told[2]["after"]), "tiny") {
			t.Errorf("in the record: %v", told)
		}

		for _, k := range []struct{ path, code string }{{"/operator/plans/Big%20One", "path.name"}, {"/operator/plans/odd", "body.limits.wishes"}} {
			if a := operator.Ask("PUT", k.path, map[string]any{"limits": map[string]any{"wishes": 3}, "off": []string{}}); a.Status != 422 || !strings.Contains(string(a.Body), k.code) {
				t.Errorf("%s: %d %s", k.path, a.Status, a.Body)
			}
		}
		if a := admin.Ask("GET", "/operator/plans", nil); a.Code() != "not_operator" {
			t.Errorf("who runs nothing: %d", a.Status)
		}
		list := apptest.Items(operator.Must("GET", "/operator/organisations?q=peak", nil), "items")
		if len(list) != 1 || apptest.Text(list[0], "id") != admin.Org {
			t.Errorf("%v", list)
		}
	})
}

// The command at the machine, beside the program that serves.
func TestAPlanIsSetAtTheMachine(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		if err := app.SetPlan(t.Context(), c.In.Config, c.ID, "free"); err != nil {
			t.Fatal(err)
		}
		eventually(t, func() bool {
			return apptest.Text(c.Admin.Must("GET", "/o/{org}/plan", nil), "name") == "free" &&
				len(apptest.Items(c.Admin.Must("GET", "/o/{org}/record/entries?action=plan.set", nil), "items")) == 1
		})
		if err := app.SetPlan(t.Context(), c.In.Config, c.ID, "platinum"); err == nil {
			t.Error("a plan that nobody offers")
		}
		all, err := app.ListPlans(t.Context(), c.In.Config)
		if err != nil || all[0].Name != "free" || all[0].Used != 1 {
			t.Errorf("%+v, %v", all, err)
		}
	})
}

func eventually(t *testing.T, done func() bool) {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); !done(); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("it did not come")
		}
	}
}
