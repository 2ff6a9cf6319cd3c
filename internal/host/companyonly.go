package host

import (
	"context"
	"strings"

	"tramway/internal/fault"
	"tramway/internal/id"
	"tramway/internal/sqldb"
)

// shut says of a membership m in an organisation o that only a session leads into it that
// the organisation's own provider began. Guests have no place at the provider.
const shut = `(o.company_only AND m.until=0 AND NOT m.emergency)`

var errCompanyOnly = fault.New(fault.Denied, "company_only")

// CompanyOnly says whether an organisation's own provider is the only way in, and who may
// come in otherwise.
type CompanyOnly struct {
	On        bool
	Emergency []string // persons
}

// CompanyOnlyOf is the rule of an organisation. Errors: not_found.
func (h *Host) CompanyOnlyOf(ctx context.Context, orgID string) (r CompanyOnly, err error) {
	if r.On, err = found(sqldb.One[bool](ctx, h.db.Read(), `SELECT company_only FROM {o}.organisations WHERE id=?`, orgID)); err != nil {
		return r, err
	}
	r.Emergency, err = sqldb.All[string](ctx, h.db.Read(), `SELECT person FROM {o}.memberships WHERE org=? AND emergency ORDER BY person`, orgID)
	return r, err
}

// KeepCompanyOnly changes the rule. Sessions that it shuts out are not ended: they lead
// elsewhere still. Errors: sso_none, if an organisation without a provider is to be shut;
// sso_emergency, unless those who come in otherwise are members for good and one of them
// has a second factor.
func (h *Host) KeepCompanyOnly(ctx context.Context, orgID string, r CompanyOnly) error {
	return h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		n, err := sqldb.Exec(ctx, q, `UPDATE {o}.organisations SET company_only=? WHERE id=? AND (company_sign_in OR NOT ?)`, r.On, orgID, r.On)
		if err == nil && n == 0 {
			err = fault.New(fault.Conflict, "sso_none")
		}
		if err != nil {
			return err
		}
		return keepEmergency(ctx, q, orgID, r)
	})
}

func keepEmergency(ctx context.Context, q sqldb.Q, orgID string, r CompanyOnly) error {
	if _, err := sqldb.Exec(ctx, q, `UPDATE {o}.memberships SET emergency=? WHERE org=? AND emergency`, false, orgID); err != nil {
		return err
	}
	named, err := sqldb.Exec(ctx, q, `UPDATE {o}.memberships SET emergency=? WHERE org=? AND until=0 AND person IN {in}`, true, orgID, sqldb.Strings(r.Emergency))
	if err != nil {
		return err
	}
	able, err := sqldb.One[int](ctx, q, `SELECT count(*) FROM {o}.memberships WHERE org=? AND emergency
		AND (account IN (SELECT account FROM {o}.passkeys) OR account IN (SELECT account FROM {o}.authenticators))`, orgID)
	if err == nil && (int(named) < len(r.Emergency) || r.On && able == 0) {
		err = fault.Bad("body.emergency", "sso_emergency")
	}
	return err
}

// Member is an account that belongs to an organisation for good.
type Member struct {
	Person       string `db:"person"`
	Login        string `db:"login"`
	SecondFactor bool   `db:"second_factor"`
}

// Members are those of an organisation, by person.
func (h *Host) Members(ctx context.Context, orgID string) ([]Member, error) {
	return sqldb.All[Member](ctx, h.db.Read(), `SELECT m.person, a.login, (a.id IN (SELECT account FROM {o}.passkeys) OR a.id IN (SELECT account FROM {o}.authenticators)) AS second_factor
		FROM {o}.memberships m JOIN {o}.accounts a ON a.id=m.account WHERE m.org=? AND m.until=0 ORDER BY m.person`, orgID)
}

// reachable refuses a session to an account that it would lead nowhere. Errors:
// company_only.
func reachable(ctx context.Context, q sqldb.Q, account string) error {
	type row struct {
		All  int `db:"n"`
		Shut int `db:"shut"`
	}
	r, err := sqldb.One[row](ctx, q, `SELECT count(*) AS n, coalesce(sum(CASE WHEN `+shut+` THEN 1 ELSE 0 END), 0) AS shut
		FROM {o}.memberships m JOIN {o}.organisations o ON o.id=m.org WHERE m.account=?`, account)
	if err != nil || r.Shut == 0 || r.Shut < r.All {
		return err
	}
	operates, err := sqldb.One[int](ctx, q, `SELECT count(*) FROM {o}.operators WHERE account=?`, account)
	if err == nil && operates == 0 {
		err = errCompanyOnly
	}
	return err
}

// takesPasswords refuses to make an account with a password or passkey for somebody whose
// organisation's provider lets them in. Errors: company_only.
func (h *Host) takesPasswords(ctx context.Context, i Invitation) error {
	if i.Until != 0 {
		return nil
	}
	only, err := found(sqldb.One[bool](ctx, h.db.Read(), `SELECT company_only FROM {o}.organisations WHERE id=?`, i.Org))
	if err == nil && only {
		err = errCompanyOnly
	}
	return err
}

// AcceptByCompany uses up the invitation of somebody whom the organisation's own provider
// vouches for: it makes an account that has neither a password nor a passkey. Errors:
// not_found, if nobody of that login is invited for good; login_taken, if there is an
// account, whose owner has to accept.
func (h *Host) AcceptByCompany(ctx context.Context, orgID, login string) (a Account, i Invitation, err error) {
	err = h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		type row struct {
			Invitation
			Token []byte `db:"token"`
		}
		r, err := found(sqldb.One[row](ctx, q, `SELECT token, org, person, login, name, until FROM {o}.invitations
			WHERE org=? AND login=? AND until=0 AND expires_at > ? ORDER BY expires_at DESC LIMIT 1`, orgID, strings.ToLower(login), h.now()))
		if err != nil {
			return err
		}
		i = r.Invitation
		a = Account{ID: id.New(h.cfg.Region, h.clock.Now()), Login: i.Login, Name: i.Name}
		if err := h.keyless(ctx, q, a); err != nil {
			return err
		}
		return spend(ctx, q, r.Token, i, a.ID)
	})
	return a, i, err
}
