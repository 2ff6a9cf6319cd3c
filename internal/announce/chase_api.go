package announce

import (
	"context"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"tramway/internal/announce/internal/store"
	"tramway/internal/csvfile"
	"tramway/internal/httpapi"
	"tramway/internal/org"
	"tramway/internal/page"
)

// Chased is a receiver as those see them who follow an announcement.
type Chased struct {
	Person      Somebody   `json:"person"`
	GivenAt     time.Time  `json:"given_at"`
	SeenAt      *time.Time `json:"seen_at,omitempty"`
	Confirmed   int        `json:"confirmed_version" doc:"0: none"`
	ConfirmedAt *time.Time `json:"confirmed_at,omitempty"`
	RemindedAt  *time.Time `json:"reminded_at,omitempty"`
	Open        bool       `json:"open" doc:"has not confirmed what is needed"`
	Left        bool       `json:"left"`
}

type chaseIn struct {
	Path
	State      string `query:"state" enum:"all,unseen,open,confirmed,left" default:"all"`
	Department string `query:"department" maxLength:"40" doc:"with all below it"`
	Cursor     string `query:"cursor" maxLength:"1000"`
	Limit      int    `query:"limit" minimum:"0" maximum:"200"`
}

type chaseOut struct{ Body page.Of[Chased] }

// mostInDepartment bounds a filter by department.
const mostInDepartment = 100_000

func (m *Module) chaseRoutes(s *httpapi.Server) {
	httpapi.Handle(s, route("GET", "/{id}/receivers", "Who has it, has opened it and has confirmed it", Read), m.chase)
	httpapi.Handle(s, route("GET", "/{id}/receivers/export", "Who confirmed which version when, as CSV", Read), m.export)
	httpapi.Handle(s, route("POST", "/{id}/remind", "Remind who has not confirmed", Read), func(ctx context.Context, c *httpapi.Call, in *Path) (*httpapi.Empty, error) {
		if _, err := m.followed(ctx, c, in.ID); err != nil {
			return nil, err
		}
		return &httpapi.Empty{}, Remind(ctx, c.Org, c.Who(), in.ID)
	})
}

func (m *Module) chase(ctx context.Context, c *httpapi.Call, in *chaseIn) (*chaseOut, error) {
	a, err := m.followed(ctx, c, in.ID)
	if err != nil {
		return nil, err
	}
	limit := page.Limit(in.Limit)
	asked := store.Chase{Announcement: a.ID, Needed: a.Needed, State: in.State, Limit: limit + 1}
	if err := page.Decode(in.Cursor, &asked.After); err != nil {
		return nil, err
	}
	if in.Department != "" {
		asked.Filtered = true
		if asked.Persons, err = m.people.In(ctx, c.Org.Read(), Circle{Departments: []string{in.Department}}, "", mostInDepartment); err != nil {
			return nil, err
		}
	}
	rows, err := store.Receivers(ctx, c.Org.Read(), asked)
	if err != nil {
		return nil, err
	}
	cut := page.Cut(rows, limit, func(r store.Receiver) string { return r.Person })
	views, err := m.chased(ctx, c.Org, a, cut.Items)
	return &chaseOut{page.Of[Chased]{Items: views, Next: cut.Next}}, err
}

func (m *Module) chased(ctx context.Context, o *org.Org, a store.Announcement, rows []store.Receiver) ([]Chased, error) {
	names, err := m.people.Names(ctx, o.Read(), personsOf(rows))
	out := make([]Chased, len(rows))
	for i, r := range rows {
		out[i] = Chased{somebody(r.Person, names), r.GivenAt.Time(), timeOf(r.SeenAt), r.Confirmed, timeOf(r.ConfirmedAt), timeOf(r.RemindedAt), !r.Gone && r.Confirmed < a.Needed, r.Gone}
	}
	return out, err
}

func personsOf(rows []store.Receiver) []string {
	out := make([]string, len(rows))
	for i, r := range rows {
		out[i] = r.Person
	}
	return out
}

// export streams: it is recorded before the first line goes out.
func (m *Module) export(ctx context.Context, c *httpapi.Call, in *Path) (*huma.StreamResponse, error) {
	a, err := m.followed(ctx, c, in.ID)
	if err != nil {
		return nil, err
	}
	err = c.Org.Write(ctx, c.Who(), func(tx *org.Tx) error {
		tx.Record(org.Entry{Action: "announce.export", Object: refTo(a.ID), After: map[string]int{"receivers": a.Receivers}})
		return nil
	})
	if err != nil {
		return nil, err
	}
	o := c.Org.Again()
	return &huma.StreamResponse{Body: func(hc huma.Context) {
		defer o.Close()
		hc.SetHeader("Content-Type", "text/csv; charset=utf-8")
		hc.SetHeader("Content-Disposition", `attachment; filename="confirmations-`+a.ID+`.csv"`)
		// An error in the middle ends the download short; the browser reports it.
		_ = csvfile.Write(hc.BodyWriter(), func(add func(...string) error) error { return m.lines(hc.Context(), o, a, add) })
	}}, nil
}

var head = []string{"Name 英文姓名", "Chinese name 中文姓名", "Title 職銜", "Received 收到", "Opened 已開啟", "Version 版本", "Confirmed 已確認", "Record entry 紀錄項目", "State 狀態"}

// lines has one line for each confirmation, and one for each receiver without any.
func (m *Module) lines(ctx context.Context, o *org.Org, a store.Announcement, add func(...string) error) error {
	if err := add(head...); err != nil {
		return err
	}
	for asked := (store.Chase{Announcement: a.ID, Limit: portion}); ; {
		rows, err := store.Receivers(ctx, o.Read(), asked)
		if err != nil {
			return err
		}
		if err := m.portionOf(ctx, o, a, rows, add); err != nil || len(rows) < portion {
			return err
		}
		asked.After = rows[portion-1].Person
	}
}

func (m *Module) portionOf(ctx context.Context, o *org.Org, a store.Announcement, rows []store.Receiver, add func(...string) error) error {
	views, err := m.chased(ctx, o, a, rows)
	if err != nil {
		return err
	}
	given, err := store.ConfirmedBy(ctx, o.Read(), a.ID, personsOf(rows))
	if err != nil {
		return err
	}
	for _, v := range views {
		own := given[v.Person.ID]
		if len(own) == 0 {
			own = []store.Confirmation{{}}
		}
		for _, g := range own {
			if err := add(line(o, v, g)...); err != nil {
				return err
			}
		}
	}
	return nil
}

func line(o *org.Org, v Chased, g store.Confirmation) []string {
	at := func(t *time.Time) string {
		if t == nil {
			return ""
		}
		return t.In(o.Zone()).Format("2006-01-02 15:04:05")
	}
	version := g.Label
	if version == "" && g.Number > 0 {
		version = strconv.Itoa(g.Number)
	}
	state := "confirmed"
	switch {
	case v.Left:
		state = "left"
	case v.Open:
		state = "open"
	case v.Confirmed == 0:
		state = ""
	}
	return []string{v.Person.Name, v.Person.NameZh, v.Person.Title, at(&v.GivenAt), at(v.SeenAt), version, at(timeOf(g.MadeAt)), g.Entry, state}
}
