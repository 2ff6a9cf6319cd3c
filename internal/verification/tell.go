package verification

import (
	"context"
	"encoding/json"
	"time"

	"tramway/internal/fault"
	"tramway/internal/host"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// The house is right about an attempt, and tells the installation: again and again
// until it was heard, and always the same, so that twice is as good as once.

const tellJob = "verification.tell"

type told struct {
	ID string `json:"id"`
}

func (m *Module) tell(ctx context.Context, o *org.Org, j org.Due) error {
	var t told
	if err := json.Unmarshal(j.Data.V, &t); err != nil {
		return err
	}
	return m.tellNow(ctx, o, t.ID)
}

func (m *Module) tellNow(ctx context.Context, o *org.Org, id string) error {
	a, err := byID(ctx, o.Read(), id)
	if err != nil {
		return err
	}
	if a.State == submitted {
		err = m.cfg.Host.AskReview(ctx, m.review(o, a))
	} else {
		err = m.cfg.Host.EndReview(ctx, a.ID, a.State, a.DecidedBy, orNow(a.DecidedAt, o.Now()))
	}
	if err != nil {
		return err
	}
	return m.tellHolds(ctx, o)
}

// telling is how often the house is asked again because somebody else told meanwhile.
const telling = 5

// tellHolds says whether the organisation is verified. Whoever asked the house first and
// tells last would be wrong, so that the installation must be as it was before it was asked.
func (m *Module) tellHolds(ctx context.Context, o *org.Org) (err error) {
	for range telling {
		if err = m.tellHoldsOnce(ctx, o); !fault.Is(err, "version_conflict") {
			break
		}
	}
	return err
}

func (m *Module) tellHoldsOnce(ctx context.Context, o *org.Org) error {
	before, err := m.cfg.Host.Organisation(ctx, o.ID)
	if err != nil {
		return err
	}
	at, until, err := holds(ctx, o.Read())
	if err != nil {
		return err
	}
	return m.cfg.Host.SetVerified(ctx, before, at, until)
}

func (m *Module) review(o *org.Org, a attempt) host.Review {
	kind := host.Verification
	if a.Appeal.V != "" {
		kind = host.Appeal
	}
	return host.Review{ID: a.ID, Org: o.ID, Kind: kind, Came: a.SubmittedAt, Due: sqldb.At(a.SubmittedAt.Time().Add(m.cfg.Within))}
}

// holds says since and until when the organisation is verified, from what the house
// knows: the last approval, unless other numbers are being looked at (F119).
func holds(ctx context.Context, q sqldb.Q) (at, until time.Time, err error) {
	last, err := sqldb.All[attempt](ctx, q, `SELECT `+attemptCols+` FROM {o}.verifications WHERE state=? AND valid_until>0 ORDER BY id DESC LIMIT 1`, approved)
	if err != nil || len(last) == 0 {
		return at, until, err
	}
	now, err := latest(ctx, q)
	if now.State == submitted && now.Numbers.V != last[0].Numbers.V {
		return at, until, err
	}
	return last[0].DecidedAt.Time(), last[0].ValidUntil.Time(), err
}

func orNow(at sqldb.Micros, now time.Time) time.Time {
	if at == 0 {
		return now
	}
	return at.Time()
}
