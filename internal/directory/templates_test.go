package directory_test

import (
	"testing"

	"tramway/internal/directory"
	"tramway/internal/directory/internal/rules"
	"tramway/internal/directory/internal/store"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// Each template builds its tree where there is none, and is taken back while nobody
// has touched it.
func TestTemplatesBuildTrees(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h := open(t, e)
		for name, want := range map[string]int{"functional": 7, "geographic": 5, "mixed": 12} {
			if err := directory.BuildTemplate(t.Context(), h.Org, admin, name); err != nil {
				t.Fatal(err)
			}
			all, _ := store.Departments(t.Context(), h.Read())
			if len(all) != want || len(rules.Paths(rules.Templates[name])) != want {
				t.Errorf("%s: %d departments", name, len(all))
			}
			if got := fields(directory.BuildTemplate(t.Context(), h.Org, admin, name)); got != "departments_there" {
				t.Error(got)
			}
			if other := map[string]string{"mixed": "functional"}[name]; other != "" && fields(directory.UndoTemplate(t.Context(), h.Org, admin, other)) != "template_changed" {
				t.Error("another template's tree was taken away")
			}
			if err := directory.UndoTemplate(t.Context(), h.Org, admin, name); err != nil {
				t.Fatal(err)
			}
			if all, _ = store.Departments(t.Context(), h.Read()); len(all) != 0 {
				t.Errorf("%s: %d departments are left", name, len(all))
			}
		}
		if err := directory.BuildTemplate(t.Context(), h.Org, admin, "mixed"); err != nil {
			t.Fatal(err)
		}
		all, _ := store.Departments(t.Context(), h.Read())
		for _, d := range all {
			if d.Parent != nil {
				add(t, h, directory.NewPerson{Name: "IN IT", Departments: []string{d.ID}})
				break
			}
		}
		if got := fields(directory.UndoTemplate(t.Context(), h.Org, admin, "mixed")); got != "template_changed" {
			t.Error(got)
		}
		if now, _ := store.Departments(t.Context(), h.Read()); len(now) != 12 {
			t.Errorf("half of it is gone: %d", len(now))
		}
	})
	if cn := rules.Template("geographic", "cn"); cn[0].NameZh != "香港总部" || rules.Templates["geographic"][0].NameZh != "香港總部" {
		t.Error("the script of the region", cn[0])
	}
}
