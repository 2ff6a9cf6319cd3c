package store

import (
	"context"
	"errors"

	"tramway/internal/sqldb"
)

// Gates is the row of chat_gates.
type Gates struct {
	MessagesMinute int                  `db:"messages_minute"`
	DirectsHour    int                  `db:"directs_hour"`
	Watermark      sqldb.JSON[[]string] `db:"watermark"`
	Traced         bool                 `db:"traced"`
}

// GatesOf reads them; what is given where none were set.
func GatesOf(ctx context.Context, q sqldb.Q, first Gates) (Gates, error) {
	g, err := sqldb.One[Gates](ctx, q, `SELECT messages_minute, directs_hour, watermark, traced FROM {o}.chat_gates WHERE one=1`)
	if errors.Is(err, sqldb.ErrNone) {
		return first, nil
	}
	return g, err
}

// SetGates writes them.
func SetGates(ctx context.Context, q sqldb.Q, g Gates) error {
	_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.chat_gates(one, messages_minute, directs_hour, watermark, traced) VALUES(1,?,?,?,?) ON CONFLICT (one) DO UPDATE SET
		messages_minute=excluded.messages_minute, directs_hour=excluded.directs_hour, watermark=excluded.watermark, traced=excluded.traced`,
		g.MessagesMinute, g.DirectsHour, g.Watermark, g.Traced)
	return err
}
