package moderation

import (
	"context"
	"time"

	"tramway/internal/httpapi"
)

// Rules are the rules about words, as the page shows them.
type Rules struct {
	Version   int64      `json:"version" doc:"0: none were ever set"`
	Rules     []Rule     `json:"rules"`
	ChangedBy string     `json:"changed_by" doc:"name"`
	ChangedAt *time.Time `json:"changed_at,omitempty"`
}

// MetView is a rule that a text meets.
type MetView struct {
	Rule   string `json:"rule" doc:"its name"`
	Effect string `json:"effect" enum:"warn,hold,block"`
	Word   string `json:"word" doc:"empty: by its addresses and numbers"`
}

type wordRulesOut struct{ Body Rules }

type metsOut struct {
	Body struct {
		Items []MetView `json:"items"`
	}
}

func (m *Module) ruleRoutes(s *httpapi.Server) {
	httpapi.Handle(s, route("GET", "/moderation/rules", "Rules about words", Govern), m.rules)
	httpapi.Handle(s, route("GET", "/moderation/preset", "Rules to begin with", Govern), func(_ context.Context, c *httpapi.Call, _ *struct{}) (*wordRulesOut, error) {
		return &wordRulesOut{Rules{Rules: Preset(c.Lang)}}, nil
	})
	httpapi.Handle(s, route("PUT", "/moderation/rules", "Set the rules about words", Govern), func(ctx context.Context, c *httpapi.Call, in *struct {
		Body struct {
			Version int64  `json:"version" minimum:"0" doc:"the one that was seen"`
			Rules   []Rule `json:"rules" maxItems:"100"`
		}
	}) (*wordRulesOut, error) {
		if err := SetRules(ctx, c.Org, c.Who(), in.Body.Version, in.Body.Rules); err != nil {
			return nil, err
		}
		return m.rules(ctx, c, nil)
	})
	httpapi.Handle(s, route("POST", "/moderation/try", "Which rules a text meets; it is not kept", Govern), func(ctx context.Context, c *httpapi.Call, in *struct {
		Body struct {
			Text  string `json:"text" maxLength:"20000"`
			Class string `json:"class,omitempty" doc:"direct, group, channel, staff; absent: any"`
		}
	}) (*metsOut, error) {
		if err := badClass(in.Body.Class); err != nil {
			return nil, err
		}
		ready, err := m.ready(ctx, c.Org, c.Org.Read())
		out := &metsOut{}
		out.Body.Items = []MetView{}
		for _, met := range ready.mets(in.Body.Text, in.Body.Class) {
			r := ready.rules[met.Rule]
			out.Body.Items = append(out.Body.Items, MetView{r.Name, r.Effect, met.Word})
		}
		return out, err
	})
}

func (m *Module) rules(ctx context.Context, c *httpapi.Call, _ *struct{}) (*wordRulesOut, error) {
	now, err := version(ctx, c.Org.Read())
	if err != nil {
		return nil, err
	}
	s, err := rulesAt(ctx, c.Org.Read(), now)
	if err != nil {
		return nil, err
	}
	list, err := s.list()
	out := &wordRulesOut{Rules{Version: s.Version, Rules: list}}
	if err == nil && s.Version > 0 {
		at := s.ChangedAt.Time()
		out.Body.ChangedAt = &at
		var names map[string]Name
		names, err = m.people.Names(ctx, c.Org.Read(), []string{s.ChangedBy})
		out.Body.ChangedBy = shown(names[s.ChangedBy], c.Lang)
	}
	return out, err
}
