package sqldb

import (
	"context"
	"io"
	"slices"
	"strings"
)

// Load writes rows in neutral form into empty tables, some hundred a commit, and
// says how many each table got. After an error it leaves what it wrote: the
// schema is the caller's to throw away.
func Load(ctx context.Context, d *DB, r io.Reader, tables []Table, places []Place) ([]Count, error) {
	return ReadRows(r, tables, places, func(table string, columns []string, rows [][]any) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		f := form{Table: table, Names: columns}
		if i := slices.IndexFunc(places, func(p Place) bool { return p.Table == table }); i >= 0 {
			f.place = &places[i]
		}
		return d.Write(ctx, func(ctx context.Context, q Q) error { return f.insert(ctx, q, rows) })
	})
}

// insert leaves the batch as it is: it may be run again.
func (f form) insert(ctx context.Context, q Q, rows [][]any) error {
	d := q.base().dialect
	cols := make([]string, len(f.Names))
	for i, n := range f.Names {
		cols[i] = f.column(d, n)
	}
	if at := slices.Index(f.Names, placeColumn); at >= 0 && f.place != nil && d == Postgres && f.place.Base != 1 {
		rows = f.based(rows, at)
	}
	return Insert(ctx, q, "INSERT INTO {o}."+f.Table+"("+strings.Join(cols, ", ")+")", rows, "")
}

// based counts places as PostgreSQL does.
func (f form) based(rows [][]any, at int) [][]any {
	out := make([][]any, len(rows))
	for i, r := range rows {
		out[i] = slices.Clone(r)
		if n, ok := r[at].(int64); ok {
			out[i][at] = n - 1 + f.place.Base
		}
	}
	return out
}
