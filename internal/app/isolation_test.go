package app_test

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tramway/internal/app/apptest"
	"tramway/internal/httpapi"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// identifier is how every id of the program looks, whatever it names.
var identifier = regexp.MustCompile(`^[a-z]{2}[0-9a-v]{24}$`)

// collect gathers every identifier in an answer.
func collect(v any, into map[string]bool) {
	switch v := v.(type) {
	case string:
		if _, id, ok := strings.Cut(v, ":"); ok {
			v = id
		}
		if identifier.MatchString(v) {
			into[v] = true
		}
	case []any:
		for _, e := range v {
			collect(e, into)
		}
	case map[string]any:
		for _, e := range v {
			collect(e, into)
		}
	}
}

// everything asks all a company's administrator can read and collects the ids.
func everything(w *world) []string {
	ids := map[string]bool{}
	for _, r := range w.In.App.Server.Routes() {
		if r.Method != "GET" || strings.HasSuffix(r.Path, "/export") {
			continue
		}
		for _, query := range []string{"", "?limit=200"} {
			var v any
			if json.Unmarshal(w.Admin.Ask("GET", w.path(r, "")+query, nil).Body, &v) == nil {
				collect(v, ids)
			}
		}
	}
	var out []string
	for id := range ids {
		if id != w.ID && !strings.HasPrefix(id, "rq") { // a request's id names nothing one can ask for
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}

// bodies are ones that each route would do something with.
func bodies(r httpapi.Route, person string) any {
	v := map[string]any{
		"/messages": map[string]any{"client_id": "intruder-1", "text": "hello"}, "/read": map[string]any{"seq": 1},
		"/members": map[string]any{"person_ids": []string{person}}, "/mapping": map[string]any{"mapping": map[string]string{"0": "name"}},
		"/conversations/{id}": map[string]any{"title": "mine"}, "/departments/{id}": map[string]any{"name": "mine"},
		"/people/{id}": map[string]any{"name": "MINE", "version": 1},
	}
	for end, body := range v {
		if r.Method != "GET" && r.Method != "DELETE" && strings.HasSuffix(r.Path, end) {
			return body
		}
	}
	return nil
}

func TestTwoOrganisationsDoNotSeeEachOther(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		w := newWorld(apptest.New(t, engine).Setup())
		w.Admin.Must("GET", "/o/{org}/sso/saml", nil) // makes the key of which it tells, once
		ids := everything(w)
		if len(ids) < 25 {
			t.Fatalf("only %d identifiers found: %v", len(ids), ids)
		}
		before := w.Admin.Must("GET", "/o/{org}/record/state", nil)
		b := w.elsewhere.Admin
		for _, r := range w.In.App.Server.Routes() {
			if !strings.Contains(r.Path, "{id}") {
				continue
			}
			for _, org := range []string{w.ID, b.Org} {
				if org == w.ID && !strings.Contains(r.Path, "{org}") {
					continue
				}
				for _, id := range ids {
					who := *b
					who.Org = org
					a := who.Ask(r.Method, strings.NewReplacer("{id}", id, "{seq}", "1", "{emoji}", "👍", "{person}", "x", "{n}", "0", "{look}", "thumb", "{robot}", "x", "{token}", "x", "{function}", "chats").Replace(r.Path), bodies(r, b.ID))
					if a.Status/100 == 2 || a.Status >= 500 || bytes.Contains(a.Body, []byte(secret)) {
						t.Errorf("%s %s in %s with %s: %d %s", r.Method, r.Path, org, id, a.Status, a.Body)
					}
				}
			}
		}
		own(t, w, b)
		if a := w.Admin.Ask("GET", "/o/{org}/me", nil); a.Status != 200 || !bytes.Contains(a.Body, []byte(w.Admin.ID)) {
			t.Errorf("the administrator's session did not survive: %d %s", a.Status, a.Body)
		}
		if after := w.Admin.Must("GET", "/o/{org}/record/state", nil); after["size"] != before["size"] {
			t.Errorf("the record grew from %v to %v: %v", before["size"], after["size"], apptest.Items(w.Admin.Must("GET", "/o/{org}/record/entries?limit=1", nil), "items"))
		}
	})
}

// own: what a company reads of its own holds nothing of the other, and its
// bodies can't name what is the other's.
func own(t *testing.T, w *world, b *apptest.Person) {
	t.Helper()
	for _, r := range w.In.App.Server.Routes() {
		if r.Method == "GET" {
			path := strings.NewReplacer("{path...}", "0/000.p/1", "{id}", w.ids["/people/"]).Replace(r.Path)
			for _, query := range []string{"", "?q=" + secret, "?department=" + w.ids["/departments/"], "?actor=" + w.Admin.ID, "?after=0"} {
				a := b.Ask("GET", path+query, nil)
				if bytes.Contains(a.Body, []byte(secret)) || bytes.Contains(a.Body, []byte(w.ID)) || a.Status >= 500 {
					t.Errorf("GET %s%s shows the other company: %d %.300s", path, query, a.Status, a.Body)
				}
			}
		}
	}
	person, dept := w.ids["/people/"], w.ids["/departments/"]
	colleague := w.elsewhere.Hire("COLLEAGUE")
	mine := b.Group("Mine", colleague)
	for _, k := range []struct {
		method, path string
		body         any
	}{
		{"POST", "/o/{org}/conversations", map[string]any{"kind": "direct", "member_ids": []string{person}}},
		{"POST", "/o/{org}/conversations", map[string]any{"kind": "group", "member_ids": []string{b.ID, person}}},
		{"POST", "/o/{org}/conversations/" + mine + "/members", map[string]any{"person_ids": []string{person}}},
		{"POST", "/o/{org}/people", map[string]any{"name": "X", "department_ids": []string{dept}}},
		{"POST", "/o/{org}/people", map[string]any{"name": "X", "manager_id": person}},
		{"POST", "/o/{org}/departments", map[string]any{"name": "X", "parent_id": dept}},
		{"POST", "/o/{org}/access/roles/manager/people", map[string]any{"person_id": person}},
		{"POST", "/o/{org}/access/grants", map[string]any{"person_id": person, "action": "record.read", "scope": "all"}},
		{"POST", "/o/{org}/access/grants", map[string]any{"person_id": colleague.ID, "action": "directory.person.write", "scope": "department", "object": "department:" + dept}},
		{"GET", "/o/{org}/access/rights?person=" + person, nil},
		{"GET", "/o/{org}/access/explain?action=chat.use&person=" + person, nil},
		{"GET", "/o/{org}/access/explain?action=chat.use&object=department:" + dept, nil},
	} {
		if a := b.Ask(k.method, k.path, k.body); a.Status != 422 || bytes.Contains(a.Body, []byte(secret)) {
			t.Errorf("%s %s naming what is the other's: %d %s", k.method, k.path, a.Status, a.Body)
		}
	}
	tile := func(p *apptest.Person) []byte { return p.Ask("GET", "/o/{org}/record/log/tile/0/000.p/1", nil).Body }
	if bytes.Equal(tile(w.Admin), tile(b)) {
		t.Error("both companies have the same tile")
	}
	// Evidence of one is not believed by the other.
	proof := w.Admin.Ask("GET", "/o/{org}/record/entries/"+w.ids["/entries/"]+"/proof", nil)
	if v := b.Must("POST", "/o/{org}/record/verify", map[string]any{"bundle": string(proof.Body)}); v["ok"] != false || v["entry"] != nil {
		t.Errorf("evidence of another company: %v", v)
	}
}
