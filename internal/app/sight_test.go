package app_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"tramway/internal/app/apptest"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// sighted is an organisation as the definition below sees it: lists and loops, no
// cleverness. People and departments go by their places in the lists.
type sighted struct {
	*apptest.Company
	r     *rand.Rand
	dept  []string // ids
	above []int    // of departments; -1 at the top
	who   []string // ids; the first is the administrator
	in    [][]int  // departments of each
	boss  []int    // -1: nobody
	eyes  map[int]*apptest.Person
	may   map[int]func(w *sighted, t int) bool // whom a reader has a right over
	rules []sightRule
}

// A ref is a department d as d, and a person p as -1-p.
type sightRule struct {
	kind      string
	of        int
	also, but []int
}

func (w *sighted) ref(x int) string {
	if x < 0 {
		return "person:" + w.who[-1-x]
	}
	return "department:" + w.dept[x]
}

func (w *sighted) refs(xs []int) []string {
	out := []string{}
	for _, x := range xs {
		out = append(out, w.ref(x))
	}
	return out
}

// below says whether a department is another or below it.
func (w *sighted) below(d, top int) bool {
	for ; d >= 0; d = w.above[d] {
		if d == top {
			return true
		}
	}
	return false
}

// inside says whether a person is what a ref names, or in it.
func (w *sighted) inside(p, x int) bool {
	if x < 0 {
		return p == -1-x
	}
	return slices.ContainsFunc(w.in[p], func(d int) bool { return w.below(d, x) })
}

func (w *sighted) insideAny(p int, xs []int) bool {
	return slices.ContainsFunc(xs, func(x int) bool { return w.inside(p, x) })
}

func (w *sighted) under(p, boss int) bool {
	for p = w.boss[p]; p >= 0; p = w.boss[p] {
		if p == boss {
			return true
		}
	}
	return false
}

// sees is the definition.
func (w *sighted) sees(v, t int) bool {
	if v == t || v == 0 || w.under(t, v) || w.may[v] != nil && w.may[v](w, t) {
		return true
	}
	for _, r := range w.rules {
		if w.keeps(r, v, t) {
			return false
		}
	}
	return true
}

func (w *sighted) keeps(r sightRule, v, t int) bool {
	if w.insideAny(v, r.but) {
		return false
	}
	if r.kind == "hide" {
		return w.inside(t, r.of) && !w.inside(v, r.of)
	}
	return w.inside(v, r.of) && !w.inside(t, r.of) && !w.insideAny(t, r.also) && !w.insideAny(t, w.in[v])
}

// shows is the definition for departments: those of which no rule hides everybody, those
// over which the reader has a right, and what stands above either.
func (w *sighted) shows(v, d int) bool {
	for low := range w.dept {
		if w.below(low, d) && (v == 0 || w.may[v] != nil && w.may[v](w, -2-low) || !slices.ContainsFunc(w.rules, func(r sightRule) bool { return w.keepsDepartment(r, v, low) })) {
			return true
		}
	}
	return false
}

func (w *sighted) keepsDepartment(r sightRule, v, d int) bool {
	if w.insideAny(v, r.but) {
		return false
	}
	under := func(x int) bool { return x >= 0 && w.below(d, x) }
	if r.kind == "hide" {
		return under(r.of) && !w.inside(v, r.of)
	}
	return w.inside(v, r.of) && !under(r.of) && !slices.ContainsFunc(r.also, under) && !slices.ContainsFunc(w.in[v], under)
}

const sightedPeople, sightedDepartments = 14, 7

func newSighted(t *testing.T, engine sqldb.Dialect, seed uint64) *sighted {
	w := &sighted{Company: apptest.New(t, engine).Setup(), r: rand.New(rand.NewPCG(seed, 0)), eyes: map[int]*apptest.Person{}, may: map[int]func(*sighted, int) bool{}}
	for d := range sightedDepartments {
		w.above = append(w.above, w.r.IntN(d+1)-1)
		parent := ""
		if w.above[d] >= 0 {
			parent = w.dept[w.above[d]]
		}
		w.dept = append(w.dept, apptest.Text(w.Admin.Must("POST", "/o/{org}/departments", map[string]any{"name": fmt.Sprintf("Division%c", 'A'+d), "parent_id": parent}), "id"))
	}
	w.who, w.in, w.boss, w.eyes[0] = []string{w.Admin.ID}, [][]int{nil}, []int{-1}, w.Admin
	for p := 1; p < sightedPeople; p++ {
		w.hire(t, p)
	}
	return w
}

// hire adds a person who stands somewhere; the first few come in and look themselves.
func (w *sighted) hire(t *testing.T, p int) {
	var in []int
	for range w.r.IntN(3) {
		in = append(in, w.r.IntN(len(w.dept)))
	}
	slices.Sort(in)
	in = slices.Compact(in)
	body := map[string]any{"name": nameOf(p), "version": 1}
	ids := []string{}
	for _, d := range in {
		ids = append(ids, w.dept[d])
	}
	boss := w.r.IntN(p+1) - 1
	if boss >= 0 {
		body["manager_id"] = w.who[boss]
	}
	body["department_ids"] = ids
	id := ""
	if p <= 5 {
		one := w.Hire(nameOf(p))
		id, w.eyes[p] = one.ID, one
		body["email"] = one.Login
		w.Admin.Must("PATCH", "/o/{org}/people/"+id, body)
	} else {
		delete(body, "version")
		id = apptest.Text(w.Admin.Must("POST", "/o/{org}/people", body), "id")
	}
	w.who, w.in, w.boss = append(w.who, id), append(w.in, in), append(w.boss, boss)
}

func nameOf(p int) string { return fmt.Sprintf("Person%c", 'a'+p) }

// rights are those of the last two readers: over a department, and over one person.
func (w *sighted) rights() {
	over, one := w.r.IntN(len(w.dept)), 1+w.r.IntN(sightedPeople-1)
	give(w.Company, map[string]any{"person_id": w.who[4], "action": "directory.person.write", "scope": "department", "object": "department:" + w.dept[over]})
	give(w.Company, map[string]any{"person_id": w.who[5], "action": "directory.person.invite", "scope": "object", "object": "person:" + w.who[one]})
	w.may[4] = func(w *sighted, t int) bool { // a department d is asked about as -2-d
		if t < -1 {
			return w.below(-2-t, over)
		}
		return w.inside(t, over)
	}
	w.may[5] = func(_ *sighted, t int) bool { return t == one }
}

// rule draws other rules.
func (w *sighted) rule() {
	for _, r := range apptest.Items(w.Admin.Must("GET", "/o/{org}/sight-rules", nil), "items") {
		w.Admin.Must("DELETE", "/o/{org}/sight-rules/"+apptest.Text(r, "id"), nil)
	}
	w.rules = nil
	some := func(n int, persons bool) (out []int) {
		for range w.r.IntN(n) {
			x := w.r.IntN(len(w.dept))
			if persons && w.r.IntN(2) == 0 {
				x = -1 - w.r.IntN(len(w.who))
			}
			out = append(out, x)
		}
		return out
	}
	for range 1 + w.r.IntN(4) {
		r := sightRule{kind: "hide", of: w.r.IntN(len(w.dept)), but: some(3, true)}
		switch w.r.IntN(3) {
		case 0:
			r.of = -1 - w.r.IntN(len(w.who))
		case 1:
			r.kind, r.also = "limit", some(3, false)
		}
		w.rules = append(w.rules, r)
		w.Admin.Must("POST", "/o/{org}/sight-rules", map[string]any{"kind": r.kind, "of": w.ref(r.of), "also": w.refs(r.also), "but": w.refs(r.but)})
	}
}

// Whatever the rules and rights, every way to learn of a person agrees with the plain
// definition of who sees whom.
func TestEveryWayToAPersonKeepsToTheRules(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		seed := rand.Uint64()
		t.Logf("seed %d", seed)
		w := newSighted(t, engine, seed)
		for p := range w.who {
			w.Admin.Must("PUT", "/o/{org}/pictures/"+w.who[p], photo(t))
		}
		w.rights()
		for range 3 {
			w.rule()
			for v := range w.eyes {
				w.look(t, v)
			}
			w.checks(t)
			if t.Failed() {
				t.Fatalf("departments %v, people in %v below %v, rules %+v", w.above, w.in, w.boss, w.rules)
			}
		}
	})
}

// checks asks the administrator's page about everybody, accounts or not.
func (w *sighted) checks(t *testing.T) {
	for v := range w.who {
		for p := range w.who {
			a := w.Admin.Must("GET", "/o/{org}/sight-rules/check?reader="+w.who[v]+"&person="+w.who[p], nil)
			if a["sees"] != w.sees(v, p) {
				t.Errorf("the check says that %d sees %d: %v", v, p, a)
			}
		}
	}
}

func (w *sighted) look(t *testing.T, v int) {
	me := w.eyes[v]
	want := func(keep func(p int) bool) string {
		out := []string{}
		for p := range w.who {
			if w.sees(v, p) && keep(p) {
				out = append(out, w.who[p])
			}
		}
		slices.Sort(out)
		return strings.Join(out, " ")
	}
	same := func(path, want string) {
		t.Helper()
		out := []string{}
		for _, one := range apptest.Items(me.Must("GET", path, nil), "items") {
			out = append(out, apptest.Text(one, "id"))
		}
		slices.Sort(out)
		if got := strings.Join(out, " "); got != want {
			t.Errorf("%d asks %s: %s\nwant %s", v, path, got, want)
		}
	}
	everybody := func(int) bool { return true }
	same("/o/{org}/people?limit=200", want(everybody))
	same("/o/{org}/people?limit=200&q=person", want(func(p int) bool { return p > 0 }))
	w.lookAtTree(t, v, want, same)
	same("/o/{org}/lines", want(func(p int) bool {
		return (w.boss[p] < 0 || !w.sees(v, w.boss[p])) && slices.ContainsFunc(w.reports(p), func(r int) bool { return w.sees(v, r) })
	}))
	changed := ""
	apptest.Eventually(t, "the changes of all whom the viewer sees", func() bool {
		changed = ""
		for since, more := 0, true; more; {
			page := me.Must("GET", fmt.Sprintf("/o/{org}/changes?since=%d", since), nil)
			changed, since, more = changed+fmt.Sprint(page["changes"]), apptest.Number(page, "next"), page["more"] == true
		}
		for p := range w.who {
			if w.sees(v, p) && !strings.Contains(changed, "person:"+w.who[p]) {
				return false
			}
		}
		return true
	})
	for p := range w.who {
		if sees := w.sees(v, p); strings.Contains(changed, "person:"+w.who[p]) != sees {
			t.Errorf("%d is told that %d changed: %v", v, p, !sees)
		}
		w.lookAt(t, v, p)
		if w.sees(v, p) {
			same("/o/{org}/lines/"+w.who[p]+"/reports", want(func(r int) bool { return w.boss[r] == p }))
		}
	}
}

func (w *sighted) reports(p int) (out []int) {
	for r := range w.who {
		if w.boss[r] == p {
			out = append(out, r)
		}
	}
	return out
}

func (w *sighted) lookAtTree(t *testing.T, v int, want func(func(int) bool) string, same func(path, want string)) {
	counts := map[string]int{}
	for _, d := range apptest.Items(w.eyes[v].Must("GET", "/o/{org}/departments", nil), "items") {
		counts[apptest.Text(d, "id")] = apptest.Number(d, "people")
	}
	for d, id := range w.dept {
		n, listed := counts[id]
		direct := want(func(p int) bool { return slices.Contains(w.in[p], d) })
		if shows := w.shows(v, d); listed != shows || shows && n != len(strings.Fields(direct)) {
			t.Errorf("%d sees department %d: %v with %d, want %v with %s", v, d, listed, n, shows, direct)
		}
		if a := w.eyes[v].Ask("GET", "/o/{org}/access/explain?action=directory.person.write&object=department:"+id, nil); (a.Status == 200) != w.shows(v, d) {
			t.Errorf("%d is explained department %d: %d", v, d, a.Status)
		}
		if !w.shows(v, d) {
			same("/o/{org}/people?department="+id, "")
			continue
		}
		same("/o/{org}/people?direct=true&department="+id, direct)
		same("/o/{org}/people?department="+id, want(func(p int) bool {
			return slices.ContainsFunc(w.in[p], func(in int) bool { return w.below(in, d) && w.shows(v, in) })
		}))
	}
}

// lookAt asks for one person in every way there is.
func (w *sighted) lookAt(t *testing.T, v, p int) {
	me, id, sees := w.eyes[v], w.who[p], w.sees(v, p)
	for _, path := range []string{"/o/{org}/people/" + id, "/o/{org}/pictures/" + id, "/o/{org}/lines/" + id, "/o/{org}/lines/" + id + "/reports"} {
		a := me.Ask("GET", path, nil)
		unknown := me.Ask("GET", strings.ReplaceAll(path, id, "nobody"), nil)
		if sees != (a.Status == 200) || !sees && (a.Status != unknown.Status || a.Code() != unknown.Code()) {
			t.Errorf("%d asks %s: %d %s, want %v", v, path, a.Status, a.Body, sees)
		}
	}
	if a := me.Ask("GET", "/o/{org}/access/explain?action=directory.person.write&object=person:"+id, nil); sees != (a.Status == 200) {
		t.Errorf("%d is explained %d: %d", v, p, a.Status)
	}
	if a := me.Ask("GET", "/o/{org}/search?q="+nameOf(p), nil); p > 0 && sees != strings.Contains(string(a.Body), nameOf(p)) {
		t.Errorf("%d finds %d: %d %s, want %v", v, p, a.Status, a.Body, sees)
	}
	if v != p && (!sees || p == 1) {
		if a := me.Ask("POST", "/o/{org}/conversations", map[string]any{"kind": "group", "title": "x", "member_ids": []string{id}}); sees != (a.Status == 201) {
			t.Errorf("%d starts talking to %d: %d %s", v, p, a.Status, a.Body)
		}
	}
	if sees {
		w.readCard(t, v, p)
	}
}

// readCard looks at what a profile and a line say about others.
func (w *sighted) readCard(t *testing.T, v, p int) {
	card := w.eyes[v].Must("GET", "/o/{org}/people/"+w.who[p], nil)
	edits := strings.Contains(fmt.Sprint(card["can"]), "edit")
	boss := ""
	if b := w.boss[p]; b >= 0 && (edits || w.sees(v, b)) {
		boss = w.who[b]
	}
	if apptest.Text(card, "manager_id") != boss {
		t.Errorf("%d is told that the manager of %d is %q, want %q", v, p, card["manager_id"], boss)
	}
	in := 0
	for _, d := range w.in[p] {
		if edits || w.shows(v, d) {
			in++
		}
	}
	if n := len(apptest.Items(card, "departments")); n != in {
		t.Errorf("%d is told %d departments of %d, want %d", v, n, p, in)
	}
	got, want := []string{}, []string{}
	for _, one := range apptest.Items(w.eyes[v].Must("GET", "/o/{org}/lines/"+w.who[p], nil), "managers") {
		got = append(got, apptest.Text(one, "id"))
	}
	for b := w.boss[p]; b >= 0; b = w.boss[b] {
		if w.sees(v, b) {
			want = append(want, w.who[b])
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("%d is told the line %v of %d, want %v", v, got, p, want)
	}
}

// Two who talk already go on by name; a rule holds at once and ends at once; nobody is
// brought in or named by whom they do not see.
func TestARuleHoldsAtOnceAndLeavesTalksTheirNames(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		ben, eve, kim := c.Hire("BEN Ng"), c.Hire("EVE Ho"), c.Hire("KIM Yu")
		legal := apptest.Text(c.Admin.Must("POST", "/o/{org}/departments", map[string]any{"name": "Legal"}), "id")
		c.Admin.Must("PATCH", "/o/{org}/people/"+eve.ID, map[string]any{"name": "EVE Ho", "title": "Counsel", "version": 1, "email": eve.Login, "staff_no": "S1", "department_ids": []string{legal}})
		eve.Must("PUT", "/o/{org}/me/picture", photo(t))
		talk, team := ben.Direct(eve), ben.Group("Team", kim)
		other := func() map[string]any {
			return apptest.Object(ben.Must("GET", "/o/{org}/conversations/"+talk, nil), "other")
		}
		if o := other(); apptest.Text(o, "title") != "Counsel" || apptest.Text(o, "picture") == "" {
			t.Errorf("before: %v", o)
		}
		rule := apptest.Text(c.Admin.Must("POST", "/o/{org}/sight-rules", map[string]any{"kind": "hide", "of": "department:" + legal, "but": []string{"person:" + kim.ID}}), "id")
		if o := other(); apptest.Text(o, "name") != "EVE Ho" || apptest.Text(o, "title")+apptest.Text(o, "picture") != "" {
			t.Errorf("who is hidden: %v", o)
		}
		if ben.Direct(eve) != talk || ben.Post(talk, "client-1", "still here", eve.ID).Status != 201 {
			t.Error("a talk that was there has ended")
		}
		for what, a := range map[string]apptest.Answer{
			"adding":       ben.Ask("POST", "/o/{org}/conversations/"+team+"/members", map[string]any{"person_ids": []string{eve.ID}}),
			"a new group":  ben.Ask("POST", "/o/{org}/conversations", map[string]any{"kind": "group", "title": "x", "member_ids": []string{eve.ID, kim.ID}}),
			"a mention":    ben.Post(team, "client-2", "ask her", eve.ID),
			"as a manager": c.Hire("TIM So").Ask("POST", "/o/{org}/conversations", map[string]any{"kind": "direct", "member_ids": []string{eve.ID}}),
		} {
			if a.Status != 422 || !strings.Contains(string(a.Body), "unknown_person") || strings.Contains(string(a.Body), "EVE") {
				t.Errorf("%s: %d %s", what, a.Status, a.Body)
			}
		}
		if kim.Ask("POST", "/o/{org}/conversations", map[string]any{"kind": "direct", "member_ids": []string{eve.ID}}).Status != 201 {
			t.Error("an exception does not hold")
		}
		give(c, map[string]any{"person_id": ben.ID, "action": "directory.person.write", "scope": "object", "object": "person:" + kim.ID})
		a := ben.Ask("PATCH", "/o/{org}/people/"+kim.ID, map[string]any{"name": "KIM Yu", "version": 1, "staff_no": "S1", "manager_id": eve.ID, "department_ids": []string{legal}})
		if text := string(a.Body); a.Status != 422 || strings.Contains(text, "EVE") || !strings.Contains(text, `"taken"`) || !strings.Contains(text, "unknown_person") || !strings.Contains(text, "unknown_department") {
			t.Errorf("an edit tells: %d %s", a.Status, text)
		}
		c.Admin.Must("DELETE", "/o/{org}/sight-rules/"+rule, nil)
		if o := other(); apptest.Text(o, "title") != "Counsel" {
			t.Errorf("after: %v", o)
		}
		if got := actions(c.Admin, "directory.sight"); len(got) != 2 {
			t.Errorf("recorded as %v", got)
		}
	})
}

// A rule names those who are there, goes with what it is about, and says to the
// administrator why somebody is not seen.
func TestRulesOfSightNameWhoIsThere(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		ben := c.Hire("BEN Ng")
		shop := apptest.Text(c.Admin.Must("POST", "/o/{org}/departments", map[string]any{"name": "Shop"}), "id")
		for want, body := range map[string]map[string]any{
			"body.of unknown_department":  {"kind": "limit", "of": "department:nowhere"},
			"body.of unknown_object":      {"kind": "limit", "of": "person:" + ben.ID},
			"body.but unknown_person":     {"kind": "hide", "of": "department:" + shop, "but": []string{"person:nobody"}},
			"body.also unknown_object":    {"kind": "limit", "of": "department:" + shop, "also": []string{"person:" + ben.ID}},
			"body.kind validation_failed": {"kind": "show", "of": "department:" + shop},
		} {
			a := c.Admin.Ask("POST", "/o/{org}/sight-rules", body)
			at, code, _ := strings.Cut(want, " ")
			if a.Status/100 != 4 || !strings.Contains(string(a.Body), at) || code != "validation_failed" && !strings.Contains(string(a.Body), code) {
				t.Errorf("%v: %d %s", body, a.Status, a.Body)
			}
		}
		id := apptest.Text(c.Admin.Must("POST", "/o/{org}/sight-rules", map[string]any{"kind": "hide", "of": "person:" + c.Admin.ID, "but": []string{"department:" + shop}}), "id")
		check := c.Admin.Must("GET", "/o/{org}/sight-rules/check?reader="+ben.ID+"&person="+c.Admin.ID, nil)
		if check["sees"] != false || fmt.Sprint(check["rule_ids"]) != "["+id+"]" {
			t.Errorf("%v", check)
		}
		if a := ben.Ask("GET", "/o/{org}/people/"+c.Admin.ID, nil); a.Status != 404 {
			t.Errorf("%d", a.Status)
		}
		c.Admin.Must("PUT", "/o/{org}/sight-rules/"+id, map[string]any{"kind": "limit", "of": "department:" + shop, "but": []string{"person:" + ben.ID}})
		rule := apptest.Items(c.Admin.Must("GET", "/o/{org}/sight-rules", nil), "items")[0]
		if apptest.Text(apptest.Object(rule, "of"), "name") != "Shop" || apptest.Text(apptest.Items(rule, "but")[0], "name") != "BEN Ng" {
			t.Errorf("%v", rule)
		}
		c.Admin.Must("DELETE", "/o/{org}/departments/"+shop, nil)
		if left := apptest.Items(c.Admin.Must("GET", "/o/{org}/sight-rules", nil), "items"); len(left) != 0 {
			t.Errorf("of a department that is gone: %v", left)
		}
	})
}
