// Package store is the directory's SQL: every statement on people, departments and
// imports, and nothing that decides.
//
// Floor: 4
package store

import (
	"context"
	"slices"
	"strings"

	"tramway/internal/han"
	"tramway/internal/sqldb"
)

// Person is a row of people.
type Person struct {
	ID        string       `db:"id" json:"id"`
	Name      string       `db:"name" json:"name"`
	NameZh    string       `db:"name_zh" json:"name_zh"`
	SortName  string       `db:"sort_name" json:"-"`
	Title     string       `db:"title" json:"title"`
	Grade     string       `db:"grade" json:"grade,omitempty"`
	HiredOn   string       `db:"hired_on" json:"hired_on,omitempty"` // 2006-01-02
	Email     *string      `db:"email" json:"email,omitempty"`
	Phone     *string      `db:"phone" json:"phone,omitempty"`
	StaffNo   *string      `db:"staff_no" json:"staff_no,omitempty"`
	Manager   *string      `db:"manager" json:"manager,omitempty"`
	Status    string       `db:"status" json:"status"`
	Version   int64        `db:"version" json:"version"`
	Import    *string      `db:"import" json:"-"`
	CreatedAt sqldb.Micros `db:"created_at" json:"-"`
	LeftAt    sqldb.Micros `db:"left_at" json:"left_at,omitempty"`
	Picture   string       `db:"picture" json:"-"` // changed by [SetPicture] alone

	Departments []string `json:"departments"`
	// Values are what was entered in the organisation's own fields, by field; a list has none.
	Values map[string]string `json:"values,omitempty"`
}

const personCols = `id, name, name_zh, sort_name, title, grade, hired_on, email, phone, staff_no, manager, status, version, import, created_at, left_at, picture`

// Optional turns an empty text into NULL, so that uniqueness ignores it.
func Optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// Text reads an optional column.
func Text(p *string) string {
	if p == nil {
		return ""
	}
	return *p
}

// SortName orders lists by the name as it is shown first.
func (p Person) sortName() string { return han.Fold(strings.TrimSpace(p.Name + " " + p.NameZh)) }

// words are what the person is found by.
func (p Person) words() []string {
	var ws []string
	for _, s := range []string{p.Name, p.NameZh, p.Title, Text(p.Email), Text(p.StaffNo), strings.TrimPrefix(Text(p.Phone), "+")} {
		ws = append(ws, han.Words(s)...)
	}
	if local, ok := strings.CutPrefix(Text(p.Phone), "+852"); ok {
		ws = append(ws, local, local[min(4, len(local)):]) // written in two fours
	}
	ws = append(ws, han.Pinyin(p.NameZh)...)
	ws = append(ws, han.Jyutping(p.NameZh)...)
	ws = append(ws, wordsVersion)
	seen := map[string]bool{}
	out := ws[:0]
	for _, w := range ws {
		if w != "" && !seen[w] {
			seen[w] = true
			out = append(out, w)
		}
	}
	return out
}

// HasNumbers says whether every number among some words begins one of those that the
// person is found by.
func (p Person) HasNumbers(words []string) bool {
	for _, w := range words {
		if strings.Trim(w, "0123456789") == "" && !slices.ContainsFunc(p.words(), func(has string) bool { return strings.HasPrefix(has, w) }) {
			return false
		}
	}
	return true
}

// Save writes people whole, with their departments and search words. It takes
// the same few statements whatever their number.
func Save(ctx context.Context, q sqldb.Q, people []Person) error {
	var rows, depts [][]any
	ids := sqldb.Strings{}
	for _, p := range people {
		ids = append(ids, p.ID)
		rows = append(rows, []any{p.ID, p.Name, p.NameZh, p.sortName(), p.Title, p.Grade, p.HiredOn, p.Email, p.Phone, p.StaffNo, p.Manager, p.Status, p.Version, p.Import, p.CreatedAt, p.LeftAt, p.Picture})
		for _, d := range p.Departments {
			depts = append(depts, []any{d, p.ID})
		}
	}
	if _, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.person_departments WHERE person IN {in}`, ids); err != nil {
		return err
	}
	if err := sqldb.Insert(ctx, q, `INSERT INTO {o}.people(`+personCols+`)`, rows, `ON CONFLICT (id) DO UPDATE SET
		name=excluded.name, name_zh=excluded.name_zh, sort_name=excluded.sort_name, title=excluded.title,
		grade=excluded.grade, hired_on=excluded.hired_on, email=excluded.email,
		phone=excluded.phone, staff_no=excluded.staff_no, manager=excluded.manager, status=excluded.status,
		version=excluded.version, import=excluded.import, left_at=excluded.left_at`); err != nil {
		return err
	}
	if err := sqldb.Insert(ctx, q, `INSERT INTO {o}.person_departments(department, person)`, depts, ""); err != nil {
		return err
	}
	if err := SaveWords(ctx, q, people); err != nil {
		return err
	}
	return saveValues(ctx, q, people)
}

// Remove deletes people that an undone import had made.
func Remove(ctx context.Context, q sqldb.Q, ids []string) error {
	for _, text := range []string{
		`DELETE FROM {o}.person_departments WHERE person IN {in}`, `DELETE FROM {o}.person_words WHERE person IN {in}`,
		`DELETE FROM {o}.person_values WHERE person IN {in}`,
		`UPDATE {o}.people SET manager=NULL WHERE manager IN {in}`, `DELETE FROM {o}.people WHERE id IN {in}`,
	} {
		if _, err := sqldb.Exec(ctx, q, text, sqldb.Strings(ids)); err != nil {
			return err
		}
	}
	return forgetSight(ctx, q, "person", ids)
}

// ByID finds people; those absent are left out.
func ByID(ctx context.Context, q sqldb.Q, ids []string) ([]Person, error) {
	ps, err := sqldb.All[Person](ctx, q, `SELECT `+personCols+` FROM {o}.people WHERE id IN {in}`, sqldb.Strings(ids))
	return whole(ctx, q, ps, err)
}

// Everybody are all people, for matching an import.
func Everybody(ctx context.Context, q sqldb.Q) ([]Person, error) {
	ps, err := sqldb.All[Person](ctx, q, `SELECT `+personCols+` FROM {o}.people`)
	return whole(ctx, q, ps, err)
}

// Matching are the people with one of these staff numbers, mail addresses or
// exact names.
func Matching(ctx context.Context, q sqldb.Q, staff, mails, names []string) ([]Person, error) {
	ps, err := sqldb.All[Person](ctx, q, `SELECT `+personCols+` FROM {o}.people
		WHERE staff_no IN {in} OR email IN {in} OR name IN {in} OR name_zh IN {in}`,
		sqldb.Strings(staff), sqldb.Strings(mails), sqldb.Strings(names), sqldb.Strings(names))
	return whole(ctx, q, ps, err)
}

// whole completes people with everything that [Save] writes.
func whole(ctx context.Context, q sqldb.Q, ps []Person, err error) ([]Person, error) {
	if err == nil {
		err = withDepartments(ctx, q, ps)
	}
	if err == nil {
		err = withValues(ctx, q, ps)
	}
	return ps, err
}

type belongs struct {
	Person     string `db:"person"`
	Department string `db:"department"`
}

func withDepartments(ctx context.Context, q sqldb.Q, ps []Person) error {
	ids, at := sqldb.Strings{}, map[string]int{}
	for i, p := range ps {
		ids, at[p.ID] = append(ids, p.ID), i
	}
	rows, err := sqldb.All[belongs](ctx, q, `SELECT person, department FROM {o}.person_departments WHERE person IN {in} ORDER BY department`, ids)
	for _, r := range rows {
		p := &ps[at[r.Person]]
		p.Departments = append(p.Departments, r.Department)
	}
	return err
}

// Filter is what a list of people is narrowed by.
type Filter struct {
	Departments []string // in any of these; nil: anywhere
	Words       []string // all found as beginnings of words
	IDs         []string // one of these; nil: anybody
	After       Position
	Limit       int
	Sight       Sight // whom the reader sees

	meant [][]string // for each word, others that are found, too, as whole words; see Find
}

// Position is where a page of people ended.
type Position struct {
	SortName string `json:"s"`
	ID       string `json:"i"`
}

// Page lists people in order of name, one more than the limit if there is more.
func Page(ctx context.Context, q sqldb.Q, f Filter) ([]Person, error) {
	seen, args := f.Sight.where("p")
	where, args := []string{seen, `status = 'active'`, `(sort_name, id) > (?, ?)`}, append(args, f.After.SortName, f.After.ID)
	if f.Departments != nil {
		where = append(where, `id IN (SELECT person FROM {o}.person_departments WHERE department IN {in})`)
		args = append(args, sqldb.Strings(f.Departments))
	}
	if f.IDs != nil {
		where, args = append(where, `id IN {in}`), append(args, sqldb.Strings(f.IDs))
	}
	for i, w := range f.Words {
		found := `SELECT person FROM {o}.person_words WHERE word >= ? AND word < ?`
		args = append(args, w, w+"\U0010FFFF")
		if f.meant != nil && len(f.meant[i]) > 0 {
			found += ` UNION ALL SELECT person FROM {o}.person_words WHERE word IN (?` + strings.Repeat(`, ?`, len(f.meant[i])-1) + `)`
			for _, other := range f.meant[i] {
				args = append(args, other)
			}
		}
		where = append(where, `id IN (`+found+`)`)
	}
	ps, err := sqldb.All[Person](ctx, q, `SELECT `+personCols+` FROM {o}.people p WHERE `+strings.Join(where, " AND ")+
		` ORDER BY sort_name, id LIMIT ?`, append(args, f.Limit+1)...)
	if err != nil {
		return nil, err
	}
	return ps, withDepartments(ctx, q, ps)
}

// Taken finds who else uses a mail address or staff number; nobody is the zero value.
func Taken(ctx context.Context, q sqldb.Q, column, value, except string) (Person, error) {
	others, err := sqldb.All[Person](ctx, q, `SELECT `+personCols+` FROM {o}.people WHERE `+column+`=? AND id<>?`, value, except)
	if err != nil || len(others) == 0 {
		return Person{}, err
	}
	return others[0], nil
}

type aboveRow struct {
	Person string `db:"person"`
	Above  string `db:"above"`
}

// Above are, for each of some people, those they report to, all the way up. A
// circle of managers ends where it began.
func Above(ctx context.Context, q sqldb.Q, ids []string) (map[string][]string, error) {
	rows, err := sqldb.All[aboveRow](ctx, q, `WITH RECURSIVE up(person, above) AS (
		SELECT id, manager FROM {o}.people WHERE manager IS NOT NULL AND id IN {in}
		UNION SELECT up.person, p.manager FROM up JOIN {o}.people p ON p.id = up.above WHERE p.manager IS NOT NULL)
		SELECT person, above FROM up ORDER BY person, above`, sqldb.Strings(ids))
	out := map[string][]string{}
	for _, r := range rows {
		out[r.Person] = append(out[r.Person], r.Above)
	}
	return out, err
}
