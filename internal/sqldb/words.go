package sqldb

import (
	"context"
	"encoding/base64"
	"strings"
)

// A word index finds rows by the words that stand for them. On SQLite it is an FTS5
// table and the words are plain, because the file is encrypted as a whole; on
// PostgreSQL it is a table of the same name with a tsvector, and the words are keyed
// hashes, so that whoever runs the database reads none. Both keep one row a number:
//
//	-- table notes_words: retention=none export=none purge=none derived
//	@sqlite CREATE VIRTUAL TABLE {o}.notes_words USING fts5(words, content='', contentless_delete=1, detail=none, tokenize='ascii tokenchars ''#''');
//	@pg CREATE TABLE {o}.notes_words (
//	@pg rowid BIGINT PRIMARY KEY, -- structure
//	@pg words TSVECTOR NOT NULL -- structure: keyed hashes
//	@pg );
//	@pg CREATE INDEX notes_words_words ON {o}.notes_words USING gin(words);
//
// and {match notes_words} in a query takes an [AllOf]. It holds which words a row has,
// not where: whoever asks looks at what was found.

// Words stand for a row of a word index. A word has no blank and no ASCII sign in it
// but #, letters are lower case.
type Words []string

func (w Words) seal(db *DB) (any, error) {
	if db.dialect == SQLite {
		return strings.Join(w, " "), nil
	}
	hashed := make([]string, len(w))
	for i, word := range w {
		var err error
		if hashed[i], err = db.lexeme(word); err != nil {
			return nil, err
		}
	}
	return strings.Join(hashed, " "), nil
}

// AllOf asks a word index for the rows that have a word of each group.
type AllOf [][]string

func (a AllOf) seal(db *DB) (any, error) {
	quote, and, or := func(word string) (string, error) { return `"` + strings.ReplaceAll(word, `"`, `""`) + `"`, nil }, " AND ", " OR "
	if db.dialect == Postgres {
		quote, and, or = db.lexeme, " & ", " | "
	}
	groups := make([]string, len(a))
	for i, group := range a {
		words := make([]string, len(group))
		for j, word := range group {
			var err error
			if words[j], err = quote(word); err != nil {
				return nil, err
			}
		}
		groups[i] = "(" + strings.Join(words, or) + ")"
	}
	return strings.Join(groups, and), nil
}

// lexemeBytes of a keyed hash are enough that two words of an organisation seldom
// share one; where they do, whoever looks at what was found sees it.
const lexemeBytes = 6

// lexeme is a word as PostgreSQL keeps it. The sign of base64 that its parser would
// not take stands in quotes.
func (d *DB) lexeme(word string) (string, error) {
	if d.sealer == nil {
		return "", errNoSealer
	}
	return "'" + base64.RawURLEncoding.EncodeToString(d.sealer.Blind(word)[:lexemeBytes]) + "'", nil
}

// ClearWords empties a word index.
func ClearWords(ctx context.Context, q Q, table string) error {
	if q.base().dialect == Postgres {
		return Clear(ctx, q, table)
	}
	_, err := Exec(ctx, q, `INSERT INTO {o}.`+table+`(`+table+`) VALUES('delete-all')`)
	return err
}

// Clear empties a table at once, however long it is.
func Clear(ctx context.Context, q Q, table string) error {
	text := `DELETE FROM {o}.` + table
	if q.base().dialect == Postgres {
		text = `TRUNCATE {o}.` + table
	}
	_, err := Exec(ctx, q, text)
	return err
}

// CountWords is how many rows a word index has.
func CountWords(ctx context.Context, q Q, table string) (int64, error) {
	if q.base().dialect == SQLite {
		table += "_docsize"
	}
	return One[int64](ctx, q, `SELECT count(*) FROM {o}.`+table)
}
