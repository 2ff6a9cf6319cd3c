package store

import (
	"context"

	"tramway/internal/sqldb"
)

// Period is a row of conversation_periods.
type Period struct {
	Class  string       `db:"class"`
	Days   int          `db:"days"`
	Idle   bool         `db:"idle"`
	FromAt sqldb.Micros `db:"from_at"`
	SetBy  string       `db:"set_by"`
	SetAt  sqldb.Micros `db:"set_at"`
}

// Periods are all that are set.
func Periods(ctx context.Context, q sqldb.Q) ([]Period, error) {
	return sqldb.All[Period](ctx, q, `SELECT class, days, idle, from_at, set_by, set_at FROM {o}.conversation_periods ORDER BY class`)
}

// SetPeriod writes one.
func SetPeriod(ctx context.Context, q sqldb.Q, p Period) error {
	_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.conversation_periods(class, days, idle, from_at, set_by, set_at) VALUES(?,?,?,?,?,?) ON CONFLICT (class) DO UPDATE SET
		days=excluded.days, idle=excluded.idle, from_at=excluded.from_at, set_by=excluded.set_by, set_at=excluded.set_at`, p.Class, p.Days, p.Idle, p.FromAt, p.SetBy, p.SetAt)
	return err
}

// Classed is what a period would take: messages and conversations, from when to when.
type Classed struct {
	Messages      int64        `db:"messages"`
	Conversations int64        `db:"conversations"`
	Oldest        sqldb.Micros `db:"oldest"`
	Newest        sqldb.Micros `db:"newest"`
}

// CountClassed counts what is old; idle: everything in conversations that are.
func CountClassed(ctx context.Context, q sqldb.Q, o Old, idle bool) (Classed, error) {
	free, args := o.free("conversation")
	where := `id < ? AND at < ?`
	first := []any{o.ID, o.At}
	if idle {
		where, first = `conversation IN (SELECT id FROM {o}.conversations WHERE last_at < ?)`, []any{o.At}
	}
	return sqldb.One[Classed](ctx, q, `SELECT count(*) AS messages, count(DISTINCT conversation) AS conversations, coalesce(min(at), 0) AS oldest, coalesce(max(at), 0) AS newest
		FROM {o}.messages WHERE `+where+free, append(first, args...)...)
}

// IdleCuts are whole conversations in which nothing was said for long and something is
// still there.
func IdleCuts(ctx context.Context, q sqldb.Q, o Old, limit int) ([]Cut, error) {
	free, args := o.free("id")
	args = append(append([]any{o.At}, args...), limit)
	return sqldb.All[Cut](ctx, q, `SELECT id AS conversation, last_seq AS seq FROM {o}.conversations WHERE last_at < ?
		AND EXISTS (SELECT 1 FROM {o}.messages m WHERE m.conversation = conversations.id)`+free+` ORDER BY id LIMIT ?`, args...)
}
