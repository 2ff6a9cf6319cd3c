package access

import (
	"context"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"tramway/internal/authz"
	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/plan"
	"tramway/internal/sqldb"
)

// A third administrator is refused until the organisation has said, with a reason, that it
// may have more (F142). Where there is more than one, one of them asks and another agrees:
// else whoever took over one account could bring in whom they like.

// minReason is the least that says why, in characters.
const minReason = 10

// bound is the most that an organisation can say.
func bound(o *org.Org) int {
	if n, named := o.Plan().Limits[plan.Administrators]; named && n < MostAdministrators {
		return int(n)
	}
	return MostAdministrators
}

// mostOf is the most administrators that an organisation may have now.
func mostOf(ctx context.Context, q sqldb.Q, o *org.Org) (int, error) {
	n, ok, err := numberIn(ctx, q, numberHolds)
	if !ok {
		n.Most = MaxAdministrators
	}
	return min(n.Most, bound(o)), err
}

// MostOf is the most administrators that an organisation may have now.
func MostOf(ctx context.Context, o *org.Org) (int64, error) {
	n, err := mostOf(ctx, o.Read(), o)
	return int64(n), err
}

// SetMost says how many administrators there may be, MaxAdministrators to
// MostAdministrators, and why: at once by whoever is the only one, else once another
// agrees. Errors: not_allowed, invalid by field (most_range, most_there, why_short),
// plan_limit, most_pending.
func (m *Module) SetMost(ctx context.Context, o *org.Org, who org.Who, most int, reason string) error {
	reason = strings.TrimSpace(reason)
	return o.Write(ctx, who, func(tx *org.Tx) error {
		admins, err := ofAdministrators(tx)
		if err != nil {
			return err
		}
		if err := sayable(tx, most, reason, len(admins)); err != nil {
			return err
		}
		if _, waits, err := waitingNumber(tx.Ctx, tx, tx.Now()); err != nil || waits {
			return errors.Join(err, fault.New(fault.Conflict, "most_pending"))
		}
		n := number{numberWaits, most, sqldb.Seal(reason), tx.Who.ID, sqldb.At(tx.Now()), "", sqldb.At(tx.Now().Add(SwapLife))}
		if len(admins) == 1 {
			return hold(tx, n, "")
		}
		noteNumber(tx, "access.most.ask", n, n)
		return saveNumber(tx, n)
	})
}

// ofAdministrators are all of them, for one of them.
func ofAdministrators(tx *org.Tx) ([]string, error) {
	admins, err := authz.Administrators(tx.Ctx, tx)
	if err == nil && (tx.Who.Unproved || !slices.Contains(admins, tx.Who.ID)) {
		err = fault.New(fault.Denied, "not_allowed")
	}
	return admins, err
}

// sayable: no number takes the role from anybody, and none is beyond the plan's.
func sayable(tx *org.Tx, most int, reason string, there int) error {
	var bad fault.Fields
	switch {
	case most < MaxAdministrators || most > MostAdministrators:
		bad.Add("body.most", "most_range", fault.Args{"least": MaxAdministrators, "most": MostAdministrators})
	case most < there:
		bad.Add("body.most", "most_there", fault.Args{"count": there})
	}
	if utf8.RuneCountInString(reason) < minReason {
		bad.Add("body.reason", "why_short", fault.Args{"least": minReason})
	}
	if err := bad.Err(); err != nil {
		return err
	}
	return tx.Org.Plan().Allow(plan.Administrators, int64(most))
}

// AgreeMost is another administrator's word. Errors: no_most, most_own, and those of
// saying the number.
func (m *Module) AgreeMost(ctx context.Context, o *org.Org, who org.Who) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		admins, err := ofAdministrators(tx)
		if err != nil {
			return err
		}
		n, waits, err := waitingNumber(tx.Ctx, tx, tx.Now())
		switch {
		case err != nil:
			return err
		case !waits || !slices.Contains(admins, n.AskedBy): // who is none any more asks for nothing
			return fault.New(fault.Conflict, "no_most")
		case n.AskedBy == tx.Who.ID:
			return fault.New(fault.Conflict, "most_own")
		}
		if err := sayable(tx, n.Most, n.Reason.V, len(admins)); err != nil {
			return err
		}
		return hold(tx, n, tx.Who.ID)
	})
}

// StopMost takes back what waits; every administrator may. Errors: no_most.
func (m *Module) StopMost(ctx context.Context, o *org.Org, who org.Who) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		if _, err := ofAdministrators(tx); err != nil {
			return err
		}
		n, waits, err := waitingNumber(tx.Ctx, tx, tx.Now())
		if err != nil || !waits {
			return errors.Join(err, fault.New(fault.Conflict, "no_most"))
		}
		noteNumber(tx, "access.most.stop", n, n)
		return dropAsked(tx)
	})
}

func hold(tx *org.Tx, n number, by string) error {
	before, ok, err := numberIn(tx.Ctx, tx, numberHolds)
	if err != nil {
		return err
	}
	if !ok {
		before.Most = MaxAdministrators
	}
	n.State, n.AgreedBy, n.Expires = numberHolds, by, 0
	noteNumber(tx, "access.most.set", before, n)
	if err := saveNumber(tx, n); err != nil {
		return err
	}
	return dropAsked(tx)
}
