package store

import (
	"context"
	"errors"

	"tramway/internal/sqldb"
)

// Due is how much there is, and when the oldest of it was over.
type Due struct {
	Rows int64        `db:"rows"`
	At   sqldb.Micros `db:"at"`
}

// over is when an announcement was over; NULL for one that is not.
const over = `CASE WHEN withdrawn_at > 0 THEN withdrawn_at WHEN ends_at > 0 THEN ends_at WHEN published_at = 0 AND publish_at = 0 THEN made_at END`

// free: nobody who is held has to do with it.
const free = `made_by NOT IN {in} AND NOT EXISTS (SELECT 1 FROM {o}.announcement_receivers r WHERE r.announcement = announcements.id AND r.person IN {in})`

// CountOver is how many have been over since before a moment.
func CountOver(ctx context.Context, q sqldb.Q, before sqldb.Micros, held []string) (Due, error) {
	h := sqldb.Strings(held)
	return sqldb.One[Due](ctx, q, `SELECT (SELECT count(*) FROM {o}.announcements WHERE `+over+` < ? AND `+free+`) AS rows,
		coalesce((SELECT min(`+over+`) FROM {o}.announcements), 0) AS at`, before, h, h)
}

// OldestOver is one that has been over since before a moment; "" if there is none.
func OldestOver(ctx context.Context, q sqldb.Q, before sqldb.Micros, held []string) (string, error) {
	h := sqldb.Strings(held)
	id, err := sqldb.One[string](ctx, q, `SELECT id FROM {o}.announcements WHERE `+over+` < ? AND `+free+` ORDER BY id LIMIT 1`, before, h, h)
	if errors.Is(err, sqldb.ErrNone) {
		return "", nil
	}
	return id, err
}

// DropPersons removes some of those who have an announcement, with what they confirmed.
func DropPersons(ctx context.Context, q sqldb.Q, announcement string, limit int) (int, error) {
	n, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.announcement_confirmations WHERE announcement=? AND person IN
		(SELECT person FROM {o}.announcement_confirmations WHERE announcement=? ORDER BY person LIMIT ?)`, announcement, announcement, limit)
	if err != nil || n > 0 {
		return int(n), err
	}
	n, err = sqldb.Exec(ctx, q, `DELETE FROM {o}.announcement_receivers WHERE announcement=? AND person IN
		(SELECT person FROM {o}.announcement_receivers WHERE announcement=? ORDER BY person LIMIT ?)`, announcement, announcement, limit)
	return int(n), err
}

// LeftOf is how much is held of a person.
func LeftOf(ctx context.Context, q sqldb.Q, person string) (Due, error) {
	return sqldb.One[Due](ctx, q, `SELECT (SELECT count(*) FROM {o}.announcement_receivers WHERE person=?) + (SELECT count(*) FROM {o}.announcement_confirmations WHERE person=?) AS rows,
		0 AS at`, person, person)
}

// Forget removes some of what is held of a person who has left.
func Forget(ctx context.Context, q sqldb.Q, person string, limit int) (int, error) {
	for _, table := range []string{"announcement_confirmations", "announcement_receivers"} {
		n, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.`+table+` WHERE person=? AND announcement IN (SELECT announcement FROM {o}.`+table+` WHERE person=? LIMIT ?)`, person, person, limit)
		if err != nil || n > 0 {
			return int(n), err
		}
	}
	return 0, nil
}

// living are those of an author that are not over.
const living = `made_by=? AND state <> 'withdrawn' AND (ends_at=0 OR ends_at > ?)`

// CountWritten is how many of an author's are not over.
func CountWritten(ctx context.Context, q sqldb.Q, author string, now sqldb.Micros) (int, error) {
	return sqldb.One[int](ctx, q, `SELECT count(*) FROM {o}.announcements WHERE `+living, author, now)
}

// HandOver gives them to somebody else.
func HandOver(ctx context.Context, q sqldb.Q, author, heir string, now sqldb.Micros) ([]string, error) {
	ids, err := sqldb.All[string](ctx, q, `SELECT id FROM {o}.announcements WHERE `+living+` ORDER BY id`, author, now)
	if err != nil {
		return nil, err
	}
	_, err = sqldb.Exec(ctx, q, `UPDATE {o}.announcements SET made_by=? WHERE id IN {in}`, heir, sqldb.Strings(ids))
	return ids, err
}
