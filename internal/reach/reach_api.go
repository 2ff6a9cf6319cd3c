package reach

import (
	"context"
	"time"

	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/lang"
	"tramway/internal/sqldb"
)

// ClassName is a class that cells name.
type ClassName struct {
	Class  Class  `json:"class"`
	Name   string `json:"name" doc:"empty: the department is gone"`
	NameZh string `json:"name_zh"`
}

// Matrix is who may reach whom, as the page shows it.
type Matrix struct {
	Version   int64       `json:"version" doc:"0: none was ever set"`
	Cells     []Cell      `json:"cells"`
	Classes   []ClassName `json:"classes" doc:"names of the departments that cells name"`
	ChangedBy string      `json:"changed_by" doc:"name"`
	ChangedAt *time.Time  `json:"changed_at,omitempty"`
}

// Version is what the matrix was after a change.
type Version struct {
	Version   int64     `json:"version"`
	Cells     int       `json:"cells" doc:"how many it had"`
	ChangedBy string    `json:"changed_by" doc:"name"`
	ChangedAt time.Time `json:"changed_at"`
}

// Answer is whether one person may reach another by one means.
type Answer struct {
	Means   Means  `json:"means" enum:"chat,call,ding"`
	Allowed bool   `json:"allowed"`
	Why     string `json:"why" enum:"rule,members,guest_shared,guest_apart"`
	Text    string `json:"text" doc:"why, in the reader's language"`
	From    Class  `json:"from,omitempty" doc:"of the cell that decides"`
	To      Class  `json:"to,omitempty"`
}

type matrixOut struct{ Body Matrix }

type earlierOut struct {
	Body struct {
		Items []Version `json:"items" doc:"latest first"`
	}
}

type answersOut struct {
	Body struct {
		Items []Answer `json:"items"`
	}
}

// Register adds the routes.
func (m *Module) Register(s *httpapi.Server) {
	route := func(method, path, summary, action string) httpapi.Route {
		return httpapi.Route{Method: method, Path: "/o/{org}/reach" + path, Summary: summary, Tag: "Reach", Action: action}
	}
	httpapi.Handle(s, route("GET", "", "Who may reach whom", Govern), m.show)
	httpapi.Handle(s, route("PUT", "", "Set who may reach whom", Govern), func(ctx context.Context, c *httpapi.Call, in *struct {
		Body struct {
			Version int64  `json:"version" minimum:"0" doc:"the one that was seen"`
			Cells   []Cell `json:"cells" maxItems:"400"`
		}
	}) (*matrixOut, error) {
		if err := m.Set(ctx, c.Org, c.Who(), in.Body.Version, in.Body.Cells); err != nil {
			return nil, err
		}
		return m.show(ctx, c, nil)
	})
	httpapi.Handle(s, route("GET", "/versions", "What it was before", Govern), m.before)
	httpapi.Handle(s, route("POST", "/restore", "Put an earlier one back", Govern), func(ctx context.Context, c *httpapi.Call, in *struct {
		Body struct {
			Version int64 `json:"version" minimum:"0"`
		}
	}) (*matrixOut, error) {
		if err := m.Restore(ctx, c.Org, c.Who(), in.Body.Version); err != nil {
			return nil, err
		}
		return m.show(ctx, c, nil)
	})
	httpapi.Handle(s, route("GET", "/explain", "Whether one person may reach another, and by which rule", Govern), func(ctx context.Context, c *httpapi.Call, in *struct {
		From string `query:"from" maxLength:"40" required:"true"`
		To   string `query:"to" maxLength:"40" required:"true"`
	}) (*answersOut, error) {
		names, err := m.people.Names(ctx, c.Org.Read(), []string{in.From, in.To})
		var bad fault.Fields
		for at, id := range map[string]string{"query.from": in.From, "query.to": in.To} {
			if _, there := names[id]; !there {
				bad.Add(at, "unknown_person")
			}
		}
		if err == nil {
			err = bad.Err()
		}
		if err != nil {
			return nil, err
		}
		return m.answers(ctx, c, in.From, in.To)
	})
	httpapi.Handle(s, route("GET", "/mine", "How I may reach somebody", Ask), func(ctx context.Context, c *httpapi.Call, in *struct {
		Person string `query:"person" maxLength:"40" required:"true"`
	}) (*answersOut, error) {
		seen, err := m.people.Seen(ctx, c, []string{in.Person})
		if err == nil && !seen[in.Person] {
			err = fault.New(fault.NotFound, "not_found")
		}
		if err != nil {
			return nil, err
		}
		return m.answers(ctx, c, c.Person(), in.Person)
	})
}

func (m *Module) show(ctx context.Context, c *httpapi.Call, _ *struct{}) (*matrixOut, error) {
	now, err := latest(ctx, c.Org.Read())
	if err != nil {
		return nil, err
	}
	_, departments := named(now.Cells.V)
	known, err := m.people.Departments(ctx, c.Org.Read(), departments)
	if err != nil {
		return nil, err
	}
	out := &matrixOut{Matrix{Version: now.Version, Cells: append([]Cell{}, now.Cells.V...), Classes: []ClassName{}}}
	for _, d := range departments {
		out.Body.Classes = append(out.Body.Classes, ClassName{Class("department:" + d), known[d].Name.Name, known[d].NameZh})
	}
	if now.Version > 0 {
		at := now.ChangedAt.Time()
		out.Body.ChangedAt = &at
		var names map[string]Name
		names, err = m.people.Names(ctx, c.Org.Read(), []string{now.ChangedBy})
		out.Body.ChangedBy = both(names[now.ChangedBy])
	}
	return out, err
}

func (m *Module) before(ctx context.Context, c *httpapi.Call, _ *struct{}) (*earlierOut, error) {
	all, err := versions(ctx, c.Org.Read(), keptVersions)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(all))
	for i, v := range all {
		ids[i] = v.ChangedBy
	}
	names, err := m.people.Names(ctx, c.Org.Read(), ids)
	out := &earlierOut{}
	out.Body.Items = make([]Version, len(all))
	for i, v := range all {
		out.Body.Items[i] = Version{v.Version, len(v.Cells.V), both(names[v.ChangedBy]), v.ChangedAt.Time()}
	}
	return out, err
}

func (m *Module) answers(ctx context.Context, c *httpapi.Call, from, to string) (*answersOut, error) {
	out := &answersOut{}
	err := c.Org.Snapshot(ctx, func(q sqldb.Q) error {
		out.Body.Items = []Answer{}
		for _, means := range All {
			found, err := m.Decide(ctx, q, means, from, []string{to}, false)
			if err != nil {
				return err
			}
			d := found[to]
			a := Answer{Means: means, Allowed: d.Allowed, Why: d.Why}
			args := fault.Args{}
			if d.Cell != nil {
				a.From, a.To = d.Cell.From, d.Cell.To
				_, departments := named([]Cell{*d.Cell})
				known, err := m.people.Departments(ctx, q, departments)
				if err != nil {
					return err
				}
				args = sides(*d.Cell, known)
			}
			a.Text = lang.Text(c.Lang, "reach.why_"+a.key(), args)
			out.Body.Items = append(out.Body.Items, a)
		}
		return nil
	})
	return out, err
}

// key names the text of a reason.
func (a Answer) key() string {
	if a.Why == ByRule && !a.Allowed {
		return "rule_denied"
	}
	return a.Why
}
