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

// Pair is somebody and one with whom they talk directly.
type Pair struct {
	Person string `db:"person"`
	Other  string `db:"other"`
}

// Partners are with whom some persons talk directly.
func Partners(ctx context.Context, q sqldb.Q, persons []string) ([]Pair, error) {
	// A pair is two ids of 26 characters with a mark between them.
	return sqldb.All[Pair](ctx, q, `SELECT substr(pair, 1, 26) AS person, substr(pair, 28) AS other FROM {o}.conversations WHERE substr(pair, 1, 26) IN {in}
		UNION ALL SELECT substr(pair, 28) AS person, substr(pair, 1, 26) AS other FROM {o}.conversations WHERE substr(pair, 28) IN {in}`,
		sqldb.Strings(persons), sqldb.Strings(persons))
}
