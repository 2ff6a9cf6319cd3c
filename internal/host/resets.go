package host

import (
	"context"
	"errors"
	"strings"
	"time"

	"tramway/internal/fault"
	"tramway/internal/password"
	"tramway/internal/sqldb"
)

// ResetLife is how long a link to a new password works.
const ResetLife = 30 * time.Minute

// Sources of a link to a new password. One that came by mail proves the mailbox and
// leaves second factors as they are; the others are for people who lost everything,
// and take the second factors away.
const (
	ByMail           = "mail"
	ByOperator       = "operator"
	ByAdministrators = "administrators"
)

// Reset is a link to a new password.
type Reset struct {
	Account string `db:"account"`
	Source  string `db:"source"`
}

// AskReset makes a link for a login. A login that nobody has costs the same and gives
// an empty account; asking often is slowed by login and by address.
func (h *Host) AskReset(ctx context.Context, login string, from Client) (a Account, token string, err error) {
	login = strings.ToLower(strings.TrimSpace(login))
	if a, err = h.ByLogin(ctx, login); err != nil {
		if fault.KindOf(err) == fault.NotFound {
			err = nil
		}
		return Account{}, "", err
	}
	token, _, err = h.MakeReset(ctx, a.ID, ByMail)
	return a, token, err
}

// CountReset counts that somebody asked for a link, before anything is looked up.
func (h *Host) CountReset(ctx context.Context, login string, from Client) error {
	account := throttleName("reset", strings.ToLower(strings.TrimSpace(login)))
	address := throttleName("reset address", from.Address)
	if err := h.pausing(ctx, account, address); err != nil {
		return err
	}
	return h.count(ctx, map[string]int{account: accountFree, address: addressFree})
}

// MakeReset makes a link; earlier ones of the account are void.
func (h *Host) MakeReset(ctx context.Context, account, source string) (token string, expires time.Time, err error) {
	err = h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		token, expires, err = makeReset(ctx, q, account, source, h.clock.Now())
		return err
	})
	return token, expires, err
}

func makeReset(ctx context.Context, q sqldb.Q, account, source string, now time.Time) (token string, expires time.Time, err error) {
	token, digest := newToken()
	expires = now.Add(ResetLife)
	if _, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.resets WHERE account=?`, account); err != nil {
		return "", expires, err
	}
	_, err = sqldb.Exec(ctx, q, `INSERT INTO {o}.resets(token, account, source, expires_at) VALUES(?,?,?,?)`, digest, account, source, sqldb.At(expires))
	return token, expires, err
}

var errReset = fault.New(fault.NotFound, "reset_expired")

// UseReset sets a new password by a link, which is used up, and ends every session
// and every sign-in that waits. Without a mailbox's proof of who asks, second factors
// go too: they are what was lost.
func (h *Host) UseReset(ctx context.Context, token, secret string) (Account, Reset, error) {
	r, err := sqldb.One[Reset](ctx, h.db.Read(), `SELECT account, source FROM {o}.resets WHERE token=? AND expires_at > ?`, digestOf(token), h.now())
	if errors.Is(err, sqldb.ErrNone) {
		return Account{}, r, errReset
	}
	if err != nil {
		return Account{}, r, err
	}
	a, err := h.Account(ctx, r.Account)
	if err != nil {
		return a, r, err
	}
	if err := h.checkReset(ctx, a, r, secret); err != nil {
		return a, r, err
	}
	hash, err := h.hash(ctx, secret)
	if err != nil {
		return a, r, err
	}
	err = h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		return useReset(ctx, q, digestOf(token), r, hash, standsAlone(secret))
	})
	if err != nil {
		return a, r, err
	}
	return a, r, h.EndAll(ctx, a.ID)
}

func (h *Host) checkReset(ctx context.Context, a Account, r Reset, secret string) error {
	if r.Source != ByMail && !standsAlone(secret) {
		return fault.Bad("body.password", "password_short", fault.Args{"min": password.Alone})
	}
	return h.checkNew(ctx, "body.password", secret, a)
}

func useReset(ctx context.Context, q sqldb.Q, digest []byte, r Reset, hash string, alone bool) error {
	n, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.resets WHERE token=?`, digest)
	if err == nil && n == 0 {
		return errReset
	}
	if err != nil {
		return err
	}
	if _, err := sqldb.Exec(ctx, q, `UPDATE {o}.accounts SET password=?, alone=?, keys_only=? WHERE id=?`, sqldb.Seal(hash), alone, false, r.Account); err != nil {
		return err
	}
	gone := []string{"challenges"}
	if r.Source != ByMail {
		gone = append(gone, "authenticators", "passkeys", "recovery_codes")
	}
	for _, table := range gone {
		if _, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.`+table+` WHERE account=?`, r.Account); err != nil {
			return err
		}
	}
	return nil
}

// OperatorReset makes a link for somebody whom nobody else can let in again, in an
// installation's database that somebody may be serving. Its use is recorded.
func OperatorReset(ctx context.Context, db *sqldb.DB, login string, now time.Time) (token string, expires time.Time, err error) {
	err = db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		account, err := found(sqldb.One[string](ctx, q, `SELECT id FROM {o}.accounts WHERE login=?`, strings.ToLower(strings.TrimSpace(login))))
		if err != nil {
			return err
		}
		token, expires, err = makeReset(ctx, q, account, ByOperator, now)
		return err
	})
	return token, expires, err
}
