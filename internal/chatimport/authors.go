package chatimport

import (
	"context"

	"tramway/internal/chatimport/internal/store"
	"tramway/internal/sqldb"
)

// Names are what those of some ids were called who wrote in another program and are not
// in the directory; others are absent.
func Names(ctx context.Context, q sqldb.Q, ids []string) (map[string]string, error) {
	return store.AuthorNames(ctx, q, ids)
}
