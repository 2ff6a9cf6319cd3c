package store

import (
	"context"

	"tramway/internal/sqldb"
)

// Try is a row of ding_tries: one step to one receiver, outside the house.
type Try struct {
	ID      string       `db:"id"`
	Ding    string       `db:"ding"`
	Person  string       `db:"person"`
	Channel string       `db:"channel"`
	State   string       `db:"state"`
	Tries   int          `db:"tries"`
	NextAt  sqldb.Micros `db:"next_at"`
	Cause   string       `db:"cause"`
	At      sqldb.Micros `db:"at"`
}

const tryCols = `id, ding, person, channel, state, tries, next_at, cause, at`

// The states of a try.
const (
	ToDo    = "waiting"
	Trying  = "trying"
	Taken   = "done"
	Broken  = "failed"
	Skipped = "skipped"
	Unknown = "unknown"
)

// AddTries adds rows.
func AddTries(ctx context.Context, q sqldb.Q, all []Try) error {
	rows := make([][]any, len(all))
	for i, t := range all {
		rows[i] = []any{t.ID, t.Ding, t.Person, t.Channel, t.State, t.Tries, t.NextAt, t.Cause, t.At}
	}
	return sqldb.Insert(ctx, q, `INSERT INTO {o}.ding_tries(`+tryCols+`)`, rows, "")
}

// SaveTry writes one row.
func SaveTry(ctx context.Context, q sqldb.Q, t Try) error {
	_, err := sqldb.Exec(ctx, q, `UPDATE {o}.ding_tries SET state=?, tries=?, next_at=?, cause=?, at=? WHERE id=?`, t.State, t.Tries, t.NextAt, t.Cause, t.At, t.ID)
	return err
}

// DueTries are those of a notice that are to be tried, or whose trying nobody noted.
func DueTries(ctx context.Context, q sqldb.Q, id string, now sqldb.Micros, limit int) ([]Try, error) {
	return sqldb.All[Try](ctx, q, `SELECT `+tryCols+` FROM {o}.ding_tries WHERE ding=? AND next_at > 0 AND next_at <= ? ORDER BY next_at, id LIMIT ?`, id, now, limit)
}

// TriesOf are those to some receivers of a notice, in their order.
func TriesOf(ctx context.Context, q sqldb.Q, id string, persons []string) ([]Try, error) {
	return sqldb.All[Try](ctx, q, `SELECT `+tryCols+` FROM {o}.ding_tries WHERE ding=? AND person IN {in} ORDER BY id`, id, sqldb.Strings(persons))
}

// NextDue is when anything of a notice is due; 0: nothing is.
func NextDue(ctx context.Context, q sqldb.Q, id string) (sqldb.Micros, error) {
	at, err := sqldb.One[*int64](ctx, q, `SELECT min(at) FROM (SELECT min(next_at) AS at FROM {o}.ding_receivers WHERE ding=? AND next_at > 0
		UNION ALL SELECT min(next_at) AS at FROM {o}.ding_tries WHERE ding=? AND next_at > 0) due`, id, id)
	if err != nil || at == nil {
		return 0, err
	}
	return sqldb.Micros(*at), nil
}
