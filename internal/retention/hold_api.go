package retention

import (
	"context"
	"time"

	"tramway/internal/authz"
	"tramway/internal/httpapi"
	"tramway/internal/page"
	"tramway/internal/retention/internal/store"
)

// anything is the organisation as a whole.
var anything = authz.Resource{}

// Somebody is a person's name beside something.
type Somebody struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	NameZh string `json:"name_zh"`
}

// HoldView is a hold as the page shows it.
type HoldView struct {
	ID      string     `json:"id"`
	Person  *Somebody  `json:"person" doc:"absent: the whole organisation"`
	Reason  string     `json:"reason"`
	MadeBy  Somebody   `json:"made_by"`
	MadeAt  time.Time  `json:"made_at"`
	Until   time.Time  `json:"until"`
	EndedAt *time.Time `json:"ended_at"`
	On      bool       `json:"on"`
	Can     []string   `json:"can" doc:"end"`
}

type holdsOut struct{ Body page.Of[HoldView] }

// HoldPath names a hold in an address.
type HoldPath struct {
	ID string `path:"id" maxLength:"40"`
}

// PageIn asks for a page of a list.
type PageIn struct {
	Cursor string `query:"cursor" maxLength:"1000"`
	Limit  int    `query:"limit" minimum:"0" maximum:"200"`
}

func (m *Module) holdRoutes(s *httpapi.Server) {
	httpapi.Handle(s, route("GET", "/holds", "Legal holds, newest first", Read), m.listHolds)
	make := route("POST", "/holds", "Keep everything of a person, or of everybody, from going", HoldWrite)
	make.Status = 201
	httpapi.Handle(s, make, func(ctx context.Context, c *httpapi.Call, in *struct {
		Body struct {
			Person string    `json:"person_id,omitempty" maxLength:"40" doc:"empty: the whole organisation"`
			Reason string    `json:"reason" maxLength:"2000" doc:"the law or the interest it is for"`
			Until  time.Time `json:"until"`
		}
	}) (*struct{ Body HoldView }, error) {
		id, err := m.Hold(ctx, c.Org, c.Who(), NewHold{in.Body.Person, in.Body.Reason, in.Body.Until})
		if err != nil {
			return nil, err
		}
		rows, err := store.Holds(ctx, c.Org.Read(), id+"~", 1)
		if err != nil {
			return nil, err
		}
		views, err := m.holds(ctx, c, rows)
		if err != nil {
			return nil, err
		}
		return &struct{ Body HoldView }{views[0]}, nil
	})
	httpapi.Handle(s, route("POST", "/holds/{id}/end", "End a hold", HoldWrite), func(ctx context.Context, c *httpapi.Call, in *HoldPath) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, EndHold(ctx, c.Org, c.Who(), in.ID)
	})
}

func (m *Module) listHolds(ctx context.Context, c *httpapi.Call, in *PageIn) (*holdsOut, error) {
	before := "~"
	if err := page.Decode(in.Cursor, &before); err != nil {
		return nil, err
	}
	limit := page.Limit(in.Limit)
	rows, err := store.Holds(ctx, c.Org.Read(), before, limit+1)
	if err != nil {
		return nil, err
	}
	cut := page.Cut(rows, limit, func(h store.Hold) string { return h.ID })
	views, err := m.holds(ctx, c, cut.Items)
	return &holdsOut{page.Of[HoldView]{Items: views, Next: cut.Next}}, err
}

func (m *Module) holds(ctx context.Context, c *httpapi.Call, rows []store.Hold) ([]HoldView, error) {
	var ids []string
	for _, h := range rows {
		ids = append(ids, h.Person, h.MadeBy)
	}
	people, err := m.people.People(ctx, c.Org.Read(), ids)
	now := c.Org.Now()
	out := make([]HoldView, len(rows))
	for i, h := range rows {
		v := HoldView{ID: h.ID, Reason: h.Reason.V, MadeBy: somebody(people, h.MadeBy), MadeAt: h.MadeAt.Time(), Until: h.Until.Time(),
			EndedAt: moment(h.EndedAt.Time()), On: h.EndedAt == 0 && h.Until.Time().After(now), Can: []string{}}
		if h.Person != "" {
			p := somebody(people, h.Person)
			v.Person = &p
		}
		if v.On {
			v.Can = c.Can(anything, map[string]string{"end": HoldWrite})
		}
		out[i] = v
	}
	return out, err
}

func somebody(people map[string]Person, id string) Somebody {
	p := people[id]
	return Somebody{id, p.Name, p.NameZh}
}
