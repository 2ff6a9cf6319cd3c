package app_test

import (
	"net/http"
	"strings"
	"testing"

	"tramway/internal/app/apptest"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// What was copied leads back to who copied it and when, and reading that is recorded.
func TestACopyLeadsBackToWhoCopied(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		anna, ben := c.Hire("ANNA"), c.Hire("BEN")
		pair := anna.Direct(ben)
		if a := anna.Ask("POST", "/o/{org}/chat/traces", nil); a.Status != http.StatusConflict || a.Code() != "trace_off" {
			t.Errorf("where nobody wants it: %d %s", a.Status, a.Body)
		}
		c.Admin.Must("PUT", "/o/{org}/chat/gates", map[string]any{"messages_minute": 60, "directs_hour": 30, "watermark": []string{"direct"}, "traced": true})
		if v := anna.Must("GET", "/o/{org}/conversations/"+pair, nil); v["traced"] != true {
			t.Errorf("the conversation: %v", v)
		}
		trace := func(p *apptest.Person) string {
			v := p.Must("POST", "/o/{org}/chat/traces", nil)
			all := v["traces"].([]any)
			if len(all) != 60 || all[0] == all[1] {
				t.Fatalf("%d traces", len(all))
			}
			return all[0].(string)
		}
		one, other := trace(anna), trace(ben)
		if one == other || trace(anna) == other {
			t.Error("two people have the same trace")
		}
		read := func(text string) []map[string]any {
			return apptest.Items(c.Admin.Must("POST", "/o/{org}/chat/traces/read", map[string]any{"text": text}), "items")
		}
		found := read("the price " + one + "is three million" + one)
		if len(found) != 1 || apptest.Text(apptest.Object(found[0], "person"), "id") != anna.ID || found[0]["device"] == "" {
			t.Errorf("it leads to %v", found)
		}
		if found := read(one + " and " + other); len(found) != 2 {
			t.Errorf("both: %v", found)
		}
		if found := read("nothing " + strings.Replace(one, one[6:9], "\u2063", 1)); len(found) > 1 {
			t.Errorf("changed: %v", found)
		}
		if a := anna.Ask("POST", "/o/{org}/chat/traces/read", map[string]any{"text": one}); a.Status != 403 {
			t.Errorf("a member reads: %d", a.Status)
		}
		if n := len(actions(c.Admin, "chat.trace.read")); n != 3 {
			t.Errorf("%d entries", n)
		}
	})
}
