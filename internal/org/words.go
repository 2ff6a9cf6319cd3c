package org

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"tramway/internal/sqldb"
)

// Word names what entries are found by: an "actor" by id, an "object" by ref, an
// "action" by its name or the first word of it. The view {o}.worded leads
// from a word to entries; {o}.entries_of from an actor or object also to those that
// have no words yet.
func Word(kind, value string) string { return kind + ":" + value }

// wordPatience is how long a reader waits for entries that have no place yet: the
// longest that a change may be open.
const wordPatience = 2 * time.Second

// Worded waits until what was committed before can be found by its words. On
// PostgreSQL somebody else's long transaction can hold up the newest; then they are
// found later.
func (o *Org) Worded(ctx context.Context) error {
	patient, stop := context.WithTimeout(ctx, wordPatience)
	defer stop()
	err := o.place(patient)
	if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
		return nil
	}
	return err
}

// word gives the next entries of the tree their words.
func (h *head) word(ctx context.Context, q sqldb.Q, d sqldb.Dialect) error {
	type row struct {
		Idx    int64  `db:"idx"`
		Actor  string `db:"actor"`
		Action string `db:"action"`
		Object string `db:"object"`
	}
	to := min(h.Worded+batchSize, h.Size)
	rows, err := sqldb.All[row](ctx, q, `SELECT idx, actor, action, object FROM {o}.entries WHERE `+between(d), h.Worded, to)
	if err != nil {
		return err
	}
	var words [][]any
	for _, r := range rows {
		for _, w := range wordsOf(r.Actor, r.Action, r.Object) {
			words = append(words, []any{w, r.Idx})
		}
	}
	// In the table's order neighbours meet on a page.
	slices.SortFunc(words, func(a, b []any) int {
		return cmp.Or(strings.Compare(a[0].(string), b[0].(string)), cmp.Compare(a[1].(int64), b[1].(int64)))
	})
	h.Worded = to
	return sqldb.Insert(ctx, q, `INSERT INTO {o}.entry_words(word, idx)`, words, "")
}

func wordsOf(actor, action, object string) (out []string) {
	if actor != "" { // empty: erased
		out = append(out, Word("actor", actor))
	}
	if object != "" {
		out = append(out, Word("object", object))
	}
	if first, _, more := strings.Cut(action, "."); more {
		out = append(out, Word("action", first))
	}
	return append(out, Word("action", action))
}

// holdHead keeps those who change the head or the words apart on PostgreSQL: the
// sequencer would give the words that the eraser takes away. On SQLite there is one writer.
func holdHead(ctx context.Context, q sqldb.Q, d sqldb.Dialect) error {
	if d == sqldb.SQLite {
		return nil
	}
	_, err := sqldb.All[int](ctx, q, `SELECT one FROM {o}.log_head FOR UPDATE`)
	return err
}

// unword takes away the words that name somebody.
func (tx *Tx) unword(ids []string) error {
	type row struct {
		Idx    *int64 `db:"idx"`
		Actor  string `db:"actor"`
		Object string `db:"object"`
	}
	if err := holdHead(tx.Ctx, tx, tx.Org.db.Dialect()); err != nil {
		return err
	}
	rows, err := sqldb.All[row](tx.Ctx, tx, `SELECT idx, actor, object FROM {o}.entries WHERE id IN {in}`, sqldb.Strings(ids))
	if err != nil {
		return err
	}
	for _, r := range rows {
		if _, err := sqldb.Exec(tx.Ctx, tx, `DELETE FROM {o}.entry_words WHERE idx=? AND word IN {in}`, r.Idx,
			sqldb.Strings{Word("actor", r.Actor), Word("object", r.Object)}); err != nil {
			return err
		}
	}
	return nil
}
