package app_test

import (
	"fmt"
	"strings"
	"testing"

	"tramway/internal/app/apptest"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

func TestWhoIsAddedLeavesALine(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		one, two, three := c.Hire("ONE"), c.Hire("TWO"), c.Hire("THREE")
		phone := browserOf(t, one)
		group := c.Admin.Group("Rota", one)
		at := "/o/{org}/conversations/" + group
		hear(one, group, "all")
		c.Admin.Post(group, "client-1", "before they came")
		one.Must("POST", at+"/read", map[string]any{"seq": 1})
		add := map[string]any{"person_ids": []string{one.ID, two.ID, three.ID}}
		c.Admin.Must("POST", at+"/members", add)
		c.Admin.Must("POST", at+"/members", add) // nobody is new
		lines := func(p *apptest.Person) (out []string) {
			for _, m := range apptest.Items(p.Must("GET", at+"/messages", nil), "items") {
				said := fmt.Sprint(m["kind"], " ", m["text"])
				for _, who := range apptest.Items(m, "mentions") {
					said += fmt.Sprint(" ", who["name"])
				}
				out = append(out, said)
			}
			return out
		}
		if got := strings.Join(lines(one), ", "); got != "text before they came, system added 2 TWO THREE" {
			t.Errorf("who was there reads: %s", got)
		}
		if got := strings.Join(lines(two), ", "); got != "system added 2 TWO THREE" {
			t.Errorf("whoever came reads: %s", got)
		}
		for _, p := range []*apptest.Person{one, two, c.Admin} {
			if v := p.Must("GET", at, nil); v["unread"] != 0.0 || v["mentions"] != 0.0 || apptest.Object(v, "last")["kind"] != "system" {
				t.Errorf("a line counts as unread: %v", v)
			}
		}
		c.Admin.Post(group, "client-2", "welcome")
		apptest.Eventually(t, "what is said is pushed", func() bool {
			return strings.Contains(strings.Join(phone.Payloads(), " "), "welcome")
		})
		if all := strings.Join(phone.Payloads(), " "); strings.Contains(all, "added") {
			t.Errorf("a line is pushed: %s", all)
		}
	})
}
