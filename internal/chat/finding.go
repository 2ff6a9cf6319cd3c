package chat

import (
	"context"
	"slices"
	"strings"

	"tramway/internal/han"
	"tramway/internal/sqldb"
)

// atOnce is how many names are asked for in one question.
const atOnce = 1000

// FindIn asks for those of a list by what they are called.
type FindIn struct {
	Words string `query:"q" maxLength:"100" doc:"any part of either name, in any script of Chinese; then all that fit come at once, at most as many as the limit"`
}

// found are those of some rows, each of a person, who are called by some words: so many at
// most, in the order of the rows.
func found[T any](ctx context.Context, m *Module, q sqldb.Q, rows []T, person func(T) string, words string, most int) (out []T, err error) {
	wanted := han.Fold(strings.TrimSpace(words))
	for part := range slices.Chunk(rows, atOnce) {
		ids := make([]string, len(part))
		for i, r := range part {
			ids[i] = person(r)
		}
		names, err := m.people.Names(ctx, q, ids)
		if err != nil {
			return nil, err
		}
		for _, r := range part {
			if n := names[person(r)]; len(out) < most && (strings.Contains(han.Fold(n.Name), wanted) || strings.Contains(han.Fold(n.NameZh), wanted)) {
				out = append(out, r)
			}
		}
	}
	return out, nil
}
