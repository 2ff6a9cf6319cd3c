package host

import (
	"context"

	"tramway/internal/fault"
	"tramway/internal/sqldb"
)

// MakeOperator lets an account run the installation: it looks at what organisations
// hand in, and into no house.
func (h *Host) MakeOperator(ctx context.Context, account string) error {
	return h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.operators(account, since) VALUES(?,?) ON CONFLICT DO NOTHING`, account, h.now())
		return err
	})
}

// UnmakeOperator takes that back. Errors: last_operator.
func (h *Host) UnmakeOperator(ctx context.Context, account string) error {
	return h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		if _, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.operators WHERE account=?`, account); err != nil {
			return err
		}
		n, err := sqldb.One[int](ctx, q, `SELECT count(*) FROM {o}.operators`)
		if err == nil && n == 0 {
			err = fault.New(fault.Conflict, "last_operator")
		}
		return err
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
