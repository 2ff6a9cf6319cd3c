package app_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"tramway/internal/app/apptest"
	"tramway/internal/authz"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

const reentering = 4010 // the socket's code for "come back and be asked again"

func give(c *apptest.Company, body map[string]any) string {
	c.In.T.Helper()
	return apptest.Text(c.Admin.Must("POST", "/o/{org}/access/grants", body), "id")
}

func TestARightThatIsTakenIsGoneAtOnce(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		boss, bystander := c.Hire("BOSS"), c.Hire("BYSTANDER")
		looks := func() int { return boss.Ask("GET", "/o/{org}/law/topics", nil).Status }
		if looks() != 403 {
			t.Error("a member may look law up")
		}
		s := boss.Open()
		c.Admin.Must("POST", "/o/{org}/access/roles/manager/people", map[string]any{"person_id": boss.ID})
		if looks() != 200 || s.Push(soon, "changed") == nil {
			t.Error("a right that was given does not show")
		}
		other := bystander.Open()
		c.Admin.Must("DELETE", "/o/{org}/access/roles/manager/people/"+boss.ID, nil)
		if looks() != 403 {
			t.Error("the next request still has the right")
		}
		if code, ok := s.Closed(soon); !ok || code != reentering {
			t.Errorf("the socket: closed %v, code %d", ok, code)
		}
		if _, ended := other.Closed(quiet); ended {
			t.Error("somebody else's socket closed")
		}
		boss.Open() // as far as they still may
		c.Become(boss)
		if _, status := boss.Listen(c.In.Config.Origin); status != 403 {
			t.Errorf("without any role: %d", status)
		}
	})
}

func TestAGrantEndsByItself(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		helper := c.Hire("HELPER")
		end := time.Now().Add(3 * time.Second).Truncate(time.Second)
		id := give(c, map[string]any{"person_id": helper.ID, "action": "record.read", "scope": "all", "until": end})
		s := helper.Open()
		for reads := 200; time.Now().Before(end.Add(200 * time.Millisecond)); time.Sleep(20 * time.Millisecond) {
			before := time.Now()
			status := helper.Ask("GET", "/o/{org}/record/state", nil).Status
			if status != reads && before.Before(end) && !time.Now().Before(end) {
				continue // asked before and answered after
			}
			if before.After(end) {
				reads = 403
			}
			if status != reads {
				t.Fatalf("%v before the end: %d", end.Sub(before), status)
			}
		}
		if code, ok := s.Closed(soon); !ok || code != reentering {
			t.Errorf("the socket: closed %v, code %d", ok, code)
		}
		apptest.Eventually(t, "the end is in the record", func() bool {
			ends := apptest.Items(c.Admin.Must("GET", "/o/{org}/record/entries?action=access.grant.end", nil), "items")
			return len(ends) == 1 && apptest.Text(apptest.Object(ends[0], "before"), "id") == id && ends[0]["actor_kind"] == "system"
		})
		if gs := apptest.Items(c.Admin.Must("GET", "/o/{org}/access/grants", nil), "items"); len(gs) != 0 {
			t.Errorf("still listed: %v", gs)
		}
	})
}

// A sub-administrator of one department writes about its people and no others.
func TestARightOverOneDepartmentStaysInIt(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		dept := func(name, parent string) string {
			return apptest.Text(c.Admin.Must("POST", "/o/{org}/departments", map[string]any{"name": name, "parent_id": parent}), "id")
		}
		sales := dept("Sales", "")
		shop, finance := dept("Shop", sales), dept("Finance", "")
		person := func(name, dept string) string {
			return apptest.Text(c.Admin.Must("POST", "/o/{org}/people", map[string]any{"name": name, "department_ids": []string{dept}}), "id")
		}
		inShop, inFinance := person("SHOPKEEPER", shop), person("BOOKKEEPER", finance)
		sub := c.Hire("SUB")
		if a := sub.Ask("POST", "/o/{org}/people", map[string]any{"name": "X", "department_ids": []string{shop}}); a.Status != 403 {
			t.Errorf("before the grant: %d", a.Status)
		}
		give(c, map[string]any{"person_id": sub.ID, "action": "directory.person.write", "scope": "department", "object": "department:" + sales})
		edit := func(id, name string, depts ...string) map[string]any {
			return map[string]any{"name": name, "department_ids": depts, "version": 1}
		}
		for _, k := range []struct {
			what, method, path string
			body               any
			status             int
		}{
			{"moves one out", "PATCH", "/people/" + inShop, edit(inShop, "OUT", finance), 403},
			{"changes one elsewhere", "PATCH", "/people/" + inFinance, edit(inFinance, "ELSE", finance), 403},
			{"draws one in", "PATCH", "/people/" + inFinance, edit(inFinance, "IN", shop), 403},
			{"changes one there", "PATCH", "/people/" + inShop, edit(inShop, "MINE", shop), 200},
			{"adds one there", "POST", "/people", map[string]any{"name": "NEW", "department_ids": []string{shop}}, 201},
			{"adds one elsewhere", "POST", "/people", map[string]any{"name": "NEW", "department_ids": []string{finance}}, 403},
			{"adds one nowhere", "POST", "/people", map[string]any{"name": "NEW"}, 403},
			{"invites one there", "POST", "/people/" + inShop + "/invitation", nil, 403},
			{"changes a department", "POST", "/departments", map[string]any{"name": "Mine", "parent_id": sales}, 403},
		} {
			if a := sub.Ask(k.method, "/o/{org}"+k.path, k.body); a.Status != k.status {
				t.Errorf("%s: %d %s, want %d", k.what, a.Status, a.Body, k.status)
			}
		}
		for _, p := range apptest.Items(sub.Must("GET", "/o/{org}/people", nil), "items") {
			can, _ := p["can"].([]any)
			name := apptest.Text(p, "name")
			if may := slices.Contains(can, "edit"); may != (name == "MINE" || name == "NEW") {
				t.Errorf("%s: edit %v", name, may)
			}
		}
	})
}

func TestEverybodyAsksAboutThemselvesAdministratorsAboutAll(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		member, other := c.Hire("MEMBER"), c.Hire("OTHER")
		member.Lang = "zh-HK"
		mine := member.Must("GET", "/o/{org}/access/explain?action=record.read", nil)
		if mine["answer"] != "no" || !strings.Contains(apptest.Text(apptest.Items(mine, "reasons")[0], "text"), "管理員") {
			t.Errorf("about oneself: %v", mine)
		}
		for _, path := range []string{"rights?person=" + other.ID, "explain?action=record.read&person=" + other.ID} {
			if a := member.Ask("GET", "/o/{org}/access/"+path, nil); a.Status != 403 {
				t.Errorf("a member about another: %d %s", a.Status, a.Body)
			}
			if a := c.Admin.Ask("GET", "/o/{org}/access/"+path, nil); a.Status != 200 {
				t.Errorf("an administrator about a member: %d %s", a.Status, a.Body)
			}
		}
		own := c.Admin.Must("GET", "/o/{org}/access/explain?action=access.role.write&object=person:"+c.Admin.ID, nil)
		if own["answer"] != "no" || apptest.Text(apptest.Items(own, "reasons")[0], "policy") != "forbid:own_rights" {
			t.Errorf("one's own rights: %v", own)
		}
		// What is answered is what happens.
		for _, x := range apptest.Items(member.Must("GET", "/o/{org}/access/rights", nil), "items") {
			holds := holds(apptest.Text(x, "action"), authz.Member)
			if (x["answer"] == "yes") != holds {
				t.Errorf("%v: %v, by the modules' lists %v", x["action"], x["answer"], holds)
			}
		}
		for path, location := range map[string]string{"action=chat.fly": "query.action", "action=chat.use&object=x": "query.object", "action=chat.use&object=person:zoe": "query.object"} {
			a := c.Admin.Ask("GET", "/o/{org}/access/explain?"+path, nil)
			if a.Status != 422 || apptest.Text(apptest.Items(a.JSON(), "errors")[0], "location") != location {
				t.Errorf("%s: %d %s", path, a.Status, a.Body)
			}
		}
	})
}

func TestPeopleOfARoleArePaged(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		want := []string{c.Admin.ID}
		for range 4 {
			want = append(want, c.Hire("PERSON").ID)
		}
		var got []string
		for cursor := ""; ; {
			v := c.Admin.Must("GET", "/o/{org}/access/roles/member/people?limit=2&cursor="+cursor, nil)
			for _, p := range apptest.Items(v, "items") {
				if got = append(got, apptest.Text(p, "id")); apptest.Text(p, "name") == "" {
					t.Errorf("nameless: %v", p)
				}
			}
			if cursor = apptest.Text(v, "next"); cursor == "" {
				break
			}
		}
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%v, want %v", got, want)
		}
	})
}

func TestAGuestWhoWasMadeOneBeforeComingStaysOne(t *testing.T) {
	t.Parallel()
	c := apptest.New(t, sqldb.SQLite).Setup()
	v := c.Admin.Must("POST", "/o/{org}/people", map[string]any{"name": "VISITOR", "email": "visitor@other.example"})
	c.Admin.Must("POST", "/o/{org}/access/roles/guest/people", map[string]any{"person_id": v["id"]})
	guest := c.Accept(apptest.Text(v, "id"), "visitor@other.example")
	if a := guest.Ask("GET", "/o/{org}/people", nil); a.Status != 403 {
		t.Errorf("a guest reads the directory: %d", a.Status)
	}
}

// Rights are changed by somebody who proved lately that it is them.
func TestRightsAreChangedWithFreshPresence(t *testing.T) {
	t.Parallel()
	c := apptest.New(t, sqldb.SQLite).Setup()
	member := c.Hire("MEMBER")
	err := c.In.App.Host.DB().Write(context.Background(), func(ctx context.Context, q sqldb.Q) error {
		_, err := sqldb.Exec(ctx, q, `UPDATE {o}.sessions SET fresh_until=1`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	asked := 0
	for _, r := range c.In.App.Server.Routes() {
		if !strings.Contains(r.Path, "/access/") || r.Method == "GET" {
			continue
		}
		asked++
		path := strings.NewReplacer("{id}", "manager", "{person}", member.ID).Replace(r.Path)
		if a := c.Admin.Ask(r.Method, path, map[string]any{"person_id": member.ID}); a.Code() != "fresh_needed" {
			t.Errorf("%s %s: %d %s", r.Method, r.Path, a.Status, a.Body)
		}
	}
	if asked != 10 {
		t.Errorf("%d routes change rights", asked)
	}
}
