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

// Settle makes a house that was loaded row by row continue where it stopped:
// entries the tree has not taken yet wait for the sequencer, and no number that
// a cursor has seen is given again.
func Settle(ctx context.Context, db *sqldb.DB) error {
	return db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		if db.Dialect() == sqldb.Postgres {
			_, err := sqldb.Exec(ctx, q, `UPDATE {o}.entries SET idx=NULL WHERE idx >= coalesce((SELECT size FROM {o}.log_head WHERE one=1), 0)`)
			return err
		}
		if _, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.sqlite_sequence(name, seq) SELECT 'outbox', 0
			WHERE NOT EXISTS (SELECT 1 FROM {o}.sqlite_sequence WHERE name='outbox')`); err != nil {
			return err
		}
		_, err := sqldb.Exec(ctx, q, `UPDATE {o}.sqlite_sequence SET seq=max(seq, (`+passed+`)) WHERE name='outbox'`)
		return err
	})
}
