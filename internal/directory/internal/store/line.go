package store

import (
	"context"

	"tramway/internal/sqldb"
)

// Node is a person in the line of managers.
type Node struct {
	ID       string  `db:"id"`
	Name     string  `db:"name"`
	NameZh   string  `db:"name_zh"`
	SortName string  `db:"sort_name"`
	Title    string  `db:"title"`
	Picture  string  `db:"picture"`
	Manager  *string `db:"manager"`
	Reports  int     `db:"reports"` // directly below, who have not left
}

// nodes selects people with how many of those below them the reader sees. The reader's
// sight is asked about each of those it concerns: they are few, and finding all whom the
// reader sees first would cost more than all of them.
func nodes(s Sight) (text string, args []any) {
	sees, args := s.where("r")
	return `SELECT p.id, p.name, p.name_zh, p.sort_name, p.title, p.picture, p.manager,
		(SELECT count(*) FROM {o}.people r WHERE r.manager = p.id AND r.status = 'active' AND ` + sees + `) AS reports FROM {o}.people p `, args
}

// Below are those whom a reader sees and whose manager somebody is, one more than the
// limit if there is more; of nobody (""): those at the top of what the reader sees, who
// have a line below them and no manager whom the reader sees.
func Below(ctx context.Context, q sqldb.Q, s Sight, manager string, after Position, limit int) ([]Node, error) {
	text, args := nodes(s)
	if manager != "" {
		text, args = text+`WHERE p.manager = ?`, append(args, manager)
	} else {
		tops, more := s.tops()
		text, args = text+`WHERE `+tops, append(args, more...)
	}
	sees, more := s.where("p")
	return sqldb.All[Node](ctx, q, text+` AND `+sees+` AND p.status = 'active' AND (p.sort_name, p.id) > (?, ?) ORDER BY p.sort_name, p.id LIMIT ?`,
		append(append(args, more...), after.SortName, after.ID, limit+1)...)
}

func (s Sight) tops() (text string, args []any) {
	above, args := s.where("m")
	below, more := s.where("r")
	return `p.id IN (SELECT manager FROM {o}.people)
		AND (p.manager IS NULL OR NOT EXISTS (SELECT 1 FROM {o}.people m WHERE m.id = p.manager AND ` + above + `))
		AND EXISTS (SELECT 1 FROM {o}.people r WHERE r.manager = p.id AND r.status = 'active' AND ` + below + `)`, append(args, more...)
}

// Line is a person and those above, the nearest first, as far as the reader sees them;
// empty for nobody. A circle of managers ends where it began.
func Line(ctx context.Context, q sqldb.Q, s Sight, id string) ([]Node, error) {
	above, err := Above(ctx, q, []string{id})
	if err != nil {
		return nil, err
	}
	ids := append(above[id], id)
	seen, err := Seen(ctx, q, s, ids)
	if err != nil || !seen[id] {
		return nil, err
	}
	text, args := nodes(s)
	all, err := sqldb.All[Node](ctx, q, text+`WHERE p.id IN {in}`, append(args, sqldb.Strings(ids))...)
	by := map[string]Node{}
	for _, n := range all {
		by[n.ID] = n
	}
	var out []Node
	for n, ok := by[id]; ok; n, ok = by[Text(n.Manager)] {
		if seen[n.ID] {
			out = append(out, n)
		}
		delete(by, n.ID)
	}
	return out, err
}
