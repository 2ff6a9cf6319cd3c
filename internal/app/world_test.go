package app_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tramway/internal/app/apptest"
	"tramway/internal/authz"
	"tramway/internal/httpapi"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares with a checked-in file, or writes it.
func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) == got {
		return
	}
	at := 0
	for at < min(len(want), len(got)) && want[at] == got[at] {
		at++
	}
	around := func(s string) string { return s[max(0, min(at-80, len(s))):min(at+120, len(s))] }
	t.Errorf("%s differs at byte %d (go test ./internal/app -update writes it anew):\n got %s\nwant %s", path, at, around(got), around(string(want)))
}

// world is a company with something of everything in it, a person of each role,
// and a stranger who runs another company.
type world struct {
	*apptest.Company
	who       map[string]*apptest.Person // of each of callers
	elsewhere *apptest.Company           // the stranger's
	ids       map[string]string          // what {id} means below a path
	direct    map[string]string          // each person's direct conversation with the administrator
}

// secret is in every text of the world, and nowhere else.
const secret = "Kowloon4711"

// unproved is an administrator in a session of one factor.
var callers = []string{"nobody", "stranger", "guest", "member", "unproved", "administrator"}

func newWorld(c *apptest.Company) *world {
	t := c.In.T
	t.Helper()
	w := &world{Company: c, who: map[string]*apptest.Person{}, ids: map[string]string{}, direct: map[string]string{}}
	w.elsewhere = c.Another("Elsewhere")
	guest, member := c.Hire("GUEST "+secret), c.Hire("MEMBER "+secret)
	c.Become(guest, authz.Guest)
	unproved := c.Hire("UNPROVED " + secret)
	c.Become(unproved, authz.Administrator, authz.Member)
	stranger, nobody := *w.elsewhere.Admin, apptest.Person{In: c.In}
	stranger.Org, nobody.Org = c.ID, c.ID
	w.who = map[string]*apptest.Person{"nobody": &nobody, "stranger": &stranger, "guest": guest, "member": member, "unproved": unproved, "administrator": c.Admin}
	a := c.Admin
	dept := a.Must("POST", "/o/{org}/departments", map[string]any{"name": "Department " + secret})
	w.ids["/departments/"] = apptest.Text(dept, "id")
	person := a.Must("POST", "/o/{org}/people", map[string]any{"name": "SOMEBODY " + secret, "department_ids": []string{apptest.Text(dept, "id")}})
	w.ids["/people/"] = apptest.Text(person, "id")
	w.ids["/access/roles/"] = "guest"
	grant := a.Must("POST", "/o/{org}/access/grants", map[string]any{"person_id": w.ids["/people/"], "action": "directory.person.write",
		"scope": "department", "object": "department:" + w.ids["/departments/"]})
	w.ids["/access/grants/"] = apptest.Text(grant, "id")
	w.direct = map[string]string{"guest": a.Direct(guest), "member": a.Direct(member), "unproved": a.Direct(unproved), "administrator": a.Direct(member)}
	w.ids["/conversations/"] = a.Group("Group "+secret, member, guest)
	a.Post(w.ids["/conversations/"], "secret-1", "Text "+secret)
	a.Post(w.direct["member"], "secret-2", "Text "+secret)
	file := apptest.File{Name: secret + ".csv", Content: []byte("Name,Staff no.\nIMPORTED " + secret + ",S-1\n")}
	w.ids["/imports/"] = apptest.Text(a.Must("POST", "/o/{org}/people/imports", file), "id")
	// Applied and undone, so that neither route starts a job while others ask.
	for _, step := range [][2]string{{"apply", "applied"}, {"undo", "undone"}} {
		a.Must("POST", "/o/{org}/people/imports/"+w.ids["/imports/"]+"/"+step[0], nil)
		becomes(t, a, w.ids["/imports/"], step[1])
	}
	told := a.Must("POST", "/o/{org}/announcements", map[string]any{"template": "free", "must_confirm": true, "audience": map[string]any{"person_ids": []string{a.ID, w.ids["/people/"]}},
		"content": map[string]any{"en": map[string]any{"title": "Title " + secret, "body": "Text " + secret}, "zh": map[string]any{}}})
	w.ids["/announcements/"] = apptest.Text(told, "id")
	a.Must("POST", "/o/{org}/announcements/"+w.ids["/announcements/"]+"/publish", map[string]any{"revision": told["revision"]})
	apptest.Eventually(t, "it is handed out", func() bool {
		v := a.Must("GET", "/o/{org}/announcements/"+w.ids["/announcements/"], nil)
		return v["counts"].(map[string]any)["delivered"] == true
	})
	entries := apptest.Items(a.Must("GET", "/o/{org}/record/entries", nil), "items")
	w.ids["/entries/"] = apptest.Text(entries[0], "id")
	apptest.Eventually(t, "everything is in the tree", func() bool {
		e := a.Must("GET", "/o/{org}/record/entries/"+w.ids["/entries/"], nil)
		return e["integrated"] == true
	})
	return w
}

// path fills a route's address with things that exist; {org} stays.
func (w *world) path(r httpapi.Route, caller string) string {
	p := strings.Replace(r.Path, "{path...}", "0/000.p/1", 1)
	for below, id := range w.ids {
		p = strings.Replace(p, below+"{id}", below+id, 1)
	}
	if d := w.direct[caller]; d != "" { // what would change a group says 409 here, so that calls don't disturb each other
		p = strings.Replace(p, w.ids["/conversations/"], d, 1)
	}
	return strings.NewReplacer("{id}", "nothing-of-this-name", "{path}", "x", "{seq}", "1", "{emoji}", "👍", "{person}", "x", "{n}", "0", "{look}", "thumb", "{robot}", "x", "{token}", "x", "{function}", "chats").Replace(p)
}

func mutates(r httpapi.Route) bool { return r.Method != "GET" && r.Method != "HEAD" }
