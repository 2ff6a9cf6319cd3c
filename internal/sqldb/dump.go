package sqldb

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// Dump writes parts of tables in neutral form and says how many rows each gave.
// q should be a Snapshot's, so that all rows are of one commit. What it keeps in
// memory is one row.
func Dump(ctx context.Context, q Q, parts []Part, places []Place, w io.Writer) ([]Count, error) {
	buf := bufio.NewWriterSize(w, 1<<16)
	out := json.NewEncoder(buf)
	out.SetEscapeHTML(false)
	counts := make([]Count, len(parts))
	for i, p := range parts {
		f, err := formOf(p.Table, places)
		if err != nil {
			return nil, err
		}
		if err := out.Encode(f); err != nil {
			return nil, err
		}
		counts[i].Table = f.Table
		err = f.each(ctx, q, p, func(row []any) error {
			counts[i].Rows++
			return out.Encode(row)
		})
		if err != nil {
			return nil, fmt.Errorf("table %s: %w", f.Table, err)
		}
	}
	return counts, buf.Flush()
}

// each hands over the rows of a part, ready for JSON.
func (f form) each(ctx context.Context, q Q, p Part, fn func([]any) error) error {
	db := q.base()
	passed, err := f.passed(ctx, q)
	if err != nil {
		return err
	}
	text, args, err := db.prepare(f.query(db.dialect, p.Where), p.Args)
	if err != nil {
		return err
	}
	rows, err := q.query(ctx, text, args)
	if err != nil {
		return err
	}
	defer rows.Close()
	row, dest := make([]any, len(f.Names)), make([]any, len(f.Names))
	for i := range row {
		dest[i] = &row[i]
	}
	for last := int64(0); rows.Next(); {
		if err := rows.Scan(dest...); err != nil {
			return err
		}
		if last, err = f.number(db.dialect, row, last, passed); err != nil {
			return err
		}
		if err := f.encode(db, row); err != nil {
			return err
		}
		if err := fn(row); err != nil {
			return err
		}
	}
	return rows.Err()
}

func (f form) query(d Dialect, where string) string {
	cols := make([]string, len(f.Names))
	for i, n := range f.Names {
		cols[i] = f.column(d, n)
	}
	text := "SELECT " + strings.Join(cols, ", ") + " FROM {o}." + f.Table
	if where != "" {
		text += " WHERE " + where
	}
	if f.place == nil {
		return text
	}
	if d == SQLite {
		return text + " ORDER BY " + f.place.SQLite
	}
	return text + " ORDER BY " + f.place.Postgres + " NULLS LAST, xid, n"
}

// passed is the last place that was given, of those that may have no row any more.
func (f form) passed(ctx context.Context, q Q) (int64, error) {
	if f.place == nil || f.place.Passed == "" {
		return 0, nil
	}
	return One[int64](ctx, q, f.place.Passed)
}

// number gives a row of an ordered table its neutral place; last is that of the
// row before.
func (f form) number(d Dialect, row []any, last, passed int64) (int64, error) {
	if f.place == nil {
		return 0, nil
	}
	at, placed := row[0].(int64)
	if d == Postgres {
		at += 1 - f.place.Base
	}
	if !placed {
		at = max(last, passed) + 1
	}
	if at <= last {
		return 0, fmt.Errorf("sqldb: place %d after %d", at, last)
	}
	row[0] = at
	return at, nil
}

func (f form) encode(db *DB, row []any) (err error) {
	for i, v := range row {
		if v == nil {
			continue
		}
		if row[i], err = codecs[f.types[i]].read(db, v); err != nil {
			return fmt.Errorf("column %s: %w", f.Names[i], err)
		}
	}
	return nil
}
