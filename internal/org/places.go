package org

import (
	"context"

	"tramway/internal/sqldb"
)

// Places are the tables whose rows have an order that must come along when a
// house moves to the other engine.
var Places = []sqldb.Place{
	{Table: "entries", SQLite: "n", Postgres: "idx", Base: 0},
	{Table: "outbox", SQLite: "seq", Postgres: "seq", Base: 1, Passed: passed},
	{Table: "changes", SQLite: "seq", Postgres: "seq", Base: 1},
}

// passed is the greatest number a cursor has seen: its event may be dropped.
const passed = `SELECT coalesce(max(seq), 0) FROM {o}.cursors`

// Settle makes a house that was loaded row by row continue where it stopped:
// entries the tree has not taken yet wait for the sequencer, and no number that
// a cursor has seen is given again.
func Settle(ctx context.Context, db *sqldb.DB) error {
	return db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		for _, text := range settling[db.Dialect()] {
			if _, err := sqldb.Exec(ctx, q, text); err != nil {
				return err
			}
		}
		return nil
	})
}

// settling: tables of an older program have no sequences yet; the migration that
// makes them begins them where they have to.
var settling = map[sqldb.Dialect][]string{
	sqldb.Postgres: {
		`UPDATE {o}.entries SET idx=NULL WHERE idx >= coalesce((SELECT size FROM {o}.log_head WHERE one=1), 0)`,
		resume("outbox", `greatest((SELECT coalesce(max(seq), 0) FROM {o}.outbox), (`+passed+`))`),
		resume("changes", `(SELECT coalesce(max(seq), 0) FROM {o}.changes)`),
	},
	sqldb.SQLite: {
		`INSERT INTO {o}.sqlite_sequence(name, seq) SELECT 'outbox', 0 WHERE NOT EXISTS (SELECT 1 FROM {o}.sqlite_sequence WHERE name='outbox')`,
		`UPDATE {o}.sqlite_sequence SET seq=max(seq, (` + passed + `)) WHERE name='outbox'`,
	},
}

func resume(table, last string) string {
	return `SELECT setval(places, 1 + ` + last + `, false) FROM to_regclass('{o}.` + table + `_places') places WHERE places IS NOT NULL`
}
