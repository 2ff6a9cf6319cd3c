package access

import (
	"context"
	"errors"
	"slices"
	"time"

	"tramway/internal/access/accessevent"
	"tramway/internal/authz"
	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// A verified organisation has exactly two administrators (F142, F222). Replacing one
// is a swap: one of them asks, the other agrees, and both roles change in one commit.

// SwapLife is how long the other one has to agree.
const SwapLife = 7 * 24 * time.Hour

type swap struct {
	Goes    string       `db:"goes"`
	Comes   string       `db:"comes"`
	AskedBy string       `db:"asked_by"`
	AskedAt sqldb.Micros `db:"asked_at"`
	Expires sqldb.Micros `db:"expires_at"`
}

// pendingSwap is the one under way; ok is false if there is none.
func pendingSwap(ctx context.Context, q sqldb.Q, now time.Time) (s swap, ok bool, err error) {
	s, err = sqldb.One[swap](ctx, q, `SELECT goes, comes, asked_by, asked_at, expires_at FROM {o}.role_swap WHERE expires_at>?`, sqldb.At(now))
	if errors.Is(err, sqldb.ErrNone) {
		return s, false, nil
	}
	return s, err == nil, err
}

// AskSwap asks that one administrator be replaced. Errors: swap_pending, not_found
// for somebody who is none, and those of giving the role.
func (m *Module) AskSwap(ctx context.Context, o *org.Org, who org.Who, goes, comes string) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		if err := m.swappable(tx, goes, comes); err != nil {
			return err
		}
		if _, pending, err := pendingSwap(tx.Ctx, tx, tx.Now()); err != nil || pending {
			return errors.Join(err, fault.New(fault.Conflict, "swap_pending"))
		}
		noteSwap(tx, "access.swap.ask", goes, comes)
		_, err := sqldb.Exec(tx.Ctx, tx, `INSERT INTO {o}.role_swap(one, goes, comes, asked_by, asked_at, expires_at) VALUES(1,?,?,?,?,?)
			ON CONFLICT (one) DO UPDATE SET goes=excluded.goes, comes=excluded.comes, asked_by=excluded.asked_by, asked_at=excluded.asked_at, expires_at=excluded.expires_at`,
			goes, comes, tx.Who.ID, sqldb.At(tx.Now()), sqldb.At(tx.Now().Add(SwapLife)))
		return err
	})
}

// swappable: an administrator, by an administrator, for somebody who is none.
func (m *Module) swappable(tx *org.Tx, goes, comes string) error {
	admins, err := authz.Administrators(tx.Ctx, tx)
	if err != nil {
		return err
	}
	actor, err := authz.Load(tx.Ctx, tx, tx.Who.ID)
	if err != nil {
		return err
	}
	there, p, err := m.placeOf(tx, comes)
	switch {
	case err != nil:
		return err
	case !there:
		return fault.Bad("body.comes_id", "unknown_person")
	case tx.Who.Unproved || !actor.Has(authz.Administrator):
		return fault.New(fault.Denied, "not_allowed")
	case !slices.Contains(admins, goes):
		return fault.Bad("body.goes_id", "not_administrator")
	case slices.Contains(admins, comes):
		return fault.Bad("body.comes_id", "is_administrator")
	case p.Left:
		return fault.Bad("body.comes_id", "person_left")
	}
	return m.staysReachable(tx, goes, comes)
}

// AgreeSwap is the other administrator's word. Errors: no_swap, swap_own.
func (m *Module) AgreeSwap(ctx context.Context, o *org.Org, who org.Who) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		s, pending, err := pendingSwap(tx.Ctx, tx, tx.Now())
		switch {
		case err != nil:
			return err
		case !pending:
			return fault.New(fault.Conflict, "no_swap")
		case s.AskedBy == tx.Who.ID:
			return fault.New(fault.Conflict, "swap_own")
		}
		if err := m.swappable(tx, s.Goes, s.Comes); err != nil {
			return err
		}
		return m.carryOut(tx, s)
	})
}

func (m *Module) carryOut(tx *org.Tx, s swap) error {
	if _, err := authz.Take(tx.Ctx, tx, s.Goes, authz.Administrator); err != nil {
		return err
	}
	for person, roles := range map[string][]authz.Role{s.Goes: {authz.Member}, s.Comes: {authz.Administrator, authz.Member}} {
		for _, r := range roles {
			if _, err := authz.Give(tx.Ctx, tx, person, r); err != nil {
				return err
			}
		}
		tx.Changed(personRef(person))
	}
	noteSwap(tx, "access.swap.agree", s.Goes, s.Comes)
	tx.Emit(accessevent.Taken{Person: s.Goes})
	tx.Emit(accessevent.Given{Person: s.Comes})
	return dropSwap(tx)
}

// StopSwap takes it back; each of the two may. Errors: no_swap.
func (m *Module) StopSwap(ctx context.Context, o *org.Org, who org.Who) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		s, pending, err := pendingSwap(tx.Ctx, tx, tx.Now())
		if err != nil || !pending {
			return errors.Join(err, fault.New(fault.Conflict, "no_swap"))
		}
		noteSwap(tx, "access.swap.stop", s.Goes, s.Comes)
		return dropSwap(tx)
	})
}

func dropSwap(tx *org.Tx) error {
	_, err := sqldb.Exec(tx.Ctx, tx, `DELETE FROM {o}.role_swap`)
	return err
}

func noteSwap(tx *org.Tx, action, goes, comes string) {
	tx.Record(org.Entry{Action: action, Object: personRef(goes), Note: map[string]string{"goes": goes, "comes": comes}})
}

// twoStay: of a verified organisation's two administrators none is taken without the
// other's word.
func (m *Module) twoStay(tx *org.Tx, count int) error {
	if count > 2 {
		return nil
	}
	certified, err := m.ways.Certified(tx.Ctx, tx.Org.ID)
	if err == nil && certified {
		err = fault.New(fault.Conflict, "swap_needed")
	}
	return err
}
