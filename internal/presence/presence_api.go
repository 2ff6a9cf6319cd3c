package presence

import (
	"context"
	"maps"
	"net/http"
	"slices"

	"tramway/internal/httpapi"
	"tramway/internal/live"
)

// Somebody is how present a person is.
type Somebody struct {
	Person string     `json:"person_id"`
	State  live.State `json:"state" enum:"here,away" doc:"here: a page of theirs is being used; away: open, and untouched for some minutes"`
}

type presentOut struct {
	Body struct {
		Items []Somebody `json:"items" nullable:"false" doc:"those of them who are there and may be seen"`
	}
}

// Choice is what is shown of oneself.
type Choice struct {
	Hidden       bool `json:"hidden" doc:"nobody sees whether I am there"`
	Organisation bool `json:"organisation" readOnly:"true" doc:"whether the organisation shows who is there at all"`
}

type choiceBody struct{ Body Choice }

// RuleBody is the organisation's rule.
type RuleBody struct {
	Body struct {
		Shown bool `json:"shown" doc:"whether people see who is there now"`
	}
}

// Register adds the routes.
func (m *Module) Register(s *httpapi.Server) {
	route := func(method, path, summary, action string) httpapi.Route {
		return httpapi.Route{Method: method, Path: "/o/{org}" + path, Summary: summary, Tag: "Presence", Action: action}
	}
	httpapi.Handle(s, route(http.MethodGet, "/presence", "Which of some colleagues are there now", Use), m.ask)
	httpapi.Handle(s, route(http.MethodGet, "/presence/me", "Whether others see that I am there", Use), func(ctx context.Context, c *httpapi.Call, _ *struct{}) (*choiceBody, error) {
		return choiceOf(ctx, c)
	})
	httpapi.Handle(s, route(http.MethodPut, "/presence/me", "Choose it", Use), func(ctx context.Context, c *httpapi.Call, in *choiceBody) (*choiceBody, error) {
		if err := Hide(ctx, c.Org, c.Who(), in.Body.Hidden); err != nil {
			return nil, err
		}
		return choiceOf(ctx, c)
	})
	httpapi.Handle(s, route(http.MethodGet, "/presence/rule", "Whether the organisation shows who is there", Govern), func(ctx context.Context, c *httpapi.Call, _ *struct{}) (*RuleBody, error) {
		var out RuleBody
		var err error
		out.Body.Shown, err = Shown(ctx, c.Org.Read())
		return &out, err
	})
	httpapi.Handle(s, route(http.MethodPut, "/presence/rule", "Set it", Govern), func(ctx context.Context, c *httpapi.Call, in *RuleBody) (*RuleBody, error) {
		return in, Rule(ctx, c.Org, c.Who(), in.Body.Shown)
	})
}

func choiceOf(ctx context.Context, c *httpapi.Call) (*choiceBody, error) {
	hidden, err := hiding(ctx, c.Org.Read(), []string{c.Person()})
	if err != nil {
		return nil, err
	}
	shown, err := Shown(ctx, c.Org.Read())
	return &choiceBody{Choice{Hidden: hidden[c.Person()], Organisation: shown}}, err
}

func (m *Module) ask(ctx context.Context, c *httpapi.Call, in *struct {
	Persons []string `query:"person_id" maxItems:"100"`
}) (*presentOut, error) {
	out := &presentOut{}
	out.Body.Items = []Somebody{}
	states := m.pages.States(in.Persons)
	shown, err := Shown(ctx, c.Org.Read())
	if err != nil || !shown || len(states) == 0 {
		return out, err
	}
	ids := slices.Sorted(maps.Keys(states))
	may, err := m.mayKnow(ctx, c, ids)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		if may[id] {
			out.Body.Items = append(out.Body.Items, Somebody{id, states[id]})
		}
	}
	return out, nil
}

// mayKnow are those of some persons whom the reader sees or talks with, and who want to be
// seen; the reader sees themselves.
func (m *Module) mayKnow(ctx context.Context, c *httpapi.Call, ids []string) (map[string]bool, error) {
	may, err := m.people.Seen(ctx, c, ids)
	if err != nil {
		return nil, err
	}
	may = maps.Clone(may)
	partners, err := m.talks.Partners(ctx, c.Org.Read(), []string{c.Person()})
	if err != nil {
		return nil, err
	}
	for _, id := range partners[c.Person()] {
		may[id] = true
	}
	hidden, err := hiding(ctx, c.Org.Read(), ids)
	maps.DeleteFunc(may, func(id string, _ bool) bool { return hidden[id] && id != c.Person() })
	return may, err
}
