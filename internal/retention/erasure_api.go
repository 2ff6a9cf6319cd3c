package retention

import (
	"context"
	"slices"
	"time"

	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/keep"
	"tramway/internal/lang"
	"tramway/internal/page"
	"tramway/internal/retention/internal/store"
	"tramway/internal/sqldb"
)

// Gone is somebody who has left.
type Gone struct {
	Somebody
	LeftAt time.Time  `json:"left_at"`
	GoesAt *time.Time `json:"goes_at" doc:"when they are forgotten without anybody asking; absent: never"`
	State  string     `json:"state" enum:",running,waiting,held,done" doc:"of being forgotten; empty: nobody asked"`
	NextAt *time.Time `json:"next_at" doc:"when what is left goes"`
}

type goneOut struct{ Body page.Of[Gone] }

// Share is one kind of thing held of a person.
type Share struct {
	Name   string     `json:"name"`
	Title  string     `json:"title"`
	Rows   int64      `json:"rows"`
	Wrote  bool       `json:"wrote" doc:"what they wrote to others or did: goes only if that is asked for"`
	StayAt *time.Time `json:"stays_until" doc:"absent: goes at once"`
	Source string     `json:"source" doc:"why it stays"`
}

type erasureOut struct {
	Body struct {
		Person Gone    `json:"person"`
		Held   bool    `json:"held" doc:"a hold keeps everything"`
		Items  []Share `json:"items"`
	}
}

func (m *Module) erasureRoutes(s *httpapi.Server) {
	httpapi.Handle(s, route("GET", "/leavers", "Those who have left, the latest first", Read), m.leaversPage)
	httpapi.Handle(s, route("GET", "/people/{id}/erasure", "What goes and what stays if a person is forgotten", Read), m.preview)
	httpapi.Handle(s, route("POST", "/people/{id}/erasure", "Forget somebody who has left", Erase), func(ctx context.Context, c *httpapi.Call, in *struct {
		PersonPath
		Body struct {
			Name  string `json:"name" maxLength:"200" doc:"the person's name, typed"`
			Wrote bool   `json:"wrote,omitempty" doc:"also what they wrote to others and did"`
		}
	}) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, m.Forget(ctx, c.Org, c.Who(), in.ID, in.Body.Name, in.Body.Wrote)
	})
}

type leaverPosition struct {
	At sqldb.Micros `json:"a"`
	ID string       `json:"i"`
}

func (m *Module) leaversPage(ctx context.Context, c *httpapi.Call, in *PageIn) (*goneOut, error) {
	after := leaverPosition{forever, "~"}
	if err := page.Decode(in.Cursor, &after); err != nil {
		return nil, err
	}
	limit := page.Limit(in.Limit)
	rows, err := m.people.Leavers(ctx, c.Org.Read(), after.At, after.ID, limit+1)
	if err != nil {
		return nil, err
	}
	cut := page.Cut(rows, limit, func(p Person) leaverPosition { return leaverPosition{p.LeftAt, p.ID} })
	views, err := m.gone(ctx, c, cut.Items)
	return &goneOut{page.Of[Gone]{Items: views, Next: cut.Next}}, err
}

func (m *Module) gone(ctx context.Context, c *httpapi.Call, rows []Person) ([]Gone, error) {
	ids := make([]string, len(rows))
	for i, p := range rows {
		ids[i] = p.ID
	}
	begun, err := store.ErasuresOf(ctx, c.Org.Read(), ids)
	if err != nil {
		return nil, err
	}
	days, err := daysOf(ctx, c.Org.Read())
	out := make([]Gone, len(rows))
	for i, p := range rows {
		e := begun[p.ID]
		out[i] = Gone{Somebody{p.ID, p.Name, p.NameZh}, p.LeftAt.Time(), moment(goes(p.LeftAt, days["employment"])), e.State, moment(e.NextAt.Time())}
	}
	return out, err
}

func (m *Module) preview(ctx context.Context, c *httpapi.Call, in *PersonPath) (*erasureOut, error) {
	p, err := m.people.Person(ctx, c.Org.Read(), in.ID)
	if err == nil && p.ID == "" {
		err = fault.New(fault.NotFound, "not_found")
	}
	if err != nil {
		return nil, err
	}
	everybody, persons, err := held(ctx, c.Org.Read(), c.Org.Now())
	if err != nil {
		return nil, err
	}
	who, err := m.gone(ctx, c, []Person{p})
	if err != nil {
		return nil, err
	}
	out := &erasureOut{}
	out.Body.Person, out.Body.Held, out.Body.Items = who[0], everybody || slices.Contains(persons, p.ID), []Share{}
	for _, part := range m.parts.Erasures {
		d, err := part.Left(ctx, c.Org.Read(), p.ID)
		if err != nil {
			return nil, err
		}
		v := Share{Name: part.Name, Title: lang.Text(c.Lang, "erasure."+part.Name, nil), Rows: d.Rows, Wrote: part.Wrote}
		if k, ok := keep.Find(part.Class); ok && k.Least > 0 && d.At >= before(c.Org.Now(), k.Least) {
			v.StayAt, v.Source = moment(d.At.Time().Add(time.Duration(k.Least)*day)), lang.Text(c.Lang, "retention_source."+k.Source, nil)
		}
		if d.Rows > 0 {
			out.Body.Items = append(out.Body.Items, v)
		}
	}
	return out, nil
}
