package store

import (
	"context"

	"tramway/internal/sqldb"
)

// Visible are those of some notices that a person sent or got.
func Visible(ctx context.Context, q sqldb.Q, person string, ids []string) ([]Ding, error) {
	return sqldb.All[Ding](ctx, q, `SELECT `+dingCols+` FROM {o}.dings WHERE id IN {in} AND (sender=? OR id IN (SELECT ding FROM {o}.ding_receivers WHERE person=?))`,
		sqldb.Strings(ids), person, person)
}

// Running are a person's own that are scheduled or chase.
func Running(ctx context.Context, q sqldb.Q, sender string, limit int) ([]Ding, error) {
	return sqldb.All[Ding](ctx, q, `SELECT `+dingCols+` FROM {o}.dings WHERE sender=? AND state IN ('scheduled','chasing') ORDER BY id LIMIT ?`, sender, limit)
}

// CountRunning is how many they are, and how many chase the person.
func CountRunning(ctx context.Context, q sqldb.Q, person string) (int, error) {
	return sqldb.One[int](ctx, q, `SELECT (SELECT count(*) FROM {o}.dings WHERE sender=? AND state IN ('scheduled','chasing')) +
		(SELECT count(*) FROM {o}.ding_receivers r JOIN {o}.dings d ON d.id=r.ding WHERE r.person=? AND d.state='chasing' AND r.state IN ('waiting','delivered','seen'))`, person, person)
}

// old are those that go: none that a person held sent or got.
const old = ` FROM {o}.dings WHERE created_at < ? AND sender NOT IN {in} AND state NOT IN ('scheduled','chasing')
	AND id NOT IN (SELECT ding FROM {o}.ding_receivers WHERE person IN {in})`

// CountOld is how many notices from before a moment would go, and when the oldest there
// is was made.
func CountOld(ctx context.Context, q sqldb.Q, before sqldb.Micros, held []string) (n int64, oldest sqldb.Micros, err error) {
	h := sqldb.Strings(held)
	if n, err = sqldb.One[int64](ctx, q, `SELECT count(*)`+old, before, h, h); err != nil {
		return 0, 0, err
	}
	oldest, err = sqldb.One[sqldb.Micros](ctx, q, `SELECT coalesce(min(created_at), 0) FROM {o}.dings`)
	return n, oldest, err
}

// wholeDings bounds how many notices go with all their rows in one step.
const wholeDings = 20

// DropOld removes some with their rows.
func DropOld(ctx context.Context, q sqldb.Q, before sqldb.Micros, held []string, limit int) (int, error) {
	h := sqldb.Strings(held)
	ids, err := sqldb.All[string](ctx, q, `SELECT id`+old+` ORDER BY created_at, id LIMIT ?`, before, h, h, min(limit, wholeDings))
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	gone := sqldb.Strings(ids)
	for _, text := range []string{`DELETE FROM {o}.ding_tries WHERE ding IN {in}`, `DELETE FROM {o}.ding_receivers WHERE ding IN {in}`, `DELETE FROM {o}.dings WHERE id IN {in}`} {
		if _, err := sqldb.Exec(ctx, q, text, gone); err != nil {
			return 0, err
		}
	}
	if len(ids) < min(limit, wholeDings) {
		return len(ids), nil
	}
	return limit, nil // there may be more
}

// CountGot is how much there is of what a person got.
func CountGot(ctx context.Context, q sqldb.Q, person string) (int64, error) {
	return sqldb.One[int64](ctx, q, `SELECT (SELECT count(*) FROM {o}.ding_receivers WHERE person=?) + (SELECT count(*) FROM {o}.ding_tries WHERE person=?)`, person, person)
}

// DropGot removes some of it.
func DropGot(ctx context.Context, q sqldb.Q, person string, limit int) (int, error) {
	n, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.ding_tries WHERE id IN (SELECT id FROM {o}.ding_tries WHERE person=? LIMIT ?)`, person, limit)
	if err != nil || n > 0 {
		return int(n), err
	}
	n, err = sqldb.Exec(ctx, q, `DELETE FROM {o}.ding_receivers WHERE person=? AND ding IN (SELECT ding FROM {o}.ding_receivers WHERE person=? LIMIT ?)`, person, person, limit)
	return int(n), err
}

// CountSent is how many a person sent whose text is still there.
func CountSent(ctx context.Context, q sqldb.Q, person string) (int64, error) {
	return sqldb.One[int64](ctx, q, `SELECT count(*) FROM {o}.dings WHERE sender=?`, person)
}

// DropSent removes some of them, with the rows of their receivers.
func DropSent(ctx context.Context, q sqldb.Q, person string, limit int) (int, error) {
	ids, err := sqldb.All[string](ctx, q, `SELECT id FROM {o}.dings WHERE sender=? ORDER BY id LIMIT ?`, person, min(limit, wholeDings))
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	gone := sqldb.Strings(ids)
	for _, text := range []string{`DELETE FROM {o}.ding_tries WHERE ding IN {in}`, `DELETE FROM {o}.ding_receivers WHERE ding IN {in}`, `DELETE FROM {o}.dings WHERE id IN {in}`} {
		if _, err := sqldb.Exec(ctx, q, text, gone); err != nil {
			return 0, err
		}
	}
	if len(ids) < min(limit, wholeDings) {
		return len(ids), nil
	}
	return limit, nil
}
