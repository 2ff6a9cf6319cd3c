package store

import (
	"context"

	"tramway/internal/sqldb"
)

// Forward is something that was said elsewhere and is carried by a message.
type Forward struct {
	Seq    int64                `db:"seq"` // of the message that carries it
	N      int                  `db:"n"`
	Sender string               `db:"sender"`
	Body   sqldb.Sealed[string] `db:"body"`
	At     sqldb.Micros         `db:"at"`

	Files []File // that came with it; read by themselves
}

// AddForwards writes what a message carries, in order.
func AddForwards(ctx context.Context, q sqldb.Q, conversation string, seq int64, all []Forward) error {
	rows := make([][]any, len(all))
	for n, f := range all {
		rows[n] = []any{conversation, seq, n, f.Sender, f.Body, f.At}
	}
	return sqldb.Insert(ctx, q, `INSERT INTO {o}.message_forwards(conversation, seq, n, sender, body, at)`, rows, ``)
}

// Forwards are what the messages of the places from to upTo carry.
func Forwards(ctx context.Context, q sqldb.Q, conversation string, from, upTo int64) ([]Forward, error) {
	return sqldb.All[Forward](ctx, q, `SELECT seq, n, sender, body, at FROM {o}.message_forwards
		WHERE conversation=? AND seq >= ? AND seq <= ? ORDER BY seq, n`, conversation, from, upTo)
}

// DropForwards removes what a message carried.
func DropForwards(ctx context.Context, q sqldb.Q, conversation string, seq int64) error {
	_, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.message_forwards WHERE conversation=? AND seq=?`, conversation, seq)
	return err
}

// BlankForwards removes some of what was carried from a sender, and says by which messages.
func BlankForwards(ctx context.Context, q sqldb.Q, sender string, limit int) ([]Place, error) {
	return sqldb.All[Place](ctx, q, `DELETE FROM {o}.message_forwards WHERE (conversation, seq, n) IN
		(SELECT conversation, seq, n FROM {o}.message_forwards WHERE sender=? LIMIT ?) RETURNING conversation, seq`, sender, limit)
}

// Some are messages of one conversation by their ids, oldest first.
func Some(ctx context.Context, q sqldb.Q, conversation string, ids []string) ([]Message, error) {
	return sqldb.All[Message](ctx, q, `SELECT `+msgCols+` FROM {o}.messages WHERE conversation=? AND id IN {in} ORDER BY seq`, conversation, sqldb.Strings(ids))
}

// Pin puts a message above its conversation, or takes it from there (at 0).
func Pin(ctx context.Context, q sqldb.Q, conversation string, seq int64, by string, at sqldb.Micros) error {
	_, err := sqldb.Exec(ctx, q, `UPDATE {o}.messages SET pinned_by=?, pinned_at=? WHERE conversation=? AND seq=?`, by, at, conversation, seq)
	return err
}

// Restrict closes forwarding for a message in somebody's name, or opens it (by nobody).
func Restrict(ctx context.Context, q sqldb.Q, conversation string, seq int64, by string) error {
	_, err := sqldb.Exec(ctx, q, `UPDATE {o}.messages SET restricted_by=? WHERE conversation=? AND seq=?`, by, conversation, seq)
	return err
}

// Pinned are those of a conversation after a place, the one pinned last first.
func Pinned(ctx context.Context, q sqldb.Q, conversation string, joined int64, limit int) ([]Message, error) {
	return sqldb.All[Message](ctx, q, `SELECT `+msgCols+` FROM {o}.messages WHERE conversation=? AND pinned_at > 0 AND seq > ?
		ORDER BY pinned_at DESC, seq DESC LIMIT ?`, conversation, joined, limit)
}
