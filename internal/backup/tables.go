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
	Log    string `db:"log"` // of one that came from elsewhere
}

func organisations(ctx context.Context, q sqldb.Q) ([]known, error) {
	levels, err := sqldb.Levels(ctx, q)
	if err != nil {
		return nil, err
	}
	log := `''`
	if levels["host"] >= logLevel {
		log = `log`
	}
	return sqldb.All[known](ctx, q, `SELECT id, name, name_zh, seen_size, seen_root, `+log+` AS log FROM {o}.organisations ORDER BY id`)
}

// logLevel is the migration from which the installation knows the logs' own names.
const logLevel = 2

// organisation is what a manifest says of it at first.
func (k known) organisation() Organisation {
	return Organisation{ID: k.ID, Name: k.Name, NameZh: k.NameZh}
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
	Key        string `db:"key"` // that signs, if the log's key ever changed
}

// handoverLevel is the migration from which the key of a log may change.
const handoverLevel = 4

// readHead is the zero head for a house with an empty record. made is false for a
// file in which there are no tables yet.
func readHead(ctx context.Context, q sqldb.Q) (h head, made bool, err error) {
	levels, err := sqldb.Levels(ctx, q)
	if err != nil || levels["org"] == 0 {
		return head{}, false, err
	}
	key := `''`
	if levels["org"] >= handoverLevel {
		key = `coalesce((SELECT new_key FROM {o}.handovers WHERE evidence<>'' ORDER BY n DESC LIMIT 1), '')`
	}
	h, err = sqldb.One[head](ctx, q, `SELECT size, root, checkpoint, `+key+` AS key FROM {o}.log_head WHERE one=1`)
	if errors.Is(err, sqldb.ErrNone) {
		return head{}, true, nil
	}
	return h, true, err
}
