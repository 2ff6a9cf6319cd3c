package app_test

import (
	"fmt"
	"strings"
	"testing"

	"tramway/internal/app/apptest"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// Who leaves a group or is taken out of it leaves a line for those who stay: it is no
// message, counts for nobody who had read everything, and is found by no search.
func TestWhoGoesLeavesALine(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		one, two, three, four := c.Hire("ONE"), c.Hire("TWO"), c.Hire("THREE"), c.Hire("FOUR")
		phone := browserOf(t, one)
		group := c.Admin.Group("Rota", one, two, three, four)
		at := "/o/{org}/conversations/" + group
		hear(one, group, "all")
		c.Admin.Post(group, "client-1", "good morning")
		one.Must("POST", at+"/read", map[string]any{"seq": 1})
		before := one.Must("GET", at, nil)
		two.Must("POST", at+"/leave", nil)
		c.Admin.Must("DELETE", at+"/members/"+three.ID, nil)
		c.Admin.Must("POST", "/o/{org}/people/"+four.ID+"/leave", map[string]any{})
		var lines []string
		apptest.Eventually(t, "all have gone", func() bool {
			lines = nil
			for _, m := range apptest.Items(one.Must("GET", at+"/messages", nil), "items") {
				if m["kind"] == "system" {
					lines = append(lines, fmt.Sprint(m["sender_name"], " ", m["text"]))
				}
			}
			return len(lines) == 3
		})
		if got := strings.Join(lines, ", "); got != "TWO left, THREE removed, FOUR left" {
			t.Errorf("lines: %s", got)
		}
		v := one.Must("GET", at, nil)
		last, was := apptest.Object(v, "last"), apptest.Object(before, "last")
		if v["unread"] != 0.0 || v["mentions"] != 0.0 || last["kind"] != "system" || last["sender_name"] != "FOUR" || was["kind"] != "text" {
			t.Errorf("counted: %v", v)
		}
		if v := c.Admin.Must("GET", at, nil); v["unread"] != 0.0 {
			t.Errorf("for whoever took them out: %v", v)
		}
		if a := two.Ask("GET", at+"/messages", nil); a.Status != 404 {
			t.Errorf("whoever left: %d", a.Status)
		}
		c.Admin.Post(group, "client-2", "and good night")
		apptest.Eventually(t, "what is said is pushed", func() bool {
			return strings.Contains(strings.Join(phone.Payloads(), " "), "good night")
		})
		if all := strings.Join(phone.Payloads(), " "); strings.Contains(all, `"left"`) || strings.Contains(all, "removed") {
			t.Errorf("a line is pushed: %s", all)
		}
		c.Admin.Must("DELETE", at+"/members/"+one.ID, nil)
		c.Admin.Must("POST", at+"/leave", nil) // nobody is there to read a line
	})
}
