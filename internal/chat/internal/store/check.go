package store

import (
	"context"

	"tramway/internal/sqldb"
)

// Misnumbered is how many conversations have a message, or somebody's read mark,
// after the last place they gave.
func Misnumbered(ctx context.Context, q sqldb.Q) (int, error) {
	return sqldb.One[int](ctx, q, `SELECT count(*) FROM {o}.conversations c
		WHERE last_seq < coalesce((SELECT max(seq) FROM {o}.messages m WHERE m.conversation = c.id), 0)
		OR last_seq < coalesce((SELECT max(read_seq) FROM {o}.conversation_members r WHERE r.conversation = c.id), 0)`)
}
