package access

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tramway/internal/authz"
	"tramway/internal/lang"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

var (
	someRules = authz.NewRules(Actions, []authz.Action{
		{Name: "directory.person.write", Roles: []authz.Role{authz.Administrator, authz.Manager}, Scopes: authz.Scopes}})
	today = time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
	asked = []string{Ask, RoleWrite, GrantWrite, "directory.person.write"}
	ids   = []string{"ada", "ben", "cat"}
	depts = []string{"sales", "shop"}
)

func drawGrants(t *rapid.T, person string) (out []authz.Grant) {
	for i := range rapid.IntRange(0, 4).Draw(t, "grants") {
		g := authz.Grant{ID: fmt.Sprint("g", i), Person: person, Action: rapid.SampledFrom(asked).Draw(t, "action"),
			Scope: rapid.SampledFrom(authz.Scopes).Draw(t, "scope"), Until: sqldb.At(today.Add(time.Duration(rapid.IntRange(-1, 1).Draw(t, "until")))), GrantedBy: "ada"}
		switch g.Scope {
		case authz.Department:
			g.Object = rapid.SampledFrom(depts).Draw(t, "department")
		case authz.Object:
			g.Object = "person:" + rapid.SampledFrom(ids).Draw(t, "object")
		}
		out = append(out, g)
	}
	return out
}

func drawResource(t *rapid.T) (res authz.Resource) {
	if rapid.Bool().Draw(t, "at large") {
		return res
	}
	owner := rapid.SampledFrom(ids).Draw(t, "owner")
	return authz.Resource{Ref: ref.To("person", owner), Owner: owner,
		Managers:    rapid.SliceOfDistinct(rapid.SampledFrom(ids), rapid.ID).Draw(t, "managers"),
		Departments: rapid.SliceOfDistinct(rapid.SampledFrom(depts), rapid.ID).Draw(t, "departments")}
}

// An explanation answers as Decide does and names what decided: each named role or
// grant alone would permit it, and without all of them nothing would.
func TestAnExplanationIsTheDecision(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		a := authz.Actor{Person: rapid.SampledFrom(ids).Draw(rt, "who"), Roles: rapid.SliceOfDistinct(rapid.SampledFrom(authz.Roles), rapid.ID).Draw(rt, "roles")}
		a.Grants = drawGrants(rt, a.Person)
		res := drawResource(rt)
		for _, action := range asked {
			x := explainer{rules: someRules, actor: a, places: named{}, lang: lang.English, now: today}.explain(action, res)
			d := someRules.Decide(a, action, res, today)
			if (x.Answer == "yes") != d.Allow || (x.Answer == "partly") != (!d.Allow && res.Ref.IsZero() && someRules.Anywhere(a, action, today)) {
				rt.Fatalf("%s is answered %s, decided %+v", action, x.Answer, d)
			}
			var said, decided []string
			for _, r := range x.Reasons {
				if r.Decides && r.Policy != "" {
					said = append(said, r.Policy)
				}
				if r.Text == "" || strings.Contains(r.Text, "{{") || strings.HasPrefix(r.Text, "reason.") {
					rt.Fatalf("%s: not in words: %+v", action, r)
				}
			}
			for _, p := range d.Policies {
				decided = append(decided, p.String())
			}
			if !slices.Equal(said, decided) || len(x.Reasons) == 0 {
				rt.Fatalf("%s: said %v, decided by %v", action, said, decided)
			}
			if d.Allow {
				decides(rt, a, action, res, said)
			}
		}
	})
}

func decides(t *rapid.T, a authz.Actor, action string, res authz.Resource, said []string) {
	without := authz.Actor{Person: a.Person, Roles: slices.DeleteFunc(slices.Clone(a.Roles), func(r authz.Role) bool { return slices.Contains(said, "role:"+string(r)) }),
		Grants: slices.DeleteFunc(slices.Clone(a.Grants), func(g authz.Grant) bool { return slices.Contains(said, "grant:"+g.ID) })}
	if someRules.Decide(without, action, res, today).Allow {
		t.Fatalf("%s is permitted without %v", action, said)
	}
	for _, r := range a.Roles {
		if slices.Contains(said, "role:"+string(r)) && !someRules.Decide(authz.Actor{Person: a.Person, Roles: []authz.Role{r}}, action, res, today).Allow {
			t.Fatalf("%s: %s alone does not permit it", action, r)
		}
	}
	for _, g := range a.Grants {
		if slices.Contains(said, "grant:"+g.ID) && !someRules.Decide(authz.Actor{Person: a.Person, Grants: []authz.Grant{g}}, action, res, today).Allow {
			t.Fatalf("%s: %+v alone does not permit it", action, g)
		}
	}
}

// What a person reads, in each language.
func TestAnExplanationIsInWords(t *testing.T) {
	t.Parallel()
	places := named{ref.To("person", "ada"): {Name: "AU Ada", NameZh: "區雅達"}, ref.To("department", "sales"): {Name: "Sales", NameZh: "營業部"}}
	grant := authz.Grant{ID: "g1", Person: "ben", Action: "directory.person.write", Scope: authz.Department, Object: "sales", Until: sqldb.At(today.Add(time.Hour)), GrantedBy: "ada"}
	inSales := authz.Resource{Ref: ref.To("person", "cat"), Owner: "cat", Departments: []string{"sales"}}
	for _, k := range []struct {
		lang, action string
		res          authz.Resource
		at           time.Time
		answer, text string
	}{
		{lang.English, Ask, authz.Resource{}, today, "yes", "The role Member permits it."},
		{lang.TraditionalChinese, Ask, authz.Resource{}, today, "yes", "「成員」角色容許這項操作。"},
		{lang.English, "directory.person.write", inSales, today, "yes", "A grant by AU Ada permits it for Sales and the departments below it."},
		{lang.TraditionalChinese, "directory.person.write", inSales, today, "yes", "區雅達給予的授權容許這項操作，範圍：營業部及其下級部門。"},
		{lang.English, "directory.person.write", authz.Resource{}, today, "partly", "A grant by AU Ada permits it, but only for Sales and the departments below it."},
		{lang.SimplifiedChinese, "directory.person.write", inSales, today.Add(time.Hour), "no", "此人没有允许此操作的角色或授权。允许的角色：管理员、主管。 區雅達给予的授权已到期，范围：營業部及其下级部门。"},
		{lang.English, RoleWrite, authz.Resource{Owner: "ben", Ref: ref.To("person", "ben")}, today, "no", "Nobody changes their own rights, whatever their role."},
	} {
		e := explainer{rules: someRules, actor: authz.Actor{Person: "ben", Roles: []authz.Role{authz.Member}, Grants: []authz.Grant{grant}}, places: places, lang: k.lang, now: k.at}
		x := e.explain(k.action, k.res)
		texts := []string{}
		for _, r := range x.Reasons {
			texts = append(texts, r.Text)
		}
		if got := strings.Join(texts, " "); x.Answer != k.answer || got != k.text {
			t.Errorf("%s: %s %q, want %s %q", k.action, x.Answer, got, k.answer, k.text)
		}
	}
}
