package store

import (
	"context"
	"strings"

	"tramway/internal/authz"
	"tramway/internal/directory/internal/rules"
	"tramway/internal/sqldb"
)

// Sight is whom one reader sees: nobody more than their bounds leave, but themselves,
// all who report to them, and those whom they manage by a right.
type Sight struct {
	Everybody bool
	Reader    string
	Bounds    rules.Bounds
	// Manages are conditions on people, as [PeopleColumns] makes them.
	Manages func(authz.Columns) (where string, args []any)
}

const below = `(WITH RECURSIVE down(id) AS (SELECT id FROM {o}.people WHERE manager = ?
	UNION SELECT r.id FROM {o}.people r JOIN down ON r.manager = down.id) SELECT id FROM down)`

// PeopleColumns say where the scopes of rights find people, called p in a query.
func PeopleColumns(p string) authz.Columns {
	return authz.Columns{Ref: `('person:' || ` + p + `.id)`, Owner: p + `.id`, Reports: p + `.id IN ` + below,
		Department: p + `.id IN (SELECT person FROM {o}.person_departments WHERE department IN (
			WITH RECURSIVE down(id) AS (SELECT CAST(? AS TEXT) UNION SELECT d.id FROM {o}.departments d JOIN down ON d.parent = down.id) SELECT id FROM down))`}
}

// where keeps those whom the reader sees of people, called p in a query.
func (s Sight) where(p string) (text string, args []any) {
	if s.Everybody {
		return "TRUE", nil
	}
	standing := `SELECT person FROM {o}.person_departments WHERE department IN {in}`
	bounds, kept := []string{"TRUE"}, []any{}
	for _, some := range s.Bounds.Within {
		bounds, kept = append(bounds, p+`.id IN (`+standing+`)`), append(kept, sqldb.Strings(some))
	}
	if len(s.Bounds.Hidden)+len(s.Bounds.Persons) > 0 {
		// One set: an engine looks everybody up in each.
		bounds = append(bounds, p+`.id NOT IN (`+standing+` UNION SELECT id FROM {o}.people WHERE id IN {in})`)
		kept = append(kept, sqldb.Strings(s.Bounds.Hidden), sqldb.Strings(s.Bounds.Persons))
	}
	managed, more := s.Manages(PeopleColumns(p))
	args = append(append(kept, s.Reader, s.Reader), more...)
	return `((` + strings.Join(bounds, " AND ") + `) OR ` + p + `.id = ? OR ` + p + `.id IN ` + below + ` OR ` + managed + `)`, args
}

// once finds those whom the reader sees before a query that asks about several of its
// people: with goes before the query, in is the condition on one of them.
func (s Sight) once() (with string, args []any, in func(p string) string) {
	if s.Everybody {
		return "", nil, func(string) string { return "TRUE" }
	}
	where, args := s.where("p")
	return `WITH seen AS MATERIALIZED (SELECT p.id FROM {o}.people p WHERE ` + where + `) `, args, func(p string) string { return p + `.id IN (SELECT id FROM seen)` }
}

// Seen are those of some people whom a reader sees.
func Seen(ctx context.Context, q sqldb.Q, s Sight, ids []string) (map[string]bool, error) {
	where, args := s.where("p")
	rows, err := sqldb.All[string](ctx, q, `SELECT p.id FROM {o}.people p WHERE p.id IN {in} AND `+where, append([]any{sqldb.Strings(ids)}, args...)...)
	out := map[string]bool{}
	for _, id := range rows {
		out[id] = true
	}
	return out, err
}

// StandsIn are the departments that somebody is directly in.
func StandsIn(ctx context.Context, q sqldb.Q, person string) ([]string, error) {
	return sqldb.All[string](ctx, q, `SELECT department FROM {o}.person_departments WHERE person=? ORDER BY department`, person)
}
