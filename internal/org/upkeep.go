package org

import (
	"context"
	"errors"
	"time"

	"tramway/internal/sqldb"
)

const (
	outboxLife = 7 * 24 * time.Hour
	// failuresLife is how long parked events and dead jobs are there to be looked at.
	failuresLife = 90 * 24 * time.Hour
	trimEvery    = 6 * time.Hour
	trimBatch    = 5000 // rows a write: it has two seconds
)

// upkeep is what an open house does for itself now and then; last is when it was
// done last.
func (o *Org) upkeep(ctx context.Context, last *time.Time) {
	now := o.Now()
	if now.Sub(*last) < trimEvery {
		return
	}
	*last = now
	if err := o.Tidy(ctx); err != nil && ctx.Err() == nil {
		o.log.Error("clearing away what is old", "error", err)
	}
}

// Tidied are the tables of a house's own bookkeeping, which it clears away by itself.
var Tidied = []string{"outbox", "parked", "jobs", "once"}

// Tidy clears away what is old of a house's own bookkeeping.
func (o *Org) Tidy(ctx context.Context) error {
	return errors.Join(o.TrimOutbox(ctx), o.forgetOnce(ctx), o.forgetFailures(ctx), o.CollectBlobs(ctx), o.SweepBlobs(ctx))
}

// forgetFailures drops what gave up long ago: doctor has shown it all the time.
func (o *Org) forgetFailures(ctx context.Context) error {
	old := sqldb.At(o.Now().Add(-failuresLife))
	for _, from := range []string{`{o}.parked WHERE at < ?`, `{o}.jobs WHERE state='dead' AND due < ?`} {
		n, err := sqldb.One[int](ctx, o.Read(), `SELECT count(*) FROM `+from, old)
		if err != nil {
			return err
		}
		if n == 0 {
			continue
		}
		err = o.Write(ctx, System("outbox"), func(tx *Tx) error {
			tx.Exempt("cursor")
			_, err := sqldb.Exec(tx.Ctx, tx, `DELETE FROM `+from, old)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// TrimOutbox drops events that are a week old and that every subscriber who wants
// their type has had.
func (o *Org) TrimOutbox(ctx context.Context) error {
	oldest, err := sqldb.All[sqldb.Micros](ctx, o.Read(), `SELECT at FROM {o}.outbox WHERE seq IS NOT NULL ORDER BY seq LIMIT 1`)
	if err != nil || len(oldest) == 0 || oldest[0] >= sqldb.At(o.Now().Add(-outboxLife)) {
		return err // mostly there is nothing to do, and a write costs more than a look
	}
	for {
		n := int64(0)
		err := o.Write(ctx, System("outbox"), func(tx *Tx) (err error) {
			tx.Exempt("cursor")
			n, err = tx.trim()
			return err
		})
		if err != nil || n < trimBatch {
			return err
		}
	}
}

func (tx *Tx) trim() (int64, error) {
	text, args := `SELECT seq FROM {o}.outbox WHERE at < ?`, []any{sqldb.At(tx.now.Add(-outboxLife))}
	for _, s := range tx.Org.reg.cfg.Subscribers {
		c, err := tx.Org.cursor(tx.Ctx, tx, s.Name)
		if err != nil {
			return 0, err
		}
		text += ` AND NOT (seq > ? AND type IN {in})`
		args = append(args, c.Seq, sqldb.Strings(s.Types))
	}
	return sqldb.Exec(tx.Ctx, tx, `DELETE FROM {o}.outbox WHERE seq IN (`+text+` ORDER BY seq LIMIT ?)`, append(args, trimBatch)...)
}
