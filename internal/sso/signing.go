package sso

import (
	"context"
	"crypto/rand"
	"encoding/json"

	"golang.org/x/oauth2"

	"tramway/internal/authz"
	"tramway/internal/fault"
	"tramway/internal/host"
	"tramway/internal/org"
	"tramway/internal/plan"
	"tramway/internal/sqldb"
)

// Way is how an organisation's people sign in.
type Way struct {
	Org, Name, NameZh string
	Providers         []At
}

// At is a provider as whoever is not in yet sees it: its host is where they go.
type At struct{ ID, Name, Host string }

// flow is what the answer of a provider has to match.
type flow struct {
	Org      string `json:"org"`
	Provider string `json:"provider"`
	Nonce    string `json:"nonce"`
	Verifier string `json:"verifier"`
	Answer   []byte `json:"answer,omitempty"` // SAML: what arrived before the browser did
}

// Answer is what a provider sent back with the person.
type Answer struct{ State, Code, Error string }

// Proven is who a provider said it is.
type Proven struct {
	Account  host.Account
	Org      string
	StandsIn bool             // no second factor is asked for
	Joined   *host.Invitation // it came in by it just now
}

// Look finds the way of an organisation, or of that to which a mail address leads.
// Errors: sso_none, not_in_plan.
func (m *Module) Look(ctx context.Context, orgID, address string) (w Way, err error) {
	if orgID == "" {
		if orgID, err = m.cfg.Accounts.Led(ctx, address); err != nil {
			return w, none(err)
		}
	}
	o, err := m.cfg.Houses.Open(ctx, orgID)
	if err != nil {
		return w, none(err)
	}
	defer o.Close()
	all, err := sqldb.All[row](ctx, o.Read(), `SELECT `+cols+` FROM {o}.sso_providers WHERE turned_on ORDER BY id`)
	if err == nil && len(all) == 0 {
		err = errNone
	}
	if err == nil {
		err = o.Plan().Allow(plan.SSO, 1)
	}
	w.Org, w.Name, w.NameZh = o.ID, o.Names().Name, o.Names().NameZh
	for _, r := range all {
		w.Providers = append(w.Providers, At{r.ID, r.Name, m.by(r.Kind).host(r)})
	}
	return w, err
}

var errNone = fault.New(fault.NotFound, "sso_none")

// none says the same of an organisation that is not here and of one without a sign-in.
func none(err error) error {
	if fault.KindOf(err) == fault.NotFound {
		return errNone
	}
	return err
}

// open is the house of an organisation and its provider, if people may sign in by it.
func (m *Module) open(ctx context.Context, orgID, providerID string) (*org.Org, row, error) {
	o, err := m.cfg.Houses.Open(ctx, orgID)
	if err != nil {
		return nil, row{}, none(err)
	}
	r, err := provider(ctx, o.Read(), providerID)
	if err == nil && !r.On {
		err = errNone
	}
	if err == nil {
		err = o.Plan().Allow(plan.SSO, 1)
	}
	if err != nil {
		o.Close()
		return nil, r, none(err)
	}
	return o, r, nil
}

// Begin gives the address to which the person goes, and what their browser keeps.
// Errors: sso_none, not_in_plan, sso_down, sso_issuer, sso_certificate.
func (m *Module) Begin(ctx context.Context, orgID, providerID string) (address, browser string, err error) {
	o, r, err := m.open(ctx, orgID, providerID)
	if err != nil {
		return "", "", err
	}
	defer o.Close()
	f := flow{Org: orgID, Provider: providerID, Nonce: "id-" + rand.Text(), Verifier: oauth2.GenerateVerifier()}
	goes, err := m.by(r.Kind).leave(ctx, o, r, f)
	if err != nil {
		return "", "", err
	}
	data, err := json.Marshal(f)
	if err != nil {
		return "", "", err
	}
	handle, browser, err := m.cfg.Accounts.BeginCompany(ctx, data)
	if err != nil {
		return "", "", err
	}
	address, err = goes(handle)
	return address, browser, err
}

// Finish says who came back from a provider. Errors: company_expired, sso_unsolicited,
// sso_denied, those of redeem, saml.Party.Read and recognise.
func (m *Module) Finish(ctx context.Context, who org.Who, browser string, a Answer) (p Proven, err error) {
	if a.State == "" && a.Error == unsolicited {
		return p, fault.New(fault.Unknown, "sso_unsolicited")
	}
	data, err := m.cfg.Accounts.TakeCompany(ctx, a.State, browser)
	if err != nil {
		return p, err
	}
	var f flow
	if err := json.Unmarshal(data, &f); err != nil {
		return p, err
	}
	o, r, err := m.open(ctx, f.Org, f.Provider)
	if err != nil {
		return p, err
	}
	defer o.Close()
	k, err := m.answered(ctx, o, who, r, f, a)
	if err != nil {
		return p, m.refused(ctx, o, who, r, err)
	}
	whole, err := authz.Load(ctx, o.Read(), k.person)
	p.Account, p.Joined, p.Org, p.StandsIn = k.account, k.joined, o.ID, r.StandsIn && !whole.Has(authz.Administrator)
	return p, err
}

func (m *Module) answered(ctx context.Context, o *org.Org, who org.Who, r row, f flow, a Answer) (known, error) {
	c, err := m.by(r.Kind).proved(ctx, o, r, f, a)
	if err != nil {
		return known{}, err
	}
	return m.recognise(ctx, o, who, r, c)
}
