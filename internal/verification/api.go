package verification

import (
	"context"
	"time"

	"tramway/internal/host"
	"tramway/internal/httpapi"
	"tramway/internal/sqldb"
)

// View is how an organisation stands, as its administrators see it.
type View struct {
	State         string     `json:"state" enum:"none,draft,submitted,approved,refused,withdrawn"`
	Verified      bool       `json:"verified"`
	VerifiedUntil *time.Time `json:"verified_until"`
	Standing      string     `json:"standing" enum:"own,free,held,limited"`
	Name          string     `json:"name"`
	NameZh        string     `json:"name_zh"`
	Picture       string     `json:"picture" doc:"which it is; '': none"`
	Kind          string     `json:"type" enum:"company,school,government,other"`
	Nature        string     `json:"nature"`
	Region        string     `json:"region"`
	Needs         Needs      `json:"needs"`
	Numbers       Numbers    `json:"numbers" doc:"an identity number is masked; sent back as it is, it stays as it was"`
	Contact       string     `json:"contact"`
	Papers        []Paper    `json:"papers"`
	Appeal        string     `json:"appeal"`
	Reason        string     `json:"reason" doc:"of a refusal: unreadable, numbers_differ, name_differs, expired, not_authorised, other"`
	Note          string     `json:"note" doc:"what the operator wrote"`
	SubmittedAt   *time.Time `json:"submitted_at"`
	DueAt         *time.Time `json:"due_at" doc:"somebody should have looked by then"`
	DecidedAt     *time.Time `json:"decided_at"`
	Version       int64      `json:"version"`
}

// Paper is a paper that is there.
type Paper struct {
	Kind    string    `json:"kind"`
	Name    string    `json:"name"`
	Size    int64     `json:"size"`
	AddedAt time.Time `json:"added_at"`
}

type viewOut struct{ Body View }

func route(method, path, summary, action string) httpapi.Route {
	return httpapi.Route{Method: method, Path: "/o/{org}/verification" + path, Summary: summary, Tag: "Verification", Action: action}
}

func (m *Module) houseRoutes(s *httpapi.Server) {
	httpapi.Handle(s, route("GET", "", "How the organisation stands", Read), func(ctx context.Context, c *httpapi.Call, _ *struct{}) (*viewOut, error) {
		return m.view(ctx, c)
	})
	httpapi.Handle(s, route("PUT", "", "Keep a draft", Write), func(ctx context.Context, c *httpapi.Call, in *struct {
		Body struct {
			Draft
			Version int64 `json:"version" doc:"the version you read"`
		}
	}) (*viewOut, error) {
		if err := m.Save(ctx, c.Org, c.Who(), in.Body.Version, in.Body.Draft); err != nil {
			return nil, err
		}
		return m.view(ctx, c)
	})
	submit := route("POST", "/submit", "Hand the draft in", Write)
	submit.Fresh = true
	httpapi.Handle(s, submit, func(ctx context.Context, c *httpapi.Call, in *struct {
		Body struct {
			Appeal string `json:"appeal,omitempty" maxLength:"2000" doc:"why a refusal was wrong"`
		}
	}) (*viewOut, error) {
		known, err := m.cfg.Host.Organisation(ctx, c.Org.ID)
		if err != nil {
			return nil, err
		}
		if err := m.Submit(ctx, c.Org, c.Who(), needsOf(known.Region, known.Kind), in.Body.Appeal); err != nil {
			return nil, err
		}
		return m.toldView(ctx, c)
	})
	withdraw := route("POST", "/withdraw", "Take it back, or give a verification up", Write)
	withdraw.Fresh = true
	httpapi.Handle(s, withdraw, func(ctx context.Context, c *httpapi.Call, _ *struct{}) (*viewOut, error) {
		if err := m.Withdraw(ctx, c.Org, c.Who()); err != nil {
			return nil, err
		}
		return m.toldView(ctx, c)
	})
}

// toldView tells the operators at once; if that fails, the job does it soon.
func (m *Module) toldView(ctx context.Context, c *httpapi.Call) (*viewOut, error) {
	a, err := latest(ctx, c.Org.Read())
	if err == nil {
		err = m.tellNow(ctx, c.Org, a.ID)
	}
	if err != nil {
		c.Warn("telling the operators", err)
	}
	return m.view(ctx, c)
}

func (m *Module) view(ctx context.Context, c *httpapi.Call) (*viewOut, error) {
	known, err := m.cfg.Host.Organisation(ctx, c.Org.ID)
	if err != nil {
		return nil, err
	}
	a, err := latest(ctx, c.Org.Read())
	if err != nil {
		return nil, err
	}
	v, err := viewOf(ctx, c.Org.Read(), known, a, c.Org.Now())
	if a.SubmittedAt != 0 {
		due := a.SubmittedAt.Time().Add(m.cfg.Within)
		v.DueAt = &due
	}
	return &viewOut{v}, err
}

func viewOf(ctx context.Context, q sqldb.Q, o host.Organisation, a attempt, now time.Time) (View, error) {
	v := View{State: a.State, Verified: o.Verified(now), Standing: o.Standing, Name: o.Name, NameZh: o.NameZh, Kind: o.Kind, Nature: o.Nature,
		Region: o.Region, Needs: needsOf(o.Region, o.Kind), Numbers: a.Numbers.V.masked(), Contact: a.Contact, Papers: []Paper{}, Appeal: a.Appeal.V,
		Reason: a.Reason, Note: a.Note.V, Version: a.Version, SubmittedAt: moment(a.SubmittedAt), DecidedAt: moment(a.DecidedAt),
		VerifiedUntil: moment(o.VerifiedUntil)}
	if v.State == "" {
		v.State = "none"
	}
	var err error
	if v.Picture, err = pictureNow(ctx, q); err != nil {
		return v, err
	}
	papers, err := papersOf(ctx, q, a.ID)
	for _, p := range papers {
		v.Papers = append(v.Papers, Paper{p.Kind, p.Name, p.Size, p.AddedAt.Time()})
	}
	return v, err
}

func moment(at sqldb.Micros) *time.Time {
	if at == 0 {
		return nil
	}
	t := at.Time()
	return &t
}
