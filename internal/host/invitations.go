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
	i, err := h.invitation(ctx, token)
	if err != nil {
		return Account{}, i, err
	}
	a, err := h.accountFor(ctx, i, secret, from)
	if err != nil {
		return Account{}, i, err
	}
	return a, i, h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error { return useInvitation(ctx, q, token, i, a.ID) })
}

// invitation finds one that can be accepted. That of a guest, which alone has an end, leads
// into nothing that was found to pose as another (F122). Errors: invitation_expired,
// organisation_limited.
func (h *Host) invitation(ctx context.Context, token string) (Invitation, error) {
	i, err := h.Invited(ctx, token)
	if fault.KindOf(err) == fault.NotFound {
		err = fault.New(fault.NotFound, "invitation_expired")
	}
	if err != nil || i.Until == 0 {
		return i, err
	}
	poses, err := h.Poses(ctx, i.Org)
	if err == nil && poses {
		err = fault.New(fault.Denied, "organisation_limited")
	}
	return i, err
}

// useInvitation makes an account the person who was invited.
func useInvitation(ctx context.Context, q sqldb.Q, token string, i Invitation, account string) error {
	return spend(ctx, q, digestOf(token), i, account)
}

func spend(ctx context.Context, q sqldb.Q, digest []byte, i Invitation, account string) error {
	n, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.invitations WHERE token=?`, digest)
	if err == nil && n == 0 {
		return fault.New(fault.NotFound, "invitation_expired")
	}
	if err != nil {
		return err
	}
	n, err = sqldb.Exec(ctx, q, `INSERT INTO {o}.memberships(account, org, person, until) VALUES(?,?,?,?) ON CONFLICT DO NOTHING`, account, i.Org, i.Person, i.Until)
	if err == nil && n == 0 { // it is theirs from before, or the login is that of another person here
		n, err = sqldb.Exec(ctx, q, `UPDATE {o}.memberships SET until=? WHERE account=? AND org=? AND person=?`, i.Until, account, i.Org, i.Person)
	}
	if err == nil && n == 0 {
		err = fault.New(fault.Conflict, "login_taken")
	}
	return err
}

func (h *Host) accountFor(ctx context.Context, i Invitation, secret string, from Client) (Account, error) {
	a, err := h.ByLogin(ctx, i.Login)
	if err == nil {
		return a, h.provePassword(ctx, a, from.Address, secret)
	}
	if fault.KindOf(err) != fault.NotFound {
		return Account{}, err
	}
	if err := h.takesPasswords(ctx, i); err != nil {
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
