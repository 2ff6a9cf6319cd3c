package access

import (
	"context"

	"tramway/internal/authz"
	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/page"
)

// GrantPath names a grant in an address.
type GrantPath struct {
	ID string `path:"id" maxLength:"40"`
}

type grantsIn struct {
	Person string `query:"person" maxLength:"40" doc:"empty: of everybody"`
	Cursor string `query:"cursor" maxLength:"1000"`
	Limit  int    `query:"limit" minimum:"0" maximum:"200"`
}

type grantsOut struct{ Body page.Of[Grant] }

type grantOut struct{ Body Grant }

func (m *Module) grantRoutes(s *httpapi.Server) {
	httpapi.Handle(s, route("GET", "/grants", "Grants, newest first", Read), m.listGrants)
	give := route("POST", "/grants", "Give a grant", GrantWrite)
	give.Status = 201
	httpapi.Handle(s, give, func(ctx context.Context, c *httpapi.Call, in *struct{ Body NewGrant }) (*grantOut, error) {
		id, err := m.GiveGrant(ctx, c.Org, c.Who(), in.Body)
		if err != nil {
			return nil, err
		}
		g, err := authz.GrantByID(ctx, c.Org.Read(), id)
		if err == nil && g == nil { // it ended, or somebody revoked it, before it was read
			err = fault.New(fault.NotFound, "not_found")
		}
		if err != nil {
			return nil, err
		}
		views, err := m.grants(ctx, c, []authz.Grant{*g})
		return &grantOut{views[0]}, err
	})
	httpapi.Handle(s, route("DELETE", "/grants/{id}", "Revoke a grant", GrantWrite), func(ctx context.Context, c *httpapi.Call, in *GrantPath) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, inPath(m.RevokeGrant(ctx, c.Org, c.Who(), in.ID))
	})
}

func (m *Module) listGrants(ctx context.Context, c *httpapi.Call, in *grantsIn) (*grantsOut, error) {
	before := "~" // after every id
	if err := page.Decode(in.Cursor, &before); err != nil {
		return nil, err
	}
	limit := page.Limit(in.Limit)
	rows, err := authz.Grants(ctx, c.Org.Read(), in.Person, before, limit+1)
	if err != nil {
		return nil, err
	}
	cut := page.Cut(rows, limit, func(g authz.Grant) string { return g.ID })
	views, err := m.grants(ctx, c, cut.Items)
	return &grantsOut{page.Of[Grant]{Items: views, Next: cut.Next}}, err
}

// grants completes rows for the page.
func (m *Module) grants(ctx context.Context, c *httpapi.Call, rows []authz.Grant) ([]Grant, error) {
	places, err := m.house.Places(ctx, c.Org.Read(), mentioned(rows))
	out := []Grant{}
	for _, g := range rows {
		out = append(out, named(places).grant(c.Lang, g))
	}
	return out, err
}
