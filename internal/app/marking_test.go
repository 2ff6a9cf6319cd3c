package app_test

import (
	"testing"

	"tramway/internal/app/apptest"
	"tramway/internal/authz"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// Conversations of the chosen classes show who reads them; guests see it everywhere as
// soon as any class is chosen, and nobody does where none is.
func TestWhoReadsIsShownWhereTheOrganisationWantsIt(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		anna, guest := c.Hire("ANNA"), c.Hire("GUEST")
		c.Become(guest, authz.Guest)
		group, pair := anna.Group("talk", guest), anna.Direct(guest)
		shown := func(p *apptest.Person, id string) bool {
			return p.Must("GET", "/o/{org}/conversations/"+id, nil)["watermark"] == true
		}
		if shown(anna, group) || shown(guest, group) {
			t.Error("shown though nobody wants it")
		}
		if chosen, list := c.Admin.Must("GET", "/o/{org}/chat/gates", nil)["watermark"].([]any); !list || len(chosen) != 0 {
			t.Errorf("at first the classes are %v", chosen)
		}
		c.Admin.Must("PUT", "/o/{org}/chat/gates", map[string]any{"messages_minute": 60, "directs_hour": 30, "watermark": []string{"direct"}, "traced": false})
		for _, k := range []struct {
			who  *apptest.Person
			id   string
			want bool
		}{{anna, group, false}, {anna, pair, true}, {guest, group, true}, {guest, pair, true}} {
			if got := shown(k.who, k.id); got != k.want {
				t.Errorf("%s in %s: %v", k.who.ID, k.id, got)
			}
		}
		if n := len(actions(c.Admin, "chat.gates.set")); n != 1 {
			t.Errorf("%d entries", n)
		}
	})
}
