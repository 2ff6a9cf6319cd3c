package backup

import (
	"context"
	"errors"

	"tramway/internal/sqldb"
)

// What is read of tables that belong to others. A backup may be of an older
// program, so it can't ask them: opening a house brings its tables up to date.

// known is what the installation knows of an organisation.
type known struct {
	ID     string `db:"id"`
	Name   string `db:"name"`
	NameZh string `db:"name_zh"`
	Size   int64  `db:"seen_size"`
	Root   []byte `db:"seen_root"`
}

func organisations(ctx context.Context, host *sqldb.DB) ([]known, error) {
	return sqldb.All[known](ctx, host.Read(), `SELECT id, name, name_zh, seen_size, seen_root FROM {o}.organisations ORDER BY id`)
}

// wake has every restored house opened at the first tick. A timer that was set
// after the copy of the installation and before that of the house is known to the
// house alone, and a closed house tells nobody.
func wake(ctx context.Context, host *sqldb.DB, ids sqldb.Strings) error {
	return host.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		_, err := sqldb.Exec(ctx, q, `UPDATE {o}.organisations SET next_due=1 WHERE id IN {in}`, ids)
		return err
	})
}

// head is how far a house's record has grown.
type head struct {
	Size       int64  `db:"size"`
	Root       []byte `db:"root"`
	Checkpoint string `db:"checkpoint"`
}

// readHead is the zero head for a house with an empty record. made is false for a
// file in which there are no tables yet.
func readHead(ctx context.Context, house *sqldb.DB) (h head, made bool, err error) {
	n, err := sqldb.One[int](ctx, house.Read(), `SELECT count(*) FROM {o}.sqlite_master WHERE name='log_head'`)
	if err != nil || n == 0 {
		return head{}, false, err
	}
	h, err = sqldb.One[head](ctx, house.Read(), `SELECT size, root, checkpoint FROM {o}.log_head WHERE one=1`)
	if errors.Is(err, sqldb.ErrNone) {
		return head{}, true, nil
	}
	return h, true, err
}
