// Package overview is how an organisation is, for its administrators: what is broken,
// what would be better, and what of all that is looked at is fine. Modules join by
// giving points. Its page is Overview, where the console begins (web/src/modules/overview).
//
// What it promises: what is broken comes before what would be better, so that the first
// line is what to mend first; a point that could not be looked at is broken and hides no
// other; a point that does not apply here is left out and does not count.
//
// Floor: 4
package overview

import (
	"context"
	"slices"

	"tramway/internal/authz"
	"tramway/internal/httpapi"
	"tramway/internal/lang"
	"tramway/internal/org"
)

// Read is the action of looking.
const Read = "overview.read"

// Actions and who has them at first.
var Actions = []authz.Action{{Name: Read, Roles: []authz.Role{authz.Administrator}}}

// State is how a point is; the empty one does not apply here.
type State string

// The states, the worst first.
const (
	Broken State = "broken" // does not work, or is over its time
	Better State = "better" // works, and could be safer
	Fine   State = "fine"
)

// When is worse where something is so, and fine elsewhere.
func When(so bool, worse State) State {
	if so {
		return worse
	}
	return Fine
}

var states = []State{Broken, Better, Fine}

// Args are what a point's words hold.
type Args = map[string]any

// Point is one thing that is looked at. Its words are "overview.<name>" and, for each
// state but fine, "overview.<name>.<state>" with what the look gives; what is shown to
// auditors has words where it is fine, too.
type Point struct {
	Name string
	Link string // where it is mended, after /o/{org}; empty: not in the page
	Look func(ctx context.Context, o *org.Org) (State, Args, error)
}

// Line is a point as the page sees it.
type Line struct {
	Name  string `json:"name"`
	State State  `json:"state" enum:"broken,better,fine"`
	Title string `json:"title"`
	Text  string `json:"text" doc:"what is wrong and what to do; empty where it is fine"`
	Link  string `json:"link" doc:"where it is mended, after /o/{org}; empty: by whoever runs the installation"`
}

type overviewOut struct {
	Body struct {
		Version string `json:"version" doc:"of the program"`
		Fine    int    `json:"fine" doc:"points that are fine"`
		Of      int    `json:"of"`
		Items   []Line `json:"items" doc:"what is broken, then what would be better, then what is fine"`
	}
}

// Module is the overview.
type Module struct {
	version string
	points  []Point
}

// New makes the module; points of one state keep their order.
func New(version string, points []Point) *Module { return &Module{version, points} }

// Register adds the route.
func (m *Module) Register(s *httpapi.Server) {
	httpapi.Handle(s, httpapi.Route{Method: "GET", Path: "/o/{org}/overview", Summary: "How the organisation is: what is broken and what would be better", Tag: "Overview", Action: Read},
		func(ctx context.Context, c *httpapi.Call, _ *struct{}) (*overviewOut, error) {
			o := &overviewOut{}
			o.Body.Version, o.Body.Items = m.version, m.lines(ctx, c)
			o.Body.Of = len(o.Body.Items)
			for _, l := range o.Body.Items {
				if l.State == Fine {
					o.Body.Fine++
				}
			}
			return o, nil
		})
}

func (m *Module) lines(ctx context.Context, c *httpapi.Call) []Line {
	lines := []Line{}
	for _, p := range m.points {
		state, args, err := p.Look(ctx, c.Org)
		if err != nil {
			c.Warn("overview: "+p.Name, err)
			state, args = Broken, nil
		}
		if state == "" {
			continue
		}
		l := Line{Name: p.Name, State: state, Link: p.Link, Title: lang.Text(c.Lang, "overview."+p.Name, nil)}
		switch {
		case err != nil:
			l.Text = lang.Text(c.Lang, "overview.unknown", nil)
		case state != Fine:
			l.Text = lang.Text(c.Lang, "overview."+p.Name+"."+string(state), args)
		}
		lines = append(lines, l)
	}
	slices.SortStableFunc(lines, func(a, b Line) int { return slices.Index(states, a.State) - slices.Index(states, b.State) })
	return lines
}
