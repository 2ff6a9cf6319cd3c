package store

import (
	"context"

	"tramway/internal/sqldb"
)

// Link is a row of portal_links.
type Link struct {
	Title   string `db:"title"`
	TitleHK string `db:"title_hk"`
	TitleCN string `db:"title_cn"`
	Address string `db:"address"`
}

// Links are all, in order.
func Links(ctx context.Context, q sqldb.Q) ([]Link, error) {
	return sqldb.All[Link](ctx, q, `SELECT title, title_hk, title_cn, address FROM {o}.portal_links ORDER BY sort`)
}

// PutLinks replaces them.
func PutLinks(ctx context.Context, q sqldb.Q, links []Link) error {
	if _, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.portal_links`); err != nil {
		return err
	}
	rows := make([][]any, len(links))
	for i, l := range links {
		rows[i] = []any{i, l.Title, l.TitleHK, l.TitleCN, l.Address}
	}
	return sqldb.Insert(ctx, q, `INSERT INTO {o}.portal_links(sort, title, title_hk, title_cn, address)`, rows, "")
}

// Face is a person as the organisation's page shows them, in a department or as new.
type Face struct {
	Department string       `db:"department"`
	ID         string       `db:"id"`
	Name       string       `db:"name"`
	NameZh     string       `db:"name_zh"`
	Title      string       `db:"title"`
	Picture    string       `db:"picture"`
	CreatedAt  sqldb.Micros `db:"created_at"`
}

const faceCols = `p.id, p.name, p.name_zh, p.title, p.picture, p.created_at`

// Heads are, of all departments, those whom a reader sees and to whom somebody directly
// in the same one reports, while their own manager is not in it.
func Heads(ctx context.Context, q sqldb.Q, s Sight) ([]Face, error) {
	with, args, sees := s.once()
	return sqldb.All[Face](ctx, q, with+`SELECT pd.department, `+faceCols+` FROM {o}.people p JOIN {o}.person_departments pd ON pd.person = p.id
		WHERE p.status = 'active' AND `+sees("p")+`
		AND EXISTS (SELECT 1 FROM {o}.people r JOIN {o}.person_departments rd ON rd.person = r.id WHERE r.manager = p.id AND r.status = 'active' AND rd.department = pd.department)
		AND NOT EXISTS (SELECT 1 FROM {o}.person_departments md WHERE md.person = p.manager AND md.department = pd.department)
		ORDER BY pd.department, p.sort_name, p.id`, args...)
}

// Newcomers are the latest whom a reader sees of those who came after a moment.
func Newcomers(ctx context.Context, q sqldb.Q, s Sight, after sqldb.Micros, limit int) ([]Face, error) {
	where, args := s.where("p")
	return sqldb.All[Face](ctx, q, `SELECT '' AS department, `+faceCols+` FROM {o}.people p WHERE p.status = 'active' AND p.created_at > ? AND `+where+`
		ORDER BY p.created_at DESC, p.id DESC LIMIT ?`, append(append([]any{after}, args...), limit)...)
}
