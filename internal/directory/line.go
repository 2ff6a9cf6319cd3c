package directory

import (
	"context"

	"tramway/internal/directory/internal/store"
	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/page"
)

// InLine is a person in the line of managers.
type InLine struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	NameZh  string `json:"name_zh"`
	Title   string `json:"title"`
	Picture string `json:"picture"`
	Reports int    `json:"reports" doc:"how many are directly below"`
}

func inLine(nodes []store.Node) []InLine {
	out := make([]InLine, len(nodes))
	for i, n := range nodes {
		out[i] = InLine{n.ID, n.Name, n.NameZh, n.Title, n.Picture, n.Reports}
	}
	return out
}

type lineOut struct {
	Body struct {
		Person   InLine   `json:"person"`
		Managers []InLine `json:"managers" doc:"the nearest first"`
	}
}

// LinePage says where a page of a line begins.
type LinePage struct {
	Cursor string `query:"cursor" maxLength:"1000"`
	Limit  int    `query:"limit" minimum:"0" maximum:"200"`
}

type belowOut struct{ Body page.Of[InLine] }

func (m *Module) lineRoutes(s *httpapi.Server) {
	route := func(path, summary string) httpapi.Route {
		return httpapi.Route{Method: "GET", Path: "/o/{org}" + path, Summary: summary, Tag: "Directory", Action: Read}
	}
	httpapi.Handle(s, route("/lines/{id}", "A person and those above, up to the top"), readLine)
	httpapi.Handle(s, route("/lines/{id}/reports", "Who reports to a person, by name"),
		func(ctx context.Context, c *httpapi.Call, in *struct {
			PersonPath
			LinePage
		}) (*belowOut, error) {
			v, _, err := there(ctx, c, in.ID)
			if err != nil {
				return nil, err
			}
			return m.below(ctx, c, v, in.ID, in.LinePage)
		})
	httpapi.Handle(s, route("/lines", "Who stands at the top of a line of managers, by name"),
		func(ctx context.Context, c *httpapi.Call, in *LinePage) (*belowOut, error) {
			v, err := look(ctx, c)
			if err != nil {
				return nil, err
			}
			return m.below(ctx, c, v, "", *in)
		})
}

func readLine(ctx context.Context, c *httpapi.Call, in *PersonPath) (*lineOut, error) {
	v, err := look(ctx, c)
	if err != nil {
		return nil, err
	}
	nodes, err := store.Line(ctx, c.Org.Read(), v.Sight, in.ID)
	if err == nil && len(nodes) == 0 {
		err = fault.New(fault.NotFound, "not_found")
	}
	if err != nil {
		return nil, err
	}
	out, line := &lineOut{}, inLine(nodes)
	out.Body.Person, out.Body.Managers = line[0], line[1:]
	return out, nil
}

func (m *Module) below(ctx context.Context, c *httpapi.Call, v view, manager string, in LinePage) (*belowOut, error) {
	var after store.Position
	if err := page.Decode(in.Cursor, &after); err != nil {
		return nil, err
	}
	limit := page.Limit(in.Limit)
	nodes, err := store.Below(ctx, c.Org.Read(), v.Sight, manager, after, limit)
	if err != nil {
		return nil, err
	}
	cut := page.Cut(nodes, limit, func(n store.Node) store.Position { return store.Position{SortName: n.SortName, ID: n.ID} })
	ids := make([]string, len(cut.Items))
	for i, n := range cut.Items {
		ids[i] = n.ID
	}
	m.watched(ctx, c, false, ids)
	return &belowOut{page.Of[InLine]{Items: inLine(cut.Items), Next: cut.Next}}, nil
}
