package ding

import (
	"context"

	"tramway/internal/desk"
	"tramway/internal/ding/dingevent"
	"tramway/internal/ding/internal/store"
	"tramway/internal/httpapi"
	"tramway/internal/lang"
	"tramway/internal/live"
	"tramway/internal/org"
	"tramway/internal/ref"
)

// Desk is what waits for a person's answer.
func (m *Module) Desk() desk.Parts {
	return desk.Parts{Work: []desk.Work{m.work}, Resolvers: []desk.Resolver{{Type: "ding", Cards: m.cards}}}
}

func (m *Module) work(ctx context.Context, c *httpapi.Call) ([]desk.Item, error) {
	rows, err := store.Open(ctx, c.Org.Read(), c.Person(), false, shownOpen)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	views, err := m.mineViews(ctx, c.Org, rows)
	var out []desk.Item
	for _, v := range views {
		kind := "ding_read"
		if v.Confirm {
			kind = "ding_confirm"
		}
		out = append(out, desk.Item{Ref: ref.To("ding", v.ID).String(), Kind: kind, Title: v.Text, Count: 1, At: v.SendAt, Link: "/ding?ding=" + v.ID,
			Detail: lang.Text(c.Lang, "work."+kind, map[string]any{"name": Name{v.Sender.Name, v.Sender.NameZh, "", ""}.In(c.Lang)})})
	}
	return out, err
}

// cards are those that the reader sent or got.
func (m *Module) cards(ctx context.Context, c *httpapi.Call, ids []string) ([]ref.Card, error) {
	var out []ref.Card
	rows, err := store.Visible(ctx, c.Org.Read(), c.Person(), ids)
	for _, d := range rows {
		out = append(out, ref.Card{Ref: ref.To("ding", d.ID), Title: d.Body.V, Link: "/ding?ding=" + d.ID})
	}
	return out, err
}

// Fans tell receivers that a notice shows, and its sender how far it came. Pages ask for
// the notice itself: a burst is told once.
func (m *Module) Fans() []live.Fan {
	return []live.Fan{{Types: []string{dingevent.Rang{}.EventType()}, Make: fanRang}, {Types: []string{dingevent.Moved{}.EventType()}, Make: fanMoved}}
}

func changed(id string) []any {
	return []any{map[string]string{"t": "changed", "ref": ref.To("ding", id).String()}}
}

func fanRang(_ context.Context, _ *org.Org, events []org.Received) (out []live.Push, err error) {
	for _, r := range events {
		e, err := org.As[dingevent.Rang](r)
		if err != nil {
			return nil, err
		}
		out = append(out, live.Push{Persons: e.Persons, Data: changed(e.Ding)})
	}
	return out, nil
}

func fanMoved(_ context.Context, _ *org.Org, events []org.Received) (out []live.Push, err error) {
	told := map[string]bool{}
	for _, r := range events {
		e, err := org.As[dingevent.Moved](r)
		if err != nil {
			return nil, err
		}
		persons := e.Persons
		if !told[e.Ding] {
			told[e.Ding], persons = true, append([]string{e.Sender}, persons...)
		}
		if len(persons) > 0 {
			out = append(out, live.Push{Persons: persons, Data: changed(e.Ding)})
		}
	}
	return out, nil
}
