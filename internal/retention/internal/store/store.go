// Package store is the SQL of retention: every statement on periods, holds, copies
// and erasures, and nothing that decides.
//
// Floor: 4
package store

import (
	"context"
	"errors"

	"tramway/internal/sqldb"
)

// Period is how long the things of a class are kept here.
type Period struct {
	Class string       `db:"class"`
	Days  int          `db:"days"`
	SetBy string       `db:"set_by"`
	SetAt sqldb.Micros `db:"set_at"`
}

// Periods are those that were set.
func Periods(ctx context.Context, q sqldb.Q) (map[string]Period, error) {
	rows, err := sqldb.All[Period](ctx, q, `SELECT class, days, set_by, set_at FROM {o}.retention_periods`)
	out := map[string]Period{}
	for _, p := range rows {
		out[p.Class] = p
	}
	return out, err
}

// SavePeriod sets one.
func SavePeriod(ctx context.Context, q sqldb.Q, p Period) error {
	_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.retention_periods(class, days, set_by, set_at) VALUES(?,?,?,?)
		ON CONFLICT (class) DO UPDATE SET days=excluded.days, set_by=excluded.set_by, set_at=excluded.set_at`, p.Class, p.Days, p.SetBy, p.SetAt)
	return err
}

// Hold keeps everything of a person, or of everybody, from going.
type Hold struct {
	ID      string               `db:"id"`
	Person  string               `db:"person"`
	Reason  sqldb.Sealed[string] `db:"reason"`
	MadeBy  string               `db:"made_by"`
	MadeAt  sqldb.Micros         `db:"made_at"`
	Until   sqldb.Micros         `db:"until"`
	EndedAt sqldb.Micros         `db:"ended_at"`
}

const holdCols = `id, person, reason, made_by, made_at, until, ended_at`

// SaveHold adds a hold.
func SaveHold(ctx context.Context, q sqldb.Q, h Hold) error {
	_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.holds(`+holdCols+`) VALUES(?,?,?,?,?,?,?)`, h.ID, h.Person, h.Reason, h.MadeBy, h.MadeAt, h.Until, h.EndedAt)
	return err
}

// EndHold ends a hold that is still on; false if there is none.
func EndHold(ctx context.Context, q sqldb.Q, id string, now sqldb.Micros) (bool, error) {
	n, err := sqldb.Exec(ctx, q, `UPDATE {o}.holds SET ended_at=? WHERE id=? AND ended_at=0 AND until > ?`, now, id, now)
	return n > 0, err
}

// Holds are all, the newest first.
func Holds(ctx context.Context, q sqldb.Q, before string, limit int) ([]Hold, error) {
	return sqldb.All[Hold](ctx, q, `SELECT `+holdCols+` FROM {o}.holds WHERE id < ? ORDER BY id DESC LIMIT ?`, before, limit)
}

// HeldPersons are those whose holds are on; "" among them is everybody.
func HeldPersons(ctx context.Context, q sqldb.Q, now sqldb.Micros) ([]string, error) {
	return sqldb.All[string](ctx, q, `SELECT DISTINCT person FROM {o}.holds WHERE ended_at=0 AND until > ? ORDER BY person`, now)
}

// Part is how much of a copy is of one table.
type Part struct {
	Name string `json:"name"`
	Rows int64  `json:"rows"`
}

// Copy is somebody's request for what is held of a person.
type Copy struct {
	ID        string             `db:"id"`
	Person    string             `db:"person"`
	AskedBy   string             `db:"asked_by"`
	MadeAt    sqldb.Micros       `db:"made_at"`
	State     string             `db:"state"`
	Parts     sqldb.JSON[[]Part] `db:"parts"`
	ReadyAt   sqldb.Micros       `db:"ready_at"`
	ExpiresAt sqldb.Micros       `db:"expires_at"`
	TakenAt   sqldb.Micros       `db:"taken_at"`
}

const copyCols = `id, person, asked_by, made_at, state, parts, ready_at, expires_at, taken_at`

// SaveCopy writes one whole.
func SaveCopy(ctx context.Context, q sqldb.Q, c Copy) error {
	_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.copies(`+copyCols+`) VALUES(?,?,?,?,?,?,?,?,?) ON CONFLICT (id) DO UPDATE SET
		state=excluded.state, parts=excluded.parts, ready_at=excluded.ready_at, expires_at=excluded.expires_at, taken_at=excluded.taken_at`,
		c.ID, c.Person, c.AskedBy, c.MadeAt, c.State, c.Parts, c.ReadyAt, c.ExpiresAt, c.TakenAt)
	return err
}

// CopyByID finds one; nil if there is none.
func CopyByID(ctx context.Context, q sqldb.Q, id string) (*Copy, error) {
	c, err := sqldb.One[Copy](ctx, q, `SELECT `+copyCols+` FROM {o}.copies WHERE id=?`, id)
	if errors.Is(err, sqldb.ErrNone) {
		return nil, nil
	}
	return &c, err
}

// Mine are those of some copies that somebody asked for.
func Mine(ctx context.Context, q sqldb.Q, ids []string, askedBy string) ([]Copy, error) {
	return sqldb.All[Copy](ctx, q, `SELECT `+copyCols+` FROM {o}.copies WHERE id IN {in} AND asked_by=?`, sqldb.Strings(ids), askedBy)
}

// Copies are those that somebody asked for, the newest first: of themselves, or of
// others.
func Copies(ctx context.Context, q sqldb.Q, askedBy string, own bool, before string, limit int) ([]Copy, error) {
	return sqldb.All[Copy](ctx, q, `SELECT `+copyCols+` FROM {o}.copies WHERE asked_by=? AND (person=asked_by)=? AND id < ? ORDER BY id DESC LIMIT ?`,
		askedBy, own, before, limit)
}

// Waiting are copies that somebody asked for and has not had.
func Waiting(ctx context.Context, q sqldb.Q, askedBy string, now sqldb.Micros, limit int) ([]Copy, error) {
	return sqldb.All[Copy](ctx, q, `SELECT `+copyCols+` FROM {o}.copies WHERE asked_by=? AND taken_at=0 AND (state='preparing' OR expires_at > ?)
		ORDER BY id DESC LIMIT ?`, askedBy, now, limit)
}

// Erasure is a person being forgotten.
type Erasure struct {
	ID      string       `db:"id"`
	Person  string       `db:"person"`
	AskedBy string       `db:"asked_by"`
	MadeAt  sqldb.Micros `db:"made_at"`
	Wrote   bool         `db:"wrote"`
	State   string       `db:"state"`
	Gone    int64        `db:"gone"`
	NextAt  sqldb.Micros `db:"next_at"`
	DoneAt  sqldb.Micros `db:"done_at"`
}

const erasureCols = `id, person, asked_by, made_at, wrote, state, gone, next_at, done_at`

// SaveErasure writes one whole.
func SaveErasure(ctx context.Context, q sqldb.Q, e Erasure) error {
	_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.erasures(`+erasureCols+`) VALUES(?,?,?,?,?,?,?,?,?) ON CONFLICT (id) DO UPDATE SET
		wrote=excluded.wrote, state=excluded.state, gone=excluded.gone, next_at=excluded.next_at, done_at=excluded.done_at`,
		e.ID, e.Person, e.AskedBy, e.MadeAt, e.Wrote, e.State, e.Gone, e.NextAt, e.DoneAt)
	return err
}

// ErasureByID finds one; nil if there is none.
func ErasureByID(ctx context.Context, q sqldb.Q, id string) (*Erasure, error) {
	e, err := sqldb.One[Erasure](ctx, q, `SELECT `+erasureCols+` FROM {o}.erasures WHERE id=?`, id)
	if errors.Is(err, sqldb.ErrNone) {
		return nil, nil
	}
	return &e, err
}

// ErasuresOf are those of some persons, by person.
func ErasuresOf(ctx context.Context, q sqldb.Q, persons []string) (map[string]Erasure, error) {
	rows, err := sqldb.All[Erasure](ctx, q, `SELECT `+erasureCols+` FROM {o}.erasures WHERE person IN {in}`, sqldb.Strings(persons))
	out := map[string]Erasure{}
	for _, e := range rows {
		out[e.Person] = e
	}
	return out, err
}

// Old are requests that are over and old: a hold that ended, a copy that expired, an
// erasure that is done.
const old = `(SELECT id FROM {o}.holds WHERE made_at < ? AND (ended_at > 0 AND ended_at < ? OR until < ?)
	UNION ALL SELECT id FROM {o}.copies WHERE made_at < ? AND state='ready' UNION ALL SELECT id FROM {o}.erasures WHERE made_at < ? AND state='done')`

// CountOld is how many there are.
func CountOld(ctx context.Context, q sqldb.Q, before sqldb.Micros) (int64, error) {
	return sqldb.One[int64](ctx, q, `SELECT count(*) FROM `+old+` old`, before, before, before, before, before)
}

// Oldest is when the first request was made; 0 if there is none.
func Oldest(ctx context.Context, q sqldb.Q) (sqldb.Micros, error) {
	return sqldb.One[sqldb.Micros](ctx, q, `SELECT coalesce(min(at), 0) FROM (SELECT made_at AS at FROM {o}.holds
		UNION ALL SELECT made_at FROM {o}.copies UNION ALL SELECT made_at FROM {o}.erasures) requests`)
}

// DropOld removes them.
func DropOld(ctx context.Context, q sqldb.Q, before sqldb.Micros, limit int) (int, error) {
	ids, err := sqldb.All[string](ctx, q, `SELECT id FROM `+old+` old ORDER BY id LIMIT ?`, before, before, before, before, before, limit)
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	for _, table := range []string{"holds", "copies", "erasures"} {
		if _, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.`+table+` WHERE id IN {in}`, sqldb.Strings(ids)); err != nil {
			return 0, err
		}
	}
	return len(ids), nil
}

// CountCopies are those that are still listed.
func CountCopies(ctx context.Context, q sqldb.Q) (int, error) {
	return sqldb.One[int](ctx, q, `SELECT count(*) FROM {o}.copies`)
}

// CountErasures are those of which there is still a certificate.
func CountErasures(ctx context.Context, q sqldb.Q) (int, error) {
	return sqldb.One[int](ctx, q, `SELECT count(*) FROM {o}.erasures WHERE state='done'`)
}
