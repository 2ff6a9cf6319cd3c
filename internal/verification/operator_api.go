package verification

import (
	"context"
	"strings"
	"time"

	"tramway/internal/fault"
	"tramway/internal/host"
	"tramway/internal/httpapi"
	"tramway/internal/id"
	"tramway/internal/org"
	"tramway/internal/page"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// Waiting is a review in the operators' queue.
type Waiting struct {
	ID           string     `json:"id"`
	Org          string     `json:"organisation_id"`
	Name         string     `json:"name"`
	NameZh       string     `json:"name_zh"`
	Region       string     `json:"region"`
	Kind         string     `json:"kind" enum:"verification,appeal,likeness,picture,report,standing_appeal,ending,ending_appeal"`
	Other        string     `json:"other_name" doc:"of the organisation it resembles"`
	Picture      string     `json:"picture" doc:"how it shows itself now; '': by none"`
	OtherPicture string     `json:"other_picture"`
	Rule         string     `json:"rule" doc:"why it is alike, or what was reported"`
	CameAt       time.Time  `json:"came_at"`
	DueAt        time.Time  `json:"due_at"`
	Overdue      bool       `json:"overdue"`
	DecidedAt    *time.Time `json:"decided_at"`
	Outcome      string     `json:"outcome"`
}

type queueOut struct {
	Body struct {
		page.Of[Waiting]
		Overdue       int64 `json:"overdue" doc:"how many waited too long, on all pages"`
		MedianSeconds int64 `json:"median_seconds" doc:"how long the last hundred verifications waited; 0: none was decided"`
	}
}

// ReviewPath names a review in an address.
type ReviewPath struct {
	ID string `path:"id" maxLength:"120"`
}

type reviewOut struct {
	Body struct {
		Review Waiting `json:"review"`
		Case   *View   `json:"case" doc:"what was handed in; of other kinds of reviews none"`
	}
}

func operatorRoute(method, path, summary string) httpapi.Route {
	return httpapi.Route{Method: method, Path: "/operator/reviews" + path, Summary: summary, Tag: "Operator", Operator: true}
}

func (m *Module) operatorRoutes(s *httpapi.Server) {
	httpapi.Handle(s, operatorRoute("GET", "", "What waits for an operator"), m.queue)
	httpapi.Handle(s, operatorRoute("GET", "/{id}", "A review with what was handed in"), m.review1)
	httpapi.Handle(s, operatorRoute("GET", "/{id}/papers/{kind}", "A paper; the look is recorded"), m.lookAtPaper)
	decide := operatorRoute("POST", "/{id}/decision", "Decide a review")
	decide.Fresh = true
	httpapi.Handle(s, decide, m.decide)
}

func (m *Module) queue(ctx context.Context, c *httpapi.Call, in *struct {
	Cursor string `query:"cursor" maxLength:"1000"`
	Limit  int    `query:"limit" minimum:"0" maximum:"200"`
}) (*queueOut, error) {
	type place struct {
		Due sqldb.Micros `json:"d"`
		ID  string       `json:"i"`
	}
	var after place
	if err := page.Decode(in.Cursor, &after); err != nil {
		return nil, err
	}
	limit := page.Limit(in.Limit)
	rows, err := m.cfg.Host.Waiting(ctx, host.Review{Due: after.Due, ID: after.ID}, limit+1)
	if err != nil {
		return nil, err
	}
	cut := page.Cut(rows, limit, func(r host.Review) place { return place{r.Due, r.ID} })
	out := &queueOut{}
	out.Body.Items, out.Body.Next = []Waiting{}, cut.Next
	for _, r := range cut.Items {
		out.Body.Items = append(out.Body.Items, m.waiting(r))
	}
	if out.Body.Overdue, err = m.cfg.Host.Overdue(ctx); err != nil {
		return nil, err
	}
	median, _, err := m.cfg.Host.MedianReview(ctx)
	out.Body.MedianSeconds = int64(median / time.Second)
	return out, err
}

func (m *Module) waiting(r host.Review) Waiting {
	return Waiting{ID: r.ID, Org: r.Org, Name: r.Name, NameZh: r.NameZh, Region: r.Region, Kind: string(r.Kind), Other: r.OtherName, Picture: r.Picture, OtherPicture: r.OtherPicture, Rule: r.Rule,
		CameAt: r.Came.Time(), DueAt: r.Due.Time(), Overdue: r.Decided == 0 && m.cfg.Now().After(r.Due.Time()), DecidedAt: moment(r.Decided), Outcome: r.Outcome}
}

// look opens the house of a review for an operator, who leaves a trace in it.
func (m *Module) look(ctx context.Context, c *httpapi.Call, r host.Review, what string, note map[string]string, fn func(o *org.Org) error) error {
	o, err := m.cfg.Houses.Open(ctx, r.Org)
	if err != nil {
		return err
	}
	defer o.Close()
	err = o.Write(ctx, operator(c), func(tx *org.Tx) error {
		tx.Record(org.Entry{Action: "verification." + what, Object: ref.To("verification", r.ID), Note: note})
		return nil
	})
	if err != nil {
		return err
	}
	return fn(o)
}

// operator is who looks, for the organisation's record.
func operator(c *httpapi.Call) org.Who {
	return org.Who{ID: c.Session.Account.ID, Kind: "operator", Session: c.Session.ID, Device: c.Client.Device, Address: c.Client.Address, Request: c.Request}
}

func papersIn(k host.ReviewKind) bool { return k == host.Verification || k == host.Appeal }

func (m *Module) review1(ctx context.Context, c *httpapi.Call, in *ReviewPath) (*reviewOut, error) {
	r, err := m.cfg.Host.Review(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	out := &reviewOut{}
	out.Body.Review = m.waiting(r)
	if !papersIn(r.Kind) {
		return out, nil
	}
	known, err := m.cfg.Host.Organisation(ctx, r.Org)
	if err != nil {
		return nil, err
	}
	return out, m.look(ctx, c, r, "look", nil, func(o *org.Org) error {
		a, err := byID(ctx, o.Read(), r.ID)
		if err != nil {
			return err
		}
		v, err := viewOf(ctx, o.Read(), known, a, o.Now())
		out.Body.Case = &v
		return err
	})
}

func (m *Module) lookAtPaper(ctx context.Context, c *httpapi.Call, in *struct {
	ReviewPath
	KindPath
}) (out *paperOut, err error) {
	r, err := m.cfg.Host.Review(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	if !papersIn(r.Kind) {
		return nil, fault.New(fault.NotFound, "not_found")
	}
	err = m.look(ctx, c, r, "look_at_paper", map[string]string{"kind": in.Kind}, func(o *org.Org) (err error) {
		out, err = readFile(ctx, o, r.ID, in.Kind)
		return err
	})
	return out, err
}

func (m *Module) decide(ctx context.Context, c *httpapi.Call, in *struct {
	ReviewPath
	Body Decision
}) (*reviewOut, error) {
	r, err := m.cfg.Host.Review(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	if r.Decided != 0 {
		return nil, fault.New(fault.Conflict, "decided_already")
	}
	if other := m.cfg.Others[r.Kind]; other != nil {
		if err = other(ctx, c, operator(c), r, in.Body.Outcome == approved, strings.TrimSpace(in.Body.Note)); err == nil {
			err = m.cfg.Host.EndReview(ctx, r.ID, in.Body.Outcome, c.Session.Account.ID, m.cfg.Now())
		}
	} else if papersIn(r.Kind) {
		err = m.decideCase(ctx, c, r, in.Body)
	} else {
		err = m.decideStanding(ctx, c, r, in.Body)
	}
	if err != nil {
		return nil, err
	}
	if r, err = m.cfg.Host.Review(ctx, in.ID); err != nil {
		return nil, err
	}
	out := &reviewOut{}
	out.Body.Review = m.waiting(r)
	return out, nil
}

func (m *Module) decideCase(ctx context.Context, c *httpapi.Call, r host.Review, d Decision) error {
	o, err := m.cfg.Houses.Open(ctx, r.Org)
	if err != nil {
		return err
	}
	defer o.Close()
	if err := m.Decide(ctx, o, operator(c), r.ID, d); err != nil {
		return err
	}
	return m.tellNow(ctx, o, r.ID)
}

// newReview is one that comes from outside a house.
func (m *Module) newReview(o host.Organisation, kind host.ReviewKind, rule string) host.Review {
	now := m.cfg.Now()
	return host.Review{ID: id.New(o.Region, now), Org: o.ID, Kind: kind, Rule: rule, Came: sqldb.At(now), Due: sqldb.At(now.Add(m.cfg.Within))}
}
