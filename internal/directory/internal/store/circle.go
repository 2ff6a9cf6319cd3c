package store

import (
	"context"

	"tramway/internal/sqldb"
)

// Circle is whom something is for. Departments are all that count, those below chosen
// ones among them; Only, unless nil, leaves these persons of them.
type Circle struct {
	Everybody   bool
	Departments []string
	Persons     []string
	Only        []string
}

func (c Circle) where() (text string, args []any) {
	text = `p.status = 'active'`
	if !c.Everybody {
		text += ` AND (p.id IN {in} OR p.id IN (SELECT person FROM {o}.person_departments WHERE department IN {in}))`
		args = append(args, sqldb.Strings(c.Persons), sqldb.Strings(c.Departments))
	}
	if c.Only != nil {
		text, args = text+` AND p.id IN {in}`, append(args, sqldb.Strings(c.Only))
	}
	return text, args
}

// InCircle are those of a circle who have not left, in order of id after one of them.
func InCircle(ctx context.Context, q sqldb.Q, c Circle, after string, limit int) ([]string, error) {
	where, args := c.where()
	return sqldb.All[string](ctx, q, `SELECT p.id FROM {o}.people p WHERE `+where+` AND p.id > ? ORDER BY p.id LIMIT ?`, append(args, after, limit)...)
}

// CountCircle is how many there are in a circle.
func CountCircle(ctx context.Context, q sqldb.Q, c Circle) (int, error) {
	where, args := c.where()
	return sqldb.One[int](ctx, q, `SELECT count(*) FROM {o}.people p WHERE `+where, args...)
}
