package host

import (
	"context"
	"time"

	"tramway/internal/fault"
	"tramway/internal/sqldb"
)

// Endings of an organisation (F126, F127). Nobody enters one that is dissolved; what
// it holds is there until its grace time is over.
const (
	EndingAsked   = "asked"     // by one administrator; another has to agree
	EndingWaiting = "waiting"   // agreed; people still work, and anybody who may can stop it
	Dissolved     = "dissolved" // shut; can be restored until EndingAt
	Gone          = "gone"      // destroyed
)

// AskEnding notes that an administrator wants to give the organisation up. Errors:
// verified_still, ending_already.
func (h *Host) AskEnding(ctx context.Context, orgID, person string, until time.Time) error {
	return h.changeEnding(ctx, orgID, func(o Organisation) (string, time.Time, error) {
		switch {
		case o.Verified(h.clock.Now()):
			return "", until, fault.New(fault.Conflict, "verified_still")
		case o.Ending != "":
			return "", until, fault.New(fault.Conflict, "ending_already")
		}
		return EndingAsked, until, nil
	}, person)
}

// AgreeEnding begins the waiting time. Errors: ending_own for whoever asked,
// nothing_ending.
func (h *Host) AgreeEnding(ctx context.Context, orgID, person string, until time.Time) error {
	return h.changeEnding(ctx, orgID, func(o Organisation) (string, time.Time, error) {
		switch {
		case o.Ending != EndingAsked || h.clock.Now().After(o.EndingAt.Time()):
			return "", until, fault.New(fault.Conflict, "nothing_ending")
		case o.EndingBy == person:
			return "", until, fault.New(fault.Conflict, "ending_own")
		}
		return EndingWaiting, until, nil
	}, "")
}

// StopEnding takes it back before it is done. Errors: nothing_ending.
func (h *Host) StopEnding(ctx context.Context, orgID string) error {
	return h.changeEnding(ctx, orgID, func(o Organisation) (string, time.Time, error) {
		if o.Ending != EndingAsked && o.Ending != EndingWaiting {
			return "", time.Time{}, fault.New(fault.Conflict, "nothing_ending")
		}
		return "", time.Time{}, nil
	}, "")
}

// Restore opens a dissolved organisation again. Errors: nothing_ending.
func (h *Host) Restore(ctx context.Context, orgID string) error {
	return h.changeEnding(ctx, orgID, func(o Organisation) (string, time.Time, error) {
		if o.Ending != Dissolved {
			return "", time.Time{}, fault.New(fault.Conflict, "nothing_ending")
		}
		return "", time.Time{}, nil
	}, "")
}

// changeEnding decides in one transaction; by is kept as it is if "" and something
// goes on.
func (h *Host) changeEnding(ctx context.Context, orgID string, decide func(Organisation) (string, time.Time, error), by string) error {
	return h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		o, err := found(sqldb.One[Organisation](ctx, q, `SELECT `+orgCols+` FROM {o}.organisations WHERE id=?`, orgID))
		if err != nil {
			return err
		}
		ending, at, err := decide(o)
		if err != nil {
			return err
		}
		if by == "" {
			by = o.EndingBy
		}
		due := sqldb.Micros(0)
		if ending != "" {
			due = sqldb.At(at)
		}
		_, err = sqldb.Exec(ctx, q, `UPDATE {o}.organisations SET ending=?, ending_by=?, ending_at=? WHERE id=?`, ending, by, due, orgID)
		return err
	})
}

// DissolvedOf are those of some organisations that are dissolved.
func (h *Host) DissolvedOf(ctx context.Context, orgs []string) ([]string, error) {
	if len(orgs) == 0 {
		return nil, nil
	}
	return sqldb.All[string](ctx, h.db.Read(), `SELECT id FROM {o}.organisations WHERE ending=? AND id IN {in}`, Dissolved, sqldb.Strings(orgs))
}

// Endings moves on what is due: a waiting time that is over dissolves, and a question
// nobody agreed to lapses, and what operators were asked about it with it. It gives the
// organisations whose grace time is over.
func (h *Host) Endings(ctx context.Context, grace time.Duration) (over []string, err error) {
	now := h.clock.Now()
	due, err := sqldb.One[int](ctx, h.db.Read(), `SELECT (SELECT count(*) FROM {o}.organisations WHERE ending_at>0 AND ending_at<=?)
		+ (SELECT count(*) FROM {o}.reviews WHERE `+moot+`)`, append([]any{sqldb.At(now)}, mootArgs()...)...)
	if err != nil || due == 0 {
		return nil, err
	}
	err = h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		over = nil
		if _, err := sqldb.Exec(ctx, q, `UPDATE {o}.organisations SET ending='', ending_at=0 WHERE ending=? AND ending_at<=?`, EndingAsked, sqldb.At(now)); err != nil {
			return err
		}
		if err := h.endMoot(ctx, q, ""); err != nil {
			return err
		}
		var err error
		if over, err = sqldb.All[string](ctx, q, `SELECT id FROM {o}.organisations WHERE ending=? AND ending_at<=?`, Dissolved, sqldb.At(now)); err != nil {
			return err
		}
		_, err = sqldb.Exec(ctx, q, `UPDATE {o}.organisations SET ending=?, ending_at=? WHERE ending=? AND ending_at<=?`,
			Dissolved, sqldb.At(now.Add(grace)), EndingWaiting, sqldb.At(now))
		return err
	})
	return over, err
}
