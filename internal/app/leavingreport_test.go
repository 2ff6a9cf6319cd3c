package app_test

import (
	"slices"
	"strings"
	"testing"

	"tramway/internal/app/apptest"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// The report on a leaving says who let whom go, what was handed to whom, what ended, what
// was erased since and what stays; each line can be checked in the record. Only who may
// read such things reads it.
func TestTheReportOnALeaving(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		gone, heir := c.Hire("GONE"), c.Hire("HEIR")
		report := "/o/{org}/data/people/" + gone.ID + "/leaving"
		if a := c.Admin.Ask("GET", report, nil); a.Code() != "person_still_here" {
			t.Errorf("before: %d %s", a.Status, a.Body)
		}
		gone.Post(gone.Group("Ferry", heir), "client-1", "The ferry leaves at nine")
		gone.Group("Tram", heir)
		c.Admin.Must("POST", "/o/{org}/people/"+gone.ID+"/leave", map[string]any{"heir_id": heir.ID})
		handed := func(l map[string]any, name string) map[string]any {
			all := apptest.Items(l, "handed")
			i := slices.IndexFunc(all, func(h map[string]any) bool { return h["name"] == name })
			if i < 0 {
				t.Fatalf("nothing of %s: %v", name, all)
			}
			return all[i]
		}
		var l map[string]any
		apptest.Eventually(t, "the way in is taken", func() bool {
			l = c.Admin.Must("GET", report, nil)
			return l["sessions"] != nil
		})
		if got := handed(l, "groups_owned"); apptest.Number(got, "count") != 2 || got["passed"] != true {
			t.Errorf("groups: %v", got)
		}
		if got := handed(l, "account"); got["passed"] != false {
			t.Errorf("the account: %v", got)
		}
		if apptest.Text(apptest.Object(l, "by"), "id") != c.Admin.ID || apptest.Text(apptest.Object(l, "heir"), "id") != heir.ID || apptest.Number(l, "sessions") != 1 || l["recorded"] != true {
			t.Errorf("%v", l)
		}
		if len(apptest.Items(l, "stays")) == 0 || len(apptest.Items(l, "wiped")) != 0 {
			t.Errorf("what stays: %v", l)
		}
		for _, e := range apptest.Items(l, "entries") {
			kept := c.Admin.Must("GET", "/o/{org}/record/entries/"+apptest.Text(e, "id"), nil)
			if apptest.Text(kept, "id") != apptest.Text(e, "id") {
				t.Errorf("not in the record: %v", e)
			}
		}
		if len(apptest.Items(l, "entries")) < 4 {
			t.Errorf("entries: %v", l["entries"])
		}
		if a := heir.Ask("GET", report, nil); a.Status != 403 {
			t.Errorf("a member reads it: %d", a.Status)
		}
		// What is erased since is in it.
		c.Admin.Must("POST", "/o/{org}/data/people/"+gone.ID+"/erasure", map[string]any{"name": "GONE", "wrote": true})
		apptest.Eventually(t, "something is erased", func() bool { return len(apptest.Items(c.Admin.Must("GET", report, nil), "wiped")) > 0 })
		file := c.Admin.Ask("GET", report+"/file", nil)
		if text := string(file.Body); !strings.Contains(text, "HEIR") || !strings.Contains(text, "Groups they own,2,") || !strings.Contains(text, "Erased") {
			t.Errorf("the table: %s", text)
		}
		if len(actions(c.Admin, "retention.leaving.export")) != 1 {
			t.Error("the download is not in the record")
		}
		// Who came back has no report; who leaves again has that of the second time.
		again := c.Hire("AGAIN")
		leave := "/o/{org}/people/" + again.ID
		c.Admin.Must("POST", leave+"/leave", map[string]any{})
		c.Admin.Must("POST", leave+"/return", nil)
		c.Admin.Must("POST", leave+"/leave", map[string]any{})
		if l := c.Admin.Must("GET", "/o/{org}/data/people/"+again.ID+"/leaving", nil); l["heir"] != nil || l["recorded"] != true {
			t.Errorf("the second time: %v", l)
		}
	})
}
