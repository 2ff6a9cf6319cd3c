package app_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"tramway/internal/app/apptest"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// A change that carries an idempotency key happens once, however often it is asked
// for, and every asker who can be told is told the same.
func TestAChangeWithAKeyHappensOnce(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		in := apptest.New(t, engine)
		c := in.Setup()
		colleague := c.Hire("CHAN Tai Man")
		add := func(p *apptest.Person, key, name string) apptest.Answer {
			return p.Ask("POST", "/o/{org}/people", map[string]any{"name": name, "email": strings.ToLower(name+key[:2]) + "@x.example"}, "Idempotency-Key", key)
		}
		named := func(name string) int {
			return len(apptest.Items(c.Admin.Must("GET", "/o/{org}/people?q="+name, nil), "items"))
		}
		first, again := add(c.Admin, "k1", "WONG"), add(c.Admin, "k1", "WONG")
		if first.Status != 201 || again.Status != 201 || string(first.Body) != string(again.Body) ||
			again.Header.Get("Idempotency-Replayed") != "true" || first.Header.Get("Idempotency-Replayed") != "" || named("WONG") != 1 {
			t.Errorf("%d %s, then %d %s; %d people", first.Status, first.Body, again.Status, again.Body, named("WONG"))
		}
		if a := add(c.Admin, "k1", "LEUNG"); a.Status != 422 || a.Code() != "idempotency_mismatch" || named("LEUNG") != 0 {
			t.Errorf("the same key for somebody else: %d %s", a.Status, a.Body)
		}
		if a := add(c.Admin, "k2", "WONG"); a.Status != 201 || named("WONG") != 2 {
			t.Errorf("another key: %d %s, %d people", a.Status, a.Body, named("WONG"))
		}
		if a := add(c.Admin, strings.Repeat("k", 201), "HO"); a.Status != 422 || named("HO") != 0 {
			t.Errorf("a key that is too long: %d %s", a.Status, a.Body)
		}
		// What was refused changed nothing, and may be asked for again once it is right.
		if a := add(colleague, "k3", "HO"); a.Status != 403 {
			t.Errorf("without the right: %d %s", a.Status, a.Body)
		}
		if a := add(c.Admin, "k3", ""); a.Status != 422 {
			t.Errorf("without a name: %d %s", a.Status, a.Body)
		}
		if a := add(c.Admin, "k3", "HO"); a.Status != 201 || named("HO") != 1 {
			t.Errorf("the key of what was refused: %d %s", a.Status, a.Body)
		}
		// An answer with a secret in it is not kept: the repeat is told that it is one.
		id := apptest.Text(first.JSON(), "id")
		invite := "/o/{org}/people/" + id + "/invitation"
		if a := c.Admin.Ask("POST", invite, nil, "Idempotency-Key", "k4"); a.Status != 201 {
			t.Errorf("inviting: %d %s", a.Status, a.Body)
		}
		if a := c.Admin.Ask("POST", invite, nil, "Idempotency-Key", "k4"); a.Status != 409 || a.Code() != "idempotency_in_use" {
			t.Errorf("inviting again: %d %s", a.Status, a.Body)
		}
		if a := c.Admin.Ask("GET", "/o/{org}/people", nil, "Idempotency-Key", "k1"); a.Status != 200 {
			t.Errorf("a reading with a key: %d %s", a.Status, a.Body)
		}
	})
}

func TestManyAtOnceWithOneKeyMakeOneChange(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		in := apptest.New(t, engine)
		c := in.Setup()
		var askers sync.WaitGroup
		for round := range 5 {
			for range 8 {
				p := *c.Admin
				askers.Go(func() {
					a := p.Ask("POST", "/o/{org}/people", map[string]any{"name": fmt.Sprintf("ROUND%d", round)}, "Idempotency-Key", fmt.Sprint(round))
					if a.Status != 201 && a.Code() != "idempotency_in_use" {
						t.Errorf("%d %s", a.Status, a.Body)
					}
				})
			}
			askers.Wait()
			if n := len(apptest.Items(c.Admin.Must("GET", fmt.Sprintf("/o/{org}/people?q=ROUND%d", round), nil), "items")); n != 1 {
				t.Errorf("round %d: %d people", round, n)
			}
		}
	})
}
