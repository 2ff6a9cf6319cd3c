package app_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tramway/internal/app/apptest"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// What an organisation asks about its people is seen by those it is for: in an answer,
// in a search by it, and nowhere else.
func TestAFieldIsSeenByThoseItIsFor(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		chief, boss, staff, peer := c.Hire("CHIEF"), c.Hire("BOSS"), c.Hire("STAFF"), c.Hire("PEER")
		ask := func(name, kind, visible string, more ...string) string {
			return apptest.Text(c.Admin.Must("POST", "/o/{org}/person-fields", map[string]any{"name": name, "kind": kind, "visible": visible, "choices": more}), "id")
		}
		size, pay, note := ask("Shirt", "choice", "everybody", "S", "M"), ask("Points", "number", "managers"), ask("Note", "text", "person")
		edit := func(who *apptest.Person, id, name, manager string, more map[string]any) apptest.Answer {
			body := map[string]any{"name": name, "version": apptest.Number(who.Must("GET", "/o/{org}/people/"+id, nil), "version")}
			if manager != "" {
				body["manager_id"] = manager
			}
			for k, v := range more {
				body[k] = v
			}
			return who.Ask("PATCH", "/o/{org}/people/"+id, body)
		}
		edit(c.Admin, boss.ID, "BOSS", chief.ID, nil)
		if a := edit(c.Admin, staff.ID, "STAFF", boss.ID, map[string]any{"grade": "G7", "hired_on": "1/2/2020", "values": map[string]string{size: "m", pay: "1,200", note: "secret-note"}}); a.Status != 200 {
			t.Fatalf("%d %s", a.Status, a.Body)
		}
		for _, r := range []struct {
			who  *apptest.Person
			sees string
		}{{c.Admin, "G7 2020-02-01 M 1200 secret-note"}, {staff, "G7 2020-02-01 M 1200 secret-note"}, {boss, "G7 2020-02-01 M 1200"}, {chief, "G7 2020-02-01 M 1200"}, {peer, "G7  M"}} {
			v := r.who.Must("GET", "/o/{org}/people/"+staff.ID, nil)
			got := []string{apptest.Text(v, "grade"), apptest.Text(v, "hired_on")}
			for _, one := range apptest.Items(v, "values") {
				got = append(got, apptest.Text(one, "value"))
			}
			if strings.Join(got, " ") != r.sees {
				t.Errorf("%s sees %q, want %q", r.who.Login, strings.Join(got, " "), r.sees)
			}
		}
		find := func(who *apptest.Person, field, value string) string {
			names := []string{}
			for _, p := range apptest.Items(who.Must("GET", "/o/{org}/people?field="+field+"&value="+value, nil), "items") {
				names = append(names, apptest.Text(p, "name"))
			}
			return strings.Join(names, " ")
		}
		for _, r := range []struct {
			who          *apptest.Person
			field, value string
			want         string
		}{{peer, size, "M", "STAFF"}, {peer, size, "S", ""}, {peer, pay, "1200", ""}, {boss, pay, "1200", "STAFF"}, {boss, note, "secret", ""}, {staff, note, "SECRET", "STAFF"}, {c.Admin, note, "cret", "STAFF"}} {
			if got := find(r.who, r.field, r.value); got != r.want {
				t.Errorf("%s finds %q by %q, want %q", r.who.Login, got, r.value, r.want)
			}
		}
		for _, path := range []string{"/o/{org}/people", "/o/{org}/search?q=secret", "/o/{org}/search?q=1200"} {
			if a := peer.Ask("GET", path, nil); strings.Contains(string(a.Body), "secret-note") || strings.Contains(string(a.Body), "1200") {
				t.Errorf("%s gives it away: %s", path, a.Body)
			}
		}
		give(c, map[string]any{"person_id": boss.ID, "action": "directory.person.write", "scope": "reports"})
		if a := edit(boss, staff.ID, "STAFF", boss.ID, map[string]any{"values": map[string]string{note: "x"}}); a.Status != 422 || !strings.Contains(string(a.Body), "not_allowed") {
			t.Errorf("a field that is not seen is written: %d %s", a.Status, a.Body)
		}
		if a := edit(boss, staff.ID, "STAFF", boss.ID, map[string]any{"values": map[string]string{pay: ""}}); a.Status != 200 {
			t.Errorf("a field that is seen: %d %s", a.Status, a.Body)
		}
		if find(c.Admin, pay, "1200") != "" || find(c.Admin, note, "secret") != "STAFF" || find(c.Admin, size, "M") != "STAFF" {
			t.Error("an edit took away what it did not name, or left what it took")
		}
		c.Admin.Must("DELETE", "/o/{org}/person-fields/"+note, nil)
		if a := c.Admin.Ask("GET", "/o/{org}/people?field="+note+"&value=s", nil); a.Status != 422 {
			t.Errorf("a field that is gone: %d", a.Status)
		}
		if got := actions(c.Admin, "directory.field"); len(got) != 4 || !slices.Contains(got, "directory.field.remove") {
			t.Errorf("recorded as %v", got)
		}
	})
}

// A field that is needed is asked for when a person is made, and there are at most 30.
func TestNeededFieldsAndTheirNumber(t *testing.T) {
	t.Parallel()
	c := apptest.New(t, sqldb.SQLite).Setup()
	ask := func() apptest.Answer {
		return c.Admin.Ask("POST", "/o/{org}/person-fields", map[string]any{"name": "Locker", "name_hk": "儲物櫃", "kind": "text", "visible": "everybody", "required": true})
	}
	id := apptest.Text(ask().JSON(), "id")
	if a := c.Admin.Ask("POST", "/o/{org}/people", map[string]any{"name": "LATE"}); a.Status != 422 || !strings.Contains(string(a.Body), "body.values."+id) {
		t.Errorf("%d %s", a.Status, a.Body)
	}
	v := c.Admin.Must("POST", "/o/{org}/people/imports", apptest.File{Name: "a.csv", Content: []byte("Name,儲物櫃\nONE,12\nTWO,\n")})
	if apptest.Number(v, "errors_total") != 1 || apptest.Text(apptest.Items(v, "columns")[1], "field") != "own:"+id {
		t.Errorf("%v", v)
	}
	last := apptest.Answer{}
	for range 30 {
		last = ask()
	}
	if last.Code() != "too_many_fields" {
		t.Errorf("%d %s", last.Status, last.Body)
	}
}

// Who may import and not see every field fills by a file only what everybody sees: by
// the guess, by their own mapping, and by applying what another has prepared.
func TestAnImporterFillsOnlyWhatTheySee(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		clerk := c.Hire("CLERK")
		ask := func(name, visible string) string {
			return "own:" + apptest.Text(c.Admin.Must("POST", "/o/{org}/person-fields", map[string]any{"name": name, "kind": "text", "visible": visible}), "id")
		}
		shirt, pay, note := ask("Shirt", "everybody"), ask("Pay", "managers"), ask("Note", "person")
		give(c, map[string]any{"person_id": clerk.ID, "action": "directory.import", "scope": "all"})
		file := apptest.File{Name: "a.csv", Content: []byte("Name,Shirt,Pay,Note,Hire date\nNEW Hire,M,1200,secret,2020-01-02\n")}
		guessed := func(v map[string]any) (out []string) {
			for _, col := range apptest.Items(v, "columns") {
				out = append(out, apptest.Text(col, "field"))
			}
			return out
		}
		mine := clerk.Must("POST", "/o/{org}/people/imports", file)
		if got := guessed(mine); !slices.Equal(got, []string{"name", shirt, "", "", ""}) {
			t.Errorf("guessed for the clerk: %v", got)
		}
		for _, closed := range []string{pay, note, "hired_on"} {
			a := clerk.Ask("PUT", "/o/{org}/people/imports/"+apptest.Text(mine, "id")+"/mapping", map[string]any{"mapping": map[string]string{"0": "name", "2": closed}})
			if a.Status != 422 || !strings.Contains(string(a.Body), "body.mapping.2") || !strings.Contains(string(a.Body), "not_allowed") {
				t.Errorf("%s: %d %s", closed, a.Status, a.Body)
			}
		}
		whole := c.Admin.Must("POST", "/o/{org}/people/imports", file)
		if got := guessed(whole); !slices.Equal(got, []string{"name", shirt, pay, note, "hired_on"}) {
			t.Errorf("guessed for the administrator: %v", got)
		}
		if a := clerk.Ask("POST", "/o/{org}/people/imports/"+apptest.Text(whole, "id")+"/apply", nil); a.Status != 403 || a.Code() != "import_fields" {
			t.Errorf("applying another's: %d %s", a.Status, a.Body)
		}
		clerk.Must("POST", "/o/{org}/people/imports/"+apptest.Text(mine, "id")+"/apply", nil)
		becomes(t, c.Admin, apptest.Text(mine, "id"), "applied")
		made := apptest.Items(c.Admin.Must("GET", "/o/{org}/people?q=NEW", nil), "items")
		card := c.Admin.Must("GET", "/o/{org}/people/"+apptest.Text(made[0], "id"), nil)
		if values := fmt.Sprint(card["values"]); !strings.Contains(values, "value:M") || strings.Contains(values, "1200") || strings.Contains(values, "secret") || apptest.Text(card, "hired_on") != "" {
			t.Errorf("filled: %v %v", card["values"], card["hired_on"])
		}
		give(c, map[string]any{"person_id": clerk.ID, "action": "directory.field.read", "scope": "all"})
		clerk.Must("POST", "/o/{org}/people/imports/"+apptest.Text(whole, "id")+"/apply", nil)
	})
}
