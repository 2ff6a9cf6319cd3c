package sso

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"tramway/internal/fault"
	"tramway/internal/host"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/saml"
	"tramway/internal/sqldb"
)

// known is whom a provider means.
type known struct {
	account host.Account
	person  string
	joined  *host.Invitation // used up just now
}

// recognise finds the member whom a provider means: who is linked to the subject, or, the
// first time, the one whose sign-in name is the address it vouches for. Either way they
// belong to this organisation for good, or are invited to, under an address of its mail
// domains. Errors: sso_mail, sso_domain, sso_unknown, sso_linked, sso_invited, sso_replayed.
func (m *Module) recognise(ctx context.Context, o *org.Org, who org.Who, r row, c claims) (f known, err error) {
	domains, err := m.cfg.People.MailDomains(ctx, o.Read())
	if err != nil {
		return f, err
	}
	subject := r.subject(c.name(r.Issuer))
	before, err := linked(ctx, o.Read(), r.ID, subject)
	if err != nil {
		return f, err
	}
	address := ""
	if before != "" {
		address, err = m.login(ctx, o, before)
		if err == nil && c.Passes {
			err = c.still(address, r.TrustsMail)
		}
	} else {
		address, err = c.address(r.TrustsMail)
	}
	if err == nil {
		err = ours(domains, address)
	}
	if err != nil {
		return f, err
	}
	if f, err = m.found(ctx, o.ID, address, before); err != nil {
		return f, err
	}
	return f, m.note(ctx, o, who, r, c, subject, f.person)
}

// found is the member under an address, or whoever is invited under it and has no account
// yet. before is who it has to be, "" if nobody is linked.
func (m *Module) found(ctx context.Context, orgID, address, before string) (f known, err error) {
	f.account, f.person, err = m.cfg.Accounts.Employed(ctx, orgID, address)
	if fault.KindOf(err) == fault.NotFound && before == "" {
		var i host.Invitation
		f.account, i, err = m.cfg.Accounts.AcceptByCompany(ctx, orgID, address)
		f.person, f.joined = i.Person, &i
	}
	if err == nil && before != "" && f.person != before {
		err = errUnknown
	}
	if fault.Is(err, "login_taken") { // somebody else's to say that they come in here too
		err = fault.New(fault.Unknown, "sso_invited")
	}
	return f, unknown(err)
}

// still wants the provider to name, together with a subject that may have gone to a
// successor, the address of the member who is linked.
func (c claims) still(address string, trusts bool) error {
	said, err := c.address(trusts)
	if err == nil && said != address {
		err = fault.New(fault.Unknown, "sso_linked")
	}
	return err
}

var errUnknown = fault.New(fault.Unknown, "sso_unknown")

func unknown(err error) error {
	if fault.KindOf(err) == fault.NotFound {
		return errUnknown
	}
	return err
}

// login is the sign-in name of somebody who is linked.
func (m *Module) login(ctx context.Context, o *org.Org, person string) (string, error) {
	a, err := m.cfg.Accounts.AccountOf(ctx, o.ID, person)
	return a.Login, unknown(err)
}

// note records that a provider named a person, and links them the first time.
func (m *Module) note(ctx context.Context, o *org.Org, who org.Who, r row, c claims, subject, person string) error {
	who.ID, who.Kind = person, "member"
	return o.Write(ctx, who, func(tx *org.Tx) error {
		now := sqldb.At(tx.Now())
		if err := spend(tx, r.ID, c); err != nil {
			return err
		}
		n, err := sqldb.Exec(tx.Ctx, tx, `UPDATE {o}.sso_links SET used_at=? WHERE provider=? AND subject=? AND person=?`, now, r.ID, subject, person)
		if err != nil {
			return err
		}
		if n == 0 {
			n, err = sqldb.Exec(tx.Ctx, tx, `INSERT INTO {o}.sso_links(provider, subject, person, linked_at, used_at) VALUES(?,?,?,?,?) ON CONFLICT DO NOTHING`, r.ID, subject, person, now, now)
			if err == nil && n == 0 {
				err = fault.New(fault.Unknown, "sso_linked")
			}
			if err != nil {
				return err
			}
			tx.Record(org.Entry{Action: "sso.link", Object: ref.To("person", person), Note: map[string]string{"provider": r.ID, "subject": subject}})
		}
		tx.Record(org.Entry{Action: "sso.proved", Object: ref.To("person", person), Note: map[string]string{"provider": r.ID}})
		return nil
	})
}

// spend lets an assertion in once; those that are good no more are forgotten. Errors:
// sso_replayed.
func spend(tx *org.Tx, provider string, c claims) error {
	if c.Once == "" {
		return nil
	}
	if _, err := sqldb.Exec(tx.Ctx, tx, `DELETE FROM {o}.sso_assertions WHERE until < ?`, sqldb.At(tx.Now())); err != nil {
		return err
	}
	d := sha256.Sum256([]byte(c.Once))
	n, err := sqldb.Exec(tx.Ctx, tx, `INSERT INTO {o}.sso_assertions(provider, assertion, until) VALUES(?,?,?) ON CONFLICT DO NOTHING`,
		provider, hex.EncodeToString(d[:]), sqldb.At(c.Until.Add(2*saml.Skew)))
	if err == nil && n == 0 {
		err = fault.New(fault.Unknown, "sso_replayed")
	}
	return err
}

// refused records why nobody came in.
func (m *Module) refused(ctx context.Context, o *org.Org, who org.Who, r row, why error) error {
	f := fault.Of(why)
	if f == nil {
		return why
	}
	who.ID, who.Kind = "sso", "system"
	err := o.Write(ctx, who, func(tx *org.Tx) error {
		tx.Record(org.Entry{Action: "sso.refused", Object: ref.To("sso_provider", r.ID), Note: map[string]string{"reason": f.Code}})
		return nil
	})
	if err != nil {
		return err
	}
	return why
}
