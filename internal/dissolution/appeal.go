package dissolution

import (
	"context"
	"slices"
	"strings"
	"time"

	"tramway/internal/fault"
	"tramway/internal/host"
	"tramway/internal/httpapi"
	"tramway/internal/sqldb"
)

// Appeal is how far one person's wish is that their dissolved organisation come back.
type Appeal struct {
	Step      string     `json:"step" enum:"none,waiting,refused" doc:"refused: this person can't ask again, others of the organisation can"`
	Reason    string     `json:"reason" doc:"as it was given"`
	AskedAt   *time.Time `json:"asked_at"`
	DecidedAt *time.Time `json:"decided_at"`
	Note      string     `json:"note" doc:"refused: why, in the operator's words"`
}

type appealOut struct{ Body Appeal }

// DissolvedPath names an organisation in an address.
type DissolvedPath struct {
	ID string `path:"id" maxLength:"40"`
}

func appealRoutes(s *httpapi.Server, m *Module) {
	route := func(method, summary string) httpapi.Route {
		return httpapi.Route{Method: method, Path: "/organisations/{id}/appeal", Summary: summary, Tag: "Organisation", Account: true}
	}
	httpapi.Handle(s, route("GET", "What became of my wish that it be restored"), func(ctx context.Context, c *httpapi.Call, in *DissolvedPath) (*appealOut, error) {
		_, before, err := m.appealOf(ctx, c, in.ID)
		return &appealOut{appealView(before)}, err
	})
	ask := route("POST", "Ask that my dissolved organisation be restored")
	ask.Fresh, ask.Status = true, 202
	httpapi.Handle(s, ask, func(ctx context.Context, c *httpapi.Call, in *struct {
		DissolvedPath
		Body struct {
			Reason string `json:"reason" minLength:"10" maxLength:"500"`
		}
	}) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, m.appeal(ctx, c, in.ID, strings.TrimSpace(in.Body.Reason))
	})
}

// appeal: whoever is a person of a dissolved organisation may ask for it back, once.
// Errors: not_found, appeal_waits, appeal_refused.
func (m *Module) appeal(ctx context.Context, c *httpapi.Call, orgID, reason string) error {
	r, before, err := m.appealOf(ctx, c, orgID)
	switch {
	case err != nil:
		return err
	case before.ID != "" && before.Decided == 0:
		return fault.New(fault.Conflict, "appeal_waits")
	case before.ID != "":
		return fault.New(fault.Conflict, "appeal_refused")
	}
	r.Rule = reason
	return m.host.AskReview(ctx, r)
}

// appealOf gives the appeal that the caller could make now, and the one they made. There
// is one for each person and each dissolution: what was said of an earlier one is decided.
func (m *Module) appealOf(ctx context.Context, c *httpapi.Call, orgID string) (next, before host.Review, err error) {
	mine, err := m.host.Memberships(ctx, c.Session.Account.ID)
	if err != nil {
		return next, before, err
	}
	i := slices.IndexFunc(mine, func(o host.Membership) bool { return o.ID == orgID && o.Ending == host.Dissolved })
	if i < 0 {
		return next, before, fault.New(fault.NotFound, "not_found")
	}
	next = m.review(mine[i].Organisation, host.EndingAppeal)
	next.ID = "ending_appeal." + orgID + "." + mine[i].Person + "." + mine[i].EndingAt.Time().UTC().Format("20060102T150405")
	before, err = m.host.Review(ctx, next.ID)
	if fault.KindOf(err) == fault.NotFound {
		return next, host.Review{}, nil
	}
	return next, before, err
}

func appealView(r host.Review) Appeal {
	a := Appeal{Step: "none", Reason: r.Rule, AskedAt: moment(r.Came), DecidedAt: moment(r.Decided), Note: r.Said.V}
	switch {
	case r.ID != "" && r.Decided == 0:
		a.Step = "waiting"
	case r.ID != "":
		a.Step = "refused" // restored, it would not be dissolved
	}
	return a
}

func moment(at sqldb.Micros) *time.Time {
	if at == 0 {
		return nil
	}
	t := at.Time()
	return &t
}
