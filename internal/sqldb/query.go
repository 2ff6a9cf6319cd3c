package sqldb

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Strings is a list argument for the {in} token: WHERE id IN {in}.
type Strings []string

// sealable is an argument that the DB has to encrypt first.
type sealable interface{ seal(*DB) (any, error) }

// All runs a query and maps every row to a T: a struct by its `db` tags, or a
// single scannable value.
func All[T any](ctx context.Context, q Q, text string, args ...any) ([]T, error) {
	var out []T
	err := each(ctx, q, text, args, func(row T) bool {
		out = append(out, row)
		return true
	})
	return out, err
}

// One maps the first row, or returns ErrNone.
func One[T any](ctx context.Context, q Q, text string, args ...any) (T, error) {
	var out T
	found := false
	err := each(ctx, q, text, args, func(row T) bool {
		out, found = row, true
		return false
	})
	if err == nil && !found {
		err = ErrNone
	}
	return out, err
}

// Each runs a query and hands over row by row, for what must not fill memory.
func Each[T any](ctx context.Context, q Q, text string, args []any, fn func(T) error) error {
	var stop error
	err := each(ctx, q, text, args, func(row T) bool {
		stop = fn(row)
		return stop == nil
	})
	if stop != nil {
		return stop
	}
	return err
}

// Exec runs a change and returns how many rows it touched.
func Exec(ctx context.Context, q Q, text string, args ...any) (int64, error) {
	db := q.base()
	text, args, err := db.prepare(text, args)
	if err != nil {
		return 0, err
	}
	res, err := q.exec(ctx, text, args)
	if err != nil {
		return 0, q.failed(fmt.Errorf("%s: %w", firstWords(text), err))
	}
	return res.RowsAffected()
}

func each[T any](ctx context.Context, q Q, text string, args []any, fn func(T) bool) error {
	db := q.base()
	text, args, err := db.prepare(text, args)
	if err != nil {
		return err
	}
	rows, err := q.query(ctx, text, args)
	if err != nil {
		return q.failed(fmt.Errorf("%s: %w", firstWords(text), err))
	}
	defer rows.Close()
	if err := scan(db, rows, fn); err != nil {
		return q.failed(fmt.Errorf("%s: %w", firstWords(text), err))
	}
	return nil
}

func scan[T any](db *DB, rows *sql.Rows, fn func(T) bool) error {
	m, err := mapperFor[T](rows)
	if err != nil {
		return err
	}
	for rows.Next() {
		var row T
		if err := m.scan(db, rows, &row); err != nil {
			return err
		}
		if !fn(row) {
			break
		}
	}
	return rows.Err()
}

// prepare turns text and arguments into the engine's own form.
func (d *DB) prepare(text string, args []any) (string, []any, error) {
	out, ok := d.texts.Load(text)
	if !ok {
		out = d.expand(text)
		d.texts.Store(text, out)
	}
	var plain []any
	for i, a := range args {
		v, changed, err := d.plain(a)
		if err != nil {
			return "", nil, err
		}
		if changed && plain == nil {
			plain = append([]any(nil), args...)
		}
		if changed {
			plain[i] = v
		}
	}
	if plain == nil {
		plain = args
	}
	return out.(string), plain, nil
}

func (d *DB) plain(a any) (v any, changed bool, err error) {
	switch a := a.(type) {
	case sealable:
		v, err = a.seal(d)
		return v, true, err
	case Strings:
		if a == nil {
			a = Strings{}
		}
		b, err := json.Marshal([]string(a))
		return string(b), true, err
	}
	return a, false, nil
}

// expand replaces the tokens and, on PostgreSQL, numbers the placeholders.
func (d *DB) expand(text string) string {
	in := "(SELECT value FROM json_each(?))"
	if d.dialect == Postgres {
		in = "(SELECT jsonb_array_elements_text(?::jsonb))"
	}
	text = strings.NewReplacer("{o}.", d.prefix(), "{in}", in).Replace(text)
	text = matchToken.ReplaceAllString(text, matching[d.dialect])
	if d.dialect == SQLite {
		return text
	}
	return number(text)
}

// matchToken asks a word index; see words.go.
var (
	matchToken = regexp.MustCompile(`\{match (\w+)\}`)
	matching   = map[Dialect]string{SQLite: "$1 MATCH ?", Postgres: "$1.words @@ ?::tsquery"}
)

func (d *DB) prefix() string {
	if d.dialect == SQLite {
		return "main."
	}
	return `"` + d.schema + `".`
}

// number turns ? into $1, $2 … outside quoted text.
func number(text string) string {
	var b strings.Builder
	n, quoted := 0, false
	for _, r := range text {
		switch {
		case r == '\'':
			quoted = !quoted
			b.WriteRune(r)
		case r == '?' && !quoted:
			n++
			b.WriteString("$" + strconv.Itoa(n))
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// firstWords names a statement in an error without its data: SQL here holds
// placeholders only.
func firstWords(text string) string {
	f := strings.Fields(text)
	if len(f) > 6 {
		f = f[:6]
	}
	return strings.Join(f, " ")
}

// insertRows is how many rows one INSERT carries: few round trips on
// PostgreSQL, and only two texts for each table to prepare.
const insertRows = 50

// Insert adds many rows: head is "INSERT INTO {o}.t(a, b)", each row has a value
// for each column, tail is what follows VALUES, such as ON CONFLICT.
func Insert(ctx context.Context, q Q, head string, rows [][]any, tail string) error {
	for len(rows) > 0 {
		n := 1
		if len(rows) >= insertRows {
			n = insertRows
		}
		one := "(" + strings.TrimSuffix(strings.Repeat("?,", len(rows[0])), ",") + ")"
		text := head + " VALUES " + strings.TrimSuffix(strings.Repeat(one+",", n), ",") + " " + tail
		var args []any
		for _, r := range rows[:n] {
			args = append(args, r...)
		}
		if _, err := Exec(ctx, q, text, args...); err != nil {
			return err
		}
		rows = rows[n:]
	}
	return nil
}

// Refresh tells the planner of tables in which many rows changed at once. Until
// PostgreSQL looks by itself, a minute later, it plans as if they were empty;
// SQLite's plans don't depend on it.
func Refresh(ctx context.Context, q Q, tables ...string) error {
	if q.base().dialect != Postgres {
		return nil
	}
	for _, t := range tables {
		if _, err := Exec(ctx, q, `ANALYZE {o}.`+t); err != nil {
			return err
		}
	}
	return nil
}
