package monitoring

import (
	"context"
	"net/http"
	"time"

	"tramway/internal/httpapi"
)

// NoticeView is the policy that tells employees.
type NoticeView struct {
	ID          string `json:"id"`
	Label       string `json:"label" doc:"of its newest version: 1.0"`
	TitleEn     string `json:"title_en"`
	TitleZh     string `json:"title_zh"`
	EffectiveOn string `json:"effective_on" doc:"2026-11-22"`
}

// Gate is how one stands.
type Gate struct {
	Function   string      `json:"function" enum:"chats,location"`
	Version    int64       `json:"version" doc:"0: nothing is on record"`
	Assessment Assessment  `json:"assessment"`
	Notice     *NoticeView `json:"notice" doc:"null: no policy in force"`
	Coverage   int         `json:"coverage" doc:"how many of a hundred employees have to consent"`
	People     int         `json:"people"`
	Consents   int         `json:"consents"`
	Missing    []string    `json:"missing" nullable:"false" enum:"purpose,notice,effective,consents" doc:"what lacks before it can be opened"`
	Open       bool        `json:"open"`
	Until      *time.Time  `json:"until,omitempty"`
}

type gatesOut struct {
	Body struct {
		Items   []Gate       `json:"items" nullable:"false"`
		Notices []NoticeView `json:"notices" nullable:"false" doc:"policies in force, of which one can be chosen"`
	}
}

// FunctionPath names a function in an address.
type FunctionPath struct {
	Function string `path:"function" enum:"chats,location"`
}

type assessIn struct {
	FunctionPath
	Body struct {
		Version int64 `json:"version"`
		Assessment
		Notice   string `json:"notice_id" maxLength:"40" doc:"of a policy; empty: none yet"`
		Coverage int    `json:"coverage"`
	}
}

type openIn struct {
	FunctionPath
	Body struct {
		Until time.Time `json:"until" doc:"at most 183 days ahead"`
	}
}

// Register adds the routes.
func (m *Module) Register(s *httpapi.Server) {
	route := func(method, path, summary, action string) httpapi.Route {
		return httpapi.Route{Method: method, Path: "/o/{org}/monitoring" + path, Summary: summary, Tag: "Monitoring", Action: action}
	}
	fresh := func(r httpapi.Route) httpapi.Route { r.Fresh = true; return r }
	httpapi.Handle(s, route(http.MethodGet, "/gates", "What stands before functions that look at employees", Govern), m.gates)
	httpapi.Handle(s, route(http.MethodPut, "/gates/{function}", "Put on record why, by which notice, and how many have to consent; an open gate shuts", Govern), func(ctx context.Context, c *httpapi.Call, in *assessIn) (*gatesOut, error) {
		if err := m.Assess(ctx, c.Org, c.Who(), in.Function, in.Body.Version, NewGate{in.Body.Assessment, in.Body.Notice, in.Body.Coverage}); err != nil {
			return nil, err
		}
		return m.gates(ctx, c, nil)
	})
	httpapi.Handle(s, fresh(route(http.MethodPost, "/gates/{function}/open", "Open a gate for a time", Govern)), func(ctx context.Context, c *httpapi.Call, in *openIn) (*gatesOut, error) {
		if err := m.Open(ctx, c.Org, c.Who(), in.Function, in.Body.Until); err != nil {
			return nil, err
		}
		return m.gates(ctx, c, nil)
	})
	httpapi.Handle(s, route(http.MethodPost, "/gates/{function}/shut", "Shut it", Govern), func(ctx context.Context, c *httpapi.Call, in *FunctionPath) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, m.Shut(ctx, c.Org, c.Who(), in.Function)
	})
	m.mineRoutes(s, route)
	m.readingRoutes(s, route, fresh)
}

func (m *Module) gates(ctx context.Context, c *httpapi.Call, _ *struct{}) (*gatesOut, error) {
	out := &gatesOut{}
	for _, f := range Functions {
		s, err := m.stand(ctx, c.Org, c.Org.Read(), f)
		if err != nil {
			return nil, err
		}
		out.Body.Items = append(out.Body.Items, s.view(c.Org.Now()))
	}
	all, err := m.notices.Notices(ctx, c.Org.Read(), c.Org.Now())
	out.Body.Notices = make([]NoticeView, len(all))
	for i, n := range all {
		out.Body.Notices[i] = *n.view()
	}
	return out, err
}

func (s standing) view(now time.Time) Gate {
	g := Gate{Function: s.gate.Function, Version: s.gate.Version, Assessment: s.gate.Assessment.V, Coverage: s.gate.Coverage,
		People: s.people, Consents: s.consents, Missing: append([]string{}, s.missing...), Open: s.open(now)}
	if s.notice.InForce {
		g.Notice = s.notice.view()
	}
	if g.Open {
		until := s.gate.Until.Time()
		g.Until = &until
	}
	return g
}

func (n Notice) view() *NoticeView {
	return &NoticeView{ID: n.ID, Label: n.Label, TitleEn: n.TitleEn, TitleZh: n.TitleZh, EffectiveOn: n.EffectiveOn}
}
