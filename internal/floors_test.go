// Package internal holds no code: only the test that keeps the floors.
package internal

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var floorLine = regexp.MustCompile(`(?m)^Floor: (\d)$`)

type room struct {
	floor   int
	doc     string
	imports map[string]string // import path → file
}

// rooms reads every package below the module's root, tests and generated test
// programs left out.
func rooms(t *testing.T) map[string]*room {
	t.Helper()
	out := map[string]*room{}
	for _, top := range []string{"../internal", "../cmd", "../web"} {
		err := filepath.WalkDir(top, func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if d.IsDir() && (d.Name() == "node_modules" || d.Name() == "testdata" || d.Name() == "dist") {
				return fs.SkipDir
			}
			if d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return nil
			}
			return read(out, path)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func read(out map[string]*room, path string) error {
	f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments|parser.ImportsOnly)
	if err != nil {
		return err
	}
	name := "tramway/" + filepath.ToSlash(strings.TrimPrefix(filepath.Dir(path), "../"))
	r := out[name]
	if r == nil {
		r = &room{floor: -1, imports: map[string]string{}}
		out[name] = r
	}
	if m := floorLine.FindStringSubmatch(f.Doc.Text()); m != nil {
		r.floor, _ = strconv.Atoi(m[1])
		r.doc = f.Doc.Text()
	}
	for _, i := range f.Imports {
		if p, _ := strconv.Unquote(i.Path.Value); strings.HasPrefix(p, "tramway/") {
			r.imports[p] = path
		}
	}
	return nil
}

// Every package says on which floor it stands and what it promises, and imports
// only from floors below.
func TestImportsGoStrictlyDown(t *testing.T) {
	t.Parallel()
	all := rooms(t)
	if len(all) < 20 {
		t.Fatalf("only %d packages found", len(all))
	}
	for name, r := range all {
		if r.floor < 0 {
			t.Errorf("%s does not say its floor: end its package comment with a line \"Floor: n\"", name)
			continue
		}
		if len(r.doc) < 50 {
			t.Errorf("%s: the package comment does not say what it promises", name)
		}
		for p, file := range r.imports {
			below := all[p]
			if below == nil {
				t.Errorf("%s imports %s, which is not there", file, p)
			} else if below.floor >= r.floor && (below.floor > r.floor || family(p) != family(name)) {
				t.Errorf("%s (floor %d) imports %s (floor %d): it should be the other way round, or go through an event, a small interface or a list that app builds",
					file, r.floor, p, below.floor)
			}
		}
	}
}

// family is the folder a package belongs to: law and law/dated are one piece of
// the product, and the compiler keeps circles out of it.
func family(name string) string {
	parts := strings.Split(name, "/")
	return strings.Join(parts[:min(len(parts), 3)], "/")
}

// A module's inside is its own: others speak to it by its events or through app.
func TestModulesDoNotImportOneAnother(t *testing.T) {
	t.Parallel()
	modules := []string{"access", "chat", "directory", "identity", "notify", "proof", "retention", "statute"}
	for name, r := range rooms(t) {
		for _, m := range modules {
			if !strings.HasPrefix(name+"/", fmt.Sprintf("tramway/internal/%s/", m)) {
				continue
			}
			for _, other := range modules {
				for p, file := range r.imports {
					if other != m && (p == "tramway/internal/"+other || strings.HasPrefix(p, "tramway/internal/"+other+"/internal/")) {
						t.Errorf("%s: %s imports %s", file, m, other)
					}
				}
			}
		}
	}
}
