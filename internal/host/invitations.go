package host

import (
	"context"
	"time"

	"tramway/internal/fault"
	"tramway/internal/password"
	"tramway/internal/sqldb"
)

// InvitationLife is how long an invitation can be accepted.
const InvitationLife = 7 * 24 * time.Hour

// Invitation lets a person of an organisation make or connect an account.
type Invitation struct {
	Org    string `db:"org"`
	Person string `db:"person"`
	Login  string `db:"login"`
	Name   string `db:"name"`

	Until sqldb.Micros `db:"until"` // when the membership will end; 0: it will not
}

// Invite makes an invitation; an earlier one for the same person is void.
func (h *Host) Invite(ctx context.Context, i Invitation) (token string, expires time.Time, err error) {
	token, digest := newToken()
	expires = h.clock.Now().Add(InvitationLife)
	err = h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		if _, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.invitations WHERE org=? AND person=?`, i.Org, i.Person); err != nil {
			return err
		}
		_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.invitations(token, org, person, login, name, expires_at, until) VALUES(?,?,?,?,?,?,?)`,
			digest, i.Org, i.Person, i.Login, i.Name, sqldb.At(expires), i.Until)
		return err
	})
	return token, expires, err
}

// Uninvite voids the invitations of some persons, unless one of them has come
// in already: then it changes nothing and says false.
func (h *Host) Uninvite(ctx context.Context, org string, persons []string) (free bool, err error) {
	err = h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		n, err := sqldb.One[int](ctx, q, `SELECT count(*) FROM {o}.memberships WHERE org=? AND person IN {in}`, org, sqldb.Strings(persons))
		if free = err == nil && n == 0; !free {
			return err
		}
		_, err = sqldb.Exec(ctx, q, `DELETE FROM {o}.invitations WHERE org=? AND person IN {in}`, org, sqldb.Strings(persons))
		return err
	})
	return free, err
}

// Accept uses an invitation up: it makes the account, or, for a login that has
// one already, checks its password; then the account is that person.
func (h *Host) Accept(ctx context.Context, token, secret string, from Client) (Account, Invitation, error) {
	i, err := sqldb.All[Invitation](ctx, h.db.Read(), `SELECT org, person, login, name, until FROM {o}.invitations
		WHERE token=? AND expires_at > ? AND (until=0 OR until > ?)`, digestOf(token), h.now(), h.now())
	if err != nil {
		return Account{}, Invitation{}, err
	}
	if len(i) == 0 {
		return Account{}, Invitation{}, fault.New(fault.NotFound, "invitation_expired")
	}
	a, err := h.accountFor(ctx, i[0], secret, from)
	if err != nil {
		return Account{}, i[0], err
	}
	return a, i[0], h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		n, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.invitations WHERE token=?`, digestOf(token))
		if err == nil && n == 0 {
			return fault.New(fault.NotFound, "invitation_expired")
		}
		if err != nil {
			return err
		}
		n, err = sqldb.Exec(ctx, q, `INSERT INTO {o}.memberships(account, org, person, until) VALUES(?,?,?,?) ON CONFLICT DO NOTHING`, a.ID, i[0].Org, i[0].Person, i[0].Until)
		if err == nil && n == 0 { // it is theirs from before, or the login is that of another person here
			n, err = sqldb.Exec(ctx, q, `UPDATE {o}.memberships SET until=? WHERE account=? AND org=? AND person=?`, i[0].Until, a.ID, i[0].Org, i[0].Person)
		}
		if err == nil && n == 0 {
			err = fault.New(fault.Conflict, "login_taken")
		}
		return err
	})
}

func (h *Host) accountFor(ctx context.Context, i Invitation, secret string, from Client) (Account, error) {
	a, err := h.ByLogin(ctx, i.Login)
	if err == nil {
		return a, h.provePassword(ctx, a, from.Address, secret)
	}
	if fault.KindOf(err) != fault.NotFound {
		return Account{}, err
	}
	o, err := h.Organisation(ctx, i.Org)
	if err != nil {
		return Account{}, err
	}
	if err := password.Check("body.password", secret, password.Alone, password.Known{i.Login, i.Name, o.Name, o.NameZh}); err != nil {
		return Account{}, err
	}
	return h.CreateAccount(ctx, i.Login, i.Name, secret)
}
