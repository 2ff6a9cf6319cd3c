package authz_test

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"pgregory.net/rapid"

	"tramway/internal/authz"
	"tramway/internal/fault"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

var now = time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)

var rules = authz.NewRules([]authz.Action{
	{Name: "doc.read", Roles: []authz.Role{authz.Administrator}, Scopes: authz.Scopes},
	{Name: "doc.list", Roles: []authz.Role{authz.Member}},
	{Name: "doc.grade", Roles: []authz.Role{authz.Administrator}, Scopes: authz.Scopes, Forbid: []authz.Forbid{{Name: "own_work", Scope: authz.Own}}},
})

var (
	listed = authz.Policy{Kind: authz.ByRole, Name: "member"}
	byG1   = authz.Policy{Kind: authz.ByGrant, Name: "g1"}
)

func TestDeniedUnlessPermittedAndTheAnswerSaysWhy(t *testing.T) {
	t.Parallel()
	member := authz.Actor{Person: "p1", Roles: []authz.Role{authz.Member}}
	if d := rules.Decide(member, "doc.read", authz.Resource{}, now); d.Allow || len(d.Policies) != 0 || d.Err() == nil {
		t.Errorf("%+v", d)
	}
	if d := rules.Decide(member, "doc.list", authz.Resource{}, now); !d.Allow || d.Policies[0] != listed {
		t.Errorf("%+v", d)
	}
	if d := rules.Decide(member, "never.heard", authz.Resource{}, now); d.Allow {
		t.Error("an action nobody defined is allowed")
	}
	member.Grants = []authz.Grant{{ID: "g1", Person: "p1", Action: "doc.read", Scope: authz.Own, Until: sqldb.At(now)}}
	mine := authz.Resource{Ref: ref.To("doc", "1"), Owner: "p1"}
	if d := rules.Decide(member, "doc.read", mine, now.Add(-time.Microsecond)); !d.Allow || d.Policies[0] != byG1 {
		t.Errorf("before its end: %+v", d)
	}
	if d := rules.Decide(member, "doc.read", mine, now); d.Allow {
		t.Error("a grant outlives its end")
	}
}

// A grant on some objects of an action whose module asks about none would let in
// without ever being asked about: it permits nothing.
func TestAGrantWorksOnlyInScopesThatAreAskedAbout(t *testing.T) {
	t.Parallel()
	a := authz.Actor{Person: "p1", Grants: []authz.Grant{{ID: "g1", Person: "p1", Action: "doc.list", Scope: authz.Own}}}
	mine := authz.Resource{Ref: ref.To("doc", "1"), Owner: "p1"}
	if rules.Decide(a, "doc.list", mine, now).Allow || rules.Anywhere(a, "doc.list", now) {
		t.Error("a scope nobody asks about permits")
	}
	if where, _ := rules.Predicate(a, "doc.list", columns, now); where != "FALSE" {
		t.Errorf("the list is %s", where)
	}
	a.Grants[0].Action = "doc.read"
	if !rules.Decide(a, "doc.read", mine, now).Allow || !rules.Anywhere(a, "doc.read", now) {
		t.Error("a scope that is asked about does not permit")
	}
	a.Grants[0].Action, a.Grants[0].Scope = "doc.list", authz.All
	if !rules.Decide(a, "doc.list", mine, now).Allow {
		t.Error("everything is always a scope")
	}
}

func TestAForbidStandsAboveEveryPermission(t *testing.T) {
	t.Parallel()
	a := authz.Actor{Person: "p1", Roles: []authz.Role{authz.Administrator}, Grants: []authz.Grant{{ID: "g1", Person: "p1", Action: "doc.grade", Scope: authz.All}}}
	d := rules.Decide(a, "doc.grade", authz.Resource{Ref: ref.To("doc", "1"), Owner: "p1"}, now)
	if d.Allow || len(d.Policies) != 1 || d.Policies[0].String() != "forbid:own_work" || !fault.Is(d.Err(), "own_work") {
		t.Errorf("own work: %+v, %v", d, d.Err())
	}
	if d := rules.Decide(a, "doc.grade", authz.Resource{Ref: ref.To("doc", "2"), Owner: "p2"}, now); !d.Allow || len(d.Policies) != 2 {
		t.Errorf("somebody else's: %+v", d)
	}
}

// What a gate guards nobody does, whatever they hold, but where the gate stands open; and
// no list shows it.
func TestAGateShutsOutEverybody(t *testing.T) {
	t.Parallel()
	gated := authz.NewRules([]authz.Action{{Name: "doc.watch", Roles: []authz.Role{authz.Administrator}, Forbid: []authz.Forbid{{Name: "shut", Gate: "watching"}}}})
	a := authz.Actor{Person: "p1", Roles: []authz.Role{authz.Administrator}, Grants: []authz.Grant{{ID: "g1", Person: "p1", Action: "doc.watch", Scope: authz.All}}}
	one := authz.Resource{Ref: ref.To("doc", "1"), Owner: "p2", Gates: []string{"other"}}
	if d := gated.Decide(a, "doc.watch", one, now); d.Allow || !fault.Is(d.Err(), "shut") {
		t.Errorf("shut: %+v, %v", d, d.Err())
	}
	one.Gates = []string{"watching"}
	if d := gated.Decide(a, "doc.watch", one, now); !d.Allow {
		t.Errorf("open: %+v", d)
	}
	if d := gated.Decide(authz.Actor{Person: "p3"}, "doc.watch", one, now); d.Allow {
		t.Error("an open gate is no permission")
	}
	if !gated.Anywhere(a, "doc.watch", now) {
		t.Error("who may where a gate stands open may somewhere")
	}
	if where, _ := gated.Predicate(a, "doc.watch", authz.Columns{}, now); where != "FALSE" {
		t.Errorf("a list shows %s", where)
	}
}

// world is a random organisation: persons 0..n-1 in departments 0..m-1, each
// department and each person below an earlier one.
type world struct {
	above, boss []int // parent department, manager; -1: none
	dept        []int
}

func (w world) up(of []int, i int) (out []string) {
	for ; i >= 0; i = of[i] {
		out = append(out, fmt.Sprint(i))
	}
	return out
}

var docs = sqldb.Migrations{Module: "docs", Files: fstest.MapFS{"migrations/002_docs.sql": {Data: []byte(`
CREATE TABLE {o}.docs (ref TEXT, owner TEXT, dept TEXT);
CREATE TABLE {o}.dept_above (dept TEXT, above TEXT);
CREATE TABLE {o}.boss_above (person TEXT, above TEXT);`)}}}

var columns = authz.Columns{Ref: "ref", Owner: "owner",
	Department: `dept IN (SELECT dept FROM {o}.dept_above WHERE above = ?)`,
	Reports:    `owner IN (SELECT person FROM {o}.boss_above WHERE above = ?)`}

func drawWorld(t *rapid.T) world {
	w := world{}
	for i := range rapid.IntRange(1, 6).Draw(t, "departments") {
		w.above = append(w.above, rapid.IntRange(-1, i-1).Draw(t, "above"))
	}
	for i := range rapid.IntRange(1, 8).Draw(t, "persons") {
		w.boss = append(w.boss, rapid.IntRange(-1, i-1).Draw(t, "boss"))
		w.dept = append(w.dept, rapid.IntRange(0, len(w.above)-1).Draw(t, "dept"))
	}
	return w
}

func (w world) store(ctx context.Context, d *sqldb.DB) error {
	return d.Write(ctx, func(ctx context.Context, q sqldb.Q) (err error) {
		run := func(text string, args ...any) {
			if err == nil {
				_, err = sqldb.Exec(ctx, q, text, args...)
			}
		}
		for _, table := range []string{"docs", "dept_above", "boss_above"} {
			run(`DELETE FROM {o}.` + table)
		}
		for i := range w.above {
			for _, a := range w.up(w.above, i) {
				run(`INSERT INTO {o}.dept_above VALUES(?,?)`, fmt.Sprint(i), a)
			}
		}
		for i := range w.boss {
			for _, a := range w.up(w.boss, i)[1:] {
				run(`INSERT INTO {o}.boss_above VALUES(?,?)`, fmt.Sprint(i), a)
			}
			run(`INSERT INTO {o}.docs VALUES(?,?,?)`, "doc:"+fmt.Sprint(i), fmt.Sprint(i), fmt.Sprint(w.dept[i]))
		}
		return err
	})
}

func (w world) resource(i int) authz.Resource {
	return authz.Resource{Ref: ref.To("doc", fmt.Sprint(i)), Owner: fmt.Sprint(i),
		Departments: w.up(w.above, w.dept[i]), Managers: w.up(w.boss, i)[1:]}
}

var drawn = []string{"doc.read", "doc.list", "doc.grade"}

func (w world) drawActor(t *rapid.T, label string) authz.Actor {
	a := authz.Actor{Person: fmt.Sprint(rapid.IntRange(0, len(w.boss)-1).Draw(t, label)),
		Roles: rapid.SliceOfN(rapid.SampledFrom([]authz.Role{authz.Member, authz.Guest}), 0, 2).Draw(t, "roles")}
	for i := range rapid.IntRange(0, 4).Draw(t, "grants") {
		g := w.drawGrant(t)
		g.ID, g.Person = fmt.Sprint(i), a.Person
		a.Grants = append(a.Grants, g)
	}
	return a
}

func (w world) drawGrant(t *rapid.T) authz.Grant {
	g := authz.Grant{Action: rapid.SampledFrom(drawn).Draw(t, "action"), Scope: rapid.SampledFrom(authz.Scopes).Draw(t, "scope")}
	if end := rapid.IntRange(-1, 3).Draw(t, "until"); end < 3 {
		g.Until = sqldb.At(now.Add(time.Duration(end) * time.Microsecond))
	}
	switch g.Scope {
	case authz.Department:
		g.Object = fmt.Sprint(rapid.IntRange(0, len(w.above)-1).Draw(t, "object"))
	case authz.Object:
		g.Object = "doc:" + fmt.Sprint(rapid.IntRange(0, len(w.boss)-1).Draw(t, "object"))
	}
	return g
}

// at describes a grant's object; what a department is beside its place must not
// count, as it is true of nothing below it.
func (w world) at(g authz.Grant) authz.Resource {
	n, _ := strconv.Atoi(strings.TrimPrefix(g.Object, "doc:"))
	if g.Scope == authz.Object {
		return w.resource(n)
	}
	return authz.Resource{Ref: ref.To("doc", "0"), Owner: "0", Managers: []string{"0", "1", "2"}, Departments: w.up(w.above, n)}
}

// every is each grant that somebody could ask for in this world.
func (w world) every() (out []authz.Grant) {
	for _, action := range drawn {
		for until := range sqldb.Micros(4) { // never, now, and later
			g := authz.Grant{ID: "new", Action: action, Person: "0"}
			if until > 0 {
				g.Until = sqldb.At(now) + until - 1
			}
			for _, g.Scope = range []authz.Scope{authz.Own, authz.Reports, authz.All} {
				out = append(out, g)
			}
			for i := range w.above {
				g.Scope, g.Object = authz.Department, fmt.Sprint(i)
				out = append(out, g)
			}
			for i := range w.boss {
				g.Scope, g.Object = authz.Object, "doc:"+fmt.Sprint(i)
				out = append(out, g)
			}
		}
	}
	return out
}

// Whatever somebody may hand on, whoever has it may do nothing by it that the
// giver may not do, on any object, at any moment.
func TestNobodyCanGiveMoreThanTheyHave(t *testing.T) {
	t.Parallel()
	given := 0
	rapid.Check(t, func(rt *rapid.T) {
		w := drawWorld(rt)
		giver := w.drawActor(rt, "giver")
		for _, g := range w.every() {
			if rules.Covers(giver, g, w.at(g), now).Allow {
				given++
				w.noMore(rt, giver, g)
			}
		}
	})
	if given == 0 {
		t.Error("nothing was ever given: the test proves nothing")
	}
}

func (w world) noMore(t *rapid.T, giver authz.Actor, g authz.Grant) {
	to := authz.Actor{Person: g.Person, Grants: []authz.Grant{g}}
	for step := range 4 {
		when := now.Add(time.Duration(step) * time.Microsecond)
		for i := range w.boss {
			res := w.resource(i)
			// What is forbidden on one's own binds each person in their own way.
			if g.Action == "doc.grade" && res.Owner == giver.Person {
				continue
			}
			if rules.Decide(to, g.Action, res, when).Allow && !rules.Decide(giver, g.Action, res, when).Allow {
				t.Fatalf("by %+v somebody may what %+v may not, %d µs later", g, giver, step)
			}
		}
	}
}

func TestARoleIsGivenByWhoeverMayAllOfIt(t *testing.T) {
	t.Parallel()
	boss, member := authz.Actor{Person: "p1", Roles: []authz.Role{authz.Administrator, authz.Member}}, authz.Actor{Person: "p2", Roles: []authz.Role{authz.Member}}
	if !rules.CoversRole(boss, authz.Administrator, now) || !rules.CoversRole(member, authz.Member, now) || rules.CoversRole(member, authz.Administrator, now) {
		t.Error("by role")
	}
	for _, action := range []string{"doc.read", "doc.grade"} {
		member.Grants = append(member.Grants, authz.Grant{ID: action, Person: "p2", Action: action, Scope: authz.All})
	}
	if !rules.CoversRole(member, authz.Administrator, now) {
		t.Error("by grants for all of it")
	}
	member.Grants[0].Until = sqldb.At(now.Add(time.Hour))
	if rules.CoversRole(member, authz.Administrator, now) {
		t.Error("a role has no end, so what ends does not cover it")
	}
}

// A list is filtered by exactly the rule that decides single objects.
func TestPredicateKeepsExactlyWhatDecideAllows(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		d := sqldbtest.Open(t, e)
		if err := sqldb.Migrate(t.Context(), d, []sqldb.Migrations{docs}, nil); err != nil {
			t.Fatal(err)
		}
		rapid.Check(t, func(rt *rapid.T) {
			w := drawWorld(rt)
			if err := w.store(t.Context(), d); err != nil {
				rt.Fatal(err)
			}
			a := w.drawActor(rt, "who")
			action := rapid.SampledFrom(drawn).Draw(rt, "asked")
			where, args := rules.Predicate(a, action, columns, now)
			got, err := sqldb.All[string](t.Context(), d.Read(), `SELECT ref FROM {o}.docs WHERE `+where+` ORDER BY ref`, args...)
			if err != nil {
				rt.Fatal(err)
			}
			var want []string
			for i := range w.boss {
				if rules.Decide(a, action, w.resource(i), now).Allow {
					want = append(want, "doc:"+fmt.Sprint(i))
				}
			}
			slices.Sort(want)
			if strings.Join(got, " ") != strings.Join(want, " ") {
				rt.Fatalf("%s: list %v, decisions %v for %+v", action, got, want, a)
			}
		})
	})
}

func BenchmarkDecideWith500Grants(b *testing.B) {
	a := authz.Actor{Person: "p1", Roles: []authz.Role{authz.Member}}
	for i := range 500 {
		action := fmt.Sprintf("other.action%d", i%50)
		if i%50 == 0 {
			action = "doc.read"
		}
		a.Grants = append(a.Grants, authz.Grant{ID: fmt.Sprint(i), Person: "p1", Action: action, Scope: authz.Department, Object: fmt.Sprint(i)})
	}
	res := authz.Resource{Ref: ref.To("doc", "1"), Owner: "p2", Departments: []string{"450", "a", "b"}}
	for b.Loop() {
		if !rules.Decide(a, "doc.read", res, now).Allow {
			b.Fatal("denied")
		}
	}
}
