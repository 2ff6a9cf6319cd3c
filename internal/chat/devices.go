package chat

import (
	"context"
	"maps"
	"net/http"
	"slices"

	"tramway/internal/chat/internal/store"
	"tramway/internal/httpapi"
	"tramway/internal/live"
	"tramway/internal/org"
)

// KeepOnDevices is having what was read kept in one's browser, to be read there without
// a connection; guests may not. Nothing here can enforce it: a browser that shows a
// message has it. It is what the page asks before it keeps anything.
const KeepOnDevices = "chat.device.keep"

type deviceOut struct {
	Body struct {
		Keeps bool `json:"keeps" doc:"the reader's browser may keep what they have read; if not, it drops what it has"`
	}
}

func (m *Module) deviceRoutes(s *httpapi.Server) {
	httpapi.Handle(s, route(http.MethodGet, "/chat/device", "Whether my browser may keep what I have read", Use), func(ctx context.Context, c *httpapi.Call, _ *struct{}) (*deviceOut, error) {
		rules, err := RulesOf(ctx, c.Org.Read())
		out := &deviceOut{}
		out.Body.Keeps = !rules.DevicesKeepNothing && c.Allow(KeepOnDevices, everything) == nil
		return out, err
	})
}

// fanRules tells all open pages that the rules for conversations are others.
func (m *Module) fanRules(ctx context.Context, o *org.Org, events []org.Received) ([]live.Push, error) {
	all, err := m.people.Placed(ctx, o.Read(), nil)
	if err != nil || len(events) == 0 {
		return nil, err
	}
	return []live.Push{{Persons: slices.Collect(maps.Keys(all)), Data: []any{map[string]string{"t": "changed", "ref": "chat_rules:" + o.ID}}}}, nil
}

// fanGone tells the members of conversations that something of them is gone.
func fanGone[E org.Event](in func(E) string) func(context.Context, *org.Org, []org.Received) ([]live.Push, error) {
	return func(ctx context.Context, o *org.Org, events []org.Received) (out []live.Push, err error) {
		told := map[string]bool{}
		for _, r := range events {
			e, err := org.As[E](r)
			if err != nil {
				return nil, err
			}
			conversation := in(e)
			if told[conversation] {
				continue
			}
			told[conversation] = true
			persons, err := store.Persons(ctx, o.Read(), conversation)
			if err != nil {
				return nil, err
			}
			out = append(out, live.Push{Persons: persons, Data: []any{map[string]string{"t": "changed", "ref": "conversation:" + conversation}}})
		}
		return out, nil
	}
}
