package store

import (
	"context"

	"tramway/internal/sqldb"
)

// Picture is the file of a person's picture, "" if there is none; [sqldb.ErrNone]
// for nobody.
func Picture(ctx context.Context, q sqldb.Q, person string) (string, error) {
	return sqldb.One[string](ctx, q, `SELECT picture FROM {o}.people WHERE id=?`, person)
}

// WithPicture are those of some people who have one.
func WithPicture(ctx context.Context, q sqldb.Q, ids []string) ([]string, error) {
	return sqldb.All[string](ctx, q, `SELECT id FROM {o}.people WHERE id IN {in} AND picture<>''`, sqldb.Strings(ids))
}

// SetPicture says which file it is.
func SetPicture(ctx context.Context, q sqldb.Q, person, file string) error {
	_, err := sqldb.Exec(ctx, q, `UPDATE {o}.people SET picture=? WHERE id=?`, file, person)
	return err
}
