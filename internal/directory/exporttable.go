package directory

import (
	"context"
	"strings"

	"tramway/internal/authz"
	"tramway/internal/directory/internal/rules"
	"tramway/internal/directory/internal/store"
	"tramway/internal/sqldb"
)

// sight says which fields an export may show of the person who stands there.
type sight func(stand authz.Resource) func(visible string) bool

// openSight shows what every colleague sees: nobody stands behind a file that is made
// by the clock.
func openSight(authz.Resource) func(string) bool {
	return func(visible string) bool { return visible == toEverybody }
}

// exportTables are the people who have not left and the departments, as a file has
// them: heads in English and Chinese, fields as far as sight goes.
func exportTables(ctx context.Context, q sqldb.Q, see sight) (people, chart rules.Table, err error) {
	all, err := store.Counted(ctx, q, store.Sight{Everybody: true})
	if err != nil {
		return people, chart, err
	}
	everybody, err := store.Active(ctx, q)
	if err != nil {
		return people, chart, err
	}
	fields, err := store.Fields(ctx, q)
	if err != nil {
		return people, chart, err
	}
	stand, err := standing(ctx, q, all, everybody)
	if err != nil {
		return people, chart, err
	}
	return peopleTable(everybody, all, fields, stand, see), chartTable(all), nil
}

func peopleTable(everybody []store.Person, all []store.Department, fields []store.Field, stand []authz.Resource, see sight) rules.Table {
	head := []string{"Staff no. 員工編號", "Name 英文姓名", "Chinese name 中文姓名", "Title 職銜", "Grade 職級", "Department 部門", "Manager 主管", "E-mail 電郵", "Phone 電話", "Hire date 入職日期"}
	for _, f := range fields {
		head = append(head, strings.TrimSpace(f.Name+" "+f.NameHK))
	}
	names, paths := map[string]string{}, map[string]string{}
	for _, p := range everybody {
		names[p.ID] = both(p.Name, p.NameZh)
	}
	for _, d := range all {
		paths[d.ID] = pathOf(all, d.ID)
	}
	t := rules.Table{Name: "People 人員", Rows: [][]string{head}}
	for i, p := range everybody {
		may := see(stand[i])
		var in []string
		for _, d := range p.Departments {
			in = append(in, paths[d])
		}
		hired := ""
		if may(toManagers) {
			hired = p.HiredOn
		}
		row := []string{store.Text(p.StaffNo), p.Name, p.NameZh, p.Title, p.Grade, strings.Join(in, "; "), names[store.Text(p.Manager)], store.Text(p.Email), store.Text(p.Phone), hired}
		for _, f := range fields {
			value := ""
			if may(f.Visible) {
				value = p.Values[f.ID]
			}
			row = append(row, value)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func chartTable(all []store.Department) rules.Table {
	t := rules.Table{Name: "Chart 組織圖", Rows: [][]string{{"Department 部門", "Name 英文名稱", "Chinese name 中文名稱", "Under 上級部門", "People 人數"}}}
	names := map[string]string{}
	for _, d := range all {
		names[d.ID] = both(d.Name, d.NameZh)
	}
	for _, d := range all {
		t.Rows = append(t.Rows, []string{pathOf(all, d.ID), d.Name, d.NameZh, names[store.Text(d.Parent)], itoa(d.People)})
	}
	return t
}

// pathOf is a department with those above it, the highest first.
func pathOf(all []store.Department, id string) string {
	names := map[string]string{}
	for _, d := range all {
		names[d.ID] = both(d.Name, d.NameZh)
	}
	var out []string
	for _, one := range store.Upwards(all, id) {
		out = append([]string{names[one]}, out...)
	}
	return strings.Join(out, " / ")
}

func both(name, zh string) string { return strings.TrimSpace(name + " " + zh) }
