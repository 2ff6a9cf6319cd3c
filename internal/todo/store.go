package todo

import (
	"context"
	"errors"

	"tramway/internal/fault"
	"tramway/internal/sqldb"
)

type row struct {
	ID           string               `db:"id"`
	Person       string               `db:"person"`
	MadeBy       string               `db:"made_by"`
	Title        sqldb.Sealed[string] `db:"title"`
	Conversation string               `db:"conversation"`
	Seq          int64                `db:"seq"`
	DueAt        sqldb.Micros         `db:"due_at"`
	MadeAt       sqldb.Micros         `db:"made_at"`
	DoneAt       sqldb.Micros         `db:"done_at"`
	DoneBy       string               `db:"done_by"`
}

const cols = `id, person, made_by, title, conversation, seq, due_at, made_at, done_at, done_by`

func insert(ctx context.Context, q sqldb.Q, r row) error {
	_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.todos(`+cols+`) VALUES(?,?,?,?,?,?,?,?,?,?)`,
		r.ID, r.Person, r.MadeBy, r.Title, r.Conversation, r.Seq, r.DueAt, r.MadeAt, r.DoneAt, r.DoneBy)
	return err
}

// find gives one of those that concern a person; others' are not there.
func find(ctx context.Context, q sqldb.Q, id, person string) (row, error) {
	r, err := sqldb.One[row](ctx, q, `SELECT `+cols+` FROM {o}.todos WHERE id=? AND (person=? OR made_by=?)`, id, person, person)
	if errors.Is(err, sqldb.ErrNone) {
		err = fault.New(fault.NotFound, "not_found")
	}
	return r, err
}

func finish(ctx context.Context, q sqldb.Q, id, by string, at sqldb.Micros) error {
	_, err := sqldb.Exec(ctx, q, `UPDATE {o}.todos SET done_at=?, done_by=? WHERE id=?`, at, by, id)
	return err
}

func drop(ctx context.Context, q sqldb.Q, id string) error {
	_, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.todos WHERE id=?`, id)
	return err
}

// listed are a person's before an id, the newest first: their own, or those they gave to
// others; open ones or those that are done.
func listed(ctx context.Context, q sqldb.Q, person string, given, done bool, before string, limit int) ([]row, error) {
	whose := `person=?`
	if given {
		whose = `made_by=? AND person <> made_by`
	}
	return sqldb.All[row](ctx, q, `SELECT `+cols+` FROM {o}.todos WHERE `+whose+` AND (done_at > 0) = ? AND id < ? ORDER BY id DESC LIMIT ?`, person, done, before, limit+1)
}

// from are the newest of one conversation that concern a person.
func from(ctx context.Context, q sqldb.Q, conversation, person string, limit int) ([]row, error) {
	return sqldb.All[row](ctx, q, `SELECT `+cols+` FROM {o}.todos WHERE conversation=? AND (person=? OR made_by=?) ORDER BY id DESC LIMIT ?`, conversation, person, person, limit)
}

// open are a person's, the one due next first, those without a time last.
func open(ctx context.Context, q sqldb.Q, person string, limit int) ([]row, error) {
	return sqldb.All[row](ctx, q, `SELECT `+cols+` FROM {o}.todos WHERE person=? AND done_at=0 ORDER BY CASE WHEN due_at=0 THEN 1 ELSE 0 END, due_at, id LIMIT ?`, person, limit)
}

func countOpen(ctx context.Context, q sqldb.Q, person string) (int, error) {
	return sqldb.One[int](ctx, q, `SELECT count(*) FROM {o}.todos WHERE person=? AND done_at=0`, person)
}

// byID finds one, whomever it concerns; ErrNone.
func byID(ctx context.Context, q sqldb.Q, id string) (row, error) {
	return sqldb.One[row](ctx, q, `SELECT `+cols+` FROM {o}.todos WHERE id=?`, id)
}
