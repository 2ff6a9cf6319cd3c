package app_test

import (
	"fmt"
	"strings"
	"testing"

	"tramway/internal/app/apptest"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// Who opens more profiles than the work asks for is recorded once, and the
// administrators are told; nothing is refused.
func TestAdministratorsHearOfBulkViewing(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		curious := c.Hire("CURIOUS")
		for i := range 310 { // who is not there counts as well: guessing ids is looking
			if a := curious.Ask("GET", fmt.Sprintf("/o/{org}/people/guess%d", i), nil); a.Status != 404 {
				t.Fatalf("%d %s", a.Status, a.Body)
			}
		}
		told := func() (n int) {
			for _, one := range apptest.Items(c.Admin.Must("GET", "/o/{org}/notifications", nil), "items") {
				if apptest.Text(one, "kind") == "bulk_viewed" && strings.HasPrefix(apptest.Text(one, "title"), "CURIOUS ") {
					n++
				}
			}
			return n
		}
		apptest.Eventually(t, "the administrator is told", func() bool { return told() > 0 })
		if n := len(actions(c.Admin, "directory.view")); n != 1 || told() != 1 {
			t.Errorf("recorded %d times, told %d times", n, told())
		}
	})
}

// An organisation sets from when on it wants to hear; nobody else does.
func TestTheLimitsOfViewingAreTheOrganisations(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		curious := c.Hire("CURIOUS")
		if v := c.Admin.Must("GET", "/o/{org}/view-limits", nil); apptest.Number(v, "profiles") != 300 || apptest.Number(v, "listed") != 2000 {
			t.Errorf("at first: %v", v)
		}
		for _, bad := range []map[string]any{{"profiles": 9, "listed": 2000}, {"profiles": 300, "listed": 49}, {"profiles": 300}} {
			if a := c.Admin.Ask("PUT", "/o/{org}/view-limits", bad); a.Status != 422 {
				t.Errorf("%v: %d %s", bad, a.Status, a.Body)
			}
		}
		if a := curious.Ask("PUT", "/o/{org}/view-limits", map[string]any{"profiles": 1000, "listed": 2000}); a.Status != 403 {
			t.Errorf("a member: %d", a.Status)
		}
		c.Admin.Must("PUT", "/o/{org}/view-limits", map[string]any{"profiles": 20, "listed": 2000})
		for i := range 30 {
			curious.Ask("GET", fmt.Sprintf("/o/{org}/people/guess%d", i), nil)
		}
		if got := actions(c.Admin, "directory.view"); len(got) != 2 {
			t.Errorf("recorded as %v", got)
		}
	})
}
