package store

import (
	"context"

	"tramway/internal/sqldb"
)

// Share are those of some others who are in a conversation with a person.
func Share(ctx context.Context, q sqldb.Q, person string, others []string) ([]string, error) {
	return sqldb.All[string](ctx, q, `SELECT DISTINCT o.person FROM {o}.conversation_members m
		JOIN {o}.conversation_members o ON o.conversation = m.conversation WHERE m.person=? AND o.person IN {in}`, person, sqldb.Strings(others))
}
