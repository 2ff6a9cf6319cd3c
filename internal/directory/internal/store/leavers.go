package store

import (
	"context"

	"tramway/internal/sqldb"
)

// Leaver is somebody who has left.
type Leaver struct {
	ID     string       `db:"id"`
	Name   string       `db:"name"`
	NameZh string       `db:"name_zh"`
	LeftAt sqldb.Micros `db:"left_at"`
}

const leaverCols = `id, name, name_zh, left_at`

// Leavers are those who left, the latest first, before a position.
func Leavers(ctx context.Context, q sqldb.Q, before sqldb.Micros, beforeID string, limit int) ([]Leaver, error) {
	return sqldb.All[Leaver](ctx, q, `SELECT `+leaverCols+` FROM {o}.people WHERE left_at > 0 AND (left_at, id) < (?, ?)
		ORDER BY left_at DESC, id DESC LIMIT ?`, before, beforeID, limit)
}

// LeftBefore are the first of those who left before a moment and come after one of
// them, in order of id.
func LeftBefore(ctx context.Context, q sqldb.Q, moment sqldb.Micros, limit int) ([]Leaver, error) {
	return sqldb.All[Leaver](ctx, q, `SELECT `+leaverCols+` FROM {o}.people WHERE left_at > 0 AND left_at < ? ORDER BY left_at, id LIMIT ?`, moment, limit)
}

// Reports are the people whose manager somebody is.
func Reports(ctx context.Context, q sqldb.Q, manager string) ([]string, error) {
	return sqldb.All[string](ctx, q, `SELECT id FROM {o}.people WHERE manager=? ORDER BY id`, manager)
}

// HandReports gives the people of one manager to another; who would be their own
// manager has none.
func HandReports(ctx context.Context, q sqldb.Q, from string, to *string) error {
	_, err := sqldb.Exec(ctx, q, `UPDATE {o}.people SET manager=CASE WHEN id=? THEN NULL ELSE ? END, version=version+1 WHERE manager=?`, Text(to), to, from)
	return err
}

// ImportsWith are the finished imports whose file or undo has one of some texts as a
// cell or an id. A file is looked at as it is kept: nothing is put together from it.
func ImportsWith(ctx context.Context, q sqldb.Q, mentions func(text string) bool) ([]string, error) {
	type row struct {
		ID      string               `db:"id"`
		Content sqldb.Sealed[string] `db:"content"`
		Undo    sqldb.Sealed[string] `db:"undo"`
		Report  string               `db:"report"`
	}
	var out []string
	err := sqldb.Each(ctx, q, `SELECT id, content, undo, CAST(report AS TEXT) AS report FROM {o}.imports WHERE state NOT IN ('applying','undoing') ORDER BY id`, nil, func(r row) error {
		if mentions(r.Content.V) || mentions(r.Undo.V) || mentions(r.Report) {
			out = append(out, r.ID)
		}
		return nil
	})
	return out, err
}

// OldImports are finished imports made before a moment.
func OldImports(ctx context.Context, q sqldb.Q, before sqldb.Micros, limit int) ([]string, error) {
	return sqldb.All[string](ctx, q, `SELECT id FROM {o}.imports WHERE created_at < ? AND state NOT IN ('applying','undoing') ORDER BY id LIMIT ?`, before, limit)
}

// DropImports removes imports, and what is left of one that was cut off.
func DropImports(ctx context.Context, q sqldb.Q, ids []string) error {
	if _, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.import_parts WHERE import IN {in}`, sqldb.Strings(ids)); err != nil {
		return err
	}
	_, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.imports WHERE id IN {in}`, sqldb.Strings(ids))
	return err
}
