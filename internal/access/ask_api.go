package access

import (
	"context"

	"tramway/internal/authz"
	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/lang"
	"tramway/internal/ref"
)

// Rule is one action with who has it by role.
type Rule struct {
	Action      string   `json:"action"`
	Title       string   `json:"title"`
	Module      string   `json:"module"`
	ModuleTitle string   `json:"module_title"`
	Roles       []string `json:"roles"`
	Scopes      []string `json:"scopes" doc:"in which a grant may be given"`
	Forbids     []string `json:"forbids" doc:"what nobody may, in words"`
}

type rulesOut struct {
	Body struct {
		Items []Rule `json:"items"`
	}
}

type rightsOut struct {
	Body struct {
		Person Person        `json:"person"`
		Items  []Explanation `json:"items"`
	}
}

// Answer is an explanation with what it is about.
type Answer struct {
	Explanation
	Person      Person `json:"person"`
	Object      string `json:"object"`
	ObjectTitle string `json:"object_title"`
}

type answerOut struct{ Body Answer }

func (m *Module) askRoutes(s *httpapi.Server) {
	httpapi.Handle(s, route("GET", "/rules", "Every action with the roles that may do it", Read), m.listRules)
	httpapi.Handle(s, route("GET", "/rights", "What a person may do, and why", Ask), func(ctx context.Context, c *httpapi.Call, in *struct {
		Person string `query:"person" maxLength:"40" doc:"empty: the reader"`
	}) (*rightsOut, error) {
		e, err := m.about(ctx, c, in.Person, ref.Ref{})
		if err != nil {
			return nil, err
		}
		out := &rightsOut{}
		out.Body.Person = e.places.person(e.actor.Person)
		for _, a := range m.rules.Actions() {
			out.Body.Items = append(out.Body.Items, e.explain(a.Name, authz.Resource{}))
		}
		return out, nil
	})
	httpapi.Handle(s, route("GET", "/explain", "Why somebody may do something, or may not", Ask), m.explain)
}

func (m *Module) explain(ctx context.Context, c *httpapi.Call, in *struct {
	Person string `query:"person" maxLength:"40" doc:"empty: the reader"`
	Action string `query:"action" maxLength:"100" required:"true"`
	Object string `query:"object" maxLength:"240" doc:"person:id or department:id; empty: at large"`
}) (*answerOut, error) {
	var bad fault.Fields
	if !m.rules.Knows(in.Action) {
		bad.Add("query.action", "unknown_action")
	}
	object, err := ref.Parse(in.Object)
	if in.Object != "" && err != nil {
		bad.Add("query.object", "unknown_object")
	}
	if err := bad.Err(); err != nil {
		return nil, err
	}
	e, err := m.about(ctx, c, in.Person, object)
	if err != nil {
		return nil, err
	}
	at, there := e.places[object]
	if there {
		if there, err = m.house.Shown(ctx, c, object); err != nil {
			return nil, err
		}
	}
	if !object.IsZero() && !there {
		return nil, fault.Bad("query.object", "unknown_object")
	}
	return &answerOut{Answer{e.explain(in.Action, at.Resource), e.places.person(e.actor.Person), in.Object, e.places.shown(c.Lang, object)}}, nil
}

// about reads what has to be known to explain the rights of a person. Everybody
// may ask about themselves; about others, whoever may read rights.
func (m *Module) about(ctx context.Context, c *httpapi.Call, person string, object ref.Ref) (e explainer, err error) {
	if person == "" {
		person = c.Person()
	}
	if person != c.Person() {
		if err := c.Allow(Read, authz.Resource{}); err != nil {
			return e, err
		}
		seen, err := m.house.Shown(ctx, c, personRef(person))
		if err == nil && !seen {
			err = fault.Bad("query.person", "unknown_person")
		}
		if err != nil {
			return e, err
		}
	}
	e = explainer{rules: m.rules, lang: c.Lang, now: c.Org.Now()}
	if e.actor, err = authz.Load(ctx, c.Org.Read(), person); err != nil {
		return e, err
	}
	places, err := m.house.Places(ctx, c.Org.Read(), append(mentioned(e.actor.Grants), personRef(person), object))
	if _, there := places[personRef(person)]; err == nil && !there {
		err = fault.Bad("query.person", "unknown_person")
	}
	e.places = places
	return e, err
}

func personRef(id string) ref.Ref { return ref.To("person", id) }

func (m *Module) listRules(_ context.Context, c *httpapi.Call, _ *struct{}) (*rulesOut, error) {
	out := &rulesOut{}
	for _, a := range m.rules.Actions() {
		r := Rule{Action: a.Name, Title: actionTitle(c.Lang, a.Name), Module: moduleOf(a.Name), ModuleTitle: moduleTitle(c.Lang, a.Name),
			Roles: []string{}, Scopes: []string{}, Forbids: []string{}}
		for _, role := range a.Roles {
			r.Roles = append(r.Roles, string(role))
		}
		for _, s := range authz.Scopes {
			if m.rules.Honours(a.Name, s) {
				r.Scopes = append(r.Scopes, string(s))
			}
		}
		for _, f := range a.Forbid {
			r.Forbids = append(r.Forbids, lang.Text(c.Lang, "reason.forbid."+f.Name, nil))
		}
		out.Body.Items = append(out.Body.Items, r)
	}
	return out, nil
}
