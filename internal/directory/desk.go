package directory

import (
	"context"
	"slices"
	"strings"

	"tramway/internal/authz"
	"tramway/internal/desk"
	"tramway/internal/directory/internal/store"
	"tramway/internal/han"
	"tramway/internal/httpapi"
	"tramway/internal/lang"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// Desk is what the directory puts on a person's desk.
func (m *Module) Desk() desk.Parts {
	return desk.Parts{
		Sources:   []desk.Source{{Kind: "people", Find: findPeople}, {Kind: "departments", Find: findDepartments}},
		Work:      []desk.Work{openImports, joinWork},
		Resolvers: []desk.Resolver{{Type: "person", Cards: personCards}, {Type: "department", Cards: departmentCards}, {Type: "import", Cards: importCards}},
	}
}

func findPeople(ctx context.Context, c *httpapi.Call, query string, limit int) ([]ref.Card, error) {
	words := han.Query(query)
	if len(words) == 0 || c.Allow(Read, authz.Resource{}) != nil {
		return nil, nil
	}
	v, err := look(ctx, c)
	if err != nil {
		return nil, err
	}
	ps, err := store.Find(ctx, c.Org.Read(), store.Filter{Words: words, Limit: limit, Sight: v.Sight})
	return cards(ps[:min(len(ps), limit)]), err
}

func personCards(ctx context.Context, c *httpapi.Call, ids []string) ([]ref.Card, error) {
	if err := c.Allow(Read, authz.Resource{}); err != nil {
		return nil, err
	}
	v, err := look(ctx, c)
	if err != nil {
		return nil, err
	}
	seen, err := v.sees(ctx, c, ids)
	if err != nil {
		return nil, err
	}
	ps, err := store.ByID(ctx, c.Org.Read(), ids)

	return cards(slices.DeleteFunc(ps, func(p store.Person) bool { return !seen[p.ID] })), err
}

func cards(ps []store.Person) []ref.Card {
	out := make([]ref.Card, len(ps))
	for i, p := range ps {
		title := strings.TrimSpace(p.NameZh + " " + p.Name)
		out[i] = ref.Card{Ref: ref.To("person", p.ID), Title: title, Subtitle: p.Title, Link: "/contacts?person=" + p.ID}
	}
	return out
}

// findDepartments: there are few, so all are looked at.
func findDepartments(ctx context.Context, c *httpapi.Call, query string, limit int) ([]ref.Card, error) {
	q := han.Fold(strings.TrimSpace(query))
	if q == "" || c.Allow(Read, authz.Resource{}) != nil {
		return nil, nil
	}
	v, err := look(ctx, c)
	var out []ref.Card
	for _, d := range v.shown {
		if len(out) < limit && strings.Contains(han.Fold(d.Name+" "+d.NameZh), q) {
			out = append(out, departmentCard(d))
		}
	}
	return out, err
}

func departmentCard(d store.Department) ref.Card {
	return ref.Card{Ref: ref.To("department", d.ID), Title: strings.TrimSpace(d.NameZh + " " + d.Name), Link: "/contacts?department=" + d.ID}
}

func departmentCards(ctx context.Context, c *httpapi.Call, ids []string) ([]ref.Card, error) {
	if err := c.Allow(Read, authz.Resource{}); err != nil {
		return nil, err
	}
	v, err := look(ctx, c)
	var out []ref.Card
	for _, d := range v.shown {
		for _, id := range ids {
			if d.ID == id {
				out = append(out, departmentCard(d))
			}
		}
	}
	return out, err
}

type importRow struct {
	ID       string       `db:"id"`
	FileName string       `db:"file_name"`
	At       sqldb.Micros `db:"created_at"`
}

// openImports are the files a person uploaded and did not apply yet.
func openImports(ctx context.Context, c *httpapi.Call) ([]desk.Item, error) {
	rows, err := sqldb.All[importRow](ctx, c.Org.Read(), `SELECT id, file_name, created_at FROM {o}.imports WHERE state='ready' AND created_by=? ORDER BY id DESC LIMIT 20`, c.Person())
	var out []desk.Item
	for _, r := range rows {
		out = append(out, desk.Item{Ref: "import:" + r.ID, Kind: "import_ready", Title: r.FileName, Detail: lang.Text(c.Lang, "work.import_ready", nil), At: r.At.Time(), Link: "/contacts/import/" + r.ID})
	}
	return out, err
}

func importCards(ctx context.Context, c *httpapi.Call, ids []string) ([]ref.Card, error) {
	if err := c.Allow(ImportPeople, authz.Resource{}); err != nil {
		return nil, err
	}
	rows, err := sqldb.All[importRow](ctx, c.Org.Read(), `SELECT id, file_name, created_at FROM {o}.imports WHERE id IN {in}`, sqldb.Strings(ids))
	var out []ref.Card
	for _, r := range rows {
		out = append(out, ref.Card{Ref: ref.To("import", r.ID), Title: r.FileName, Link: "/contacts/import/" + r.ID})
	}
	return out, err
}
