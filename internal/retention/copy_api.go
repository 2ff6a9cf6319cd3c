package retention

import (
	"archive/zip"
	"context"
	"io"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"tramway/internal/httpapi"
	"tramway/internal/lang"
	"tramway/internal/org"
	"tramway/internal/page"
	"tramway/internal/retention/internal/store"
)

// CopyView is a copy as whoever asked for it sees it.
type CopyView struct {
	ID        string     `json:"id"`
	Person    Somebody   `json:"person"`
	State     string     `json:"state" enum:"preparing,ready,expired"`
	Done      int        `json:"done" doc:"tables counted"`
	Of        int        `json:"of"`
	Rows      int64      `json:"rows"`
	Parts     []CopyPart `json:"parts"`
	MadeAt    time.Time  `json:"made_at"`
	ExpiresAt *time.Time `json:"expires_at"`
	TakenAt   *time.Time `json:"taken_at"`
}

// CopyPart is how much of a copy is of one kind.
type CopyPart struct {
	Name  string `json:"name"`
	Title string `json:"title"`
	Rows  int64  `json:"rows"`
}

type copiesOut struct{ Body page.Of[CopyView] }

type copyOut struct{ Body CopyView }

// CopyPath names a copy in an address.
type CopyPath struct {
	ID string `path:"id" maxLength:"40"`
}

// PersonPath names a person in an address.
type PersonPath struct {
	ID string `path:"id" maxLength:"40"`
}

func (m *Module) copyRoutes(s *httpapi.Server) {
	httpapi.Handle(s, route("GET", "/copies", "Copies of my data that I asked for", CopyOwn), m.listCopies(true))
	httpapi.Handle(s, route("GET", "/copies-of-others", "Copies of others' data that I asked for", CopyOther), m.listCopies(false))
	httpapi.Handle(s, status(route("POST", "/copies", "Ask for a copy of what is held of me", CopyOwn)), func(ctx context.Context, c *httpapi.Call, _ *struct{}) (*copyOut, error) {
		return m.ask(ctx, c, c.Person())
	})
	httpapi.Handle(s, status(route("POST", "/people/{id}/copies", "Ask for a copy of what is held of a person", CopyOther)), func(ctx context.Context, c *httpapi.Call, in *PersonPath) (*copyOut, error) {
		return m.ask(ctx, c, in.ID)
	})
	httpapi.Handle(s, route("GET", "/copies/{id}/file", "The copy, as a ZIP", CopyOwn), m.download)
}

func status(r httpapi.Route) httpapi.Route {
	r.Status = 201
	return r
}

func (m *Module) ask(ctx context.Context, c *httpapi.Call, person string) (*copyOut, error) {
	made, err := m.Ask(ctx, c.Org, c.Who(), person)
	if err != nil {
		return nil, err
	}
	views, err := m.copies(ctx, c, []store.Copy{made})
	if err != nil {
		return nil, err
	}
	return &copyOut{views[0]}, nil
}

func (m *Module) listCopies(own bool) func(context.Context, *httpapi.Call, *PageIn) (*copiesOut, error) {
	return func(ctx context.Context, c *httpapi.Call, in *PageIn) (*copiesOut, error) {
		before := "~"
		if err := page.Decode(in.Cursor, &before); err != nil {
			return nil, err
		}
		limit := page.Limit(in.Limit)
		rows, err := store.Copies(ctx, c.Org.Read(), c.Person(), own, before, limit+1)
		if err != nil {
			return nil, err
		}
		cut := page.Cut(rows, limit, func(r store.Copy) string { return r.ID })
		views, err := m.copies(ctx, c, cut.Items)
		return &copiesOut{page.Of[CopyView]{Items: views, Next: cut.Next}}, err
	}
}

func (m *Module) copies(ctx context.Context, c *httpapi.Call, rows []store.Copy) ([]CopyView, error) {
	ids := make([]string, len(rows))
	for i, r := range rows {
		ids[i] = r.Person
	}
	people, err := m.people.People(ctx, c.Org.Read(), ids)
	out := make([]CopyView, len(rows))
	for i, r := range rows {
		v := CopyView{ID: r.ID, Person: somebody(people, r.Person), State: r.State, Done: len(r.Parts.V), Of: len(shares(m.parts)), Parts: []CopyPart{},
			MadeAt: r.MadeAt.Time(), ExpiresAt: moment(r.ExpiresAt.Time()), TakenAt: moment(r.TakenAt.Time())}
		if v.ExpiresAt != nil && v.ExpiresAt.Before(c.Org.Now()) {
			v.State = "expired"
		}
		for _, p := range r.Parts.V {
			if v.Rows += p.Rows; p.Rows > 0 {
				v.Parts = append(v.Parts, CopyPart{p.Name, lang.Text(c.Lang, "table."+p.Name, nil), p.Rows})
			}
		}
		out[i] = v
	}
	return out, err
}

// download makes the copy while it is read. A copy of somebody else's data needs the
// right to it at this moment too.
func (m *Module) download(ctx context.Context, c *httpapi.Call, in *CopyPath) (*huma.StreamResponse, error) {
	asked, err := store.CopyByID(ctx, c.Org.Read(), in.ID)
	if err == nil && asked != nil && asked.AskedBy == c.Person() && asked.Person != c.Person() {
		err = c.Allow(CopyOther, anything)
	}
	if err != nil {
		return nil, err
	}
	taken, err := Take(ctx, c.Org, c.Who(), in.ID)
	if err != nil {
		return nil, err
	}
	o := c.Org.Again()
	return &huma.StreamResponse{Body: func(hc huma.Context) {
		defer o.Close()
		ctx, cancel := context.WithTimeout(hc.Context(), takeTime)
		defer cancel()
		hc.SetHeader("Content-Type", "application/zip")
		hc.SetHeader("Content-Disposition", `attachment; filename="data-`+in.ID+`.zip"`)
		// An error in the middle leaves a ZIP without its end, which no reader takes for whole.
		if err := m.File(ctx, o, *taken, c.Lang, hc.BodyWriter()); err != nil {
			c.Warn("writing a copy", err)
		}
	}}, nil
}

// File writes a copy that was taken, in a language.
func (m *Module) File(ctx context.Context, o *org.Org, taken store.Copy, l string, w io.Writer) error {
	p, err := m.people.Person(ctx, o.Read(), taken.Person)
	if err != nil {
		return err
	}
	var account any
	if taken.Person == taken.AskedBy { // an account may be somebody elsewhere too: that is for its owner only
		if account, err = m.accounts.Held(ctx, o.ID, taken.Person); err != nil {
			return err
		}
	}
	name := strings.TrimSpace(p.NameZh + " " + p.Name)
	return archive{zip: zip.NewWriter(w), parts: m.parts, of: taken, name: name, org: o, lang: l, now: o.Now()}.write(ctx, account)
}
