package app_test

import (
	"fmt"
	"strings"
	"testing"

	"tramway/internal/app/apptest"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// An operator says what new organisations begin with. The free preset leaves the choice
// of a region to larger ones (F041); who is there keeps what they have.
func TestAnOrganisationBeginsWithAPlan(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		founder := *c.Hire("WONG Siu Ming")
		first := func(plan string) apptest.Answer {
			return c.Admin.Ask("PUT", "/operator/first-plan", map[string]any{"plan": plan})
		}
		found := func(name, region string) apptest.Answer {
			return founder.Ask("POST", "/organisations", map[string]any{"name": name, "region": region})
		}
		regions := func() string { return fmt.Sprint(founder.Must("GET", "/organisations/choices", nil)["regions"]) }
		if got := regions(); got != "[cn hk sg]" {
			t.Errorf("without a plan: %s", got)
		}
		if a := first("platinum"); a.Status != 422 {
			t.Errorf("no such plan: %d %s", a.Status, a.Body)
		}
		if a := first("free"); a.Status != 200 || a.JSON()["first"] != "free" {
			t.Errorf("free: %d %s", a.Status, a.Body)
		}
		if got := regions(); got != "[hk]" {
			t.Errorf("free: %s", got)
		}
		a := found("Eastern Light Trading", "cn")
		if a.Status != 403 || a.Code() != "not_in_plan" || !strings.Contains(string(a.Body), "“free”") {
			t.Errorf("another region: %d %s", a.Status, a.Body)
		}
		a = found("Peak Foods Limited", "hk")
		if a.Status != 201 {
			t.Fatalf("at home: %d %s", a.Status, a.Body)
		}
		founder.Org, founder.ID = apptest.Text(a.JSON(), "id"), apptest.Text(a.JSON(), "person_id")
		founder.Strengthen()
		if has := founder.Must("GET", "/o/{org}/plan", nil); has["name"] != "free" {
			t.Errorf("it has %v", has)
		}
		apptest.Eventually(t, "its record says with what it began", func() bool {
			told := apptest.Items(founder.Must("GET", "/o/{org}/record/entries?action=plan.set", nil), "items")
			return len(told) == 1 && told[0]["actor_kind"] == "system" && apptest.Text(apptest.Object(told[0], "after"), "name") == "free"
		})
		if has := c.Admin.Must("GET", "/o/{org}/plan", nil); has["name"] != "" {
			t.Errorf("who was there has %v", has)
		}
		c.Admin.Must("PUT", "/operator/plans/gold", map[string]any{"limits": map[string]any{}, "off": []string{}})
		first("gold")
		if a := c.Admin.Ask("DELETE", "/operator/plans/gold", nil); a.Code() != "plan_first" {
			t.Errorf("taken away: %d %s", a.Status, a.Body)
		}
		if a := found("Eastern Light Trading", "cn"); a.Status != 201 {
			t.Errorf("a plan with regions: %d %s", a.Status, a.Body)
		}
		first("")
		if a := c.Admin.Ask("DELETE", "/operator/plans/gold", nil); a.Code() != "plan_used" {
			t.Errorf("in use: %d %s", a.Status, a.Body)
		}
	})
}
