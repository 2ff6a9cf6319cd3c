package app_test

import (
	"strings"
	"testing"

	"tramway/internal/app/apptest"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// The directory leaves in a file with the right to it alone, with the fields its maker
// sees, for its maker, and recorded.
func TestTheDirectoryLeavesWithTheRightAlone(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		clerk, member := c.Hire("CLERK"), c.Hire("MEMBER")
		field := apptest.Text(c.Admin.Must("POST", "/o/{org}/person-fields", map[string]any{"name": "Points", "kind": "text", "visible": "person"}), "id")
		c.Admin.Must("POST", "/o/{org}/people", map[string]any{"name": "STAFF", "values": map[string]string{field: "hidden-points"}})
		if a := member.Ask("POST", "/o/{org}/people-exports", map[string]any{"format": "xlsx"}); a.Status != 403 {
			t.Errorf("a member: %d", a.Status)
		}
		c.Admin.Must("POST", "/o/{org}/access/grants", map[string]any{"person_id": clerk.ID, "action": "directory.export", "scope": "all"})
		take := func(p *apptest.Person, format string) (id string, text string) {
			v := p.Must("POST", "/o/{org}/people-exports", map[string]any{"format": format})
			a := p.Ask("GET", "/o/{org}/people-exports/"+apptest.Text(v, "id")+"/file", nil)
			if a.Status != 200 || !strings.Contains(a.Header.Get("Content-Disposition"), "attachment") || apptest.Number(v, "size") != len(a.Body) {
				t.Fatalf("%v: %d %s", v, a.Status, a.Header)
			}
			return apptest.Text(v, "id"), string(a.Body)
		}
		id, text := take(c.Admin, "people_csv")
		if !strings.HasPrefix(text, "\ufeffStaff no.") || !strings.Contains(text, "hidden-points") {
			t.Errorf("the administrator's: %.200s", text)
		}
		if _, text := take(clerk, "people_csv"); strings.Contains(text, "hidden-points") || !strings.Contains(text, "STAFF") {
			t.Errorf("the clerk's: %.200s", text)
		}
		if a := clerk.Ask("GET", "/o/{org}/people-exports/"+id+"/file", nil); a.Code() != "export_of_another" {
			t.Errorf("the clerk takes the administrator's: %d %s", a.Status, a.Body)
		}
		for range 6 {
			take(clerk, "chart_csv")
		}
		list := clerk.Must("GET", "/o/{org}/people-exports", nil)
		if n := len(apptest.Items(list, "items")); n != 6 || list["monthly"] != true || list["stale"] != true {
			t.Errorf("%d files are kept: %v", n, list)
		}
		c.Admin.Must("PUT", "/o/{org}/people-exports/schedule", map[string]any{"monthly": true, "keeps": 3})
		apptest.Eventually(t, "the schedule makes one", func() bool {
			return c.Admin.Must("GET", "/o/{org}/people-exports", nil)["stale"] == false
		})
		told := c.Admin.Must("GET", "/o/{org}/notifications", nil)
		apptest.Eventually(t, "administrators are told", func() bool {
			told = c.Admin.Must("GET", "/o/{org}/notifications", nil)
			return len(apptest.Items(told, "items")) > 0 && apptest.Text(apptest.Items(told, "items")[0], "kind") == "people_exported"
		})
		if got := actions(c.Admin, "directory.export.take"); len(got) != 8 {
			t.Errorf("taken and recorded: %d", len(got))
		}
	})
}
