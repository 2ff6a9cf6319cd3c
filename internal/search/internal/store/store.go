// Package store is the index: which messages are in it, by which words they are found,
// and how far it has been made. It decides nothing.
//
// Floor: 4
package store

import (
	"context"
	"errors"
	"slices"
	"strings"

	"tramway/internal/sqldb"
)

// Place names a message.
type Place struct {
	Conversation string `db:"conversation"`
	Seq          int64  `db:"seq"`
}

// Doc is a message's row in the index.
type Doc struct {
	Place
	Pos int64 `db:"pos"`
}

// Found are documents that have a word of each group, latest first: those from a number
// on and before another. Latest first is the order in which both engines can stop.
func Found(ctx context.Context, q sqldb.Q, words sqldb.AllOf, from, before int64, limit int) ([]Doc, error) {
	return sqldb.All[Doc](ctx, q, `SELECT search_words.rowid AS pos, coalesce(d.conversation, '') AS conversation, coalesce(d.seq, 0) AS seq FROM {o}.search_words
		LEFT JOIN {o}.search_docs d ON d.pos = search_words.rowid
		WHERE {match search_words} AND search_words.rowid >= ? AND search_words.rowid < ? ORDER BY search_words.rowid DESC LIMIT ?`,
		words, from, before, limit)
}

// atOnce is how many things one query names: always as many, so that there is one text
// to prepare.
const atOnce = 64

var (
	somePlaces  = values("(CAST(? AS TEXT), CAST(? AS BIGINT))")
	someNumbers = values("(CAST(? AS BIGINT))")
)

func values(one string) string {
	return `(VALUES ` + strings.TrimSuffix(strings.Repeat(one+", ", atOnce), ", ") + `)`
}

// At are the documents of some places.
func At(ctx context.Context, q sqldb.Q, places []Place) (map[Place]int64, error) {
	out := map[Place]int64{}
	for part := range slices.Chunk(places, atOnce) {
		args := make([]any, 0, 2*atOnce)
		for i := range atOnce {
			p := part[min(i, len(part)-1)]
			args = append(args, p.Conversation, p.Seq)
		}
		rows, err := sqldb.All[Doc](ctx, q, `SELECT pos, conversation, seq FROM {o}.search_docs WHERE (conversation, seq) IN `+somePlaces, args...)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			out[r.Place] = r.Pos
		}
	}
	return out, nil
}

// Add puts documents in, at most [atOnce] of them. Each has the number it should have,
// and gets the next that is free.
func Add(ctx context.Context, q sqldb.Q, docs []Doc) error {
	taken, err := numbers(ctx, q, docs)
	if err != nil {
		return err
	}
	rows := make([][]any, len(docs))
	for i := range docs {
		d := &docs[i]
		if taken[d.Pos] {
			if d.Pos, err = free(ctx, q, d.Pos, taken); err != nil {
				return err
			}
		}
		taken[d.Pos] = true
		rows[i] = []any{d.Pos, d.Conversation, d.Seq}
	}
	return sqldb.Insert(ctx, q, `INSERT INTO {o}.search_docs(pos, conversation, seq)`, rows, "")
}

// numbers are those that are taken, of those that documents should have.
func numbers(ctx context.Context, q sqldb.Q, docs []Doc) (map[int64]bool, error) {
	args := make([]any, atOnce)
	for i := range args {
		args[i] = docs[min(i, len(docs)-1)].Pos
	}
	rows, err := sqldb.All[int64](ctx, q, `SELECT pos FROM {o}.search_docs WHERE pos IN `+someNumbers, args...)
	out := map[int64]bool{}
	for _, pos := range rows {
		out[pos] = true
	}
	return out, err
}

// Nudge is how far a number is from the moment it stands for, at most, unless more are
// said in a hundredth of a second than machines can.
const Nudge = 10_000

// free is the number after those that are taken from one on.
func free(ctx context.Context, q sqldb.Q, pos int64, taken map[int64]bool) (int64, error) {
	last, err := sqldb.One[int64](ctx, q, `SELECT coalesce(max(pos), 0) FROM {o}.search_docs WHERE pos >= ? AND pos < ?`, pos, pos+Nudge)
	for pos = max(pos, last+1); taken[pos]; {
		pos++
	}
	return pos, err
}

// Word gives documents their words: each row is a number and its [sqldb.Words].
func Word(ctx context.Context, q sqldb.Q, rows [][]any) error {
	return sqldb.Insert(ctx, q, `INSERT INTO {o}.search_words(rowid, words)`, rows, "")
}

// Unword takes a document's words away.
func Unword(ctx context.Context, q sqldb.Q, pos int64) error {
	_, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.search_words WHERE rowid=?`, pos)
	return err
}

// Drop takes a document out.
func Drop(ctx context.Context, q sqldb.Q, pos int64) error {
	if err := Unword(ctx, q, pos); err != nil {
		return err
	}
	_, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.search_docs WHERE pos=?`, pos)
	return err
}

// DropUpto takes a conversation's documents out up to and with a place.
func DropUpto(ctx context.Context, q sqldb.Q, conversation string, seq int64) error {
	_, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.search_words WHERE rowid IN
		(SELECT pos FROM {o}.search_docs WHERE conversation=? AND seq <= ?)`, conversation, seq)
	if err != nil {
		return err
	}
	_, err = sqldb.Exec(ctx, q, `DELETE FROM {o}.search_docs WHERE conversation=? AND seq <= ?`, conversation, seq)
	return err
}

// Count is how many documents there are, and how many of them have words.
func Count(ctx context.Context, q sqldb.Q) (docs, worded int64, err error) {
	if docs, err = sqldb.One[int64](ctx, q, `SELECT count(*) FROM {o}.search_docs`); err != nil {
		return 0, 0, err
	}
	worded, err = sqldb.CountWords(ctx, q, "search_words")
	return docs, worded, err
}

// Clear empties the index.
func Clear(ctx context.Context, q sqldb.Q) error {
	if err := sqldb.ClearWords(ctx, q, "search_words"); err != nil {
		return err
	}
	return sqldb.Clear(ctx, q, "search_docs")
}

// Refresh tells the planner that the index was filled.
func Refresh(ctx context.Context, q sqldb.Q) error {
	return sqldb.Refresh(ctx, q, "search_docs", "search_words")
}

// Progress is how far the index has been made from what was there before it.
type Progress struct {
	Version int    `db:"version"`
	Upto    string `db:"upto"`
	Done    bool   `db:"done"`
}

// Made reads it; zero if it was never begun.
func Made(ctx context.Context, q sqldb.Q) (Progress, error) {
	p, err := sqldb.One[Progress](ctx, q, `SELECT version, upto, done FROM {o}.search_progress WHERE one=1`)
	if errors.Is(err, sqldb.ErrNone) {
		err = nil
	}
	return p, err
}

// SetMade writes it.
func SetMade(ctx context.Context, q sqldb.Q, p Progress) error {
	_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.search_progress(one, version, upto, done) VALUES(1,?,?,?) ON CONFLICT (one) DO UPDATE SET
		version=excluded.version, upto=excluded.upto, done=excluded.done`, p.Version, p.Upto, p.Done)
	return err
}
