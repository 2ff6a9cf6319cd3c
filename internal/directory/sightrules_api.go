package directory

import (
	"context"

	"tramway/internal/authz"
	"tramway/internal/directory/internal/rules"
	"tramway/internal/directory/internal/store"
	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/ref"
)

// WriteSight is the action of ruling who sees whom.
const WriteSight = "directory.sight.write"

// Whom is a person or a department that a rule names.
type Whom struct {
	Ref    string `json:"ref" doc:"person:id or department:id"`
	Name   string `json:"name"`
	NameZh string `json:"name_zh"`
}

// SightRule is a rule about who does not see whom, as the page sees it.
type SightRule struct {
	ID   string `json:"id"`
	Kind string `json:"kind" enum:"hide,limit"`
	Of   Whom   `json:"of"`
	Also []Whom `json:"also"`
	But  []Whom `json:"but"`
}

type sightRulesOut struct {
	Body struct {
		Items []SightRule `json:"items"`
	}
}

type sightRuleOut struct {
	Body struct {
		ID string `json:"id"`
	}
}

// SightRulePath names a rule in an address.
type SightRulePath struct {
	ID string `path:"id" maxLength:"40"`
}

func (m *Module) sightRoutes(s *httpapi.Server) {
	route := func(method, path, summary string, status int) httpapi.Route {
		return httpapi.Route{Method: method, Path: "/o/{org}/sight-rules" + path, Summary: summary, Tag: "Directory", Action: WriteSight, Status: status}
	}
	httpapi.Handle(s, route("GET", "", "Who does not see whom", 0), listSightRules)
	httpapi.Handle(s, route("POST", "", "Rule who does not see whom", 201), func(ctx context.Context, c *httpapi.Call, in *struct{ Body NewSightRule }) (*sightRuleOut, error) {
		out := &sightRuleOut{}
		var err error
		out.Body.ID, err = PutSightRule(ctx, c.Org, c.Who(), "", in.Body)
		return out, err
	})
	httpapi.Handle(s, route("PUT", "/{id}", "Change a rule", 0), func(ctx context.Context, c *httpapi.Call, in *struct {
		SightRulePath
		Body NewSightRule
	}) (*httpapi.Empty, error) {
		_, err := PutSightRule(ctx, c.Org, c.Who(), in.ID, in.Body)
		return &httpapi.Empty{}, err
	})
	httpapi.Handle(s, route("DELETE", "/{id}", "Remove a rule", 0), func(ctx context.Context, c *httpapi.Call, in *SightRulePath) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, DropSightRule(ctx, c.Org, c.Who(), in.ID)
	})
	httpapi.Handle(s, route("GET", "/check", "Whether one person sees another, and which rules say so", 0), m.checkSight)
}

func listSightRules(ctx context.Context, c *httpapi.Call, _ *struct{}) (*sightRulesOut, error) {
	all, err := store.SightRules(ctx, c.Org.Read())
	if err != nil {
		return nil, err
	}
	refs := []ref.Ref{}
	for _, r := range all {
		refs = append(refs, refOf(r.Of))
		for _, w := range r.But {
			refs = append(refs, refOf(w))
		}
	}
	names, err := namesOf(ctx, c.Org.Read(), refs)
	out := &sightRulesOut{}
	out.Body.Items = make([]SightRule, len(all))
	for i, r := range all {
		out.Body.Items[i] = viewSightRule(r, names)
	}
	return out, err
}

func viewSightRule(r rules.SightRule, names map[ref.Ref]Whom) SightRule {
	v := SightRule{ID: r.ID, Kind: r.Kind, Of: names[refOf(r.Of)], Also: []Whom{}, But: []Whom{}}
	for _, d := range r.Also {
		v.Also = append(v.Also, names[ref.To("department", d)])
	}
	for _, w := range r.But {
		v.But = append(v.But, names[refOf(w)])
	}
	return v
}

type sightAnswer struct {
	Body struct {
		Sees  bool     `json:"sees"`
		Rules []string `json:"rule_ids" doc:"those that keep the person from the reader; with sees: in spite of them, because of a right or of the line of managers"`
	}
}

// checkSight looks with another's eyes: with their rights as they are given, whether or
// not a second factor is proved.
func (m *Module) checkSight(ctx context.Context, c *httpapi.Call, in *struct {
	Reader string `query:"reader" maxLength:"40" required:"true"`
	Person string `query:"person" maxLength:"40" required:"true"`
}) (*sightAnswer, error) {
	people, err := store.ByID(ctx, c.Org.Read(), []string{in.Reader, in.Person})
	if err != nil {
		return nil, err
	}
	at := map[string]store.Person{}
	for _, p := range people {
		at[p.ID] = p
	}
	var bad fault.Fields
	for field, id := range map[string]string{"query.reader": in.Reader, "query.person": in.Person} {
		if _, there := at[id]; !there {
			bad.Add(field, "unknown_person")
		}
	}
	if err := bad.Err(); err != nil {
		return nil, err
	}
	return m.lookAs(ctx, c, at[in.Reader], at[in.Person])
}

func (m *Module) lookAs(ctx context.Context, c *httpapi.Call, reader, person store.Person) (*sightAnswer, error) {
	actor, err := authz.Load(ctx, c.Org.Read(), reader.ID)
	if err != nil {
		return nil, err
	}
	as := *c
	as.Actor = actor
	seen, err := m.Seen(ctx, &as, []string{person.ID})
	if err != nil {
		return nil, err
	}
	all, err := store.Departments(ctx, c.Org.Read())
	if err != nil {
		return nil, err
	}
	found, err := store.SightRules(ctx, c.Org.Read())
	out := &sightAnswer{}
	out.Body.Sees, out.Body.Rules = seen[person.ID], []string{}
	for _, r := range found {
		b := rules.Bind([]rules.SightRule{r}, store.TreeOf(all), rules.Reader{Person: reader.ID, Departments: reader.Departments})
		if reader.ID != person.ID && !b.Leaves(person.ID, person.Departments) {
			out.Body.Rules = append(out.Body.Rules, r.ID)
		}
	}
	return out, err
}
