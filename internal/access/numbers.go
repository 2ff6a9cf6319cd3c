package access

import (
	"context"
	"errors"
	"time"

	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// number is how many administrators there may be, by whose word and why.
type number struct {
	State    string               `db:"state"`
	Most     int                  `db:"most"`
	Reason   sqldb.Sealed[string] `db:"reason"`
	AskedBy  string               `db:"asked_by"`
	AskedAt  sqldb.Micros         `db:"asked_at"`
	AgreedBy string               `db:"agreed_by"`
	Expires  sqldb.Micros         `db:"expires_at"`
}

const (
	numberHolds = "force"
	numberWaits = "asked"
)

// numberIn is the number in a state; ok is false if there is none.
func numberIn(ctx context.Context, q sqldb.Q, state string) (n number, ok bool, err error) {
	n, err = sqldb.One[number](ctx, q, `SELECT state, most, reason, asked_by, asked_at, agreed_by, expires_at FROM {o}.administrator_numbers WHERE state=?`, state)
	if errors.Is(err, sqldb.ErrNone) {
		return n, false, nil
	}
	return n, err == nil, err
}

// waitingNumber is the one that waits for another's word.
func waitingNumber(ctx context.Context, q sqldb.Q, now time.Time) (n number, ok bool, err error) {
	n, ok, err = numberIn(ctx, q, numberWaits)
	return n, ok && n.Expires > sqldb.At(now), err
}

func saveNumber(tx *org.Tx, n number) error {
	_, err := sqldb.Exec(tx.Ctx, tx, `INSERT INTO {o}.administrator_numbers(state, most, reason, asked_by, asked_at, agreed_by, expires_at) VALUES(?,?,?,?,?,?,?)
		ON CONFLICT (state) DO UPDATE SET most=excluded.most, reason=excluded.reason, asked_by=excluded.asked_by, asked_at=excluded.asked_at,
		agreed_by=excluded.agreed_by, expires_at=excluded.expires_at`, n.State, n.Most, n.Reason, n.AskedBy, n.AskedAt, n.AgreedBy, n.Expires)
	return err
}

func dropAsked(tx *org.Tx) error {
	_, err := sqldb.Exec(tx.Ctx, tx, `DELETE FROM {o}.administrator_numbers WHERE state=?`, numberWaits)
	return err
}

func noteNumber(tx *org.Tx, action string, before, after number) {
	type facts struct {
		Most int `json:"most"`
	}
	tx.Record(org.Entry{Action: action, Object: ref.To("organisation", tx.Org.ID), Before: facts{before.Most}, After: facts{after.Most},
		Note: map[string]string{"reason": after.Reason.V, "asked_by": after.AskedBy}})
}
