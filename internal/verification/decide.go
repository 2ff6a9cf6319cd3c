package verification

import (
	"context"
	"slices"
	"strings"

	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/sqldb"
	"tramway/internal/verification/verificationevent"
)

// Reasons of a refusal; the page has words for each.
var Reasons = []string{"unreadable", "numbers_differ", "name_differs", "expired", "not_authorised", "other"}

// Decision is an operator's word.
type Decision struct {
	Outcome string `json:"outcome" enum:"approved,refused"`
	Reason  string `json:"reason,omitempty" maxLength:"40" doc:"of a refusal: unreadable, numbers_differ, name_differs, expired, not_authorised, other"`
	Note    string `json:"note,omitempty" maxLength:"2000" doc:"to the organisation"`
}

func (d *Decision) check() error {
	d.Note = strings.TrimSpace(d.Note)
	switch {
	case d.Outcome == approved:
		d.Reason = ""
	case !slices.Contains(Reasons, d.Reason):
		return fault.Bad("body.reason", "unknown_choice")
	case d.Reason == "other" && d.Note == "":
		return fault.Bad("body.note", "required")
	}
	return nil
}

// Decide ends a review in the organisation's own house: there it is recorded, with
// the operator who decided. Errors: decided_already.
func (m *Module) Decide(ctx context.Context, o *org.Org, operator org.Who, id string, d Decision) error {
	if err := d.check(); err != nil {
		return err
	}
	return o.Write(ctx, operator, func(tx *org.Tx) error {
		a, err := byID(tx.Ctx, tx, id)
		if err != nil {
			return err
		}
		if a.State != submitted {
			return fault.New(fault.Conflict, "decided_already")
		}
		before := a
		a.State, a.Version, a.DecidedAt, a.DecidedBy = d.Outcome, a.Version+1, sqldb.At(tx.Now()), operator.ID
		a.Reason, a.Note = d.Reason, sqldb.Seal(d.Note)
		if d.Outcome == approved {
			a.ValidUntil = sqldb.At(tx.Now().Add(Life))
		}
		note(tx, "decide", before, a)
		tx.Emit(verificationevent.Decided{ID: a.ID, Outcome: d.Outcome, To: a.SubmittedBy})
		tx.Enqueue(org.Job{Kind: tellJob, Key: "verification." + a.ID, Data: told{a.ID}})
		return save(tx.Ctx, tx, a)
	})
}
