package sso

import (
	"context"
	"time"

	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/org"
	"tramway/internal/plan"
	"tramway/internal/ref"
	"tramway/internal/saml"
	"tramway/internal/sqldb"
)

// Provider is one as administrators see it.
type Provider struct {
	ID         string     `json:"id"`
	Kind       string     `json:"kind" enum:"oidc,saml"`
	Name       string     `json:"name"`
	Issuer     string     `json:"issuer" doc:"saml: its entity id"`
	Client     string     `json:"client_id"`
	HasSecret  bool       `json:"has_secret"`
	StandsIn   bool       `json:"stands_in" doc:"its second factor stands in for the account's own; never for administrators"`
	TrustsMail bool       `json:"trusts_mail" doc:"its addresses are believed though it does not call them verified"`
	TestedAt   *time.Time `json:"tested_at" doc:"null: not as it is now"`
	On         bool       `json:"on"`
	People     int        `json:"people" doc:"how many are linked to it"`

	MetadataURL  string        `json:"metadata_url" doc:"saml: where its metadata is asked for again; empty: it was brought by hand"`
	SignIn       string        `json:"sign_in" doc:"saml: where people go"`
	Certificates []Certificate `json:"certificates" doc:"saml: its answers are signed by one of them"`
	Standing     string        `json:"standing" enum:"good,ending,expired" doc:"saml: how the certificate stands that ends last; always good for oidc"`
}

func (r row) shown(now time.Time, people int) Provider {
	p := Provider{ID: r.ID, Kind: r.Kind, MetadataURL: r.MetadataURL, Certificates: []Certificate{}, Standing: string(saml.Good), Name: r.Name, Issuer: r.Issuer, Client: r.Client, HasSecret: r.Secret.V != "", StandsIn: r.StandsIn,
		TrustsMail: r.TrustsMail, On: r.On, People: people}
	if r.TestedAt != 0 {
		at := r.TestedAt.Time()
		p.TestedAt = &at
	}
	if told, err := r.told(); err == nil {
		state, _ := told.Standing(now)
		p.SignIn, p.Certificates, p.Standing = told.SignIn, certificates(told), string(state)
	}
	return p
}

type providersOut struct {
	Body struct {
		Items   []Provider `json:"items"`
		Back    string     `json:"redirect_uri" doc:"what a provider is told as the address to send people back to"`
		Entity  string     `json:"entity_id" doc:"what a SAML provider calls this organisation"`
		ACS     string     `json:"acs_url" doc:"where a SAML provider posts its answers"`
		Link    string     `json:"link" doc:"leads to this organisation's sign-in"`
		Domains []string   `json:"domains" doc:"the organisation's mail domains; without one nothing is turned on"`
	}
}

type providerOut struct{ Body Provider }

// mostBody is how long settings are: metadata may be long, and JSON doubles some of it.
const mostBody = 600 << 10

// IDPath names a provider.
type IDPath struct {
	ID string `path:"id" maxLength:"40"`
}

func route(method, path, summary string) httpapi.Route {
	return httpapi.Route{Method: method, Path: "/o/{org}/sso" + path, Summary: summary, Tag: "Single sign-on", Action: Govern, Fresh: method != "GET"}
}

// planned refuses what the organisation's plan leaves out.
func planned[I, O any](do func(ctx context.Context, c *httpapi.Call, in *I) (*O, error)) func(ctx context.Context, c *httpapi.Call, in *I) (*O, error) {
	return func(ctx context.Context, c *httpapi.Call, in *I) (*O, error) {
		if err := c.Org.Plan().Allow(plan.SSO, 1); err != nil {
			return nil, err
		}
		return do(ctx, c, in)
	}
}

func (m *Module) providerRoutes(s *httpapi.Server) {
	httpapi.Handle(s, route("GET", "/providers", "The organisation's own providers"), planned(m.list))
	add := route("POST", "/providers", "Add a provider")
	add.Status, add.MaxBody = 201, mostBody
	httpapi.Handle(s, add, planned(func(ctx context.Context, c *httpapi.Call, in *struct{ Body Settings }) (*providerOut, error) {
		r, err := m.Put(ctx, c.Org, c.Who(), "", in.Body)
		return &providerOut{r.shown(c.Org.Now(), 0)}, err
	}))
	change := route("PUT", "/providers/{id}", "Change a provider")
	change.MaxBody = mostBody
	httpapi.Handle(s, change, planned(func(ctx context.Context, c *httpapi.Call, in *struct {
		IDPath
		Body Settings
	}) (*providerOut, error) {
		r, err := m.Put(ctx, c.Org, c.Who(), in.ID, in.Body)
		if err != nil {
			return nil, err
		}
		return m.shown(ctx, c.Org, r)
	}))
	httpapi.Handle(s, route("DELETE", "/providers/{id}", "Remove a provider"), planned(func(ctx context.Context, c *httpapi.Call, in *IDPath) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, m.Remove(ctx, c.Org, c.Who(), in.ID)
	}))
	httpapi.Handle(s, route("POST", "/providers/{id}/test", "Ask a provider whether it is there and knows this installation"), planned(m.test))
	httpapi.Handle(s, route("PUT", "/providers/{id}/on", "Let people sign in by a provider, or no more"), planned(func(ctx context.Context, c *httpapi.Call, in *struct {
		IDPath
		Body struct {
			On bool `json:"on"`
		}
	}) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, m.Turn(ctx, c.Org, c.Who(), in.ID, in.Body.On)
	}))
}

func (m *Module) list(ctx context.Context, c *httpapi.Call, _ *struct{}) (*providersOut, error) {
	out := &providersOut{}
	out.Body.Entity, out.Body.ACS = m.entity(c.Org), m.acs()
	out.Body.Items, out.Body.Back, out.Body.Link = []Provider{}, m.back(), m.cfg.Origin+"/sign-in/company?company="+c.Org.ID
	domains, err := m.cfg.People.MailDomains(ctx, c.Org.Read())
	if err != nil {
		return nil, err
	}
	out.Body.Domains = append([]string{}, domains...)
	all, err := providers(ctx, c.Org.Read())
	for _, r := range all {
		one, err := m.shown(ctx, c.Org, r)
		if err != nil {
			return nil, err
		}
		out.Body.Items = append(out.Body.Items, one.Body)
	}
	return out, err
}

func (m *Module) shown(ctx context.Context, o *org.Org, r row) (*providerOut, error) {
	n, err := sqldb.One[int](ctx, o.Read(), `SELECT count(*) FROM {o}.sso_links WHERE provider=?`, r.ID)
	return &providerOut{r.shown(o.Now(), n)}, err
}

// test notes that a provider answered as it should, if its settings are still the same.
func (m *Module) test(ctx context.Context, c *httpapi.Call, in *IDPath) (*providerOut, error) {
	r, err := provider(ctx, c.Org.Read(), in.ID)
	if err != nil {
		return nil, err
	}
	if err := m.by(r.Kind).test(ctx, c.Org, r); err != nil {
		return nil, err
	}
	err = c.Org.Write(ctx, c.Who(), func(tx *org.Tx) error {
		now, err := provider(tx.Ctx, tx, in.ID)
		if err != nil {
			return err
		}
		if now.Issuer != r.Issuer || now.Client != r.Client || now.Secret.V != r.Secret.V || now.Metadata != r.Metadata {
			return fault.New(fault.Conflict, "sso_untested")
		}
		now.TestedAt = sqldb.At(tx.Now())
		tx.Record(org.Entry{Action: "sso.provider.test", Object: ref.To("sso_provider", r.ID)})
		r = now
		return now.save(tx)
	})
	if err != nil {
		return nil, err
	}
	return m.shown(ctx, c.Org, r)
}
