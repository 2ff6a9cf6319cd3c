package store

import (
	"context"

	"tramway/internal/sqldb"
)

// ByID finds a conversation for whoever is not a person in it; ErrNone.
func ByID(ctx context.Context, q sqldb.Q, conversation string) (Conversation, error) {
	return sqldb.One[Conversation](ctx, q, `SELECT `+convCols+` FROM {o}.conversations c WHERE c.id=?`, conversation)
}
