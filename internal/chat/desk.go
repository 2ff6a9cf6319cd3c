package chat

import (
	"context"
	"strings"

	"tramway/internal/chat/internal/store"
	"tramway/internal/desk"
	"tramway/internal/han"
	"tramway/internal/httpapi"
	"tramway/internal/lang"
	"tramway/internal/org"
	"tramway/internal/ref"
)

// Desk is what the chat puts on a person's desk.
func (m *Module) Desk() desk.Parts {
	return desk.Parts{
		Sources:   []desk.Source{{Kind: "conversations", Find: m.find}},
		Work:      []desk.Work{m.mentioned, m.judging, m.reminding},
		Resolvers: []desk.Resolver{{Type: "conversation", Cards: m.cards}, {Type: "message", Cards: m.cited}},
	}
}

// searched is how many of a person's conversations a search looks at, latest
// first: titles are sealed, so the house can't look for them.
const searched = 500

func (m *Module) find(ctx context.Context, c *httpapi.Call, query string, limit int) ([]ref.Card, error) {
	q := han.Fold(strings.TrimSpace(query))
	if q == "" {
		return nil, nil
	}
	rows, err := store.Page(ctx, c.Org.Read(), c.Person(), store.Position{}, searched)
	if err != nil {
		return nil, err
	}
	named, err := m.titled(ctx, c.Org, c.Person(), rows)
	var out []ref.Card
	for i, card := range named {
		if len(out) < limit && rows[i].Kind == "group" && strings.Contains(han.Fold(card.Title), q) {
			out = append(out, card)
		}
	}
	return out, err
}

// titled gives a card for each conversation, in two queries.
func (m *Module) titled(ctx context.Context, o *org.Org, person string, rows []store.Mine) ([]ref.Card, error) {
	views, err := m.views(ctx, o, person, rows)
	out := make([]ref.Card, len(views))
	for i, v := range views {
		title := v.Title
		for _, other := range v.Others {
			if v.Title == "" {
				title = strings.Trim(title+", "+shown(other), ", ")
			}
		}
		out[i] = ref.Card{Ref: ref.To("conversation", v.ID), Title: title, Link: "/im/" + v.ID}
	}
	return out, err
}

func shown(m Member) string {
	if m.NameZh != "" {
		return m.NameZh
	}
	return m.Name
}

// mentioned are the conversations in which the person was named and has not read.
func (m *Module) mentioned(ctx context.Context, c *httpapi.Call) ([]desk.Item, error) {
	rows, err := store.Mentioned(ctx, c.Org.Read(), c.Person(), 50)
	if err != nil {
		return nil, err
	}
	cards, err := m.titled(ctx, c.Org, c.Person(), rows)
	var out []desk.Item
	for i, card := range cards {
		out = append(out, desk.Item{Ref: card.Ref.String(), Kind: "mentions", Title: card.Title, Detail: lang.Text(c.Lang, "work.mentions", map[string]any{"count": rows[i].Mentions}), At: rows[i].LastAt.Time(), Link: card.Link})
	}
	return out, err
}

func (m *Module) cards(ctx context.Context, c *httpapi.Call, ids []string) ([]ref.Card, error) {
	rows, err := store.FindAll(ctx, c.Org.Read(), ids, c.Person())
	if err != nil {
		return nil, err
	}
	return m.titled(ctx, c.Org, c.Person(), rows)
}
