package dissolution

import (
	"context"
	"strings"
	"time"

	"tramway/internal/httpapi"
)

// State is how far a dissolution is.
type State struct {
	Step     string     `json:"step" enum:"none,asked,waiting" doc:"asked: another has to agree; waiting: it comes by itself"`
	At       *time.Time `json:"at" doc:"asked: agree by then; waiting: dissolved then"`
	Own      bool       `json:"own" doc:"you asked, so somebody else has to agree"`
	Verified bool       `json:"verified" doc:"give the verification up first"`
	Wait     int64      `json:"wait_seconds" doc:"how long it waits once it is agreed to"`
}

type stateOut struct{ Body State }

func (m *Module) state(ctx context.Context, c *httpapi.Call) (*stateOut, error) {
	o, err := m.host.Organisation(ctx, c.Org.ID)
	s := State{Step: o.Ending, Own: o.EndingBy == c.Person(), Verified: o.Verified(m.now()), Wait: int64(m.wait / time.Second)}
	if s.Step == "" {
		s.Step = "none"
	} else {
		at := o.EndingAt.Time()
		s.At = &at
	}
	return &stateOut{s}, err
}

// Register adds the routes.
func (m *Module) Register(s *httpapi.Server) {
	route := func(method, path, summary string) httpapi.Route {
		return httpapi.Route{Method: method, Path: "/o/{org}/dissolution" + path, Summary: summary, Tag: "Organisation", Action: Dissolve, Fresh: method != "GET"}
	}
	httpapi.Handle(s, route("GET", "", "How far the dissolution is"), func(ctx context.Context, c *httpapi.Call, _ *struct{}) (*stateOut, error) {
		return m.state(ctx, c)
	})
	httpapi.Handle(s, route("POST", "", "Ask that the organisation be dissolved"), func(ctx context.Context, c *httpapi.Call, in *struct {
		Body struct {
			Name string `json:"name" maxLength:"200" doc:"the organisation's name, typed"`
		}
	}) (*stateOut, error) {
		if err := m.Ask(ctx, c.Org, c.Who(), strings.TrimSpace(in.Body.Name)); err != nil {
			return nil, err
		}
		return m.state(ctx, c)
	})
	httpapi.Handle(s, route("POST", "/agree", "Agree that it be dissolved"), func(ctx context.Context, c *httpapi.Call, _ *struct{}) (*stateOut, error) {
		if err := m.Agree(ctx, c.Org, c.Who()); err != nil {
			return nil, err
		}
		return m.state(ctx, c)
	})
	httpapi.Handle(s, route("POST", "/stop", "Stop the dissolution"), func(ctx context.Context, c *httpapi.Call, _ *struct{}) (*stateOut, error) {
		if err := m.Stop(ctx, c.Org, c.Who()); err != nil {
			return nil, err
		}
		return m.state(ctx, c)
	})
	appealRoutes(s, m)
}
