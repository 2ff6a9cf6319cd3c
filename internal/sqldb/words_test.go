package sqldb_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

var wordy = sqldb.Migrations{Module: "wordy", Files: fstest.MapFS{"migrations/001_words.sql": {Data: []byte(`
-- table notes_words: retention=none export=none purge=none derived
@sqlite CREATE VIRTUAL TABLE {o}.notes_words USING fts5(words, content='', contentless_delete=1, detail=none, tokenize='ascii tokenchars ''#''');
@pg CREATE TABLE {o}.notes_words (
@pg rowid BIGINT PRIMARY KEY, -- structure
@pg words TSVECTOR NOT NULL -- structure: keyed hashes
@pg );
@pg CREATE INDEX notes_words_words ON {o}.notes_words USING gin(words);
`)}}}

// A word index finds what has a word of each group, newest first, and forgets what is
// taken out; PostgreSQL's tables hold no word of it, and no dump takes it along.
func TestAWordIndexFindsRowsByTheirWords(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		d := sqldbtest.Open(t, e)
		if err := sqldb.Migrate(t.Context(), d, []sqldb.Migrations{wordy}, nil); err != nil {
			t.Fatal(err)
		}
		change := func(text string, args ...any) {
			t.Helper()
			if err := d.Write(t.Context(), func(ctx context.Context, q sqldb.Q) error { _, err := sqldb.Exec(ctx, q, text, args...); return err }); err != nil {
				t.Fatal(err)
			}
		}
		found := func(a sqldb.AllOf) []int64 {
			t.Helper()
			got, err := sqldb.All[int64](t.Context(), d.Read(), `SELECT rowid FROM {o}.notes_words WHERE {match notes_words} ORDER BY rowid DESC`, a)
			if err != nil {
				t.Fatal(err)
			}
			return got
		}
		const add = `INSERT INTO {o}.notes_words(rowid, words) VALUES(?,?)`
		change(add, 1, sqldb.Words{"会议", "budget", "#bud"})
		change(add, 1<<50, sqldb.Words{"会议", "#rev"})
		change(add, 7, sqldb.Words{"议会", "rev", "##shk1"})
		for _, c := range []struct {
			asked sqldb.AllOf
			want  []int64
		}{
			{sqldb.AllOf{{"会议"}}, []int64{1 << 50, 1}},
			{sqldb.AllOf{{"会议"}, {"budget"}}, []int64{1}},
			{sqldb.AllOf{{"#rev", "rev"}}, []int64{1 << 50, 7}},
			{sqldb.AllOf{{"会议", "议会"}, {"##shk1", "budget"}}, []int64{7, 1}},
			{sqldb.AllOf{{"会"}}, nil},
			{sqldb.AllOf{{"bud"}}, nil},
		} {
			if got := found(c.asked); !slices.Equal(got, c.want) {
				t.Errorf("%v finds %v, want %v", c.asked, got, c.want)
			}
		}
		change(`DELETE FROM {o}.notes_words WHERE rowid=?`, 1)
		if got := found(sqldb.AllOf{{"会议"}}); len(got) != 1 {
			t.Errorf("after one was taken out: %v", got)
		}
		if n, err := sqldb.CountWords(t.Context(), d.Read(), "notes_words"); n != 2 || err != nil {
			t.Errorf("%d rows, %v", n, err)
		}
		if e == sqldb.Postgres {
			stored, err := sqldb.All[string](t.Context(), d.Read(), `SELECT words::text FROM {o}.notes_words`)
			if err != nil || strings.Contains(strings.Join(stored, ""), "rev") || strings.Contains(strings.Join(stored, ""), "议") {
				t.Errorf("stored as %v, %v", stored, err)
			}
		}
		if err := d.Write(t.Context(), func(ctx context.Context, q sqldb.Q) error { return sqldb.ClearWords(ctx, q, "notes_words") }); err != nil {
			t.Fatal(err)
		}
		if got := found(sqldb.AllOf{{"#rev", "rev"}}); len(got) != 0 {
			t.Errorf("after it was emptied: %v", got)
		}
		tables, err := sqldb.Tables([]sqldb.Migrations{wordy})
		if err != nil || len(tables) != 1 || !tables[0].Derived || len(sqldb.Whole(tables)) != 0 {
			t.Errorf("declared as %+v, %v", tables, err)
		}
	})
}
