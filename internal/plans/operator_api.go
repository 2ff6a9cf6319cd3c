package plans

import (
	"context"
	"maps"

	"tramway/internal/host"
	"tramway/internal/httpapi"
	"tramway/internal/lang"
	"tramway/internal/page"
	"tramway/internal/plan"
)

// Content is what a plan limits and leaves out.
type Content struct {
	Limits map[string]int64 `json:"limits" doc:"most of a thing, by name; absent: unlimited"`
	Off    []string         `json:"off" maxItems:"50" doc:"functions that are not in it"`
}

// Plan is one that is offered.
type Plan struct {
	Name string `json:"name"`
	Content
	Preset  bool `json:"preset" doc:"the program brings it"`
	Changed bool `json:"changed" doc:"an operator wrote it"`
	Used    int  `json:"organisations" doc:"how many have it"`
}

// Term is a limit or a switch in words.
type Term struct {
	plan.Name
	Title string `json:"title"`
}

type plansOut struct {
	Body struct {
		Items []Plan `json:"items"`
		First string `json:"first" doc:"what new organisations begin with; empty: everything, without limits"`
		Terms []Term `json:"terms" doc:"what a plan may limit or leave out"`
	}
}

// Having is an organisation with its plan.
type Having struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	NameZh  string `json:"name_zh"`
	Plan    string `json:"plan" doc:"empty: everything, without limits"`
	Members int    `json:"members" doc:"who can sign in"`
}

type havingOut struct{ Body page.Of[Having] }

// NamePath names a plan in an address.
type NamePath struct {
	Name string `path:"name" maxLength:"40"`
}

func operatorRoute(method, path, summary string) httpapi.Route {
	return httpapi.Route{Method: method, Path: "/operator" + path, Summary: summary, Tag: "Operator", Operator: true, Fresh: method != "GET"}
}

func (m *Module) operatorRoutes(s *httpapi.Server) {
	httpapi.Handle(s, operatorRoute("GET", "/plans", "The plans on offer"), m.list)
	httpapi.Handle(s, operatorRoute("PUT", "/plans/{name}", "Write a plan; who has it has it so at once"), m.save)
	httpapi.Handle(s, operatorRoute("DELETE", "/plans/{name}", "Take back what an operator wrote"), m.drop)
	httpapi.Handle(s, operatorRoute("PUT", "/first-plan", "Say what new organisations begin with"), m.first)
	httpapi.Handle(s, operatorRoute("GET", "/organisations", "Organisations and their plans"), m.having)
	httpapi.Handle(s, operatorRoute("PUT", "/organisations/{id}/plan", "Give an organisation a plan"), m.give)
}

func (m *Module) list(ctx context.Context, c *httpapi.Call, _ *struct{}) (*plansOut, error) {
	all, err := m.cfg.Host.Plans(ctx)
	if err != nil {
		return nil, err
	}
	first, err := m.cfg.Host.FirstPlan(ctx)
	out := &plansOut{}
	out.Body.First = first.Name
	for _, o := range all {
		out.Body.Items = append(out.Body.Items, Plan{o.Name, contentOf(o.Plan), o.Preset, o.Changed, o.Used})
	}
	for _, n := range plan.Names {
		out.Body.Terms = append(out.Body.Terms, Term{n, lang.Text(c.Lang, string(plan.Words(n.Name)), nil)})
	}
	return out, err
}

// contentOf lists switches in the order of the closed list.
func contentOf(p plan.Plan) Content {
	out := Content{Limits: map[string]int64{}, Off: []string{}}
	maps.Copy(out.Limits, p.Limits)
	for _, n := range plan.Names {
		if p.Off[n.Name] {
			out.Off = append(out.Off, n.Name)
		}
	}
	return out
}

func (m *Module) save(ctx context.Context, c *httpapi.Call, in *struct {
	NamePath
	Body Content
}) (*plansOut, error) {
	p := plan.Plan{Name: in.Name, Limits: in.Body.Limits, Off: map[string]bool{}}
	for _, what := range in.Body.Off {
		p.Off[what] = true
	}
	return m.changed(ctx, c, func(by string) ([]string, error) { return m.cfg.Host.SavePlan(ctx, by, p) })
}

func (m *Module) drop(ctx context.Context, c *httpapi.Call, in *NamePath) (*plansOut, error) {
	return m.changed(ctx, c, func(by string) ([]string, error) { return m.cfg.Host.DropPlan(ctx, by, in.Name) })
}

func (m *Module) first(ctx context.Context, c *httpapi.Call, in *struct {
	Body struct {
		Plan string `json:"plan" maxLength:"40" doc:"empty: everything, without limits"`
	}
}) (*plansOut, error) {
	if err := m.cfg.Host.SetFirstPlan(ctx, in.Body.Plan); err != nil {
		return nil, err
	}
	return m.list(ctx, c, nil)
}

func (m *Module) changed(ctx context.Context, c *httpapi.Call, change func(by string) ([]string, error)) (*plansOut, error) {
	orgs, err := change(c.Session.Account.ID)
	if err != nil {
		return nil, err
	}
	if err := m.follow(ctx, c, orgs); err != nil {
		return nil, err
	}
	return m.list(ctx, c, nil)
}

// follow makes a change count and tells it; a record that can't be reached now is
// told later.
func (m *Module) follow(ctx context.Context, c *httpapi.Call, orgs []string) error {
	if err := m.cfg.InForce(ctx, orgs); err != nil {
		return err
	}
	if err := m.Tell(ctx); err != nil {
		c.Warn("telling of a plan", err)
	}
	return nil
}

func (m *Module) having(ctx context.Context, _ *httpapi.Call, in *struct {
	Q      string `query:"q" maxLength:"100" doc:"part of a name"`
	Cursor string `query:"cursor" maxLength:"1000"`
	Limit  int    `query:"limit" minimum:"0" maximum:"200"`
}) (*havingOut, error) {
	after := ""
	if err := page.Decode(in.Cursor, &after); err != nil {
		return nil, err
	}
	limit := page.Limit(in.Limit)
	rows, err := m.cfg.Host.OrganisationsAfter(ctx, after, in.Q, limit+1)
	cut := page.Cut(rows, limit, func(o host.Listed) string { return o.ID })
	out := &havingOut{page.Of[Having]{Items: []Having{}, Next: cut.Next}}
	for _, o := range cut.Items {
		out.Body.Items = append(out.Body.Items, Having{o.ID, o.Name, o.NameZh, o.Plan.V.Name, o.Members})
	}
	return out, err
}

func (m *Module) give(ctx context.Context, c *httpapi.Call, in *struct {
	ID   string `path:"id" maxLength:"40"`
	Body struct {
		Plan string `json:"plan" maxLength:"40" doc:"empty: everything, without limits"`
	}
}) (*httpapi.Empty, error) {
	if _, err := m.cfg.Host.SetPlan(ctx, c.Session.Account.ID, in.ID, in.Body.Plan); err != nil {
		return nil, err
	}
	return &httpapi.Empty{}, m.follow(ctx, c, []string{in.ID})
}
