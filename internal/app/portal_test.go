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

// The organisation's page shows departments with heads, who is new, and where an
// administrator wants people to go; what somebody may not see is not on it.
func TestTheOrganisationsPage(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		ben := c.Hire("BEN Ng")
		unit := func(name string) string {
			return apptest.Text(c.Admin.Must("POST", "/o/{org}/departments", map[string]any{"name": name}), "id")
		}
		shop, legal := unit("Shop"), unit("Legal")
		hire := func(name, dept, boss string) string {
			return apptest.Text(c.Admin.Must("POST", "/o/{org}/people", map[string]any{"name": name, "department_ids": []string{dept}, "manager_id": boss}), "id")
		}
		head := hire("HEAD", shop, c.Admin.ID)
		hire("CLERK", shop, hire("DEPUTY", shop, head))
		counsel := hire("COUNSEL", legal, c.Admin.ID)
		hire("JUNIOR", legal, counsel)
		page := func(who *apptest.Person) (out []string) {
			v := who.Must("GET", "/o/{org}/portal", nil)
			for _, d := range apptest.Items(v, "departments") {
				out = append(out, fmt.Sprint(apptest.Text(d, "name"), apptest.Number(d, "people")))
				for _, h := range apptest.Items(d, "heads") {
					out = append(out, apptest.Text(h, "name"))
				}
			}
			out = append(out, "new")
			for _, n := range apptest.Items(v, "newcomers") {
				out = append(out, apptest.Text(n, "name"))
			}
			return out
		}
		if got := strings.Join(page(ben), " "); got != "Legal2 COUNSEL Shop3 HEAD new JUNIOR COUNSEL CLERK DEPUTY HEAD BEN Ng AU Ada" {
			t.Errorf("the page: %s", got)
		}
		c.Admin.Must("POST", "/o/{org}/sight-rules", map[string]any{"kind": "hide", "of": "department:" + legal})
		if got := strings.Join(page(ben), " "); got != "Shop3 HEAD new CLERK DEPUTY HEAD BEN Ng AU Ada" {
			t.Errorf("under a rule: %s", got)
		}
		links := func(who *apptest.Person, address string) apptest.Answer {
			return who.Ask("PUT", "/o/{org}/portal/links", map[string]any{"items": []map[string]string{{"title": "Handbook", "title_hk": "員工手冊", "address": address}, {"title": "Canteen", "address": "https://canteen.example/menu?day=1"}}})
		}
		for _, bad := range []string{"http://intranet.example", "javascript:alert(1)", "https://", "https://user@intranet.example", "intranet"} {
			if a := links(c.Admin, bad); a.Status != 422 || !strings.Contains(string(a.Body), "body.items[0].address") {
				t.Errorf("%s: %d %s", bad, a.Status, a.Body)
			}
		}
		if a := links(ben, "https://intranet.example"); a.Status != 403 {
			t.Errorf("a member sets links: %d", a.Status)
		}
		if a := links(c.Admin, " https://intranet.example/book "); a.Status/100 != 2 {
			t.Fatalf("%d %s", a.Status, a.Body)
		}
		links(c.Admin, "https://intranet.example/book")
		got := apptest.Items(ben.Must("GET", "/o/{org}/portal", nil), "links")
		if len(got) != 2 || apptest.Text(got[0], "address") != "https://intranet.example/book" || apptest.Text(got[0], "title_hk") != "員工手冊" || apptest.Text(got[1], "title") != "Canteen" {
			t.Errorf("%v", got)
		}
		if n := len(actions(c.Admin, "directory.portal")); n != 1 {
			t.Errorf("recorded %d times", n)
		}
	})
}

// Figures count whom the reader sees, in time: who came, who went, who has not been here.
func TestFiguresAboutPeople(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		in := apptest.New(t, engine)
		c := in.Setup()
		ben := c.Hire("BEN Ng")
		legal := apptest.Text(c.Admin.Must("POST", "/o/{org}/departments", map[string]any{"name": "=Legal"}), "id")
		site := apptest.Text(c.Admin.Must("POST", "/o/{org}/person-fields", map[string]any{"name": "Site", "kind": "choice", "choices": []string{"Kwun Tong", "Central"}, "visible": "everybody"}), "id")
		hire := func(name string, more map[string]any) string {
			more["name"] = name
			return apptest.Text(c.Admin.Must("POST", "/o/{org}/people", more), "id")
		}
		hire("OLD", map[string]any{"grade": "G1", "hired_on": "2001-02-03", "phone": "91234567", "values": map[string]string{site: "Central"}})
		hire("HIDDEN", map[string]any{"grade": "G1", "department_ids": []string{legal}, "values": map[string]string{site: "Kwun Tong"}})
		gone := hire("GONE", map[string]any{})
		c.Admin.Must("POST", "/o/{org}/people/"+gone+"/leave", map[string]any{})
		f := c.Admin.Must("GET", "/o/{org}/statistics", nil)
		months := apptest.Items(f, "months")
		last := months[len(months)-1]
		got := fmt.Sprint(f["people"], f["grades"], f["tenures"], f["no_mobile"], f["no_mail"], f["no_picture"], f["no_account"], f["idle_30"], f["idle_90"], last["joined"], last["left"], len(months))
		want := "4 [map[count:2 label:] map[count:2 label:G1]] [3 0 0 0 1] 3 2 4 2 0 0 4 1 12"
		if got != want {
			t.Errorf("the administrator's figures:\n%s\n%s", got, want)
		}
		values := apptest.Items(apptest.Items(f, "fields")[0], "values")
		if len(values) != 2 || apptest.Number(values[0], "count") != 1 {
			t.Errorf("%v", values)
		}
		give(c, map[string]any{"person_id": ben.ID, "action": "directory.statistics.read", "scope": "all"})
		c.Admin.Must("POST", "/o/{org}/sight-rules", map[string]any{"kind": "hide", "of": "department:" + legal})
		f = ben.Must("GET", "/o/{org}/statistics", nil)
		if fmt.Sprint(f["people"], f["departments"], f["grades"], f["tenures"]) != "3 [] [map[count:2 label:] map[count:1 label:G1]] [3 0 0 0 0]" || strings.Contains(fmt.Sprint(f["fields"]), "Kwun") {
			t.Errorf("under a rule, and without when people were hired: %v", f)
		}
		sheet := string(c.Admin.Ask("GET", "/o/{org}/statistics/export", nil).Body)
		if !strings.HasPrefix(sheet, "\ufeffPeople,,4\nDepartment,'=Legal,1\n") || !strings.Contains(sheet, "\nMember for years,10+,1\n") {
			t.Errorf("%s", sheet)
		}
		if n := len(actions(c.Admin, "directory.statistics")); n != 1 {
			t.Errorf("recorded %d times", n)
		}
	})
}

// Who has not used their account for a month, and for three, is counted although their
// session is long gone.
func TestFiguresKnowWhoHasNotBeenHere(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		in := apptest.New(t, engine)
		now := clock.At(time.Now())
		in.Stop()
		in.Clock = now
		in.Start()
		c := in.Setup()
		c.Hire("AWAY")
		for _, r := range []struct {
			days int
			want string
		}{{0, "0 0"}, {29, "0 0"}, {2, "1 0"}, {60, "1 1"}} {
			now.Advance(time.Duration(r.days) * 24 * time.Hour)
			boss := c.Admin.Again()
			if err := in.App.Host.Sweep(t.Context()); err != nil {
				t.Fatal(err)
			}
			f := boss.Must("GET", "/o/{org}/statistics", nil)
			if got := fmt.Sprint(f["idle_30"], " ", f["idle_90"]); got != r.want {
				t.Errorf("%d days later: %s, want %s", r.days, got, r.want)
			}
		}
	})
}
