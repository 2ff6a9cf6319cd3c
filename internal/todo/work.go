package todo

import (
	"context"

	"tramway/internal/authz"
	"tramway/internal/desk"
	"tramway/internal/httpapi"
	"tramway/internal/lang"
	"tramway/internal/ref"
)

// mostWork is how many one list of work shows.
const mostWork = 100

// Desk is what this module puts on a person's desk.
func (m *Module) Desk() desk.Parts { return desk.Parts{Work: []desk.Work{m.work}} }

// work are the reader's open ones.
func (m *Module) work(ctx context.Context, c *httpapi.Call) ([]desk.Item, error) {
	if c.Allow(Use, authz.Resource{}) != nil {
		return nil, nil
	}
	rows, err := open(ctx, c.Org.Read(), c.Person(), mostWork)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	views, err := m.views(ctx, c.Org, rows)
	out := make([]desk.Item, len(views))
	for i, v := range views {
		out[i] = desk.Item{Ref: ref.To("todo", v.ID).String(), Kind: "todos", Title: v.Title, At: v.MadeAt, DueAt: v.DueAt, Link: "/im/later?tab=todos",
			Detail: lang.Text(c.Lang, "work.todo_own", nil)}
		if v.Giver.ID != c.Person() {
			out[i].Detail = lang.Text(c.Lang, "work.todo_given", map[string]any{"name": called(v.Giver, c.Lang)})
		}
	}
	return out, err
}

func called(p Person, l string) string {
	if p.NameZh != "" && (l != lang.English || p.Name == "") {
		return p.NameZh
	}
	return p.Name
}
