package proof

import (
	"context"

	"tramway/internal/life"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// Life is what happens to entries when they are old or their person is gone: text and
// salt go, the leaf stays, and the tree is as whole as before. What was done to a
// person and what a person did are two things: the second is the organisation's
// memory of its own acts, and goes only if that is asked for.
func (m *Module) Life() life.Parts {
	entries := []string{"entries", "entry_words"}
	return life.Parts{
		Others: []life.Other{{Tables: []string{"record_receivers", "record_tally", "record_counts", "record_seen", "record_reviews"}, By: "house"}},
		Copies: []life.Copy{{Table: "entries", Where: "object = 'person:' || ? AND " + ofPerson("object", "person:")},
			// What a person did to others tells of the others: when and what, not how it was before and after.
			{Table: "entries", Name: "acts", Where: "actor = ? AND object <> 'person:' || ? AND " + ofPerson("actor", ""), Without: []string{"body", "object"}}},
		Purges: []life.Purge{{Class: "record", Tables: entries, Due: entriesDue, Step: func(tx *org.Tx, before sqldb.Micros, held []string, limit int) (int, error) {
			return tx.EraseBefore(before, held, limit)
		}}},
		Erasures: []life.Erasure{
			{Name: "entries", Tables: entries, Class: "record", Left: leftWhere("object", "person:"), Step: eraseWhere("object", "person:")},
			{Name: "acts", Wrote: true, Tables: entries, Class: "record", Left: leftWhere("actor", ""), Step: eraseWhere("actor", "")},
		},
	}
}

// entriesDue looks at the first entries that are not erased: a count of all old ones
// would read most of the record.
func entriesDue(ctx context.Context, o *org.Org, before sqldb.Micros, held []string) (life.Due, error) {
	if len(held) > 0 {
		return sqldb.One[life.Due](ctx, o.Read(), `SELECT 0 AS rows, 0 AS at`)
	}
	return sqldb.One[life.Due](ctx, o.Read(), `SELECT coalesce(sum(CASE WHEN at < ? THEN 1 ELSE 0 END), 0) AS rows, coalesce(min(at), 0) AS at
		FROM (SELECT at FROM {o}.entries WHERE n > (SELECT coalesce(max(erased), 0) FROM {o}.log_head) AND salt IS NOT NULL ORDER BY n LIMIT ?) first`,
		before, shownDue)
}

// shownDue is the most that a preview counts.
const shownDue = 100000

// ofPerson is the condition for entries with a person's word; the person is its argument.
func ofPerson(kind, prefix string) string {
	return `n IN (SELECT n FROM {o}.entries_of WHERE word = '` + org.Word(kind, prefix) + `' || ?)`
}

func leftWhere(column, prefix string) func(context.Context, sqldb.Q, string) (life.Due, error) {
	return func(ctx context.Context, q sqldb.Q, person string) (life.Due, error) {
		return sqldb.One[life.Due](ctx, q, `SELECT count(*) AS rows, coalesce(max(at), 0) AS at FROM {o}.entries WHERE `+ofPerson(column, prefix)+` AND salt IS NOT NULL`, person)
	}
}

func eraseWhere(column, prefix string) func(*org.Tx, string, sqldb.Micros, int) (int, error) {
	return func(tx *org.Tx, person string, before sqldb.Micros, limit int) (int, error) {
		ids, err := sqldb.All[string](tx.Ctx, tx, `SELECT id FROM {o}.entries WHERE `+ofPerson(column, prefix)+` AND at < ? AND salt IS NOT NULL LIMIT ?`,
			person, before, limit)
		if err != nil || len(ids) == 0 {
			return 0, err
		}
		return len(ids), tx.EraseEntries(ids)
	}
}
