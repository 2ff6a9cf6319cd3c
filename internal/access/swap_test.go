package access_test

import (
	"sync"
	"testing"
	"time"

	"tramway/internal/access"
	"tramway/internal/authz"
	"tramway/internal/org"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// certified is the company once somebody has seen its papers.
func certified() company {
	c := company{"certified": {Name: "yes"}}
	for k, p := range people {
		c[k] = p
	}
	return c
}

// Of a verified organisation's two administrators one is replaced only with both
// words, in one commit: never is there one, and never are there three.
func TestAnAdministratorIsReplacedByBoth(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h := openWith(t, e, access.New(rules, certified(), certified()))
		h.set("ben", authz.Administrator, authz.Member)
		ask := func(by, goes, comes string) error { return h.AskSwap(t.Context(), h.Org, org.Member(by), goes, comes) }
		agree := func(by string) error { return h.AgreeSwap(t.Context(), h.Org, org.Member(by)) }
		for want, err := range map[string]error{
			"swap_needed":                    h.take("ada", "ben", authz.Administrator),
			"too_many_administrators":        h.give("ada", "cat", authz.Administrator),
			"not_allowed":                    ask("cat", "ben", "cat"),
			"body.goes_id not_administrator": ask("ada", "don", "cat"),
			"body.comes_id is_administrator": ask("ada", "ben", "ada"),
			"body.comes_id person_left":      ask("ada", "ben", "eve"),
			"body.comes_id unknown_person":   ask("ada", "ben", "nobody"),
			"no_swap":                        agree("ben"),
		} {
			if got := code(err); got != want {
				t.Errorf("got %s, want %s", got, want)
			}
		}
		if err := ask("ada", "ben", "cat"); err != nil {
			t.Fatal(err)
		}
		if got := code(ask("ben", "ada", "don")); got != "swap_pending" {
			t.Errorf("a second one: %s", got)
		}
		if got := code(agree("ada")); got != "swap_own" {
			t.Errorf("alone: %s", got)
		}
		if got := code(agree("cat")); got != "not_allowed" {
			t.Errorf("by whoever comes: %s", got)
		}
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() { _ = agree("ben") }) // one of them is first, and the rest find nothing
		}
		wg.Wait()
		all, err := authz.Administrators(t.Context(), h.Read())
		if err != nil || len(all) != 2 || h.actor("ben").Has(authz.Administrator) || !h.actor("ben").Has(authz.Member) || !h.actor("cat").Has(authz.Administrator) {
			t.Errorf("administrators %v, %v", all, err)
		}
		if err := ask("cat", "ada", "ben"); err != nil {
			t.Fatal(err)
		}
		h.Clock.Advance(access.SwapLife + time.Minute)
		if got := code(agree("ada")); got != "no_swap" {
			t.Errorf("a week later: %s", got)
		}
		if err := ask("cat", "ada", "don"); err != nil {
			t.Errorf("anew: %v", err)
		}
		if err := h.StopSwap(t.Context(), h.Org, org.Member("ada")); err != nil {
			t.Error(err)
		}
	})
}
