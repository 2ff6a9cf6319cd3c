package access

import (
	"context"
	"time"

	"tramway/internal/httpapi"
	"tramway/internal/ref"
)

// Swap is a replacement under way.
type Swap struct {
	Goes    Person    `json:"goes"`
	Comes   Person    `json:"comes"`
	AskedBy Person    `json:"asked_by"`
	AskedAt time.Time `json:"asked_at"`
	Until   time.Time `json:"until"`
	Can     []string  `json:"can" doc:"agree, stop"`
}

type swapOut struct {
	Body struct {
		Swap *Swap `json:"swap"`
	}
}

func (m *Module) swapRoutes(s *httpapi.Server) {
	fresh := func(method, path, summary string) httpapi.Route {
		r := route(method, path, summary, RoleWrite)
		r.Fresh = true
		return r
	}
	httpapi.Handle(s, route("GET", "/swap", "An administrator's replacement under way", Read), m.showSwap)
	httpapi.Handle(s, fresh("POST", "/swap", "Ask that an administrator be replaced"), func(ctx context.Context, c *httpapi.Call, in *struct {
		Body struct {
			Goes  string `json:"goes_id" maxLength:"40"`
			Comes string `json:"comes_id" maxLength:"40"`
		}
	}) (*swapOut, error) {
		if err := m.AskSwap(ctx, c.Org, c.Who(), in.Body.Goes, in.Body.Comes); err != nil {
			return nil, err
		}
		return m.showSwap(ctx, c, nil)
	})
	httpapi.Handle(s, fresh("POST", "/swap/agree", "Agree that an administrator be replaced"), func(ctx context.Context, c *httpapi.Call, _ *struct{}) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, m.AgreeSwap(ctx, c.Org, c.Who())
	})
	httpapi.Handle(s, fresh("DELETE", "/swap", "Take the replacement back"), func(ctx context.Context, c *httpapi.Call, _ *struct{}) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, m.StopSwap(ctx, c.Org, c.Who())
	})
}

func (m *Module) showSwap(ctx context.Context, c *httpapi.Call, _ *struct{}) (*swapOut, error) {
	out := &swapOut{}
	s, pending, err := pendingSwap(ctx, c.Org.Read(), c.Org.Now())
	if err != nil || !pending {
		return out, err
	}
	places, err := m.house.Places(ctx, c.Org.Read(), []ref.Ref{personRef(s.Goes), personRef(s.Comes), personRef(s.AskedBy)})
	name := named(places).person
	v := &Swap{Goes: name(s.Goes), Comes: name(s.Comes), AskedBy: name(s.AskedBy), AskedAt: s.AskedAt.Time(), Until: s.Expires.Time(), Can: []string{"stop"}}
	if s.AskedBy != c.Person() {
		v.Can = append(v.Can, "agree")
	}
	out.Body.Swap = v
	return out, err
}
