package store

import (
	"context"

	"tramway/internal/sqldb"
)

// Receiver is a row of ding_receivers.
type Receiver struct {
	Ding        string       `db:"ding"`
	Person      string       `db:"person"`
	State       string       `db:"state"`
	Step        int          `db:"step"`
	NextAt      sqldb.Micros `db:"next_at"`
	AgainAt     sqldb.Micros `db:"again_at"`
	Laters      int          `db:"laters"`
	Quiet       bool         `db:"quiet"`
	DeliveredAt sqldb.Micros `db:"delivered_at"`
	SeenAt      sqldb.Micros `db:"seen_at"`
	ConfirmedAt sqldb.Micros `db:"confirmed_at"`
}

const receiverCols = `ding, person, state, step, next_at, again_at, laters, quiet, delivered_at, seen_at, confirmed_at`

// The states of a receiver, in the order in which they come.
const (
	Waiting   = "waiting"
	Delivered = "delivered"
	Seen      = "seen"
	Confirmed = "confirmed"
	Failed    = "failed"
	Left      = "left"
)

// AddReceivers adds rows.
func AddReceivers(ctx context.Context, q sqldb.Q, all []Receiver) error {
	rows := make([][]any, len(all))
	for i, r := range all {
		rows[i] = []any{r.Ding, r.Person, r.State, r.Step, r.NextAt, r.AgainAt, r.Laters, r.Quiet, r.DeliveredAt, r.SeenAt, r.ConfirmedAt}
	}
	return sqldb.Insert(ctx, q, `INSERT INTO {o}.ding_receivers(`+receiverCols+`)`, rows, "")
}

// SaveReceiver writes one row.
func SaveReceiver(ctx context.Context, q sqldb.Q, r Receiver) error {
	_, err := sqldb.Exec(ctx, q, `UPDATE {o}.ding_receivers SET state=?, step=?, next_at=?, again_at=?, laters=?, quiet=?, delivered_at=?, seen_at=?, confirmed_at=? WHERE ding=? AND person=?`,
		r.State, r.Step, r.NextAt, r.AgainAt, r.Laters, r.Quiet, r.DeliveredAt, r.SeenAt, r.ConfirmedAt, r.Ding, r.Person)
	return err
}

// DueReceivers are those of a notice whose next step is due.
func DueReceivers(ctx context.Context, q sqldb.Q, id string, now sqldb.Micros, limit int) ([]Receiver, error) {
	return sqldb.All[Receiver](ctx, q, `SELECT `+receiverCols+` FROM {o}.ding_receivers WHERE ding=? AND next_at > 0 AND next_at <= ? ORDER BY next_at, person LIMIT ?`, id, now, limit)
}

// Receivers are a notice's rows after a person, only those of a state unless it is "".
func Receivers(ctx context.Context, q sqldb.Q, id, state, after string, limit int) ([]Receiver, error) {
	return sqldb.All[Receiver](ctx, q, `SELECT `+receiverCols+` FROM {o}.ding_receivers WHERE ding=? AND (?='' OR state=?) AND person > ? ORDER BY person LIMIT ?`, id, state, state, after, limit)
}

// One finds a row; nil if there is none.
func One(ctx context.Context, q sqldb.Q, id, person string) (*Receiver, error) {
	rows, err := sqldb.All[Receiver](ctx, q, `SELECT `+receiverCols+` FROM {o}.ding_receivers WHERE ding=? AND person=?`, id, person)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return &rows[0], nil
}

// Count is how many receivers of a notice are in a state.
type Count struct {
	Ding  string `db:"ding"`
	State string `db:"state"`
	N     int    `db:"n"`
}

// Counts are those of some notices, in one query.
func Counts(ctx context.Context, q sqldb.Q, ids []string) ([]Count, error) {
	return sqldb.All[Count](ctx, q, `SELECT ding, state, count(*) AS n FROM {o}.ding_receivers WHERE ding IN {in} GROUP BY ding, state`, sqldb.Strings(ids))
}

// HaveDelivered notes that something of a notice reached these persons.
func HaveDelivered(ctx context.Context, q sqldb.Q, id string, persons []string, at sqldb.Micros) error {
	_, err := sqldb.Exec(ctx, q, `UPDATE {o}.ding_receivers SET state='delivered', delivered_at=? WHERE ding=? AND state='waiting' AND person IN {in}`, at, id, sqldb.Strings(persons))
	return err
}

// Stop ends what was to come for one receiver.
func Stop(ctx context.Context, q sqldb.Q, id, person string) error {
	_, err := sqldb.Exec(ctx, q, `UPDATE {o}.ding_tries SET state='skipped', cause='answered', next_at=0 WHERE ding=? AND person=? AND state='waiting'`, id, person)
	return err
}

// OpenOf are the notices that still chase a person.
func OpenOf(ctx context.Context, q sqldb.Q, person string, limit int) ([]Receiver, error) {
	return sqldb.All[Receiver](ctx, q, `SELECT r.ding, r.person, r.state, r.step, r.next_at, r.again_at, r.laters, r.quiet, r.delivered_at, r.seen_at, r.confirmed_at
		FROM {o}.ding_receivers r JOIN {o}.dings d ON d.id=r.ding WHERE r.person=? AND d.state='chasing' AND r.state IN ('waiting','delivered','seen') ORDER BY r.ding LIMIT ?`, person, limit)
}

// Unfinished is how many receivers may still answer.
func Unfinished(ctx context.Context, q sqldb.Q, id string, confirm bool) (int, error) {
	return sqldb.One[int](ctx, q, `SELECT count(*) FROM {o}.ding_receivers WHERE ding=? AND (state IN ('waiting','delivered') OR state='seen' AND ?)`, id, confirm)
}

// GiveUp turns those whom nothing reached into failed.
func GiveUp(ctx context.Context, q sqldb.Q, id string) error {
	_, err := sqldb.Exec(ctx, q, `UPDATE {o}.ding_receivers SET state='failed' WHERE ding=? AND state='waiting'`, id)
	return err
}
