package org

import (
	"context"

	"tramway/internal/sqldb"
)

// Health is what a look at a house's tables tells its operator.
type Health struct {
	Parked  []Trouble // events by subscriber
	Dead    []Trouble // jobs by kind
	Overdue int       // jobs that should have begun
	Waiting int64     // entries not in the tree
}

// Trouble is a number of failures of one kind. Errors name no person.
type Trouble struct {
	Name  string `db:"name"`
	Count int    `db:"count"`
	Error string `db:"error"` // one of them
}

// Examine looks at a house that somebody else may be serving; it changes nothing.
// Jobs due before late are overdue.
func Examine(ctx context.Context, db *sqldb.DB, late sqldb.Micros) (h Health, err error) {
	err = db.Snapshot(ctx, func(q sqldb.Q) error {
		if h.Parked, err = sqldb.All[Trouble](ctx, q, `SELECT subscriber AS name, count(*) AS count, max(error) AS error
			FROM {o}.parked GROUP BY subscriber ORDER BY subscriber`); err != nil {
			return err
		}
		if h.Dead, err = sqldb.All[Trouble](ctx, q, `SELECT kind AS name, count(*) AS count, max(error) AS error
			FROM {o}.jobs WHERE state='dead' GROUP BY kind ORDER BY kind`); err != nil {
			return err
		}
		if h.Overdue, err = sqldb.One[int](ctx, q, `SELECT count(*) FROM {o}.jobs WHERE state='waiting' AND due < ?`, late); err != nil {
			return err
		}
		head, err := readHead(ctx, q)
		if err != nil {
			return err
		}
		entries, err := sqldb.One[int64](ctx, q, `SELECT count(*) FROM {o}.entries`)
		h.Waiting = entries - head.Size
		return err
	})
	return h, err
}
