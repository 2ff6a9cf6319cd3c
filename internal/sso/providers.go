package sso

import (
	"cmp"
	"context"
	"net/url"
	"strings"

	"tramway/internal/fault"
	"tramway/internal/id"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// Settings are what an organisation says of a provider. Secret nil: the one that is kept.
type Settings struct {
	Name       string  `json:"name" maxLength:"80" doc:"as people know it"`
	Issuer     string  `json:"issuer" maxLength:"500" doc:"its address, exactly as it calls itself"`
	Client     string  `json:"client_id" maxLength:"300"`
	Secret     *string `json:"client_secret,omitempty" maxLength:"1000" doc:"never shown again; left out: the one that is kept"`
	StandsIn   bool    `json:"stands_in" doc:"its second factor stands in for the account's own; never for administrators"`
	TrustsMail bool    `json:"trusts_mail" doc:"its addresses are believed though it does not call them verified"`
}

// noted is what the record holds of it.
type noted struct {
	Name       string `json:"name"`
	Issuer     string `json:"issuer"`
	Client     string `json:"client_id"`
	StandsIn   bool   `json:"stands_in"`
	TrustsMail bool   `json:"trusts_mail"`
	On         bool   `json:"on"`
}

func (r row) noted() noted { return noted{r.Name, r.Issuer, r.Client, r.StandsIn, r.TrustsMail, r.On} }

func (s *Settings) check(local bool) error {
	var bad fault.Fields
	s.Name, s.Issuer, s.Client = strings.TrimSpace(s.Name), strings.TrimSpace(s.Issuer), strings.TrimSpace(s.Client)
	if s.Name == "" {
		bad.Add("body.name", "required")
	}
	if s.Client == "" {
		bad.Add("body.client_id", "required")
	}
	u, err := url.Parse(s.Issuer)
	if err != nil || u.Hostname() == "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil || u.Scheme != "https" && !(local && u.Scheme == "http") {
		bad.Add("body.issuer", "https_address")
	}
	return bad.Err()
}

// Put adds a provider, or changes one: what is asked of it differently has to be tested
// again before it is turned on; another issuer knows other people. Errors: not_found,
// sso_too_many, sso_only_last.
func (m *Module) Put(ctx context.Context, o *org.Org, who org.Who, providerID string, s Settings) (r row, err error) {
	if err := s.check(m.cfg.Local); err != nil {
		return r, err
	}
	err = o.Write(ctx, who, func(tx *org.Tx) error {
		var before row
		if before, err = settled(tx, providerID); err != nil {
			return err
		}
		r = before
		r.ID, r.Kind = cmp.Or(providerID, id.New(o.Region, tx.Now())), "oidc"
		r.Name, r.Issuer, r.Client, r.StandsIn, r.TrustsMail = s.Name, s.Issuer, s.Client, s.StandsIn, s.TrustsMail
		if s.Secret != nil {
			r.Secret = sqldb.Seal(strings.TrimSpace(*s.Secret))
		}
		if r.Issuer != before.Issuer || r.Client != before.Client || s.Secret != nil {
			r.TestedAt, r.On = 0, false
		}
		if before.On && !r.On {
			if err := m.lastDoor(tx, r.ID); err != nil {
				return err
			}
		}
		entry := org.Entry{Action: "sso.provider.write", Object: ref.To("sso_provider", r.ID), After: r.noted()}
		if providerID != "" {
			entry.Before = before.noted()
		}
		tx.Record(entry)
		if r.Issuer != before.Issuer {
			if err := unlinkAll(tx, r.ID); err != nil {
				return err
			}
		}
		return r.save(tx)
	})
	if err != nil {
		return r, err
	}
	return r, m.lead(ctx, o)
}

// settled is the provider before a change; zero for a new one.
func settled(tx *org.Tx, providerID string) (row, error) {
	if providerID != "" {
		return provider(tx.Ctx, tx, providerID)
	}
	all, err := providers(tx.Ctx, tx)
	if err == nil && len(all) >= mostProviders {
		err = fault.New(fault.Conflict, "sso_too_many", fault.Args{"max": mostProviders})
	}
	return row{}, err
}

// Turn turns a provider on or off. Errors: not_found, sso_untested, sso_no_domains,
// sso_only_last.
func (m *Module) Turn(ctx context.Context, o *org.Org, who org.Who, providerID string, on bool) error {
	err := o.Write(ctx, who, func(tx *org.Tx) error {
		r, err := provider(tx.Ctx, tx, providerID)
		if err != nil {
			return err
		}
		domains, err := m.cfg.People.MailDomains(tx.Ctx, tx)
		switch {
		case err != nil:
			return err
		case on && r.TestedAt == 0:
			return fault.New(fault.Conflict, "sso_untested")
		case on && len(domains) == 0:
			return fault.New(fault.Conflict, "sso_no_domains")
		}
		if !on {
			if err := m.lastDoor(tx, r.ID); err != nil {
				return err
			}
		}
		before := r.noted()
		r.On = on
		tx.Record(org.Entry{Action: "sso.provider.turn", Object: ref.To("sso_provider", r.ID), Before: before, After: r.noted()})
		return r.save(tx)
	})
	if err != nil {
		return err
	}
	return m.lead(ctx, o)
}

// Remove forgets a provider and who is whom there. Errors: not_found, sso_only_last.
func (m *Module) Remove(ctx context.Context, o *org.Org, who org.Who, providerID string) error {
	err := o.Write(ctx, who, func(tx *org.Tx) error {
		r, err := provider(tx.Ctx, tx, providerID)
		if err != nil {
			return err
		}
		if err := m.lastDoor(tx, r.ID); err != nil {
			return err
		}
		tx.Record(org.Entry{Action: "sso.provider.remove", Object: ref.To("sso_provider", r.ID), Before: r.noted()})
		if err := unlinkAll(tx, r.ID); err != nil {
			return err
		}
		_, err = sqldb.Exec(tx.Ctx, tx, `DELETE FROM {o}.sso_providers WHERE id=?`, r.ID)
		return err
	})
	if err != nil {
		return err
	}
	return m.lead(ctx, o)
}

// lead tells the installation whether there is a way in here.
func (m *Module) lead(ctx context.Context, o *org.Org) error {
	n, err := sqldb.One[int](ctx, o.Read(), `SELECT count(*) FROM {o}.sso_providers WHERE turned_on`)
	if err != nil {
		return err
	}
	return m.cfg.Accounts.LeadTo(ctx, o.ID, n > 0)
}
