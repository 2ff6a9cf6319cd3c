package announce

import (
	"context"

	"tramway/internal/announce/internal/store"
	"tramway/internal/authz"
	"tramway/internal/desk"
	"tramway/internal/httpapi"
	"tramway/internal/lang"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// Desk is what announcements put on a person's desk.
func (m *Module) Desk() desk.Parts {
	return desk.Parts{Work: []desk.Work{open}, Resolvers: []desk.Resolver{{Type: "announcement", Cards: m.cards}}}
}

// mostWork is how many confirmations one list shows.
const mostWork = 50

// open are the announcements that wait for the reader's confirmation.
func open(ctx context.Context, c *httpapi.Call) ([]desk.Item, error) {
	if c.Allow(Read, authz.Resource{}) != nil {
		return nil, nil
	}
	all, err := store.Open(ctx, c.Org.Read(), c.Person(), sqldb.At(c.Org.Now()), mostWork)
	if err != nil {
		return nil, err
	}
	newest, err := store.Newest(ctx, c.Org.Read(), idsOf(all))
	var out []desk.Item
	for _, a := range all {
		out = append(out, desk.Item{Ref: refTo(a.ID).String(), Kind: "announcement_confirm", Title: titled(newest[a.ID], c.Lang), Detail: lang.Text(c.Lang, "work.announcement_confirm", nil),
			At: a.PublishedAt.Time(), DueAt: timeOf(a.DueAt), Link: link(a.ID)})
	}
	return out, err
}

func idsOf(all []store.Announcement) []string {
	out := make([]string, len(all))
	for i, a := range all {
		out[i] = a.ID
	}
	return out
}

// titled is the title in the reader's language, or in the one there is.
func titled(v store.Version, l string) string {
	en, zh := v.Content.V.En.Title, v.Content.V.Zh.Title
	if zh == "" || l == lang.English && en != "" {
		return en
	}
	return zh
}

func link(id string) string { return "/announcements/" + id }

// cards are those that the reader may see.
func (m *Module) cards(ctx context.Context, c *httpapi.Call, ids []string) ([]ref.Card, error) {
	if err := c.Allow(Read, authz.Resource{}); err != nil {
		return nil, err
	}
	all, err := store.Some(ctx, c.Org.Read(), ids)
	if err != nil {
		return nil, err
	}
	stands, err := m.stand(ctx, c, all)
	if err != nil {
		return nil, err
	}
	newest, err := store.Newest(ctx, c.Org.Read(), ids)
	var out []ref.Card
	for i, a := range all {
		if stands[i].shows(a, c.Person()) {
			out = append(out, ref.Card{Ref: refTo(a.ID), Title: titled(newest[a.ID], c.Lang), Link: link(a.ID)})
		}
	}
	return out, err
}
