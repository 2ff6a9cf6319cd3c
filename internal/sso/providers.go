package sso

import (
	"cmp"
	"context"
	"strings"

	"tramway/internal/fault"
	"tramway/internal/id"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// Settings are what an organisation says of a provider. Secret nil: the one that is kept.
type Settings struct {
	Kind        string  `json:"kind,omitempty" enum:"oidc,saml" doc:"of a new one; left out: oidc"`
	Name        string  `json:"name" maxLength:"80" doc:"as people know it"`
	Issuer      string  `json:"issuer,omitempty" maxLength:"500" doc:"oidc: its address, exactly as it calls itself"`
	Client      string  `json:"client_id,omitempty" maxLength:"300" doc:"oidc"`
	Secret      *string `json:"client_secret,omitempty" maxLength:"1000" doc:"oidc: never shown again; left out: the one that is kept"`
	MetadataURL string  `json:"metadata_url,omitempty" maxLength:"500" doc:"saml: where its metadata is asked for"`
	Metadata    string  `json:"metadata,omitempty" maxLength:"262144" doc:"saml: its metadata, as XML; left out: asked for at its address if that is new, else the one that is kept"`
	StandsIn    bool    `json:"stands_in" doc:"its second factor stands in for the account's own; never for administrators"`
	TrustsMail  bool    `json:"trusts_mail" doc:"its addresses are believed though it does not call them verified; SAML knows no such word"`
}

// named wants a name for people to know the provider by.
func (s *Settings) named(bad *fault.Fields) {
	if s.Name = strings.TrimSpace(s.Name); s.Name == "" {
		bad.Add("body.name", "required")
	}
}

// noted is what the record holds of it.
type noted struct {
	Name         string   `json:"name"`
	Kind         string   `json:"kind"`
	Issuer       string   `json:"issuer"`
	Client       string   `json:"client_id"`
	MetadataURL  string   `json:"metadata_url,omitempty"`
	SignIn       string   `json:"sign_in,omitempty"`
	Certificates []string `json:"certificates,omitempty"` // SHA-256
	StandsIn     bool     `json:"stands_in"`
	TrustsMail   bool     `json:"trusts_mail"`
	On           bool     `json:"on"`
}

func (r row) noted() noted {
	n := noted{Name: r.Name, Kind: r.Kind, Issuer: r.Issuer, Client: r.Client, MetadataURL: r.MetadataURL, StandsIn: r.StandsIn, TrustsMail: r.TrustsMail, On: r.On}
	if told, err := r.told(); err == nil {
		n.SignIn = told.SignIn
		for _, c := range certificates(told) {
			n.Certificates = append(n.Certificates, c.Digest)
		}
	}
	return n
}

// Put adds a provider, or changes one: what is asked of it differently has to be tested
// again before it is turned on; another issuer knows other people. Errors: not_found,
// sso_too_many, sso_only_last, those of saml.ReadMetadata and of asking for it.
func (m *Module) Put(ctx context.Context, o *org.Org, who org.Who, providerID string, s Settings) (r row, err error) {
	was := row{ID: id.New(o.Region, o.Now()), Kind: cmp.Or(s.Kind, kindOIDC)}
	if providerID != "" {
		if was, err = provider(ctx, o.Read(), providerID); err != nil {
			return r, err
		}
	}
	by := m.by(was.Kind)
	if err := by.check(ctx, o, was, &s); err != nil {
		return r, err
	}
	err = o.Write(ctx, who, func(tx *org.Tx) error {
		before, err := settled(tx, providerID)
		if err != nil {
			return err
		}
		r = before
		r.ID, r.Kind, r.Name, r.StandsIn, r.TrustsMail = was.ID, was.Kind, s.Name, s.StandsIn, s.TrustsMail
		if by.take(o, &r, s) {
			r.TestedAt, r.On = 0, false
		}
		if before.On && !r.On {
			if err := m.lastDoor(tx, r.ID); err != nil {
				return err
			}
		}
		return changed(tx, before, r)
	})
	if err != nil {
		return r, err
	}
	return r, m.lead(ctx, o)
}

func changed(tx *org.Tx, before, r row) error {
	entry := org.Entry{Action: "sso.provider.write", Object: ref.To("sso_provider", r.ID), After: r.noted()}
	if before.ID != "" {
		entry.Before = before.noted()
	}
	tx.Record(entry)
	if r.Issuer != before.Issuer {
		if err := unlinkAll(tx, r.ID); err != nil {
			return err
		}
	}
	return r.save(tx)
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
