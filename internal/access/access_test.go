package access_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tramway/internal/access"
	"tramway/internal/authz"
	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/identity"
	"tramway/internal/org"
	"tramway/internal/org/orgtest"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// rules have one action of each kind beside the module's own.
var rules = authz.NewRules(access.Actions, []authz.Action{
	{Name: "doc.read", Roles: []authz.Role{authz.Administrator, authz.Manager}, Scopes: authz.Scopes},
	{Name: "doc.list", Roles: authz.Roles},
})

// company is the organisation of the tests: who is in which department, below whom.
type company map[string]access.Place

func (c company) Places(_ context.Context, _ sqldb.Q, refs []ref.Ref) (map[ref.Ref]access.Place, error) {
	out := map[ref.Ref]access.Place{}
	for _, r := range refs {
		if p, there := c[r.String()]; there {
			p.Ref = r
			out[r] = p
		}
	}
	return out, nil
}

// Shown: nobody is hidden here.
func (c company) Shown(context.Context, *httpapi.Call, ref.Ref) (bool, error) { return true, nil }

// Reachable: don alone has proved a mobile.
func (company) Guarded(context.Context, string, []string) (map[string]bool, error) { return nil, nil }

func (c company) Reachable(_ context.Context, _ string, persons []string) (map[string]bool, error) {
	out := map[string]bool{}
	if slices.Contains(persons, "don") {
		out["don"] = true
	}
	return out, nil
}

// Certified: of the test's organisation somebody has seen the papers.
func (c company) Certified(context.Context, string) (bool, error) {
	return c["certified"].Name != "", nil
}

var people = company{
	"person:ada": {Name: "AU Ada", Resource: authz.Resource{Owner: "ada"}},
	"person:ben": {Name: "BAI Ben", Resource: authz.Resource{Owner: "ben", Managers: []string{"ada"}, Departments: []string{"shop", "sales"}}},
	"person:cat": {Name: "CHAN Cat", Resource: authz.Resource{Owner: "cat", Managers: []string{"ben", "ada"}, Departments: []string{"shop", "sales"}}},
	"person:don": {Name: "DAI Don", Resource: authz.Resource{Owner: "don"}},
	"person:eve": {Name: "EU Eve", Left: true, Resource: authz.Resource{Owner: "eve"}},
	"person:fay": {Name: "FAN Fay", Resource: authz.Resource{Owner: "fay"}},
	"person:gus": {Name: "GU Gus", Resource: authz.Resource{Owner: "gus"}},

	"department:sales": {Name: "Sales", NameZh: "營業部", Resource: authz.Resource{Departments: []string{"sales"}}},
	"department:shop":  {Name: "Shop", Resource: authz.Resource{Departments: []string{"shop", "sales"}}},
}

type house struct {
	*orgtest.House
	*access.Module
	t *testing.T
}

// open starts with one administrator, ada, and members.
func open(t *testing.T, e sqldb.Dialect) house {
	t.Helper()
	return openWith(t, e, access.New(rules, people, people))
}

func openWith(t *testing.T, e sqldb.Dialect, m *access.Module) house {
	t.Helper()
	h := house{orgtest.New(t, e, org.Config{Migrations: []sqldb.Migrations{authz.Migrations, access.Migrations}, Jobs: m.Jobs()}), m, t}
	h.set("ada", authz.Administrator, authz.Member)
	for _, p := range []string{"ben", "cat", "don", "eve"} {
		h.set(p, authz.Member)
	}
	return h
}

// set gives roles past all guards.
func (h house) set(person string, roles ...authz.Role) {
	h.t.Helper()
	err := h.Write(context.Background(), org.System("test"), func(tx *org.Tx) error {
		tx.Record(org.Entry{Action: "test.roles", Object: ref.To("person", person)})
		return identity.GiveRoles(tx, person, roles...)
	})
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h house) give(by, to string, r authz.Role) error {
	return h.GiveRole(h.t.Context(), h.Org, org.Member(by), to, r)
}

func (h house) take(by, from string, r authz.Role) error {
	return h.TakeRole(h.t.Context(), h.Org, org.Member(by), from, r)
}

func (h house) grant(by string, n access.NewGrant) (string, error) {
	return h.GiveGrant(h.t.Context(), h.Org, org.Member(by), n)
}

func (h house) actor(person string) authz.Actor {
	h.t.Helper()
	a, err := authz.Load(h.t.Context(), h.Read(), person)
	if err != nil {
		h.t.Fatal(err)
	}
	return a
}

// code is a refusal in short: "own_rights", or "body.scope unknown_scope".
func code(err error) string {
	f := fault.Of(err)
	if f == nil {
		return fmt.Sprint(err)
	}
	for _, b := range f.Fields {
		return b.Location + " " + b.Code
	}
	return f.Code
}

func TestRolesAreGivenAndTakenWithinTheirGuards(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h := open(t, e)
		for _, k := range []struct {
			what string
			err  error
			want string
		}{
			{"a member gives", h.give("ben", "cat", authz.Manager), "not_allowed"},
			{"to oneself", h.give("ada", "ada", authz.Manager), "own_rights"},
			{"to nobody", h.give("ada", "zoe", authz.Manager), "body.person_id unknown_person"},
			{"to one who left", h.give("ada", "eve", authz.Manager), "body.person_id person_left"},
			{"a manager", h.give("ada", "ben", authz.Manager), "<nil>"},
			{"twice", h.give("ada", "ben", authz.Manager), "<nil>"},
			{"a second administrator", h.give("ada", "ben", authz.Administrator), "<nil>"},
			{"a third", h.give("ada", "cat", authz.Administrator), "too_many_administrators"},
			{"one's own administrator", h.take("ada", "ada", authz.Administrator), "own_rights"},
			{"another's", h.take("ben", "ada", authz.Administrator), "<nil>"},
			{"after losing it", h.take("ada", "ben", authz.Administrator), "not_allowed"},
			{"what is not there", h.take("ben", "cat", authz.Manager), "not_found"},
			{"the only role", h.take("ben", "cat", authz.Member), "last_role"},
			{"from one who left", h.take("ben", "eve", authz.Member), "last_role"},
		} {
			if code(k.err) != k.want {
				t.Errorf("%s: %v, want %s", k.what, k.err, k.want)
			}
		}
		var got []string
		for _, entry := range orgtest.Entries(t, h.Org) {
			if strings.HasPrefix(entry.Action, "access.") {
				got = append(got, fmt.Sprintf("%s %s %s %s>%s", entry.Actor.ID, entry.Action, entry.Object, entry.Before, entry.After))
			}
		}
		want := `ada access.role.give person:ben {"roles":["member"]}>{"roles":["manager","member"]}
ada access.role.give person:ben {"roles":["manager","member"]}>{"roles":["administrator","manager","member"]}
ben access.role.take person:ada {"roles":["administrator","member"]}>{"roles":["member"]}`
		if strings.Join(got, "\n") != want {
			t.Errorf("recorded\n%s", strings.Join(got, "\n"))
		}
	})
}

// Many people are in the directory before they have an account, and have no role until then.
func TestARoleGivenBeforeThereIsAnAccountIsTakenAgain(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h := open(t, e)
		for _, role := range []authz.Role{authz.Manager, authz.Administrator} {
			if err := h.give("ada", "fay", role); err != nil {
				t.Fatal(err)
			}
			if got := h.actor("fay"); !got.Has(role) || !got.Has(authz.Member) {
				t.Errorf("given %s they have %v", role, got.Roles)
			}
			if err := h.take("ada", "fay", role); err != nil {
				t.Errorf("take %s: %v", role, err)
			}
		}
		if got := h.actor("fay").Roles; !slices.Equal(got, []authz.Role{authz.Member}) {
			t.Errorf("at the end they have %v", got)
		}
		if err := h.give("ada", "gus", authz.Guest); err != nil {
			t.Fatal(err)
		}
		if got := h.actor("gus").Roles; !slices.Equal(got, []authz.Role{authz.Guest}) {
			t.Errorf("a guest is %v", got)
		}
	})
}

// Somebody who is no administrator may be granted all that one may do, and still
// can't leave the organisation without one.
func TestOneAdministratorStays(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h := open(t, e)
		for _, a := range rules.Actions() {
			if _, err := h.grant("ada", access.NewGrant{Person: "ben", Action: a.Name, Scope: "all"}); err != nil {
				t.Fatal(err)
			}
		}
		if err := h.take("ben", "ada", authz.Administrator); code(err) != "last_administrator" {
			t.Error(err)
		}
		if err := h.give("ben", "don", authz.Administrator); err != nil {
			t.Error(err)
		}
		if err := h.take("ben", "ada", authz.Administrator); err != nil {
			t.Error(err)
		}
	})
}

// Somebody who may give roles in the shop gives there what is theirs, and no more.
func TestRolesAreNotHandedUpwards(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h := open(t, e)
		if _, err := h.grant("ada", access.NewGrant{Person: "ben", Action: access.RoleWrite, Scope: "department", Object: "department:shop"}); err != nil {
			t.Fatal(err)
		}
		h.set("cat", authz.Manager)
		for _, k := range []struct {
			what string
			err  error
			want string
		}{
			{"one's own role in the shop", h.give("ben", "cat", authz.Guest), "<nil>"},
			{"outside it", h.give("ben", "don", authz.Guest), "not_allowed"},
			{"to oneself", h.give("ben", "ben", authz.Guest), "own_rights"},
			{"a role above one's own", h.give("ben", "cat", authz.Administrator), "role_beyond_own"},
			{"taking one above", h.take("ben", "cat", authz.Manager), "role_beyond_own"},
			{"taking one's own in the shop", h.take("ben", "cat", authz.Guest), "<nil>"},
		} {
			if code(k.err) != k.want {
				t.Errorf("%s: %v, want %s", k.what, k.err, k.want)
			}
		}
	})
}

func TestTwoAdministratorsWhoRemoveEachOther(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h := open(t, e)
		for range 10 {
			h.set("ada", authz.Administrator)
			h.set("ben", authz.Administrator)
			var both sync.WaitGroup
			errs := make([]error, 2)
			for i, pair := range [][2]string{{"ada", "ben"}, {"ben", "ada"}} {
				both.Go(func() { errs[i] = h.take(pair[0], pair[1], authz.Administrator) })
			}
			both.Wait()
			n, err := authz.Count(t.Context(), h.Read(), authz.Administrator)
			if err != nil || n != 1 || (errs[0] == nil) == (errs[1] == nil) {
				t.Fatalf("%d administrators left, %v, %v; %v", n, errs[0], errs[1], err)
			}
		}
	})
}

func TestGrantsAreFromClosedListsAndNoMoreThanOnesOwn(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h := open(t, e)
		past, soon := orgtest.Start.Add(-time.Second), orgtest.Start.Add(time.Hour)
		later := soon.Add(time.Second)
		ask := func(by, to, action, scope, object string, until *time.Time) string {
			_, err := h.grant(by, access.NewGrant{Person: to, Action: action, Scope: scope, Object: object, Until: until})
			return code(err)
		}
		for _, k := range []struct{ what, got, want string }{
			{"an unknown action", ask("ada", "ben", "doc.burn", "all", "", nil), "body.action unknown_action"},
			{"an unknown scope", ask("ada", "ben", "doc.read", "galaxy", "", nil), "body.scope unknown_scope"},
			{"a scope the action lacks", ask("ada", "ben", "doc.list", "own", "", nil), "body.scope unknown_scope"},
			{"no department", ask("ada", "ben", "doc.read", "department", "", nil), "body.object unknown_department"},
			{"an unknown department", ask("ada", "ben", "doc.read", "department", "department:moon", nil), "body.object unknown_department"},
			{"a person for a department", ask("ada", "ben", "doc.read", "department", "person:cat", nil), "body.object unknown_department"},
			{"an unknown object", ask("ada", "ben", "doc.read", "object", "person:zoe", nil), "body.object unknown_object"},
			{"a malformed object", ask("ada", "ben", "doc.read", "object", "zoe", nil), "body.object unknown_object"},
			{"in the past", ask("ada", "ben", "doc.read", "all", "", &past), "body.until until_past"},
			{"to nobody", ask("ada", "zoe", "doc.read", "all", "", nil), "body.person_id unknown_person"},
			{"to one who left", ask("ada", "eve", "doc.read", "all", "", nil), "body.person_id person_left"},
			{"to oneself", ask("ada", "ada", "doc.read", "all", "", nil), "own_rights"},
			{"without the right", ask("ben", "cat", "doc.list", "all", "", nil), "not_allowed"},

			{"the right to give in the shop", ask("ada", "ben", access.GrantWrite, "department", "department:shop", nil), "<nil>"},
			{"reading in the shop for an hour", ask("ada", "ben", "doc.read", "department", "department:shop", &soon), "<nil>"},
			{"it is handed on in the shop", ask("ben", "cat", "doc.read", "department", "department:shop", &soon), "<nil>"},
			{"to somebody outside it", ask("ben", "don", "doc.read", "department", "department:shop", &soon), "not_allowed"},
			{"for longer", ask("ben", "cat", "doc.read", "department", "department:shop", &later), "grant_beyond_own"},
			{"without an end", ask("ben", "cat", "doc.read", "department", "department:shop", nil), "grant_beyond_own"},
			{"above the shop", ask("ben", "cat", "doc.read", "department", "department:sales", &soon), "grant_beyond_own"},
			{"everywhere", ask("ben", "cat", "doc.read", "all", "", &soon), "grant_beyond_own"},
			{"one in the shop", ask("ben", "cat", "doc.read", "object", "person:cat", &soon), "<nil>"},
			{"one outside it", ask("ben", "cat", "doc.read", "object", "person:don", &soon), "grant_beyond_own"},
			{"another action", ask("ben", "cat", access.RoleWrite, "department", "department:shop", &soon), "grant_beyond_own"},
		} {
			if k.got != k.want {
				t.Errorf("%s: %s, want %s", k.what, k.got, k.want)
			}
		}
		if err := h.RevokeGrant(t.Context(), h.Org, org.Member("don"), h.actor("cat").Grants[0].ID); code(err) != "not_allowed" {
			t.Error("revoking without the right:", err)
		}
		if err := h.RevokeGrant(t.Context(), h.Org, org.Member("ada"), h.actor("cat").Grants[0].ID); err != nil || len(h.actor("cat").Grants) != 1 {
			t.Error("revoking:", err, h.actor("cat").Grants)
		}
		if err := h.RevokeGrant(t.Context(), h.Org, org.Member("ada"), "hk-no-such-grant"); code(err) != "not_found" {
			t.Error("revoking nothing:", err)
		}
	})
}

func TestAPersonHasSoManyGrantsAtMost(t *testing.T) {
	t.Parallel()
	h := open(t, sqldb.SQLite)
	var err error
	for n := 0; err == nil && n < access.MaxGrants+5; n++ {
		_, err = h.grant("ada", access.NewGrant{Person: "ben", Action: "doc.list", Scope: "all"})
	}
	if code(err) != "too_many_grants" || len(h.actor("ben").Grants) != access.MaxGrants {
		t.Error(err, len(h.actor("ben").Grants))
	}
}

func TestAGrantEndsToTheSecondAndTheRecordSaysSo(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h := open(t, e)
		end := orgtest.Start.Add(7 * 24 * time.Hour)
		within := end.Add(999 * time.Millisecond) // ends at the second, whatever is asked
		id, err := h.grant("ada", access.NewGrant{Person: "ben", Action: "doc.read", Scope: "all", Until: &within})
		if err != nil {
			t.Fatal(err)
		}
		gone, err := h.grant("ada", access.NewGrant{Person: "cat", Action: "doc.read", Scope: "all", Until: &end})
		if err != nil || h.RevokeGrant(t.Context(), h.Org, org.Member("ada"), gone) != nil {
			t.Fatal(err)
		}
		may := func() bool { return rules.Decide(h.actor("ben"), "doc.read", authz.Resource{}, h.Now()).Allow }
		h.Clock.Advance(7*24*time.Hour - time.Microsecond)
		if !may() {
			t.Error("ended before its second")
		}
		h.Clock.Advance(time.Microsecond)
		if may() {
			t.Error("lives on in its last second")
		}
		var ends []string
		for until := time.Now().Add(20 * time.Second); len(ends) == 0 && time.Now().Before(until); time.Sleep(10 * time.Millisecond) {
			for _, entry := range orgtest.Entries(t, h.Org) {
				if entry.Action == "access.grant.end" {
					ends = append(ends, entry.Object+" "+string(entry.Before))
				}
			}
		}
		want := `person:ben {"action":"doc.read","granted_by":"ada","id":"` + id + `","scope":"all","until":"2026-11-27T01:00:00Z"}`
		if len(ends) != 1 || ends[0] != want {
			t.Errorf("the record says %v", ends)
		}
		if len(h.actor("ben").Grants) != 0 {
			t.Error("the grant is still kept")
		}
	})
}

// Once an administrator can be reached by a Hong Kong mobile, one always can.
func TestTheLastReachableAdministratorStays(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h := open(t, e)
		if err := h.give("ada", "don", authz.Administrator); err != nil {
			t.Fatal(err)
		}
		if err := h.take("ada", "don", authz.Administrator); code(err) != "last_reachable_administrator" {
			t.Errorf("taking the last who can be reached: %v", err)
		}
		if err := h.take("don", "ada", authz.Administrator); err != nil {
			t.Errorf("taking one who can't: %v", err)
		}
	})
}
