package ding

import (
	"context"

	"tramway/internal/ding/internal/store"
	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/page"
)

type listOut struct{ Body page.Of[Ding] }

type openOut struct {
	Body struct {
		Items []Ding `json:"items" doc:"the newest first; without those put off and those that wait for the end of quiet hours"`
		Count int    `json:"count" doc:"how many wait for an answer, all included"`
	}
}

type oneOut struct{ Body Ding }

// Path names a notice in an address.
type Path struct {
	ID string `path:"id" maxLength:"40"`
}

// shownOpen is how many that wait for an answer are shown at once.
const shownOpen = 20

func route(method, path, summary, action string) httpapi.Route {
	return httpapi.Route{Method: method, Path: "/o/{org}" + path, Summary: summary, Tag: "DING", Action: action}
}

func (m *Module) listRoutes(s *httpapi.Server) {
	httpapi.Handle(s, route("GET", "/dings", "Notices I got or sent, newest first", Use), m.list)
	httpapi.Handle(s, route("GET", "/ding-open", "Notices that wait for my answer", Use), m.open)
	httpapi.Handle(s, route("GET", "/dings/{id}", "One notice", Use), m.one)
}

func (m *Module) list(ctx context.Context, c *httpapi.Call, in *struct {
	Box    string `query:"box" enum:"received,sent" default:"received"`
	Cursor string `query:"cursor" maxLength:"1000"`
	Limit  int    `query:"limit" minimum:"0" maximum:"200"`
}) (*listOut, error) {
	before, limit := "~", page.Limit(in.Limit)
	if err := page.Decode(in.Cursor, &before); err != nil {
		return nil, err
	}
	if in.Box == "sent" {
		rows, err := store.Sent(ctx, c.Org.Read(), c.Person(), before, limit+1)
		if err != nil {
			return nil, err
		}
		cut := page.Cut(rows, limit, func(d store.Ding) string { return d.ID })
		views, err := m.sentViews(ctx, c.Org, cut.Items)
		return &listOut{page.Of[Ding]{Items: views, Next: cut.Next}}, err
	}
	rows, err := store.Received(ctx, c.Org.Read(), c.Person(), before, limit+1)
	if err != nil {
		return nil, err
	}
	cut := page.Cut(rows, limit, func(d store.Mine) string { return d.ID })
	views, err := m.mineViews(ctx, c.Org, cut.Items)
	return &listOut{page.Of[Ding]{Items: views, Next: cut.Next}}, err
}

// open are those to show on top of any page. What waits for the end of quiet hours does
// not show by itself.
func (m *Module) open(ctx context.Context, c *httpapi.Call, _ *struct{}) (*openOut, error) {
	rows, err := store.Open(ctx, c.Org.Read(), c.Person(), true, shownOpen)
	if err != nil {
		return nil, err
	}
	out := &openOut{}
	if out.Body.Items, err = m.mineViews(ctx, c.Org, rows); err != nil {
		return nil, err
	}
	for i, r := range rows {
		m.linked(ctx, c, r.Ding, &out.Body.Items[i])
	}
	out.Body.Count, err = store.CountOpen(ctx, c.Org.Read(), c.Person())
	return out, err
}

// one is a notice for its sender or one of its receivers; for others there is none.
func (m *Module) one(ctx context.Context, c *httpapi.Call, in *Path) (*oneOut, error) {
	d, err := store.ByID(ctx, c.Org.Read(), in.ID)
	if err != nil {
		return nil, err
	}
	var views []Ding
	if d != nil && d.Sender == c.Person() {
		views, err = m.sentViews(ctx, c.Org, []store.Ding{*d})
	} else if d != nil {
		mine, mineErr := store.MineByID(ctx, c.Org.Read(), c.Person(), in.ID)
		if mineErr != nil {
			return nil, mineErr
		}
		if mine != nil {
			views, err = m.mineViews(ctx, c.Org, []store.Mine{*mine})
		}
	}
	if err == nil && len(views) == 0 {
		err = fault.New(fault.NotFound, "not_found")
	}
	if err != nil {
		return nil, err
	}
	m.linked(ctx, c, *d, &views[0])
	return &oneOut{views[0]}, nil
}
