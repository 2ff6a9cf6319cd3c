package impersonation

import (
	"context"
	"time"

	"tramway/internal/authz"
	"tramway/internal/desk"
	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/lang"
	"tramway/internal/org"
	"tramway/internal/page"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// likeness is a row of impersonations.
type likeness struct {
	ID        string       `db:"id"`
	Person    string       `db:"person"`
	Other     string       `db:"other"`
	Distance  int          `db:"distance"`
	FoundAt   sqldb.Micros `db:"found_at"`
	Outcome   string       `db:"outcome"`
	DecidedBy string       `db:"decided_by"`
	DecidedAt sqldb.Micros `db:"decided_at"`
}

const likenessCols = `id, person, other, distance, found_at, outcome, decided_by, decided_at`

// Looker is one of two people who look alike.
type Looker struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	NameZh  string `json:"name_zh"`
	Picture string `json:"picture"`
	Here    bool   `json:"here" doc:"still with the organisation"`
}

// Likeness is a case as the page sees it.
type Likeness struct {
	ID        string     `json:"id"`
	Person    Looker     `json:"person" doc:"who changed last"`
	Other     Looker     `json:"other"`
	FoundAt   time.Time  `json:"found_at"`
	Outcome   string     `json:"outcome" enum:",dismissed,acted"`
	DecidedBy string     `json:"decided_by" doc:"name"`
	DecidedAt *time.Time `json:"decided_at"`
}

type listOut struct{ Body page.Of[Likeness] }

// Register adds the routes.
func (m *Module) Register(s *httpapi.Server) {
	route := func(method, path, summary string) httpapi.Route {
		return httpapi.Route{Method: method, Path: "/o/{org}/impersonations" + path, Summary: summary, Tag: "Impersonation", Action: Judge}
	}
	httpapi.Handle(s, route("GET", "", "People who look like others, the latest first"), m.list)
	decide := route("POST", "/{id}/outcome", "End a case")
	decide.Fresh = true
	httpapi.Handle(s, decide, func(ctx context.Context, c *httpapi.Call, in *struct {
		ID   string `path:"id" maxLength:"40"`
		Body struct {
			Outcome string `json:"outcome" enum:"dismissed,acted"`
		}
	}) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, m.Decide(ctx, c.Org, c.Who(), in.ID, in.Body.Outcome)
	})
}

// Decide ends a case. Errors: not_found, decided_already.
func (m *Module) Decide(ctx context.Context, o *org.Org, who org.Who, id, outcome string) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		all, err := sqldb.All[likeness](tx.Ctx, tx, `SELECT `+likenessCols+` FROM {o}.impersonations WHERE id=?`, id)
		switch {
		case err != nil:
			return err
		case len(all) == 0:
			return fault.New(fault.NotFound, "not_found")
		case all[0].Outcome != "":
			return fault.New(fault.Conflict, "decided_already")
		}
		tx.Record(org.Entry{Action: "impersonation.decide", Object: ref.To("person", all[0].Person), After: map[string]any{"case": id, "other": all[0].Other, "outcome": outcome}})
		_, err = sqldb.Exec(tx.Ctx, tx, `UPDATE {o}.impersonations SET outcome=?, decided_by=?, decided_at=? WHERE id=?`, outcome, who.ID, sqldb.At(tx.Now()), id)
		return err
	})
}

func (m *Module) list(ctx context.Context, c *httpapi.Call, in *struct {
	Cursor string `query:"cursor" maxLength:"1000"`
	Limit  int    `query:"limit" minimum:"0" maximum:"200"`
}) (*listOut, error) {
	before, limit := "~", page.Limit(in.Limit)
	if err := page.Decode(in.Cursor, &before); err != nil {
		return nil, err
	}
	rows, err := sqldb.All[likeness](ctx, c.Org.Read(), `SELECT `+likenessCols+` FROM {o}.impersonations WHERE id < ? ORDER BY id DESC LIMIT ?`, before, limit+1)
	if err != nil {
		return nil, err
	}
	cut := page.Cut(rows, limit, func(r likeness) string { return r.ID })
	views, err := m.views(ctx, c, cut.Items)
	return &listOut{page.Of[Likeness]{Items: views, Next: cut.Next}}, err
}

func (m *Module) views(ctx context.Context, c *httpapi.Call, rows []likeness) ([]Likeness, error) {
	var ids []string
	for _, r := range rows {
		ids = append(ids, r.Person, r.Other, r.DecidedBy)
	}
	faces, err := m.people.Faces(ctx, c.Org.Read(), ids)
	looker := func(id string) Looker {
		f, here := faces[id]
		return Looker{id, f.Name, f.NameZh, f.Picture, here}
	}
	out := make([]Likeness, len(rows))
	for i, r := range rows {
		out[i] = Likeness{ID: r.ID, Person: looker(r.Person), Other: looker(r.Other), FoundAt: r.FoundAt.Time(), Outcome: r.Outcome, DecidedBy: shown(looker(r.DecidedBy), c.Lang)}
		if r.DecidedAt != 0 {
			at := r.DecidedAt.Time()
			out[i].DecidedAt = &at
		}
	}
	return out, err
}

// Desk is what waits for administrators.
func (m *Module) Desk() desk.Parts { return desk.Parts{Work: []desk.Work{m.work}} }

func (m *Module) work(ctx context.Context, c *httpapi.Call) ([]desk.Item, error) {
	if c.Allow(Judge, authz.Resource{}) != nil {
		return nil, nil
	}
	rows, err := sqldb.All[likeness](ctx, c.Org.Read(), `SELECT `+likenessCols+` FROM {o}.impersonations WHERE outcome='' ORDER BY id DESC LIMIT 20`)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	views, err := m.views(ctx, c, rows)
	var out []desk.Item
	for _, v := range views {
		out = append(out, desk.Item{Ref: ref.To("impersonation", v.ID).String(), Kind: "impersonation", Count: 1, At: v.FoundAt, Link: "/admin/people/likeness",
			Title:  lang.Text(c.Lang, "work.impersonation_title", map[string]any{"name": shown(v.Person, c.Lang), "other": shown(v.Other, c.Lang)}),
			Detail: lang.Text(c.Lang, "work.impersonation", nil)})
	}
	return out, err
}

func shown(l Looker, language string) string {
	if language != lang.English && l.NameZh != "" || l.Name == "" {
		return l.NameZh
	}
	return l.Name
}
