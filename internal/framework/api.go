package framework

import (
	"context"
	"time"

	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/lang"
	"tramway/internal/sqldb"
)

// Framework is one, with how it stands if it is on.
type Framework struct {
	Name   string         `json:"name"`
	Title  string         `json:"title"`
	Text   string         `json:"text"`
	Source string         `json:"source" doc:"what the sections are of"`
	Since  *time.Time     `json:"since" doc:"absent: off"`
	Of     int            `json:"of" doc:"controls"`
	Counts map[string]int `json:"counts" doc:"controls by their state; empty while it is off"`
}

// FrameworkPath names a framework in an address.
type FrameworkPath struct {
	Name string `path:"name" maxLength:"40"`
}

type frameworksOut struct {
	Body struct {
		Items []Framework `json:"items"`
	}
}

type frameworkOut struct {
	Body struct {
		Framework
		Controls []ControlView `json:"controls"`
		At       time.Time     `json:"at" doc:"when it was looked at"`
	}
}

func route(method, path, summary, action string) httpapi.Route {
	return httpapi.Route{Method: method, Path: "/o/{org}/frameworks" + path, Summary: summary, Tag: "Frameworks", Action: action, Fresh: method != "GET"}
}

// Register adds the routes.
func (m *Module) Register(s *httpapi.Server) {
	httpapi.Handle(s, route("GET", "", "Frameworks that evidence can be shown for", Read), m.list)
	httpapi.Handle(s, route("GET", "/{name}", "The controls of a framework with the evidence there is now", Read), m.one)
	httpapi.Handle(s, route("GET", "/{name}/export", "The same as a table", Read), m.export)
	httpapi.Handle(s, route("PUT", "/{name}", "Show evidence for a framework", Write), m.turn(true))
	httpapi.Handle(s, route("DELETE", "/{name}", "Show it no longer", Write), m.turn(false))
}

func (m *Module) turn(on bool) func(context.Context, *httpapi.Call, *FrameworkPath) (*httpapi.Empty, error) {
	return func(ctx context.Context, c *httpapi.Call, in *FrameworkPath) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, Switch(ctx, c.Org, c.Who(), in.Name, on)
	}
}

func (m *Module) list(ctx context.Context, c *httpapi.Call, _ *struct{}) (*frameworksOut, error) {
	on, err := since(ctx, c.Org.Read())
	if err != nil {
		return nil, err
	}
	out := &frameworksOut{}
	for _, p := range Packs {
		f := view(c, p, on[p.Name])
		if f.Since != nil {
			f.Counts = counts(m.controls(ctx, c, p))
		}
		out.Body.Items = append(out.Body.Items, f)
	}
	return out, nil
}

func (m *Module) one(ctx context.Context, c *httpapi.Call, in *FrameworkPath) (*frameworkOut, error) {
	p, known := find(in.Name)
	on, err := since(ctx, c.Org.Read())
	if err != nil {
		return nil, err
	}
	if !known || on[p.Name] == 0 {
		return nil, fault.New(fault.NotFound, "not_found")
	}
	out := &frameworkOut{}
	out.Body.Framework, out.Body.Controls, out.Body.At = view(c, p, on[p.Name]), m.controls(ctx, c, p), c.Org.Now()
	out.Body.Counts = counts(out.Body.Controls)
	return out, nil
}

func view(c *httpapi.Call, p Pack, on sqldb.Micros) Framework {
	f := Framework{Name: p.Name, Title: lang.Text(c.Lang, "framework."+p.Name, nil), Text: lang.Text(c.Lang, "framework_text."+p.Name, nil),
		Source: p.Source, Of: len(p.Controls), Counts: map[string]int{}}
	if on != 0 {
		at := on.Time()
		f.Since = &at
	}
	return f
}

func counts(all []ControlView) map[string]int {
	out := map[string]int{met: 0, open: 0, yours: 0}
	for _, c := range all {
		out[c.State]++
	}
	return out
}
