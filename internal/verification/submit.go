package verification

import (
	"context"
	"errors"
	"slices"
	"strings"

	"tramway/internal/authz"
	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// Submit hands the draft in; the numbers are checked again, for a day may have passed.
// A changed number of a verified organisation takes its badge until somebody has
// looked (F119). Errors: invalid with everything that is missing, under_review,
// nothing_to_submit, reachable_needed.
func (m *Module) Submit(ctx context.Context, o *org.Org, who org.Who, needs Needs, appeal string) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		a, err := latest(tx.Ctx, tx)
		if err != nil {
			return err
		}
		if a.State == submitted {
			return fault.New(fault.Conflict, "under_review")
		}
		if a.State != draft {
			return fault.New(fault.Conflict, "nothing_to_submit")
		}
		if err := complete(tx, a, needs); err != nil {
			return err
		}
		if err := m.reachable(tx); err != nil {
			return err
		}
		before := a
		a.State, a.Version, a.SubmittedAt, a.SubmittedBy = submitted, a.Version+1, sqldb.At(tx.Now()), tx.Who.ID
		a.Appeal = sqldb.Seal(strings.TrimSpace(appeal))
		note(tx, "submit", before, a)
		tx.Enqueue(org.Job{Kind: tellJob, Key: "verification." + a.ID, Data: told{a.ID}})
		return save(tx.Ctx, tx, a)
	})
}

// reachable: a Hong Kong organisation has an administrator who proved a Hong Kong mobile
// (F110), and keeps one from then on.
func (m *Module) reachable(tx *org.Tx) error {
	if tx.Org.Region != "hk" {
		return nil
	}
	all, err := authz.Administrators(tx.Ctx, tx)
	if err != nil {
		return err
	}
	some, err := m.cfg.Host.Reachable(tx.Ctx, tx.Org.ID, all)
	if err == nil && len(some) == 0 {
		err = fault.New(fault.Conflict, "reachable_needed")
	}
	return err
}

func complete(tx *org.Tx, a attempt, needs Needs) error {
	var bad fault.Fields
	n := a.Numbers.V
	n.check(today(tx.Org), &bad)
	n.missing(needs, &bad)
	if a.Contact == "" {
		bad.Add("body.contact", "required")
	}
	papers, err := papersOf(tx.Ctx, tx, a.ID)
	if err != nil {
		return err
	}
	for _, kind := range needs.Papers {
		if !slices.ContainsFunc(papers, func(p paper) bool { return p.Kind == kind }) {
			bad.Add("body.papers."+kind, "required")
		}
	}
	return bad.Err()
}

// Withdraw takes back what was handed in, or gives up a verification that holds.
// Errors: nothing_to_withdraw.
func (m *Module) Withdraw(ctx context.Context, o *org.Org, who org.Who) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		a, err := latest(tx.Ctx, tx)
		if err != nil {
			return err
		}
		if a.State != submitted && a.State != approved {
			return fault.New(fault.Conflict, "nothing_to_withdraw")
		}
		if a.State == approved {
			err = void(tx)
		}
		return errors.Join(err, takeBack(tx, a))
	})
}

func takeBack(tx *org.Tx, a attempt) error {
	before := a
	a.State, a.Version, a.ValidUntil = withdrawn, a.Version+1, 0
	note(tx, "withdraw", before, a)
	tx.Enqueue(org.Job{Kind: tellJob, Key: "verification." + a.ID, Data: told{a.ID}})
	return save(tx.Ctx, tx, a)
}
