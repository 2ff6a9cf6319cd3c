package app_test

import (
	"strings"
	"testing"

	"tramway/internal/app"
	"tramway/internal/app/apptest"
	"tramway/internal/authz"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// An administrator sees what is broken before what would be better, each with where it is
// mended; what is mended is fine at the next look, and others see nothing of it.
func TestTheOverviewSaysWhatToMendFirst(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		state := func() (states map[string]string, first string, fine int) {
			v := c.Admin.Must("GET", "/o/{org}/overview", nil)
			states = map[string]string{}
			for i, l := range apptest.Items(v, "items") {
				name, text := apptest.Text(l, "name"), apptest.Text(l, "text")
				if states[name] = apptest.Text(l, "state"); (text == "") != (states[name] == "fine") || strings.Contains(text+apptest.Text(l, "title"), "overview.") || strings.Contains(text, "{{") {
					t.Errorf("not in words: %v", l)
				}
				if i == 0 {
					first = name
				}
			}
			if n := apptest.Number(v, "of"); n != len(states) || apptest.Text(v, "version") != app.Version {
				t.Errorf("%v", v)
			}
			return states, first, apptest.Number(v, "fine")
		}
		before, _, fine := state()
		for name, want := range map[string]string{"administrators": "better", "reachable": "better", "mail_domains": "better", "receivers": "better",
			"backup": "better", "jobs": "fine", "reviews": "fine", "room": "fine", "verified": "", "certificate": ""} {
			if before[name] != want {
				t.Errorf("%s: %q, want %q", name, before[name], want)
			}
		}
		second := c.Hire("SECOND Admin")
		if a := second.Ask("GET", "/o/{org}/overview", nil); a.Status != 403 {
			t.Errorf("a member looks: %d", a.Status)
		}
		c.Become(second, authz.Administrator)
		c.Admin.Must("PUT", "/operator/plans/tiny", map[string]any{"limits": map[string]any{"members": 2}, "off": []string{"record_send", "record_review"}})
		c.Admin.Must("PUT", "/operator/organisations/"+c.ID+"/plan", map[string]any{"plan": "tiny"})
		after, first, now := state()
		for name, want := range map[string]string{"administrators": "fine", "room": "broken", "receivers": "", "reviews": ""} {
			if after[name] != want {
				t.Errorf("afterwards %s: %q, want %q", name, after[name], want)
			}
		}
		if first != "room" || now != fine-1 { // one mended, one broken, one that does not apply any more
			t.Errorf("first %s, %d fine of before %d", first, now, fine)
		}
	})
}
