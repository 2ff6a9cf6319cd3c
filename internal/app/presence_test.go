package app_test

import (
	"strings"
	"testing"

	"tramway/internal/app/apptest"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// stateOf is what a page hears of somebody next.
func stateOf(t *testing.T, page *apptest.Socket, of *apptest.Person, want string) {
	t.Helper()
	for {
		e := page.Push(soon, "presence")
		if e == nil {
			t.Fatalf("nothing was told of %q", want)
		}
		if s, told := apptest.Object(e, "states")[of.ID]; told {
			if s != want {
				t.Errorf("told %v, want %q", s, want)
			}
			return
		}
	}
}

func present(p *apptest.Person, others ...*apptest.Person) map[string]string {
	path, out := "/o/{org}/presence?person_id=", map[string]string{}
	for _, o := range others {
		path += o.ID + ","
	}
	for _, one := range apptest.Items(p.Must("GET", strings.TrimSuffix(path, ","), nil), "items") {
		out[apptest.Text(one, "person_id")] = apptest.Text(one, "state")
	}
	return out
}

// Who talks with somebody hears when they come, leave their desk and go; others hear
// nothing, and learn it when they ask.
func TestPartnersSeeWhoIsThere(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		one, two, other := c.Hire("ONE"), c.Hire("TWO"), c.Hire("OTHER")
		one.Direct(two)
		page, outside := two.Open(), other.Open()
		desk, phone := one.Open(), one.Open()
		stateOf(t, page, one, "here")
		apptest.Eventually(t, "a colleague who asks knows of both", func() bool {
			got := present(other, one, two)
			return got[one.ID] == "here" && got[two.ID] == "here"
		})
		for _, p := range []*apptest.Socket{desk, phone} {
			if e := p.Ask("rpc", map[string]any{"method": "away"}); e != nil {
				t.Fatal(e)
			}
		}
		stateOf(t, page, one, "away")
		phone.Leave()
		if e := desk.Ask("rpc", map[string]any{"method": "here"}); e != nil {
			t.Fatal(e)
		}
		stateOf(t, page, one, "here")
		if e := desk.Ask("rpc", map[string]any{"method": "elsewhere"}); e == nil {
			t.Error("a state that there is not was taken")
		}
		desk.Leave()
		stateOf(t, page, one, "")
		if got := present(other, one); len(got) != 0 {
			t.Errorf("gone, and told: %v", got)
		}
		if e := outside.Push(quiet, "presence"); e != nil {
			t.Errorf("who does not talk with them heard %v", e)
		}
	})
}

// Who hides is nobody to others; an organisation that does without it tells nobody.
func TestWhoHidesLooksGone(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		one, two := c.Hire("ONE"), c.Hire("TWO")
		one.Direct(two)
		one.Must("PUT", "/o/{org}/presence/me", map[string]any{"hidden": true})
		page := two.Open()
		one.Open()
		for _, p := range []*apptest.Person{one, two} {
			apptest.Eventually(t, "somebody is there for themselves", func() bool { return present(p, p)[p.ID] == "here" })
		}
		if got := present(two, one, two); got[one.ID] != "" || got[two.ID] != "here" {
			t.Errorf("hidden: %v", got)
		}
		if e := page.Push(quiet, "presence"); e != nil {
			t.Errorf("told of who hides: %v", e)
		}
		one.Must("PUT", "/o/{org}/presence/me", map[string]any{"hidden": false})
		if got := present(two, one); got[one.ID] != "here" {
			t.Errorf("shown again: %v", got)
		}
		c.Admin.Must("PUT", "/o/{org}/presence/rule", map[string]any{"shown": false})
		if got := present(two, one, two); len(got) != 0 {
			t.Errorf("the organisation shows nobody, but %v", got)
		}
		if me := two.Must("GET", "/o/{org}/presence/me", nil); me["organisation"] != false || me["hidden"] != false {
			t.Errorf("my choice: %v", me)
		}
		wantActions(t, c.Admin, "presence.rule.set")
	})
}
