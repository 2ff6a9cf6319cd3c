// Package store is the SQL of urgent notices, and nothing that decides.
//
// Floor: 4
package store

import (
	"context"
	"errors"

	"tramway/internal/ding/internal/rules"
	"tramway/internal/sqldb"
)

// Targets are whom the sender chose.
type Targets struct {
	Persons     []string `json:"persons"`
	Departments []string `json:"departments"`
	Groups      []string `json:"groups,omitempty"` // conversations: whoever is in them
	Unread      bool     `json:"unread,omitempty"` // whoever has not read the message that it is about
}

// Ding is a row of dings.
type Ding struct {
	ID           string                   `db:"id"`
	Sender       string                   `db:"sender"`
	Body         sqldb.Sealed[string]     `db:"body"`
	Conversation string                   `db:"conversation"`
	Seq          int64                    `db:"seq"`
	Urgent       bool                     `db:"urgent"`
	Confirm      bool                     `db:"confirm"`
	Steps        sqldb.JSON[[]rules.Step] `db:"steps"`
	Repeat       int                      `db:"repeat_minutes"`
	Language     string                   `db:"language"`
	Targets      sqldb.JSON[Targets]      `db:"targets"`
	Receivers    int                      `db:"receivers"`
	State        string                   `db:"state"`
	SendAt       sqldb.Micros             `db:"send_at"`
	EndsAt       sqldb.Micros             `db:"ends_at"`
	EndedAt      sqldb.Micros             `db:"ended_at"`
	CreatedAt    sqldb.Micros             `db:"created_at"`
}

// Ladder is what is done until somebody has answered.
func (d Ding) Ladder() rules.Ladder { return rules.Ladder{Steps: d.Steps.V, Repeat: d.Repeat} }

const dingCols = `id, sender, body, conversation, seq, urgent, confirm, steps, repeat_minutes, language, targets, receivers, state, send_at, ends_at, ended_at, created_at`

// The states of a notice.
const (
	Scheduled = "scheduled"
	Chasing   = "chasing"
	Done      = "done"
	Cancelled = "cancelled"
)

// Save adds a notice.
func Save(ctx context.Context, q sqldb.Q, d Ding) error {
	_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.dings(`+dingCols+`) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`, d.ID, d.Sender, d.Body, d.Conversation, d.Seq, d.Urgent,
		d.Confirm, d.Steps, d.Repeat, d.Language, d.Targets, d.Receivers, d.State, d.SendAt, d.EndsAt, d.EndedAt, d.CreatedAt)
	return err
}

// ByID finds a notice; nil if there is none.
func ByID(ctx context.Context, q sqldb.Q, id string) (*Ding, error) {
	d, err := sqldb.One[Ding](ctx, q, `SELECT `+dingCols+` FROM {o}.dings WHERE id=?`, id)
	if errors.Is(err, sqldb.ErrNone) {
		return nil, nil
	}
	return &d, err
}

// Begin turns a notice into one that chases so many.
func Begin(ctx context.Context, q sqldb.Q, id string, receivers int, ends sqldb.Micros) error {
	_, err := sqldb.Exec(ctx, q, `UPDATE {o}.dings SET state=?, receivers=?, ends_at=? WHERE id=?`, Chasing, receivers, ends, id)
	return err
}

// End ends a notice that is scheduled or chases, and all its steps to come.
func End(ctx context.Context, q sqldb.Q, id, state string, at sqldb.Micros) error {
	for _, text := range []string{`UPDATE {o}.ding_receivers SET next_at=0, again_at=0, quiet=FALSE WHERE ding=? AND (next_at > 0 OR again_at > 0)`,
		`UPDATE {o}.ding_tries SET next_at=0, state='skipped', cause='ended' WHERE ding=? AND state='waiting'`} {
		if _, err := sqldb.Exec(ctx, q, text, id); err != nil {
			return err
		}
	}
	_, err := sqldb.Exec(ctx, q, `UPDATE {o}.dings SET state=?, ended_at=? WHERE id=?`, state, at, id)
	return err
}

// SentSince is how many a person has sent since a moment.
func SentSince(ctx context.Context, q sqldb.Q, sender string, since sqldb.Micros) (int, error) {
	return sqldb.One[int](ctx, q, `SELECT count(*) FROM {o}.dings WHERE sender=? AND created_at > ?`, sender, since)
}

// Sent are a person's own before one of them, the newest first.
func Sent(ctx context.Context, q sqldb.Q, sender, before string, limit int) ([]Ding, error) {
	return sqldb.All[Ding](ctx, q, `SELECT `+dingCols+` FROM {o}.dings WHERE sender=? AND id < ? ORDER BY id DESC LIMIT ?`, sender, before, limit)
}

// Mine is a notice as one receiver has it.
type Mine struct {
	Ding
	Mark        string       `db:"mark"`
	Laters      int          `db:"laters"`
	AgainAt     sqldb.Micros `db:"again_at"`
	ConfirmedAt sqldb.Micros `db:"confirmed_at"`
	SeenAt      sqldb.Micros `db:"seen_at"`
}

const mineCols = `d.id, d.sender, d.body, d.conversation, d.seq, d.urgent, d.confirm, d.steps, d.repeat_minutes, d.language, d.targets, d.receivers, d.state,
	d.send_at, d.ends_at, d.ended_at, d.created_at, r.state AS mark, r.laters, r.again_at, r.confirmed_at, r.seen_at
	FROM {o}.ding_receivers r JOIN {o}.dings d ON d.id = r.ding WHERE r.person=?`

// Received are those that reached a person, before one of them, the newest first.
func Received(ctx context.Context, q sqldb.Q, person, before string, limit int) ([]Mine, error) {
	return sqldb.All[Mine](ctx, q, `SELECT `+mineCols+` AND r.ding < ? ORDER BY r.ding DESC LIMIT ?`, person, before, limit)
}

// open are those that wait for an answer: confirmed, where that is asked for, or seen.
const open = `(r.state IN ('waiting','delivered','failed') OR r.state='seen' AND d.confirm) AND d.state IN ('chasing','done')`

// Open are those that wait for a person's answer, the newest first; loud: without those
// that were put off or wait for the end of quiet hours.
func Open(ctx context.Context, q sqldb.Q, person string, loud bool, limit int) ([]Mine, error) {
	where := open
	if loud {
		where += ` AND r.again_at=0 AND NOT r.quiet`
	}
	return sqldb.All[Mine](ctx, q, `SELECT `+mineCols+` AND (`+where+`) ORDER BY r.ding DESC LIMIT ?`, person, limit)
}

// CountOpen is how many wait.
func CountOpen(ctx context.Context, q sqldb.Q, person string) (int, error) {
	return sqldb.One[int](ctx, q, `SELECT count(*) FROM {o}.ding_receivers r JOIN {o}.dings d ON d.id=r.ding WHERE r.person=? AND `+open, person)
}

// MineByID finds a receiver's own; nil if it never reached them.
func MineByID(ctx context.Context, q sqldb.Q, person, id string) (*Mine, error) {
	m, err := sqldb.One[Mine](ctx, q, `SELECT `+mineCols+` AND r.ding=?`, person, id)
	if errors.Is(err, sqldb.ErrNone) {
		return nil, nil
	}
	return &m, err
}

// PerDay is how many a person sends in 24 hours; def where nobody has said.
func PerDay(ctx context.Context, q sqldb.Q, def int) (int, error) {
	n, err := sqldb.One[int](ctx, q, `SELECT per_day FROM {o}.ding_rules WHERE one=1`)
	if errors.Is(err, sqldb.ErrNone) {
		return def, nil
	}
	return n, err
}

// SetPerDay sets it.
func SetPerDay(ctx context.Context, q sqldb.Q, n int) error {
	_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.ding_rules(one, per_day) VALUES(1,?) ON CONFLICT (one) DO UPDATE SET per_day=excluded.per_day`, n)
	return err
}
