package retention

import (
	"context"
	"strings"

	"tramway/internal/desk"
	"tramway/internal/httpapi"
	"tramway/internal/lang"
	"tramway/internal/ref"
	"tramway/internal/retention/internal/store"
	"tramway/internal/sqldb"
)

// Desk is what retention puts on a person's desk: copies on their way, and those to
// be downloaded.
func (m *Module) Desk() desk.Parts {
	return desk.Parts{Work: []desk.Work{m.work}, Resolvers: []desk.Resolver{{Type: "copy", Cards: m.cards}}}
}

func (m *Module) work(ctx context.Context, c *httpapi.Call) ([]desk.Item, error) {
	rows, err := store.Waiting(ctx, c.Org.Read(), c.Person(), sqldb.At(c.Org.Now()), 20)
	if err != nil {
		return nil, err
	}
	cards, err := m.named(ctx, c, rows)
	var out []desk.Item
	for i, r := range rows {
		item := desk.Item{Ref: cards[i].Ref.String(), Kind: "copy_ready", Title: cards[i].Title, Link: cards[i].Link, At: r.ReadyAt.Time(), DueAt: moment(r.ExpiresAt.Time())}
		item.Detail = lang.Text(c.Lang, "work.copy_ready", nil)
		if r.State == "preparing" {
			item.Kind, item.At = "copy_preparing", r.MadeAt.Time()
			item.Detail = lang.Text(c.Lang, "work.copy_preparing", map[string]any{"done": len(r.Parts.V), "of": len(shares(m.parts))})
		}
		out = append(out, item)
	}
	return out, err
}

func (m *Module) named(ctx context.Context, c *httpapi.Call, rows []store.Copy) ([]ref.Card, error) {
	ids := make([]string, len(rows))
	for i, r := range rows {
		ids[i] = r.Person
	}
	people, err := m.people.People(ctx, c.Org.Read(), ids)
	out := make([]ref.Card, len(rows))
	for i, r := range rows {
		p := people[r.Person]
		out[i] = ref.Card{Ref: ref.To("copy", r.ID), Title: lang.Text(c.Lang, "copy.title", map[string]any{"name": strings.TrimSpace(p.NameZh + " " + p.Name)}), Link: linkOf(r)}
	}
	return out, err
}

func linkOf(r store.Copy) string {
	if r.Person == r.AskedBy {
		return "/me"
	}
	return "/admin/data?view=people"
}

// cards: a copy is seen by whoever asked for it.
func (m *Module) cards(ctx context.Context, c *httpapi.Call, ids []string) ([]ref.Card, error) {
	mine, err := store.Mine(ctx, c.Org.Read(), ids, c.Person())
	if err != nil {
		return nil, err
	}
	return m.named(ctx, c, mine)
}
