package sqldb_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

var odd = sqldb.Migrations{Module: "odd", Files: fstest.MapFS{
	"migrations/001_odd.sql": {Data: []byte(`-- table odd: retention=none export=none purge=none
CREATE TABLE {o}.odd (
	id     TEXT PRIMARY KEY, -- identifier
	n      BIGINT, -- structure
	small  INTEGER, -- structure
	yes    BOOLEAN, -- structure
	tags   {{JSON}}, -- structure
	raw    {{BYTES}}, -- structure
	secret {{SEALED}} -- content
);
`)},
	"migrations/002_more.sql": {Data: []byte(`ALTER TABLE {o}.odd ADD COLUMN more TEXT NOT NULL DEFAULT 'x'; -- structure
`)}}}

func oddTables(t *testing.T, upto int) ([]sqldb.Migrations, []sqldb.Table) {
	t.Helper()
	m := odd
	m.Upto = upto
	tables, err := sqldb.Tables([]sqldb.Migrations{m})
	if err != nil {
		t.Fatal(err)
	}
	return []sqldb.Migrations{m}, tables
}

func oddDB(t *testing.T, e sqldb.Dialect, upto int) (*sqldb.DB, []sqldb.Table) {
	t.Helper()
	sets, tables := oddTables(t, upto)
	d := sqldbtest.Open(t, e)
	if err := sqldb.Migrate(t.Context(), d, sets, nil); err != nil {
		t.Fatal(err)
	}
	return d, tables
}

func dumped(t *testing.T, d *sqldb.DB, tables []sqldb.Table) string {
	t.Helper()
	var b bytes.Buffer
	if _, err := sqldb.Dump(t.Context(), d.Read(), sqldb.Whole(tables), nil, &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// The least, the greatest, nothing at all and what looks like nothing: every value
// is the same after it went to any engine, and the text of a dump is one for both.
func TestRowsAreNeutral(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		d, tables := oddDB(t, e, 0)
		err := d.Write(t.Context(), func(ctx context.Context, q sqldb.Q) error {
			rows := [][]any{
				{"all", int64(-1 << 63), 7, true, `{"bb": "<", "a":[9007199254740993]}`, []byte{0, 255}, sqldb.Seal("落雨 <&>")},
				{"empty", 0, 0, false, `null`, []byte{}, sqldb.Seal("")},
				{"null", nil, nil, nil, nil, nil, nil}}
			for n := range 1200 { // more than two batches
				rows = append(rows, []any{fmt.Sprint("r", n), n, n, n%2 == 0, `[]`, []byte("x"), sqldb.Seal(strings.Repeat("z", n))})
			}
			return sqldb.Insert(ctx, q, `INSERT INTO {o}.odd(id, n, small, yes, tags, raw, secret)`, rows, "")
		})
		if err != nil {
			t.Fatal(err)
		}
		want := sorted(dumped(t, d, tables))
		for _, part := range []string{`["all",-9223372036854775808,7,true,"{\"a\":[9007199254740993],\"bb\":\"<\"}","AP8=","6JC96ZuoIDwmPg==","x"]`,
			`["empty",0,0,false,"null","","","x"]`, `["null",null,null,null,null,null,null,"x"]`} {
			if !strings.Contains(want, part) {
				t.Errorf("not in the dump: %s\n%.600s", part, want)
			}
		}
		for _, to := range sqldbtest.Engines {
			there, _ := oddDB(t, to, 0)
			counts, err := sqldb.Load(t.Context(), there, strings.NewReader(dumped(t, d, tables)), tables, nil)
			if err != nil || len(counts) != 1 || counts[0].Rows != 1203 {
				t.Fatalf("to %s: %v, %v", to, counts, err)
			}
			if got := sorted(dumped(t, there, tables)); got != want {
				t.Errorf("to %s: %.300s\nwant %.300s", to, got, want)
			}
		}
	})
}

// sorted puts rows in one order; each engine has its own.
func sorted(text string) string {
	lines := strings.Split(text, "\n")
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// Rows of an older schema load into one of the same age, and the rest of the
// migrations fits on top.
func TestRowsOfAnOlderSchema(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		old, tables := oddDB(t, e, 1)
		levels, err := sqldb.Levels(t.Context(), old.Read())
		if err != nil || levels["odd"] != 1 {
			t.Fatalf("levels %v, %v", levels, err)
		}
		at, err := sqldb.AtLevels([]sqldb.Migrations{odd, notes}, levels)
		if err != nil || len(at) != 1 || at[0].Upto != 1 {
			t.Fatalf("%v, %v", at, err)
		}
		there, _ := oddDB(t, e, 1)
		rows := `{"table":"odd","columns":["id","n"]}` + "\n" + `["a",1]`
		if _, err := sqldb.Load(t.Context(), there, strings.NewReader(rows), tables, nil); err != nil {
			t.Fatal(err)
		}
		if err := sqldb.Migrate(t.Context(), there, []sqldb.Migrations{odd}, nil); err != nil {
			t.Fatal(err)
		}
		if more, err := sqldb.One[string](t.Context(), there.Read(), `SELECT more FROM {o}.odd`); err != nil || more != "x" {
			t.Errorf("%q, %v", more, err)
		}
		for _, levels := range []map[string]int{{"odd": 3}, {"new": 1}, {"odd": 2, "new": 1}} {
			if _, err := sqldb.AtLevels([]sqldb.Migrations{odd}, levels); !errors.Is(err, sqldb.ErrNewer) {
				t.Errorf("levels %v: %v", levels, err)
			}
		}
		if levels, err := sqldb.Levels(t.Context(), sqldbtest.Open(t, e).Read()); err != nil || len(levels) != 0 {
			t.Errorf("of nothing: %v, %v", levels, err)
		}
	})
}

func TestWhatIsNoRowsIsRefused(t *testing.T) {
	t.Parallel()
	head := `{"table":"odd","columns":["id","n"]}`
	for name, text := range map[string]string{
		"a table nobody has":    `{"table":"others","columns":["id"]}`,
		"a column":              `{"table":"odd","columns":["id","n) SELECT 1"]}`,
		"a row before all":      `["a",1]`,
		"too few values":        head + `["a"]`,
		"too many values":       head + `["a",1,2]`,
		"no values":             `{"table":"odd","columns":[]}[]`,
		"text for a number":     head + `["a","1"]`,
		"a fraction":            head + `["a",1.5]`,
		"no row":                head + `7`,
		"cut":                   head + `["a",`,
		"no JSON":               head + `nonsense`,
		"half a header":         `{"table":7}`,
		"not base64":            `{"table":"odd","columns":["id","raw"]}["a","*"]`,
		"text that is not JSON": `{"table":"odd","columns":["id","tags"]}["a","{"]`,
		"text that is no key":   `{"table":"odd","columns":["id","secret"]}["a",{}]`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d, tables := oddDB(t, sqldb.SQLite, 0)
			_, err := sqldb.Load(t.Context(), d, strings.NewReader(text), tables, nil)
			if err == nil || (name != "cut" && !errors.Is(err, sqldb.ErrRows)) {
				t.Errorf("error %v", err)
			}
		})
	}
}

// What JSON would change in silence stops a dump.
func TestATextThatIsNotUTF8StopsADump(t *testing.T) {
	t.Parallel()
	d, tables := oddDB(t, sqldb.SQLite, 0)
	if err := d.Write(t.Context(), func(ctx context.Context, q sqldb.Q) error {
		_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.odd(id) VALUES(CAST(x'c3' AS TEXT))`)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if _, err := sqldb.Dump(t.Context(), d.Read(), sqldb.Whole(tables), nil, &bytes.Buffer{}); err == nil || !strings.Contains(err.Error(), "column id") {
		t.Errorf("error %v", err)
	}
}
