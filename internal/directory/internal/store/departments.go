package store

import (
	"context"

	"tramway/internal/directory/internal/rules"
	"tramway/internal/sqldb"
)

// Department is a row of departments; [Counted] says how many people are directly in it.
type Department struct {
	ID     string  `db:"id" json:"id"`
	Name   string  `db:"name" json:"name"`
	NameZh string  `db:"name_zh" json:"name_zh"`
	Parent *string `db:"parent" json:"parent_id"`
	Sort   int     `db:"sort" json:"sort"`
	People int     `db:"people" json:"people"`
}

// Departments are all, in order, in one query, without how many people are in them.
func Departments(ctx context.Context, q sqldb.Q) ([]Department, error) {
	return sqldb.All[Department](ctx, q, `SELECT id, name, name_zh, parent, sort, 0 AS people FROM {o}.departments ORDER BY sort, name, id`)
}

// Counted are all departments with how many people a reader sees directly in each. Who
// has left is taken away: the rows of those who are there are not read.
func Counted(ctx context.Context, q sqldb.Q, s Sight) ([]Department, error) {
	where, args := s.where("p")
	return sqldb.All[Department](ctx, q, `SELECT d.id, d.name, d.name_zh, d.parent, d.sort, coalesce(n.people, 0) AS people
		FROM {o}.departments d LEFT JOIN (SELECT p.department, count(*) AS people
			FROM (SELECT department, person AS id FROM {o}.person_departments) p
			WHERE p.id NOT IN (SELECT id FROM {o}.people WHERE status <> 'active') AND `+where+` GROUP BY p.department) n ON n.department = d.id
		ORDER BY d.sort, d.name, d.id`, args...)
}

// SaveDepartment writes one whole.
func SaveDepartment(ctx context.Context, q sqldb.Q, d Department) error {
	_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.departments(id, name, name_zh, parent, sort) VALUES(?,?,?,?,?)
		ON CONFLICT (id) DO UPDATE SET name=excluded.name, name_zh=excluded.name_zh, parent=excluded.parent, sort=excluded.sort`,
		d.ID, d.Name, d.NameZh, d.Parent, d.Sort)
	return err
}

// RemoveDepartment deletes an empty one; false if somebody or something is in it.
func RemoveDepartment(ctx context.Context, q sqldb.Q, id string) (bool, error) {
	n, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.departments WHERE id=?
		AND NOT EXISTS (SELECT 1 FROM {o}.person_departments WHERE department=?)
		AND NOT EXISTS (SELECT 1 FROM {o}.departments WHERE parent=?)`, id, id, id)
	if err != nil || n == 0 {
		return false, err
	}
	return true, forgetSight(ctx, q, "department", []string{id})
}

// Subtree are a department and all below it, from the list of all.
func Subtree(all []Department, top string) []string {
	below := map[string][]string{}
	for _, d := range all {
		below[Text(d.Parent)] = append(below[Text(d.Parent)], d.ID)
	}
	out := []string{top}
	for i := 0; i < len(out); i++ {
		out = append(out, below[out[i]]...)
	}
	return out
}

// TreeOf is what stands above what.
func TreeOf(all []Department) rules.Tree {
	t := rules.Tree{}
	for _, d := range all {
		t[d.ID] = Text(d.Parent)
	}
	return t
}

// Upwards are a department and all above it, from the list of all.
func Upwards(all []Department, id string) (out []string) {
	parent := map[string]string{}
	for _, d := range all {
		parent[d.ID] = Text(d.Parent)
	}
	for ; id != ""; id = parent[id] {
		out = append(out, id)
	}
	return out
}

// Stand is a person in a department; "" for who is in none.
type Stand struct {
	Person     string `db:"person"`
	Department string `db:"department"`
}

// InDepartments says where some persons (nil: all) stand who have not left.
func InDepartments(ctx context.Context, q sqldb.Q, persons []string) ([]Stand, error) {
	return sqldb.All[Stand](ctx, q, `SELECT p.id AS person, coalesce(d.department, '') AS department FROM {o}.people p
		LEFT JOIN {o}.person_departments d ON d.person = p.id WHERE p.status = 'active' AND (? OR p.id IN {in})`, persons == nil, sqldb.Strings(persons))
}
