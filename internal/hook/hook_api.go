package hook

import (
	"context"
	"time"

	"tramway/internal/httpapi"
)

// Robot is a program that posts in a group, as its administrators see it.
type Robot struct {
	ID string `json:"id"`
	Settings
	MadeAt time.Time  `json:"made_at"`
	UsedAt *time.Time `json:"used_at,omitempty" doc:"when it last posted"`
}

// Made is a robot with what its program needs, which is told once.
type Made struct {
	Robot
	Address string `json:"address" doc:"where to post; whoever has it posts as the robot"`
	Secret  string `json:"secret" doc:"the key of its signatures"`
}

func view(r row) Robot {
	v := Robot{ID: r.ID, Settings: settings(r), MadeAt: r.MadeAt.Time()}
	if r.UsedAt > 0 {
		at := r.UsedAt.Time()
		v.UsedAt = &at
	}
	return v
}

func (m *Module) made(r row, k keys) Made {
	return Made{view(r), m.origin + "/api/v1/hooks/" + k.token, k.secret}
}

// GroupPath names the group in an address.
type GroupPath struct {
	ID string `path:"id" maxLength:"40"`
}

// RobotPath names a robot of a group in an address.
type RobotPath struct {
	GroupPath
	Robot string `path:"robot" maxLength:"40"`
}

type robotsOut struct {
	Body struct {
		Items []Robot `json:"items" doc:"at most 20"`
	}
}

type robotOut struct{ Body Robot }

type madeOut struct{ Body Made }

// Register adds the routes.
func (m *Module) Register(s *httpapi.Server) {
	route := func(method, path, summary string) httpapi.Route {
		return httpapi.Route{Method: method, Path: "/o/{org}/conversations/{id}/robots" + path, Summary: summary, Tag: "Robots", Action: Manage}
	}
	httpapi.Handle(s, route("GET", "", "Robots of a group that I lead"), m.list)
	add := route("POST", "", "Add a robot to a group that I lead")
	add.Status, add.Secret = 201, true
	httpapi.Handle(s, add, func(ctx context.Context, c *httpapi.Call, in *struct {
		GroupPath
		Body Settings
	}) (*madeOut, error) {
		r, k, err := m.Add(ctx, c.Org, c.Who(), in.ID, in.Body)
		return &madeOut{m.made(r, k)}, err
	})
	httpapi.Handle(s, route("PUT", "/{robot}", "Change what a robot is called and may do, or switch it off"), func(ctx context.Context, c *httpapi.Call, in *struct {
		RobotPath
		Body Settings
	}) (*robotOut, error) {
		r, err := m.Change(ctx, c.Org, c.Who(), in.ID, in.Robot, in.Body)
		return &robotOut{view(r)}, err
	})
	renew := route("POST", "/{robot}/renew", "Give a robot another address and secret")
	renew.Secret = true
	httpapi.Handle(s, renew, func(ctx context.Context, c *httpapi.Call, in *RobotPath) (*madeOut, error) {
		r, k, err := m.Renew(ctx, c.Org, c.Who(), in.ID, in.Robot)
		return &madeOut{m.made(r, k)}, err
	})
	httpapi.Handle(s, route("DELETE", "/{robot}", "Take a robot away"), func(ctx context.Context, c *httpapi.Call, in *RobotPath) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, m.Delete(ctx, c.Org, c.Who(), in.ID, in.Robot)
	})
	m.doorRoutes(s)
	m.rulesRoutes(s)
}

func (m *Module) list(ctx context.Context, c *httpapi.Call, at *GroupPath) (*robotsOut, error) {
	if err := m.talks.Leads(ctx, c.Org.Read(), at.ID, c.Person()); err != nil {
		return nil, err
	}
	rows, err := in(ctx, c.Org.Read(), at.ID)
	out := &robotsOut{}
	out.Body.Items = make([]Robot, len(rows))
	for i, r := range rows {
		out.Body.Items[i] = view(r)
	}
	return out, err
}
