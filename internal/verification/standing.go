package verification

import (
	"context"
	"strings"

	"tramway/internal/fault"
	"tramway/internal/host"
	"tramway/internal/httpapi"
	"tramway/internal/org"
	"tramway/internal/ref"
)

// AppealStanding puts before the operators that it is wrong that the organisation is
// limited: one that waits, and one a day. Errors: not_limited, appeal_tomorrow.
func (m *Module) AppealStanding(ctx context.Context, o *org.Org, who org.Who, reason string) error {
	known, err := m.cfg.Host.Organisation(ctx, o.ID)
	if err != nil {
		return err
	}
	if known.Standing != host.Limited {
		return fault.New(fault.Conflict, "not_limited")
	}
	r := m.newReview(known, host.StandingAppeal, strings.TrimSpace(reason))
	r.ID = "standing_appeal." + o.ID + m.cfg.Now().Format(".20060102")
	before, err := m.cfg.Host.Review(ctx, r.ID)
	switch {
	case err == nil && before.Decided != 0:
		return fault.New(fault.Conflict, "appeal_tomorrow")
	case err == nil:
		return nil // it waits already
	case fault.KindOf(err) != fault.NotFound:
		return err
	}
	err = o.Write(ctx, who, func(tx *org.Tx) error {
		tx.Record(org.Entry{Action: "verification.appeal_standing", Object: ref.To("verification", r.ID)})
		return nil
	})
	if err != nil {
		return err
	}
	return m.cfg.Host.AskReview(ctx, r)
}

func (m *Module) standingRoute(s *httpapi.Server) {
	appeal := route("POST", "/standing-appeal", "Say that it is wrong to be limited", Write)
	appeal.Status, appeal.Fresh = 202, true
	httpapi.Handle(s, appeal, func(ctx context.Context, c *httpapi.Call, in *struct {
		Body struct {
			Reason string `json:"reason" minLength:"10" maxLength:"500"`
		}
	}) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, m.AppealStanding(ctx, c.Org, c.Who(), in.Body.Reason)
	})
}

// decideStanding: a name that may stand beside the other is free, and so is who was limited
// wrongly. A report that is wrong changes nothing, nor does a picture that may be alike:
// who is held or limited stays so, or a report of one's own would lift it. Otherwise the
// organisation is limited. Its own record says so, too.
func (m *Module) decideStanding(ctx context.Context, c *httpapi.Call, r host.Review, d Decision) error {
	standing, err := m.standingAfter(ctx, r, d)
	if err != nil {
		return err
	}
	note := map[string]string{"kind": string(r.Kind), "standing": standing, "note": d.Note}
	err = m.look(ctx, c, r, "standing", note, func(*org.Org) error {
		if err := m.cfg.Host.SetStanding(ctx, r.Org, standing); err != nil {
			return err
		}
		if err := m.cfg.InForce(ctx, []string{r.Org}); err != nil {
			c.Warn("telling of the standing", err) // it is heard of within a second
		}
		return nil
	})
	if err != nil {
		return err
	}
	return m.cfg.Host.EndReview(ctx, r.ID, d.Outcome, c.Session.Account.ID, m.cfg.Now())
}

func (m *Module) standingAfter(ctx context.Context, r host.Review, d Decision) (string, error) {
	switch {
	case (r.Kind == host.Likeness || r.Kind == host.StandingAppeal) && d.Outcome == approved:
		return host.Free, nil
	case r.Kind == host.Report && d.Outcome == refused, r.Kind == host.SamePicture && d.Outcome == approved:
		known, err := m.cfg.Host.Organisation(ctx, r.Org)
		return known.Standing, err
	}
	return host.Limited, nil
}
