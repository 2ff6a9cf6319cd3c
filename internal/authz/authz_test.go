package authz_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"pgregory.net/rapid"

	"tramway/internal/authz"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

var now = time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)

var rules = authz.NewRules([]authz.Action{
	{Name: "doc.read", Roles: []authz.Role{authz.Administrator}},
	{Name: "doc.list", Roles: []authz.Role{authz.Member}},
})

func TestDeniedUnlessPermittedAndTheAnswerSaysWhy(t *testing.T) {
	t.Parallel()
	member := authz.Actor{Person: "p1", Roles: []authz.Role{authz.Member}}
	if d := rules.Decide(member, "doc.read", authz.Resource{}, now); d.Allow || len(d.Policies) != 0 || d.Err() == nil {
		t.Errorf("%+v", d)
	}
	if d := rules.Decide(member, "doc.list", authz.Resource{}, now); !d.Allow || d.Policies[0] != "role:member:doc.list" {
		t.Errorf("%+v", d)
	}
	if d := rules.Decide(member, "never.heard", authz.Resource{}, now); d.Allow {
		t.Error("an action nobody defined is allowed")
	}
	member.Grants = []authz.Grant{{ID: "g1", Person: "p1", Action: "doc.read", Scope: authz.Own, Until: sqldb.At(now)}}
	mine := authz.Resource{Ref: ref.To("doc", "1"), Owner: "p1"}
	if d := rules.Decide(member, "doc.read", mine, now.Add(-time.Microsecond)); !d.Allow || d.Policies[0] != "grant:g1" {
		t.Errorf("before its end: %+v", d)
	}
	if d := rules.Decide(member, "doc.read", mine, now); d.Allow {
		t.Error("a grant outlives its end")
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
			a := authz.Actor{Person: fmt.Sprint(rapid.IntRange(0, len(w.boss)-1).Draw(rt, "who")),
				Roles: rapid.SliceOfN(rapid.SampledFrom([]authz.Role{authz.Member, authz.Guest}), 0, 2).Draw(rt, "roles")}
			for i := range rapid.IntRange(0, 4).Draw(rt, "grants") {
				g := authz.Grant{ID: fmt.Sprint(i), Person: a.Person, Action: rapid.SampledFrom([]string{"doc.read", "doc.list"}).Draw(rt, "action"),
					Scope: rapid.SampledFrom(authz.Scopes).Draw(rt, "scope"),
					Until: sqldb.At(now.Add(time.Duration(rapid.IntRange(-1, 1).Draw(rt, "until"))))}
				switch g.Scope {
				case authz.Department:
					g.Object = fmt.Sprint(rapid.IntRange(0, len(w.above)-1).Draw(rt, "object"))
				case authz.Object:
					g.Object = "doc:" + fmt.Sprint(rapid.IntRange(0, len(w.boss)-1).Draw(rt, "object"))
				}
				a.Grants = append(a.Grants, g)
			}
			where, args := rules.Predicate(a, "doc.read", columns, now)
			got, err := sqldb.All[string](t.Context(), d.Read(), `SELECT ref FROM {o}.docs WHERE `+where+` ORDER BY ref`, args...)
			if err != nil {
				rt.Fatal(err)
			}
			var want []string
			for i := range w.boss {
				if rules.Decide(a, "doc.read", w.resource(i), now).Allow {
					want = append(want, "doc:"+fmt.Sprint(i))
				}
			}
			slices.Sort(want)
			if strings.Join(got, " ") != strings.Join(want, " ") {
				rt.Fatalf("list %v, decisions %v for %+v", got, want, a)
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
