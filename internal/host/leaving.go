package host

import (
	"context"
	"slices"

	"tramway/internal/sqldb"
)

// PersonLeaves takes somebody's way into an organisation: their invitation and their
// membership. An account that leads nowhere any more goes with its sessions and
// passkeys: nothing is kept of it. sessions is how many ended; had: there was a way in.
func (h *Host) PersonLeaves(ctx context.Context, orgID, person string) (sessions int, had bool, err error) {
	var ended []string
	err = h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) (err error) {
		ended, had = nil, false
		if _, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.invitations WHERE org=? AND person=?`, orgID, person); err != nil {
			return err
		}
		accounts, err := sqldb.All[string](ctx, q, `SELECT account FROM {o}.memberships WHERE org=? AND person=?`, orgID, person)
		if err != nil || len(accounts) == 0 {
			return err
		}
		had = true
		if _, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.memberships WHERE org=? AND person=?`, orgID, person); err != nil {
			return err
		}
		n, err := sqldb.One[int](ctx, q, `SELECT count(*) FROM {o}.memberships WHERE account=?`, accounts[0])
		if err != nil || n > 0 {
			return err
		}
		ended, err = forget(ctx, q, accounts[0])
		return err
	})
	if err == nil && h.cfg.Ended != nil && len(ended) > 0 {
		h.cfg.Ended(ended)
	}
	return len(ended), had, err
}

// ofAccounts are the tables whose rows go with an account.
var ofAccounts = []string{"sessions", "passkeys", "authenticators", "recovery_codes", "challenges", "resets", "mobiles", "mobile_codes", "recoveries", "devices"}

// forget removes an account and says which sessions ended.
func forget(ctx context.Context, q sqldb.Q, account string) (ended []string, err error) {
	if ended, err = sqldb.All[string](ctx, q, `SELECT id FROM {o}.sessions WHERE account=?`, account); err != nil {
		return nil, err
	}
	operates, err := sqldb.One[int](ctx, q, `SELECT count(*) FROM {o}.operators WHERE account=?`, account)
	if err != nil || operates > 0 {
		return nil, err // an installation without anybody to run it could not be mended from within
	}
	for _, table := range append(slices.Clone(ofAccounts), "accounts") {
		column := "account"
		if table == "accounts" {
			column = "id"
		}
		if _, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.`+table+` WHERE `+column+`=?`, account); err != nil {
			return nil, err
		}
	}
	return ended, nil
}

// AccountOf is the account of a person; NotFound if they have none.
func (h *Host) AccountOf(ctx context.Context, orgID, person string) (Account, error) {
	return found(sqldb.One[Account](ctx, h.db.Read(), `SELECT a.id, a.login, a.name FROM {o}.memberships m
		JOIN {o}.accounts a ON a.id = m.account WHERE m.org=? AND m.person=?`, orgID, person))
}
