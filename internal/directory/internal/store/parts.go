package store

import (
	"context"

	"tramway/internal/sqldb"
)

// CutRows is how many rows the file of an import has; sqldb.ErrNone until it is cut up.
func CutRows(ctx context.Context, q sqldb.Q, id string) (int, error) {
	return sqldb.One[int](ctx, q, `SELECT total FROM {o}.import_parts WHERE import=? AND n=0`, id)
}

// Part is what one step of an import reads of its file.
func Part(ctx context.Context, q sqldb.Q, id string, n int) (Sheet, error) {
	s, err := sqldb.One[sqldb.Sealed[Sheet]](ctx, q, `SELECT sheet FROM {o}.import_parts WHERE import=? AND n=?`, id, n)
	return s.V, err
}

// CutUp puts the rows of an import down in parts of so many rows.
func CutUp(ctx context.Context, q sqldb.Q, i Import, rows int) error {
	c := i.Content.V
	for n := 0; n*rows < len(c.Rows); n++ {
		from, to := n*rows, min((n+1)*rows, len(c.Rows))
		part := Sheet{Header: c.Header, Rows: c.Rows[from:to], First: c.First + from}
		if _, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.import_parts(import, n, total, sheet) VALUES(?,?,?,?)`,
			i.ID, n, len(c.Rows), sqldb.Seal(part)); err != nil {
			return err
		}
	}
	return nil
}

// DropParts forgets them.
func DropParts(ctx context.Context, q sqldb.Q, id string) error {
	_, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.import_parts WHERE import=?`, id)
	return err
}
