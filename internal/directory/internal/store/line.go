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

const nodes = `SELECT p.id, p.name, p.name_zh, p.sort_name, p.title, p.picture, p.manager,
	(SELECT count(*) FROM {o}.people r WHERE r.manager = p.id AND r.status = 'active') AS reports FROM {o}.people p `

// Below are those whose manager somebody is, one more than the limit if there is
// more; of nobody (""): those at the top, who have a line below them and none above.
func Below(ctx context.Context, q sqldb.Q, manager string, after Position, limit int) ([]Node, error) {
	where, args := `p.manager = ?`, []any{manager}
	if manager == "" {
		where, args = `p.manager IS NULL AND EXISTS (SELECT 1 FROM {o}.people r WHERE r.manager = p.id AND r.status = 'active')`, nil
	}
	return sqldb.All[Node](ctx, q, nodes+`WHERE `+where+` AND p.status = 'active' AND (p.sort_name, p.id) > (?, ?)
		ORDER BY p.sort_name, p.id LIMIT ?`, append(args, after.SortName, after.ID, limit+1)...)
}

// Line is a person and those above, the nearest first; empty for nobody. A circle of
// managers ends where it began.
func Line(ctx context.Context, q sqldb.Q, id string) ([]Node, error) {
	above, err := Above(ctx, q, []string{id})
	if err != nil {
		return nil, err
	}
	all, err := sqldb.All[Node](ctx, q, nodes+`WHERE p.id IN {in}`, sqldb.Strings(append(above[id], id)))
	by := map[string]Node{}
	for _, n := range all {
		by[n.ID] = n
	}
	var out []Node
	for n, ok := by[id]; ok; n, ok = by[Text(n.Manager)] {
		out = append(out, n)
		delete(by, n.ID)
	}
	return out, err
}
