package sso

import (
	"context"
	"time"

	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// Link is a person whom a provider knows.
type Link struct {
	Person string `json:"person_id"`
	Name
	LinkedAt time.Time `json:"linked_at"`
	UsedAt   time.Time `json:"used_at"`
}

type linkRow struct {
	Person   string       `db:"person"`
	LinkedAt sqldb.Micros `db:"linked_at"`
	UsedAt   sqldb.Micros `db:"used_at"`
}

// linksPage is how many links one answer holds.
const linksPage = 100

type linksOut struct {
	Body struct {
		Items []Link `json:"items"`
		Next  string `json:"next" doc:"empty: that was all"`
	}
}

func (m *Module) linkRoutes(s *httpapi.Server) {
	httpapi.Handle(s, route("GET", "/providers/{id}/people", "Who is linked to a provider"), planned(m.links))
	httpapi.Handle(s, route("DELETE", "/providers/{id}/people/{person}", "Unlink a person, whom the provider then names anew"), planned(func(ctx context.Context, c *httpapi.Call, in *struct {
		IDPath
		Person string `path:"person" maxLength:"40"`
	}) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, Unlink(ctx, c.Org, c.Who(), in.ID, in.Person)
	}))
}

func (m *Module) links(ctx context.Context, c *httpapi.Call, in *struct {
	IDPath
	After string `query:"after" maxLength:"40" doc:"next of the answer before"`
}) (*linksOut, error) {
	out := &linksOut{}
	out.Body.Items = []Link{}
	if _, err := provider(ctx, c.Org.Read(), in.ID); err != nil {
		return nil, err
	}
	rows, err := sqldb.All[linkRow](ctx, c.Org.Read(), `SELECT person, linked_at, used_at FROM {o}.sso_links WHERE provider=? AND person > ? ORDER BY person LIMIT ?`, in.ID, in.After, linksPage)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(rows))
	for i, r := range rows {
		ids[i] = r.Person
	}
	names, err := m.cfg.People.Names(ctx, c.Org.Read(), ids)
	for _, r := range rows {
		out.Body.Items = append(out.Body.Items, Link{r.Person, names[r.Person], r.LinkedAt.Time(), r.UsedAt.Time()})
	}
	if len(rows) == linksPage {
		out.Body.Next = ids[linksPage-1]
	}
	return out, err
}

// Unlink forgets whom a provider means by somebody: of two people who had one address
// after the other, the second is linked by it then. Errors: not_found.
func Unlink(ctx context.Context, o *org.Org, who org.Who, providerID, person string) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		n, err := sqldb.Exec(tx.Ctx, tx, `DELETE FROM {o}.sso_links WHERE provider=? AND person=?`, providerID, person)
		if err == nil && n == 0 {
			err = fault.New(fault.NotFound, "not_found")
		}
		if err != nil {
			return err
		}
		tx.Record(org.Entry{Action: "sso.unlink", Object: ref.To("person", person), Note: map[string]string{"provider": providerID}})
		return nil
	})
}
