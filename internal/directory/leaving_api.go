package directory

import (
	"context"

	"tramway/internal/httpapi"
	"tramway/internal/lang"
)

// Inheritance is one thing that somebody has in hand.
type Inheritance struct {
	Name  string `json:"name"`
	Title string `json:"title"`
	Count int    `json:"count"`
	Needs bool   `json:"needs" doc:"somebody has to take it over; the rest ends"`
}

type leavingOut struct {
	Body struct {
		Items []Inheritance `json:"items"`
	}
}

func (m *Module) leavingRoutes(s *httpapi.Server) {
	route := func(method, path, summary string) httpapi.Route {
		return httpapi.Route{Method: method, Path: "/o/{org}" + path, Summary: summary, Tag: "Directory", Action: LetLeave, Fresh: method != "GET"}
	}
	httpapi.Handle(s, route("GET", "/leaving/{id}", "What a person would leave behind"), m.leaving)
	httpapi.Handle(s, route("POST", "/people/{id}/leave", "Let a person leave the organisation"), func(ctx context.Context, c *httpapi.Call, in *struct {
		PersonPath
		Body struct {
			Heir string `json:"heir_id,omitempty" maxLength:"40" doc:"who takes over; empty: nobody has to"`
		}
	}) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, m.LeavePerson(ctx, c.Org, c.Who(), in.ID, in.Body.Heir)
	})
	httpapi.Handle(s, route("POST", "/people/{id}/return", "Take a person back who left"), func(ctx context.Context, c *httpapi.Call, in *PersonPath) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, ReturnPerson(ctx, c.Org, c.Who(), in.ID)
	})
}

func (m *Module) leaving(ctx context.Context, c *httpapi.Call, in *PersonPath) (*leavingOut, error) {
	if _, err := m.one(ctx, c, in.ID); err != nil {
		return nil, err
	}
	out := &leavingOut{}
	out.Body.Items = []Inheritance{}
	for _, h := range m.heirs {
		n, err := h.Count(ctx, c.Org, in.ID)
		if err != nil {
			return nil, err
		}
		if n > 0 {
			out.Body.Items = append(out.Body.Items, Inheritance{h.Name, lang.Text(c.Lang, "heir."+h.Name, nil), n, h.Needs})
		}
	}
	return out, nil
}
