package monitoring

import (
	"context"
	"net/http"
	"time"

	"tramway/internal/httpapi"
)

// Asked is a function that one is asked to consent to.
type Asked struct {
	Function  string     `json:"function" enum:"chats,location"`
	Purpose   string     `json:"purpose"`
	Necessity string     `json:"necessity"`
	Readers   string     `json:"readers"`
	KeptDays  int        `json:"kept_days"`
	Notice    NoticeView `json:"notice"`
	Consented bool       `json:"consented" doc:"by the notice that holds"`
	Open      bool       `json:"open" doc:"the gate stands open, for those who consent"`
}

// ReadingView is a reading as those see it whom it concerns.
type ReadingView struct {
	ID     string    `json:"id"`
	Person Somebody  `json:"person"`
	Reader Somebody  `json:"reader"`
	Reason string    `json:"reason"`
	From   time.Time `json:"from"`
	To     time.Time `json:"to"`
	Rooms  int       `json:"conversations" doc:"all of whose members consent"`
	Shut   int       `json:"shut" doc:"conversations that were not read, because somebody in them does not consent"`
	MadeAt time.Time `json:"made_at"`
}

// Somebody is a person by name.
type Somebody struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	NameZh string `json:"name_zh"`
}

type mineOut struct {
	Body struct {
		Asked    []Asked       `json:"asked" nullable:"false"`
		Readings []ReadingView `json:"readings" nullable:"false" doc:"of my conversations, the last 50"`
	}
}

type consentIn struct {
	FunctionPath
	Body struct {
		Consents bool `json:"consents"`
	}
}

func (m *Module) mineRoutes(s *httpapi.Server, route func(method, path, summary, action string) httpapi.Route) {
	httpapi.Handle(s, route(http.MethodGet, "/mine", "What I am asked to consent to, and who read my conversations", Consent), m.mine)
	httpapi.Handle(s, route(http.MethodPut, "/mine/{function}", "Consent, or take it back", Consent), func(ctx context.Context, c *httpapi.Call, in *consentIn) (*mineOut, error) {
		if err := m.Answer(ctx, c.Org, c.Who(), in.Function, in.Body.Consents); err != nil {
			return nil, err
		}
		return m.mine(ctx, c, nil)
	})
}

func (m *Module) mine(ctx context.Context, c *httpapi.Call, _ *struct{}) (*mineOut, error) {
	out := &mineOut{}
	out.Body.Asked = []Asked{}
	for _, f := range Functions {
		s, err := m.stand(ctx, c.Org, c.Org.Read(), f)
		if err != nil {
			return nil, err
		}
		if !s.notice.InForce || s.gate.Version == 0 {
			continue
		}
		yes, err := m.consent(ctx, c.Org.Read(), s, []string{c.Person()})
		if err != nil {
			return nil, err
		}
		a := s.gate.Assessment.V
		out.Body.Asked = append(out.Body.Asked, Asked{f, a.Purpose, a.Necessity, a.Readers, a.KeptDays, *s.notice.view(), yes[c.Person()], s.open(c.Org.Now())})
	}
	rows, err := readings(ctx, c.Org.Read(), "person", c.Person(), newest, 50)
	if err == nil {
		out.Body.Readings, err = m.shown(ctx, c, rows)
	}
	return out, err
}

func (m *Module) shown(ctx context.Context, c *httpapi.Call, rows []reading) ([]ReadingView, error) {
	ids := []string{}
	for _, r := range rows {
		ids = append(ids, r.Person, r.Reader)
	}
	names, err := m.people.Names(ctx, c.Org.Read(), ids)
	out := make([]ReadingView, len(rows))
	for i, r := range rows {
		out[i] = ReadingView{r.ID, somebody(r.Person, names), somebody(r.Reader, names), r.Reason.V, r.From.Time(), r.To.Time(), r.Rooms, r.Kept, r.MadeAt.Time()}
	}
	return out, err
}

func somebody(id string, names map[string]Name) Somebody {
	return Somebody{id, names[id].Name, names[id].NameZh}
}
