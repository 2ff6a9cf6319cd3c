package org

import (
	"context"
	"encoding/json"

	"tramway/internal/record"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// Noted is an entry as the house keeps it; of one whose words were erased the place in
// time and the action are left.
type Noted struct {
	ID     string
	Action string
	Said   record.Entry // without words: zero

	n  int64
	at sqldb.Micros
}

// At is when it was made.
func (n Noted) At() sqldb.Micros { return n.at }

type notedRow struct {
	N      int64                `db:"n"`
	ID     string               `db:"id"`
	At     sqldb.Micros         `db:"at"`
	Action string               `db:"action"`
	Salt   []byte               `db:"salt"`
	Body   sqldb.Sealed[string] `db:"body"`
}

const notedCols = `SELECT n, id, at, action, salt, body FROM {o}.entries WHERE `

// LastAbout is the latest entry of an action about an object, or nil.
func LastAbout(ctx context.Context, q sqldb.Q, object ref.Ref, action string) (*Noted, error) {
	rows, err := noted(sqldb.All[notedRow](ctx, q, notedCols+`n IN (SELECT n FROM {o}.entries_of WHERE word=?) AND action=? ORDER BY n DESC LIMIT 1`,
		Word("object", object.String()), action))
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return &rows[0], nil
}

// About are the first entries about an object, in order.
func About(ctx context.Context, q sqldb.Q, object ref.Ref, limit int) ([]Noted, error) {
	return noted(sqldb.All[notedRow](ctx, q, notedCols+`n IN (SELECT n FROM {o}.entries_of WHERE word=?) ORDER BY n LIMIT ?`, Word("object", object.String()), limit))
}

// beside is how many entries before and after one are looked at: more are in no commit.
const beside = 2000

// Beside are the entries that were made by the same actor in the same moment as another,
// in order: those of one commit.
func (n Noted) Beside(ctx context.Context, q sqldb.Q, limit int) ([]Noted, error) {
	return noted(sqldb.All[notedRow](ctx, q, notedCols+`n BETWEEN ? AND ? AND at=? AND actor=(SELECT actor FROM {o}.entries WHERE n=?) ORDER BY n LIMIT ?`,
		n.n-beside, n.n+beside, n.at, n.n, limit))
}

func noted(rows []notedRow, err error) ([]Noted, error) {
	out := make([]Noted, len(rows))
	for i, r := range rows {
		out[i] = Noted{ID: r.ID, Action: r.Action, n: r.N, at: r.At}
		if len(r.Salt) > 0 && err == nil {
			err = json.Unmarshal([]byte(r.Body.V), &out[i].Said)
		}
	}
	return out, err
}
