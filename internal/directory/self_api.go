package directory

import (
	"context"

	"tramway/internal/httpapi"
)

// Here is the organisation somebody is in, as the page sees it.
type Here struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	NameZh   string `json:"name_zh"`
	Region   string `json:"region"`
	TimeZone string `json:"time_zone"`
	Limited  bool   `json:"limited" doc:"it was found to pose as another: nobody outside is reached from it"`
}

type selfOut struct {
	Body struct {
		Organisation Here     `json:"organisation"`
		Person       Person   `json:"person"`
		Roles        []string `json:"roles"`
		Can          []string `json:"can" doc:"actions"`
		Unproved     bool     `json:"second_factor_needed" doc:"an administrator in a session of one factor, who is a member until a second one is proved"`
	}
}

func (m *Module) selfRoutes(s *httpapi.Server) {
	httpapi.Handle(s, httpapi.Route{Method: "GET", Path: "/o/{org}/me", Summary: "Who I am here and what I may do", Tag: "Directory", Action: Self},
		func(ctx context.Context, c *httpapi.Call, _ *struct{}) (*selfOut, error) {
			me, err := m.one(ctx, c, c.Person())
			if err != nil {
				return nil, err
			}
			out := &selfOut{}
			o, called := c.Org, c.Org.Names()
			out.Body.Organisation = Here{o.ID, called.Name, called.NameZh, o.Region, o.Zone().String(), o.Limited()}
			out.Body.Person, out.Body.Can, out.Body.Roles, out.Body.Unproved = me.Body, c.Actions(), []string{}, c.Unproved
			for _, r := range c.Actor.Roles {
				out.Body.Roles = append(out.Body.Roles, string(r))
			}
			return out, nil
		})
}
