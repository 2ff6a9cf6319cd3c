package chat

import (
	"context"

	"tramway/internal/chat/chatevent"
	"tramway/internal/chat/internal/store"
	"tramway/internal/live"
	"tramway/internal/org"
)

// Fans tell members, live, what happened.
func (m *Module) Fans() []live.Fan {
	return []live.Fan{
		{Types: []string{chatevent.Posted{}.EventType()}, Make: m.fanPosted},
		{Types: []string{chatevent.Changed{}.EventType()}, Make: m.fanChanged},
		{Types: []string{chatevent.Read{}.EventType()}, Make: fanRead},
		{Types: []string{chatevent.MembersChanged{}.EventType()}, Make: fanMembers},
		{Types: []string{chatevent.Waits{}.EventType()}, Make: fanWaits},
		{Types: []string{chatevent.LaterChanged{}.EventType()}, Make: fanLater},
		{Types: []string{chatevent.Arranged{}.EventType()}, Make: fanArranged},
		{Types: []string{chatevent.RulesSet{}.EventType()}, Make: m.fanRules},
		{Types: []string{chatevent.Blanked{}.EventType()}, Make: fanGone(func(e chatevent.Blanked) string { return e.Conversation })},
		{Types: []string{chatevent.CutOff{}.EventType()}, Make: fanGone(func(e chatevent.CutOff) string { return e.Conversation })},
	}
}

// fanPosted reads a batch of messages conversation by conversation, so that a
// burst in one group costs two queries.
func (m *Module) fanPosted(ctx context.Context, o *org.Org, events []org.Received) ([]live.Push, error) {
	first, last := map[string]int64{}, map[string]int64{}
	var order []string
	for _, r := range events {
		e, err := org.As[chatevent.Posted](r)
		if err != nil {
			return nil, err
		}
		if _, ok := first[e.Conversation]; !ok {
			first[e.Conversation] = e.Seq
			order = append(order, e.Conversation)
		}
		last[e.Conversation] = max(last[e.Conversation], e.Seq)
	}
	var out []live.Push
	for _, conv := range order {
		persons, err := store.Persons(ctx, o.Read(), conv)
		if err != nil {
			return nil, err
		}
		rows, err := store.After(ctx, o.Read(), conv, first[conv]-1, int(last[conv]-first[conv])+1)
		if err != nil {
			return nil, err
		}
		views, err := m.messageViews(ctx, o, rows)
		if err != nil {
			return nil, err
		}
		p := live.Push{Persons: persons}
		for _, v := range views {
			p.Data = append(p.Data, map[string]any{"t": "message", "conversation_id": conv, "message": v})
		}
		out = append(out, p)
	}
	return out, nil
}

// fanRead tells a person's own other devices, and in a direct conversation the
// other one.
func fanRead(ctx context.Context, o *org.Org, events []org.Received) ([]live.Push, error) {
	var out []live.Push
	for _, r := range events {
		e, err := org.As[chatevent.Read](r)
		if err != nil {
			return nil, err
		}
		to := []string{e.Person}
		if mine, err := store.Find(ctx, o.Read(), e.Conversation, e.Person); err == nil && mine.Kind == "direct" {
			if to, err = store.Persons(ctx, o.Read(), e.Conversation); err != nil {
				return nil, err
			}
		}
		out = append(out, live.Push{Persons: to, Data: []any{map[string]any{"t": "read", "conversation_id": e.Conversation, "person_id": e.Person, "seq": e.Seq}}})
	}
	return out, nil
}

func fanMembers(ctx context.Context, o *org.Org, events []org.Received) ([]live.Push, error) {
	var out []live.Push
	for _, r := range events {
		e, err := org.As[chatevent.MembersChanged](r)
		if err != nil {
			return nil, err
		}
		persons, err := store.Persons(ctx, o.Read(), e.Conversation)
		if err != nil {
			return nil, err
		}
		if len(e.Left) > 0 {
			out = append(out, live.Push{Persons: e.Left, Leave: "c:" + e.Conversation})
		}
		out = append(out, live.Push{Persons: append(persons, e.Left...), Data: []any{map[string]any{"t": "changed", "ref": "conversation:" + e.Conversation}}})
	}
	return out, nil
}
