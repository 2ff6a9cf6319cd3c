package app_test

import (
	"slices"
	"strings"
	"testing"

	"tramway/internal/app/apptest"
	"tramway/internal/framework"
	"tramway/internal/lang"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// An auditor's framework is switched on where the plan has it; each control stands by the
// evidence there is at that moment, in words, and what no program can show is said to be
// so (F042).
func TestAFrameworkShowsTheEvidenceThereIs(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		if a := c.Admin.Ask("GET", "/o/{org}/frameworks/gdpr", nil); a.Status != 404 {
			t.Errorf("one that is off: %d", a.Status)
		}
		if a := c.Admin.Ask("PUT", "/o/{org}/frameworks/iso", nil); a.Status != 404 {
			t.Errorf("one that is not there: %d", a.Status)
		}
		for _, name := range []string{"gdpr", "hipaa", "gdpr"} { // twice is as good as once
			c.Admin.Must("PUT", "/o/{org}/frameworks/"+name, nil)
		}
		states := map[string]string{}
		for _, name := range []string{"gdpr", "hipaa"} {
			for _, k := range apptest.Items(c.Admin.Must("GET", "/o/{org}/frameworks/"+name, nil), "controls") {
				states[name+"."+apptest.Text(k, "name")] = apptest.Text(k, "state")
				for _, e := range apptest.Items(k, "evidence") {
					if e["met"] == false && apptest.Text(k, "state") != "open" {
						t.Errorf("met without its evidence: %v", k)
					}
				}
			}
		}
		for control, want := range map[string]string{"gdpr.encryption": "met", "gdpr.lawful_basis": "yours", "gdpr.by_default": "open", "gdpr.access": "met",
			"hipaa.emergency_access": "open", "hipaa.authentication": "met", "hipaa.training": "yours", "hipaa.unique_user": "met"} {
			if states[control] != want {
				t.Errorf("%s: %q, want %q", control, states[control], want)
			}
		}
		sheet := string(c.Admin.Ask("GET", "/o/{org}/frameworks/gdpr/export", nil).Body)
		if !strings.Contains(sheet, "Art. 32(1)(a)") || strings.Count(sheet, "\r\n") < 14 {
			t.Errorf("%s", sheet)
		}
		c.Admin.Must("PUT", "/operator/organisations/"+c.ID+"/plan", map[string]any{"plan": "professional"})
		if a := c.Admin.Ask("PUT", "/o/{org}/frameworks/hipaa", nil); a.Code() != "not_in_plan" {
			t.Errorf("not in the plan: %d %s", a.Status, a.Body)
		}
		c.Admin.Must("GET", "/o/{org}/frameworks/hipaa", nil) // what is there stays
		c.Admin.Must("DELETE", "/o/{org}/frameworks/hipaa", nil)
		list := apptest.Items(c.Admin.Must("GET", "/o/{org}/frameworks", nil), "items")
		if len(list) != 2 || list[0]["since"] == nil || list[1]["since"] != nil {
			t.Errorf("%v", list)
		}
		wantActions(t, c.Admin, "framework.end")
		entries := apptest.Items(c.Admin.Must("GET", "/o/{org}/record/entries?action=framework.start", nil), "items")
		if len(entries) != 2 {
			t.Errorf("%d beginnings on record", len(entries))
		}
	})
}

// Every control has words in every language, and every piece of evidence exists.
func TestFrameworksAreInWords(t *testing.T) {
	t.Parallel()
	c := apptest.New(t, sqldb.SQLite).Setup()
	for _, p := range framework.Packs {
		c.Admin.Must("PUT", "/o/{org}/frameworks/"+p.Name, nil)
		seen := map[string]bool{}
		for _, k := range p.Controls {
			if seen[k.Name] {
				t.Errorf("%s is there twice", k.Name)
			}
			seen[k.Name] = true
			for _, l := range lang.All {
				for _, key := range []string{"framework." + p.Name, "framework_text." + p.Name, "framework." + p.Name + "." + k.Name} {
					if lang.Text(l, key, nil) == key {
						t.Errorf("%s: no %s", l, key)
					}
				}
				for _, e := range k.Evidence {
					if !slices.Contains(lang.Keys(l), "overview."+e+".fine") {
						t.Errorf("%s: %s says nothing where it is fine", l, e)
					}
				}
			}
		}
		for _, k := range apptest.Items(c.Admin.Must("GET", "/o/{org}/frameworks/"+p.Name, nil), "controls") {
			for _, e := range apptest.Items(k, "evidence") {
				if text := apptest.Text(e, "text"); text == "" || strings.Contains(text, "{{") || strings.HasPrefix(text, "overview.") {
					t.Errorf("%v", e)
				}
			}
		}
	}
}
