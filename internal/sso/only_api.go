package sso

import (
	"context"

	"tramway/internal/host"
	"tramway/internal/httpapi"
	"tramway/internal/sqldb"
)

// Only is whether the organisation's own provider is the only way in, and whom that
// concerns.
type Only struct {
	On        bool        `json:"on" doc:"members come in by a provider and in no other way"`
	Emergency []Emergency `json:"emergency" doc:"who comes in by password or passkey all the same"`
	Members   int         `json:"members" doc:"who belong for good and can sign in"`
	Linked    int         `json:"linked" doc:"how many of them came in by a provider that is on"`
	Foreign   int         `json:"foreign" doc:"how many of them have an address of none of the mail domains: no provider lets them in"`
}

// Emergency is somebody who comes in all the same.
type Emergency struct {
	Person string `json:"person_id"`
	Name
	SecondFactor bool `json:"second_factor"`
}

type onlyIn struct {
	Body struct {
		On        bool     `json:"on"`
		Emergency []string `json:"emergency" maxItems:"5" doc:"persons; one of them has a second factor"`
	}
}

type onlyOut struct{ Body Only }

func (m *Module) onlyRoutes(s *httpapi.Server) {
	httpapi.Handle(s, route("GET", "/only", "Whether the organisation's own provider is the only way in"), planned(m.only))
	httpapi.Handle(s, route("PUT", "/only", "Make the organisation's own provider the only way in, or no more"), planned(func(ctx context.Context, c *httpapi.Call, in *onlyIn) (*onlyOut, error) {
		if err := m.KeepOnly(ctx, c.Org, c.Who(), host.CompanyOnly(in.Body)); err != nil {
			return nil, err
		}
		return m.only(ctx, c, nil)
	}))
}

func (m *Module) only(ctx context.Context, c *httpapi.Call, _ *struct{}) (*onlyOut, error) {
	rule, err := m.cfg.Accounts.CompanyOnlyOf(ctx, c.Org.ID)
	if err != nil {
		return nil, err
	}
	members, err := m.cfg.Accounts.Members(ctx, c.Org.ID)
	if err != nil {
		return nil, err
	}
	out := &onlyOut{Only{On: rule.On, Members: len(members)}}
	if out.Body.Linked, err = sqldb.One[int](ctx, c.Org.Read(), `SELECT count(DISTINCT l.person) FROM {o}.sso_links l JOIN {o}.sso_providers p ON p.id=l.provider WHERE p.turned_on`); err != nil {
		return nil, err
	}
	domains, err := m.cfg.People.MailDomains(ctx, c.Org.Read())
	if err != nil {
		return nil, err
	}
	proved := map[string]bool{}
	for _, one := range members {
		proved[one.Person] = one.SecondFactor
		if ours(domains, one.Login) != nil {
			out.Body.Foreign++
		}
	}
	out.Body.Emergency, err = m.named(ctx, c, rule.Emergency, proved)
	return out, err
}

func (m *Module) named(ctx context.Context, c *httpapi.Call, persons []string, proved map[string]bool) ([]Emergency, error) {
	names, err := m.cfg.People.Names(ctx, c.Org.Read(), persons)
	out := []Emergency{}
	for _, id := range persons {
		out = append(out, Emergency{id, names[id], proved[id]})
	}
	return out, err
}
