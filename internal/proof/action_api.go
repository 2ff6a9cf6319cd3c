package proof

import (
	"context"
	"slices"
	"strings"

	"tramway/internal/httpapi"
	"tramway/internal/lang"
)

// Action is something that entries are about, in words.
type Action struct {
	Action string `json:"action"`
	Title  string `json:"title"`
}

// actionsOut is not paged: it is the program's own list, of some hundred.
type actionsOut struct {
	Body struct {
		Items []Action `json:"items" doc:"by title"`
	}
}

func (m *Module) actionRoutes(s *httpapi.Server) {
	httpapi.Handle(s, route("GET", "/actions", "What entries can be about, to choose from", Read), func(_ context.Context, c *httpapi.Call, _ *struct{}) (*actionsOut, error) {
		out := &actionsOut{}
		out.Body.Items = actionsIn(c.Lang)
		return out, nil
	})
}

// actionsIn are all actions that have words; a test holds that every recorded one
// does (package lang).
func actionsIn(l string) (out []Action) {
	for _, key := range lang.Keys(lang.English) {
		if action, is := strings.CutPrefix(key, "act."); is {
			out = append(out, Action{action, lang.Text(l, key, nil)})
		}
	}
	slices.SortStableFunc(out, func(a, b Action) int { return strings.Compare(a.Title, b.Title) })
	return out
}
