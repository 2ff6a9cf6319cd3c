package app_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"tramway/internal/app"
	"tramway/internal/app/apptest"
	"tramway/internal/sqldb"
)

func TestTheDescriptionIsTheOneThePageWasBuiltFrom(t *testing.T) {
	t.Parallel()
	b, err := app.OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "../../web/openapi.json", string(b)+"\n")
}

func TestTheDescriptionSaysEverythingOfEveryRoute(t *testing.T) {
	t.Parallel()
	in := apptest.New(t, sqldb.SQLite)
	b, err := in.App.Server.OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	var doc map[string]any
	if err := json.Unmarshal(b, &doc); err != nil {
		t.Fatal(err)
	}
	if v := apptest.Text(doc, "openapi"); !strings.HasPrefix(v, "3.1.") {
		t.Errorf("version %q", v)
	}
	paths := apptest.Object(doc, "paths")
	names := map[string]bool{}
	for _, r := range in.App.Server.Routes() {
		path := "/api/v1" + strings.Replace(r.Path, "...}", "}", 1)
		op := apptest.Object(apptest.Object(paths, path), strings.ToLower(r.Method))
		if op == nil {
			t.Errorf("%s %s is not described", r.Method, path)
			continue
		}
		describes(t, r.Method+" "+path, op, r.Public)
		if id := apptest.Text(op, "operationId"); id == "" || names[id] {
			t.Errorf("%s %s: operation id %q is missing or another's", r.Method, path, id)
		} else {
			names[id] = true
		}
		parameters(t, r.Method, path, op)
	}
	references(t, doc, doc)
}

func describes(t *testing.T, name string, op map[string]any, public bool) {
	t.Helper()
	tags, _ := op["tags"].([]any)
	if apptest.Text(op, "summary") == "" || len(tags) != 1 || fmt.Sprint(tags[0]) == "" {
		t.Errorf("%s: summary %q, tags %v", name, op["summary"], tags)
	}
	if (op["security"] == nil) != public {
		t.Errorf("%s: security %v, public %v", name, op["security"], public)
	}
	responses := apptest.Object(op, "responses")
	for _, status := range []string{"422", "403", "404", "429"} {
		content := apptest.Object(apptest.Object(responses, status), "content")
		if content["application/problem+json"] == nil {
			t.Errorf("%s: %s is not a problem: %v", name, status, content)
		}
	}
	good := false
	for status := range responses {
		good = good || strings.HasPrefix(status, "2") || status == "303"
	}
	if !good {
		t.Errorf("%s: no answer of success", name)
	}
}

// parameters: every placeholder of the address is described, so that it is read.
func parameters(t *testing.T, method, path string, op map[string]any) {
	t.Helper()
	described := map[string]bool{}
	for _, p := range apptest.Items(op, "parameters") {
		if p["in"] == "path" {
			described[apptest.Text(p, "name")] = true
		}
	}
	for _, part := range strings.Split(path, "/") {
		if name, ok := strings.CutPrefix(part, "{"); ok && !described[strings.TrimSuffix(name, "}")] {
			t.Errorf("%s %s: %s is not described", method, path, part)
		}
	}
}

// references: what the description points to is in it.
func references(t *testing.T, doc map[string]any, v any) {
	t.Helper()
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			references(t, doc, e)
		}
	case map[string]any:
		if ref := apptest.Text(v, "$ref"); ref != "" {
			name, ok := strings.CutPrefix(ref, "#/components/schemas/")
			if !ok || apptest.Object(apptest.Object(doc, "components"), "schemas")[name] == nil {
				t.Errorf("%s points to nothing", ref)
			}
		}
		for _, e := range v {
			references(t, doc, e)
		}
	}
}
