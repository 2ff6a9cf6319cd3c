package plans

import (
	"context"

	"tramway/internal/httpapi"
	"tramway/internal/lang"
	"tramway/internal/plan"
)

// Line is one limit or switch of the organisation's plan.
type Line struct {
	Term
	In    bool   `json:"included"`
	Limit *int64 `json:"limit" doc:"absent: unlimited"`
	Used  *int64 `json:"used" doc:"absent for functions and times"`
	Full  bool   `json:"full" doc:"one more is refused"`
}

type planOut struct {
	Body struct {
		Name  string `json:"name" doc:"empty: everything, without limits"`
		Lines []Line `json:"lines"`
	}
}

func (m *Module) houseRoutes(s *httpapi.Server) {
	httpapi.Handle(s, httpapi.Route{Method: "GET", Path: "/o/{org}/plan", Summary: "What the organisation's plan holds, and how much is used", Tag: "Plan", Action: Read}, m.own)
}

func (m *Module) own(ctx context.Context, c *httpapi.Call, _ *struct{}) (*planOut, error) {
	p := c.Org.Plan()
	out := &planOut{}
	out.Body.Name = p.Name
	for _, n := range plan.Names {
		l, err := m.line(ctx, c, p, n)
		if err != nil {
			return nil, err
		}
		out.Body.Lines = append(out.Body.Lines, l)
	}
	return out, nil
}

func (m *Module) line(ctx context.Context, c *httpapi.Call, p plan.Plan, n plan.Name) (Line, error) {
	l := Line{Term: Term{n, lang.Text(c.Lang, string(plan.Words(n.Name)), nil)}, In: !p.Off[n.Name]}
	if n.Kind == plan.Switch {
		return l, nil
	}
	limit, limited := p.Limits[n.Name]
	if n.Kind == plan.Days {
		if limited {
			l.Limit = &limit
		}
		return l, nil
	}
	if !limited {
		var own Limit
		if own, limited = m.cfg.Unnamed[n.Name]; limited {
			var err error
			if limit, err = own(ctx, c.Org); err != nil {
				return l, err
			}
		}
	}
	used, err := m.cfg.Used[n.Name](ctx, c.Org.Read())
	if l.Used = &used; limited {
		l.Limit, l.Full = &limit, used >= limit
	}
	return l, err
}
