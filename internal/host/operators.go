package host

import (
	"context"
	"strings"
	"time"

	"tramway/internal/fault"
	"tramway/internal/sqldb"
)

// MakeOperator lets an account run the installation: it looks at what organisations
// hand in, and into no house.
func (h *Host) MakeOperator(ctx context.Context, account string) error {
	return h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error { return addOperator(ctx, q, account, h.now()) })
}

// UnmakeOperator takes that back. Errors: last_operator.
func (h *Host) UnmakeOperator(ctx context.Context, account string) error {
	return h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error { return dropOperator(ctx, q, account) })
}

func addOperator(ctx context.Context, q sqldb.Q, account string, since sqldb.Micros) error {
	_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.operators(account, since) VALUES(?,?) ON CONFLICT DO NOTHING`, account, since)
	return err
}

func dropOperator(ctx context.Context, q sqldb.Q, account string) error {
	if _, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.operators WHERE account=?`, account); err != nil {
		return err
	}
	n, err := sqldb.One[int](ctx, q, `SELECT count(*) FROM {o}.operators`)
	if err == nil && n == 0 {
		err = fault.New(fault.Conflict, "last_operator")
	}
	return err
}

// SetOperator makes an account an operator, or takes that back, in an installation's
// database that somebody may be serving. Errors: not_found for a login nobody has,
// last_operator.
func SetOperator(ctx context.Context, db *sqldb.DB, login string, on bool, now time.Time) error {
	return db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		account, err := found(sqldb.One[string](ctx, q, `SELECT id FROM {o}.accounts WHERE login=?`, strings.ToLower(strings.TrimSpace(login))))
		if err != nil {
			return err
		}
		if on {
			return addOperator(ctx, q, account, sqldb.At(now))
		}
		return dropOperator(ctx, q, account)
	})
}

// Operates says whether an account is an operator.
func (h *Host) Operates(ctx context.Context, account string) (bool, error) {
	n, err := sqldb.One[int](ctx, h.db.Read(), `SELECT count(*) FROM {o}.operators WHERE account=?`, account)
	return n > 0, err
}

// Operators are the accounts that run the installation.
func (h *Host) Operators(ctx context.Context) ([]Account, error) {
	return sqldb.All[Account](ctx, h.db.Read(), `SELECT `+accountCols+` FROM {o}.accounts WHERE id IN (SELECT account FROM {o}.operators) ORDER BY login`)
}
