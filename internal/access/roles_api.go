package access

import (
	"context"
	"slices"

	"tramway/internal/authz"
	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/lang"
	"tramway/internal/page"
	"tramway/internal/ref"
)

// Role is a role with what it may, in words.
type Role struct {
	Name    string   `json:"name" enum:"administrator,manager,member,guest"`
	Title   string   `json:"title"`
	Text    string   `json:"text"`
	People  int      `json:"people"`
	Most    int      `json:"most" doc:"how many may have it; 0: any number"`
	Actions []string `json:"actions"`
	Can     []string `json:"can" doc:"give: the reader may give and take it"`
}

// RolePath names a role in an address.
type RolePath struct {
	ID string `path:"id" maxLength:"40" doc:"the role's name"`
}

func (p RolePath) role() (authz.Role, error) {
	if r := authz.Role(p.ID); slices.Contains(authz.Roles, r) {
		return r, nil
	}
	return "", fault.New(fault.NotFound, "not_found")
}

// RolePersonPath names a role and a person who has it.
type RolePersonPath struct {
	RolePath
	Person string `path:"person" maxLength:"40"`
}

type rolesOut struct {
	Body struct {
		Items []Role `json:"items"`
	}
}

type holdersOut struct{ Body page.Of[Person] }

// NewHolder is a role's address with the person who is to have it.
type NewHolder struct {
	RolePath
	Body struct {
		Person string `json:"person_id" maxLength:"40"`
	}
}

func (m *Module) roleRoutes(s *httpapi.Server) {
	httpapi.Handle(s, route("GET", "/roles", "The roles and what each may do", Read), m.listRoles)
	httpapi.Handle(s, route("GET", "/roles/{id}/people", "Who has a role", Read), m.listHolders)
	httpapi.Handle(s, route("POST", "/roles/{id}/people", "Give a person a role", RoleWrite), func(ctx context.Context, c *httpapi.Call, in *NewHolder) (*httpapi.Empty, error) {
		role, err := in.role()
		if err != nil {
			return nil, err
		}
		return &httpapi.Empty{}, m.GiveRole(ctx, c.Org, c.Who(), in.Body.Person, role)
	})
	httpapi.Handle(s, route("DELETE", "/roles/{id}/people/{person}", "Take a role from a person", RoleWrite), func(ctx context.Context, c *httpapi.Call, in *RolePersonPath) (*httpapi.Empty, error) {
		role, err := in.role()
		if err == nil {
			err = m.TakeRole(ctx, c.Org, c.Who(), in.Person, role)
		}
		return &httpapi.Empty{}, inPath(err)
	})
}

// inPath: what would be a bad field in a body is an address that leads nowhere.
func inPath(err error) error {
	if fault.Is(err, "invalid") {
		return fault.New(fault.NotFound, "not_found")
	}
	return err
}

func (m *Module) listRoles(ctx context.Context, c *httpapi.Call, _ *struct{}) (*rolesOut, error) {
	out := &rolesOut{}
	for _, name := range authz.Roles {
		n, err := authz.Count(ctx, c.Org.Read(), name)
		if err != nil {
			return nil, err
		}
		r := Role{Name: string(name), Title: roleTitle(c.Lang, name), Text: lang.Text(c.Lang, "role_text."+string(name), nil),
			People: n, Actions: []string{}, Can: []string{}}
		for _, a := range m.rules.Actions() {
			if slices.Contains(a.Roles, name) {
				r.Actions = append(r.Actions, actionTitle(c.Lang, a.Name))
			}
		}
		if name == authz.Administrator {
			if r.Most, err = mostOf(ctx, c.Org.Read(), c.Org); err != nil {
				return nil, err
			}
		}
		if m.rules.Anywhere(c.Actor, RoleWrite, c.Org.Now()) && m.rules.CoversRole(c.Actor, name, c.Org.Now()) {
			r.Can = append(r.Can, "give")
		}
		out.Body.Items = append(out.Body.Items, r)
	}
	return out, nil
}

func (m *Module) listHolders(ctx context.Context, c *httpapi.Call, in *struct {
	RolePath
	Cursor string `query:"cursor" maxLength:"1000"`
	Limit  int    `query:"limit" minimum:"0" maximum:"200"`
}) (*holdersOut, error) {
	role, err := in.role()
	if err != nil {
		return nil, err
	}
	after := ""
	if err := page.Decode(in.Cursor, &after); err != nil {
		return nil, err
	}
	limit := page.Limit(in.Limit)
	ids, err := authz.InRole(ctx, c.Org.Read(), role, after, limit+1)
	if err != nil {
		return nil, err
	}
	cut := page.Cut(ids, limit, func(id string) string { return id })
	people, err := m.people(ctx, c, cut.Items)
	return &holdersOut{page.Of[Person]{Items: people, Next: cut.Next}}, err
}

func (m *Module) people(ctx context.Context, c *httpapi.Call, ids []string) ([]Person, error) {
	refs := make([]ref.Ref, len(ids))
	for i, id := range ids {
		refs[i] = personRef(id)
	}
	places, err := m.house.Places(ctx, c.Org.Read(), refs)
	out := make([]Person, len(ids))
	for i, id := range ids {
		out[i] = named(places).person(id)
	}
	return out, err
}
