package framework

import (
	"context"
	"slices"

	"tramway/internal/httpapi"
	"tramway/internal/lang"
	"tramway/internal/overview"
)

// The states of a control.
const (
	met   = "met"
	open  = "open"  // some evidence is not as it should be
	yours = "yours" // no program can show it
)

// EvidenceView is what there is to see, in words.
type EvidenceView struct {
	Name  string `json:"name"`
	Met   bool   `json:"met"`
	Title string `json:"title"`
	Text  string `json:"text" doc:"what was found at this moment"`
	Link  string `json:"link" doc:"where it is looked at, after /o/{org}; empty: by whoever runs the installation"`
}

// ControlView is a control with its evidence.
type ControlView struct {
	Name     string         `json:"name"`
	Section  string         `json:"section"`
	Title    string         `json:"title"`
	State    string         `json:"state" enum:"met,open,yours"`
	Evidence []EvidenceView `json:"evidence"`
}

// controls looks for the evidence of a pack, each piece once.
func (m *Module) controls(ctx context.Context, c *httpapi.Call, p Pack) []ControlView {
	seen := map[string]*EvidenceView{}
	out := make([]ControlView, 0, len(p.Controls))
	for _, k := range p.Controls {
		v := ControlView{Name: k.Name, Section: k.Section, Title: lang.Text(c.Lang, "framework."+p.Name+"."+k.Name, nil), State: yours, Evidence: []EvidenceView{}}
		for _, name := range k.Evidence {
			e, looked := seen[name]
			if !looked {
				e = m.look(ctx, c, m.evidence[name])
				seen[name] = e
			}
			if e != nil {
				v.Evidence = append(v.Evidence, *e)
			}
		}
		if len(v.Evidence) > 0 {
			v.State = met
		}
		if slices.ContainsFunc(v.Evidence, func(e EvidenceView) bool { return !e.Met }) {
			v.State = open
		}
		out = append(out, v)
	}
	return out
}

// look finds one piece of evidence; nil if it does not apply here. What could not be
// looked at is not met.
func (m *Module) look(ctx context.Context, c *httpapi.Call, p overview.Point) *EvidenceView {
	v := &EvidenceView{Name: p.Name, Link: p.Link, Title: lang.Text(c.Lang, "overview."+p.Name, nil)}
	state, args, err := p.Look(ctx, c.Org)
	switch {
	case err != nil:
		c.Warn("framework: "+p.Name, err)
		v.Text = lang.Text(c.Lang, "overview.unknown", nil)
	case state == "":
		return nil
	default:
		v.Met, v.Text = state == overview.Fine, lang.Text(c.Lang, "overview."+p.Name+"."+string(state), args)
	}
	return v
}
