package store

import (
	"context"
	"errors"

	"tramway/internal/sqldb"
)

// Held is a message that others do not see yet.
type Held struct {
	ID           string               `db:"id"`
	Conversation string               `db:"conversation"`
	ClientID     string               `db:"client_id"`
	Sender       string               `db:"sender"`
	Body         sqldb.Sealed[string] `db:"body"`
	Mentions     sqldb.JSON[[]string] `db:"mentions"`
	State        string               `db:"state"`
	Inspector    string               `db:"inspector"`
	Reason       sqldb.Sealed[string] `db:"reason"`
	At           sqldb.Micros         `db:"at"`
	ReplyTo      int64                `db:"reply_to"`
	Thread       int64                `db:"thread"`
}

const heldCols = `id, conversation, client_id, sender, body, mentions, state, inspector, reason, at, reply_to, thread`

// Hold stores a message without a place.
func Hold(ctx context.Context, q sqldb.Q, h Held) error {
	_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.held_messages(`+heldCols+`) VALUES(?,?,?,?,?,?,?,?,?,?,?,?)`,
		h.ID, h.Conversation, h.ClientID, h.Sender, h.Body, h.Mentions, h.State, h.Inspector, h.Reason, h.At, h.ReplyTo, h.Thread)
	return err
}

// HeldByClient finds one by what its sender's device called it; nil if there is none.
func HeldByClient(ctx context.Context, q sqldb.Q, sender, clientID string) (*Held, error) {
	return maybe(sqldb.One[Held](ctx, q, `SELECT `+heldCols+` FROM {o}.held_messages WHERE sender=? AND client_id=?`, sender, clientID))
}

// HeldByID finds one; nil if there is none.
func HeldByID(ctx context.Context, q sqldb.Q, id string) (*Held, error) {
	return maybe(sqldb.One[Held](ctx, q, `SELECT `+heldCols+` FROM {o}.held_messages WHERE id=?`, id))
}

func maybe(h Held, err error) (*Held, error) {
	if errors.Is(err, sqldb.ErrNone) {
		return nil, nil
	}
	return &h, err
}

// HeldOf are a person's own in a conversation, oldest first.
func HeldOf(ctx context.Context, q sqldb.Q, conversation, sender string, limit int) ([]Held, error) {
	return sqldb.All[Held](ctx, q, `SELECT `+heldCols+` FROM {o}.held_messages WHERE conversation=? AND sender=? ORDER BY id LIMIT ?`, conversation, sender, limit)
}

// AllHeld are everybody's after one of them, oldest first.
func AllHeld(ctx context.Context, q sqldb.Q, after string, limit int) ([]Held, error) {
	return sqldb.All[Held](ctx, q, `SELECT `+heldCols+` FROM {o}.held_messages WHERE id > ? ORDER BY id LIMIT ?`, after, limit)
}

// DropHeld removes one.
func DropHeld(ctx context.Context, q sqldb.Q, id string) error {
	_, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.held_messages WHERE id=?`, id)
	return err
}

// CountHeld is how many there are of a sender, or of everybody.
func CountHeld(ctx context.Context, q sqldb.Q, sender string) (int64, error) {
	return sqldb.One[int64](ctx, q, `SELECT count(*) FROM {o}.held_messages WHERE sender=? OR ?=''`, sender, sender)
}

// DropHeldOf removes a sender's.
func DropHeldOf(ctx context.Context, q sqldb.Q, sender string) (int64, error) {
	return sqldb.Exec(ctx, q, `DELETE FROM {o}.held_messages WHERE sender=?`, sender)
}

// DropOldHeld removes old ones.
func DropOldHeld(ctx context.Context, q sqldb.Q, o Old, limit int) (int64, error) {
	free, args := o.free("conversation")
	args = append(append([]any{o.At}, args...), limit)
	return sqldb.Exec(ctx, q, `DELETE FROM {o}.held_messages WHERE id IN (SELECT id FROM {o}.held_messages WHERE at < ?`+free+` ORDER BY id LIMIT ?)`, args...)
}
