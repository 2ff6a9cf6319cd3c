package app_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"

	"tramway/internal/app"
	"tramway/internal/app/apptest"
	"tramway/internal/httpapi"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// junk are bodies that no route does anything with.
func junk() map[string][]byte {
	deep := func(open, shut string) []byte {
		return []byte(strings.Repeat(open, 10000) + "1" + strings.Repeat(shut, 10000))
	}
	return map[string][]byte{
		"null": []byte("null"), "true": []byte("true"), "number": []byte("42"), "text": []byte(`"text"`), "array": []byte("[]"), "arrays": []byte(`[[1],[2]]`),
		"no body": {}, "blanks": []byte("   \n"), "not JSON": []byte("name=x&y=z"), "half": []byte(`{"name":`), "two": []byte(`{}{}`), "XML": []byte("<a/>"),
		"deep arrays": deep("[", "]"), "deep objects": deep(`{"a":`, "}"), "deep field": append(append([]byte(`{"name":`), deep("[", "]")...), '}'),
		"invalid UTF-8": []byte("{\"name\":\"\xff\xfe\xc0\x80\"}\xff"), "a NUL byte": []byte("{\"name\":\"a\x00b\"}"), "byte order": []byte("\xef\xbb\xbf{}"),
		"unknown fields": []byte(`{"no_such_field_1":1,"__proto__":{"admin":true},"constructor":null}`),
		"huge numbers":   []byte(`{"version":1e400,"seq":99999999999999999999999,"sort":1e308}`), "a float": []byte(`{"seq":1.5,"version":1.5,"sort":0.1,"mapping":1,"kind":1}`),
		"negative":        []byte(`{"seq":-1,"version":-9223372036854775808,"sort":-5,"kind":"x"}`),
		"all wrong":       []byte(`{"name":1,"text":[],"client_id":{},"member_ids":"x","person_ids":{"0":1},"title":false,"seq":"1","version":"1","login":7,"password":[],"handle":1,"token":{},"bundle":1,"mapping":[],"kind":[],"admin":1,"organisation":[],"current":1,"new":2,"region":3,"credential":1}`),
		"all null":        []byte(`{"name":null,"text":null,"client_id":null,"member_ids":null,"person_ids":null,"title":null,"seq":null,"version":null,"login":null,"password":null,"handle":null,"token":null,"bundle":null,"mapping":null,"kind":null,"admin":null,"organisation":null,"current":null,"new":null,"region":null,"credential":null}`),
		"nulls in arrays": []byte(`{"client_id":"12345678","text":null,"mentions":[null],"member_ids":[null],"person_ids":[null,1,[]],"department_ids":[null],"mapping":{"0":null,"x":{}}}`),
	}
}

func takesBody(r httpapi.Route) bool {
	return r.Method != "GET" && r.Method != "HEAD" && r.Method != "DELETE"
}

func TestNoBodyBreaksARoute(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		w := newWorld(apptest.New(t, engine).Setup())
		admin := *w.Admin
		admin.Lang = "zh-HK,zh;q=0.9,en;q=0.1"
		for _, r := range w.In.App.Server.Routes() {
			if !takesBody(r) || strings.HasPrefix(r.Path, "/sign-out") {
				continue
			}
			bodiless := w.Admin.Ask(r.Method, w.path(r, "administrator"), nil)
			for name, body := range junk() {
				a := admin.Ask(r.Method, w.path(r, "administrator"), body)
				if bodiless.Status/100 == 2 || bodiless.Status == 409 { // the route reads no body
					if a.Status >= 500 {
						t.Errorf("%s %s, %s: %d", r.Method, r.Path, name, a.Status)
					}
					continue
				}
				problem(t, fmt.Sprintf("%s %s, %s", r.Method, r.Path, name), a)
			}
		}
	})
}

// problem: a refusal in the reader's language that names its code.
func problem(t *testing.T, what string, a apptest.Answer) {
	t.Helper()
	v := a.JSON()
	if a.Status/100 != 4 || a.Header.Get("Content-Type") != "application/problem+json" || a.Code() == "" || apptest.Text(v, "detail") == "" {
		t.Errorf("%s: %d %s %.300s", what, a.Status, a.Header.Get("Content-Type"), a.Body)
		return
	}
	if strings.IndexFunc(apptest.Text(v, "detail"), func(r rune) bool { return unicode.Is(unicode.Han, r) }) < 0 {
		t.Errorf("%s: not Chinese: %s", what, a.Body)
	}
	for _, f := range apptest.Items(v, "errors") {
		if strings.IndexFunc(apptest.Text(f, "message"), func(r rune) bool { return unicode.Is(unicode.Han, r) }) < 0 {
			t.Errorf("%s: a field's message is not Chinese: %v", what, f)
		}
	}
}

// what would be accepted, but for one character or a repeated person.
func TestTextThatADatabaseCannotHold(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		w := newWorld(apptest.New(t, engine).Setup())
		admin, dept := *w.Admin, w.ids["/departments/"]
		admin.Lang = "zh-HK"
		conv := w.ids["/conversations/"]
		for path, body := range map[string]string{
			"/o/{org}/people": `{"name":"a\u0000b"}`, "/o/{org}/departments": `{"name":"a\u0000b"}`, "/organisations": `{"name":"a\u0000b","region":"hk"}`,
			"/o/{org}/conversations":                       `{"kind":"group","title":"a\u0000b","member_ids":["` + w.who["member"].ID + `"]}`,
			"/o/{org}/conversations/" + conv + "/messages": `{"client_id":"a\u0000b45678","text":"x"}`,
			"/sign-in": `{"login":"a\u0000b@c.example","password":"x"}`,
			"/o/{org}/conversations/" + conv + "/members":                   `{"person_ids":["a\u0000b"]}`,
			"/o/{org}/people/imports/" + w.ids["/imports/"] + "/undo?x=%00": ``,
		} {
			problem(t, "POST "+path, admin.Ask("POST", path, []byte(body)))
		}
		for _, path := range []string{"/o/{org}/people?q=%00", "/o/{org}/people?q=%ff", "/o/{org}/people/%00", "/o/{org}/people/%ff%fe", "/o/{org}/people?department=%00",
			"/o/{org}/people?cursor=%00", "/o/{org}/people?cursor=e30", "/o/{org}/people?cursor=!!", "/o/{org}/people?limit=-1", "/o/{org}/people?limit=99999999999999999999",
			"/o/%00/me", "/o/{org}/record/entries?actor=%00", "/o/{org}/record/entries?from=yesterday", "/o/{org}/record/entries?cursor=eyJhIjoxfQ",
			"/o/{org}/record/log/tile/%00", "/o/{org}/record/log/tile/0/x999", "/o/{org}/conversations/" + conv + "/messages?after=x", "/no/such/route", "/o/{org}/conversations?cursor=W10"} {
			if a := admin.Ask("GET", path, nil); !(a.Status == 200 && strings.HasSuffix(path, "cursor=e30")) {
				problem(t, "GET "+path, a)
			}
		}
		v := admin.Must("POST", "/o/{org}/people", map[string]any{"name": "TWICE", "department_ids": []string{dept, dept}})
		if n := len(apptest.Items(v, "departments")); n != 1 {
			t.Errorf("the same department twice: %v", v["departments"])
		}
		a := admin.Ask("POST", "/o/{org}/people/imports", apptest.File{Name: "a\x00b\xff.csv", Content: []byte("Name\nNUL \x00 INSIDE\n")})
		if a.Status >= 500 {
			t.Errorf("a file with an impossible name: %d %s", a.Status, a.Body)
		}
	})
}

// fileRoutes take a form with a file.
var fileRoutes = []string{"POST /o/{org}/people/imports", "PUT /o/{org}/me/picture", "PUT /o/{org}/pictures/{id}", "PUT /o/{org}/picture", "PUT /o/{org}/verification/papers/{kind}"}

// streamRoutes read what comes as a protocol of its own, piece by piece; attachments_test.go
// holds them to their bounds.
var streamRoutes = []string{"POST /o/{org}/uploads", "PATCH /o/{org}/uploads/{id}", "DELETE /o/{org}/uploads/{id}"}

func TestTooLargeAndTooOften(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		who := *c.Admin
		who.Lang = "zh-HK"
		for _, r := range c.In.App.Server.Routes() {
			if !takesBody(r) || strings.HasPrefix(r.Path, "/sign-out") || c.Admin.Ask(r.Method, r.Path, []byte("1")).Status/100 == 2 {
				continue
			}
			size := int64(2 << 20)
			if r.MaxBody > 0 {
				size = r.MaxBody + 1
			}
			a := who.Ask(r.Method, strings.NewReplacer("{id}", "x", "{name}", "functional", "{seq}", "1", "{emoji}", "👍", "{person}", "x", "{n}", "0", "{look}", "thumb", "{robot}", "x", "{token}", "x", "{function}", "chats").Replace(r.Path), bytes.Repeat([]byte("x"), int(size)))
			if a.Status == 204 || a.Status == 404 || a.Status == 409 || slices.Contains(slices.Concat(fileRoutes, streamRoutes), r.Method+" "+r.Path) {
				continue // reads no body; files are asked below
			}
			problem(t, r.Method+" "+r.Path, a)
			if a.Status != 413 || a.Code() != "too_large" {
				t.Errorf("%s %s, %d bytes: %d %.200s", r.Method, r.Path, size, a.Status, a.Body)
			}
		}
		for _, r := range fileRoutes {
			method, path, _ := strings.Cut(r, " ")
			path = strings.NewReplacer("{kind}", "incorporation", "{id}", who.ID).Replace(path)
			big := who.Ask(method, path, apptest.File{Name: "big.csv", Content: bytes.Repeat([]byte("Name\n"), 3<<20)})
			problem(t, "a file of 15 MB", big)
			if big.Status != 413 {
				t.Errorf("%s, a file of 15 MB: %d %s", r, big.Status, big.Body)
			}
		}

		slow := apptest.New(t, engine, func(c *app.Config) { c.Rate = 2 })
		refused := 0
		for range 20 {
			v := slow.Nobody()
			v.Lang = "zh-HK"
			if a := v.Ask("GET", "/boot", nil); a.Status != 200 {
				refused++
				problem(t, "too often", a)
				if a.Status != 429 || a.Header.Get("Retry-After") == "" || a.Header.Get("Retry-After") == "0" {
					t.Errorf("too often: %d, Retry-After %q", a.Status, a.Header.Get("Retry-After"))
				}
			}
		}
		if refused < 8 {
			t.Errorf("%d of 20 requests at once refused at 2 a second", refused)
		}
	})
}
