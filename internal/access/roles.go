package access

import (
	"context"
	"slices"

	"tramway/internal/access/accessevent"
	"tramway/internal/authz"
	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/plan"
	"tramway/internal/ref"
)

// GiveRole gives a person a role; one they have already changes nothing.
func (m *Module) GiveRole(ctx context.Context, o *org.Org, who org.Who, person string, role authz.Role) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		giver, to, err := m.changing(tx, RoleWrite, person)
		if err != nil {
			return err
		}
		had, err := authz.Load(tx.Ctx, tx, person)
		if err != nil || had.Has(role) {
			return err
		}
		if to.Left {
			return fault.Bad("body.person_id", "person_left")
		}
		if !m.rules.CoversRole(giver, role, tx.Now()) {
			return fault.New(fault.Denied, "role_beyond_own")
		}
		if err := roomFor(tx, role); err != nil {
			return err
		}
		gives := withMember(had, role)
		for _, r := range gives {
			if _, err := authz.Give(tx.Ctx, tx, person, r); err != nil {
				return err
			}
		}
		noteRoles(tx, "access.role.give", had, slices.Concat(had.Roles, gives))
		tx.Emit(accessevent.Given{Person: person})
		return nil
	})
}

// withMember: who has no account yet has no role either. What they are given first comes
// with being a member, or it would be their only role and never be taken again.
func withMember(had authz.Actor, role authz.Role) []authz.Role {
	if len(had.Roles) > 0 || role == authz.Member || role == authz.Guest {
		return []authz.Role{role}
	}
	return []authz.Role{authz.Member, role}
}

// TakeRole takes a role from a person. Everybody keeps at least one role, and the
// organisation one administrator.
func (m *Module) TakeRole(ctx context.Context, o *org.Org, who org.Who, person string, role authz.Role) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		taker, _, err := m.changing(tx, RoleWrite, person)
		if err != nil {
			return err
		}
		had, err := authz.Load(tx.Ctx, tx, person)
		if err != nil {
			return err
		}
		if err := m.takeable(tx, taker, had, role); err != nil {
			return err
		}
		if _, err := authz.Take(tx.Ctx, tx, person, role); err != nil {
			return err
		}
		noteRoles(tx, "access.role.take", had, slices.DeleteFunc(slices.Clone(had.Roles), func(r authz.Role) bool { return r == role }))
		tx.Emit(accessevent.Taken{Person: person})
		return nil
	})
}

func (m *Module) takeable(tx *org.Tx, taker, had authz.Actor, role authz.Role) error {
	if !had.Has(role) {
		return fault.New(fault.NotFound, "not_found")
	}
	if !m.rules.CoversRole(taker, role, tx.Now()) {
		return fault.New(fault.Denied, "role_beyond_own")
	}
	if role == authz.Administrator {
		if err := m.mayGo(tx, had.Person); err != nil {
			return err
		}
	}
	if len(had.Roles) == 1 {
		return fault.New(fault.Conflict, "last_role")
	}
	return nil
}

// mayGo says whether the organisation can do without an administrator: whether the role
// is taken, or the person leaves with it. Errors: last_administrator, swap_needed,
// last_reachable_administrator.
func (m *Module) mayGo(tx *org.Tx, person string) error {
	n, err := authz.Count(tx.Ctx, tx, authz.Administrator)
	if err != nil {
		return err
	}
	if n <= 1 {
		return fault.New(fault.Conflict, "last_administrator")
	}
	if err := m.twoStay(tx, n); err != nil {
		return err
	}
	return m.staysReachable(tx, person, "")
}

// staysReachable: once an administrator can be reached by a Hong Kong mobile, one
// always can; with is who comes in the place of who goes, if anybody does.
func (m *Module) staysReachable(tx *org.Tx, without, with string) error {
	all, err := authz.Administrators(tx.Ctx, tx)
	if err != nil {
		return err
	}
	reachable, err := m.ways.Reachable(tx.Ctx, tx.Org.ID, append(all, with))
	if err == nil && len(reachable) == 1 && reachable[without] {
		err = fault.New(fault.Conflict, "last_reachable_administrator")
	}
	return err
}

func roomFor(tx *org.Tx, role authz.Role) error {
	if role != authz.Administrator {
		return nil
	}
	n, err := authz.Count(tx.Ctx, tx, role)
	if err == nil {
		err = tx.Org.Plan().Allow(plan.Administrators, int64(n)+1)
	}
	if err != nil {
		return err
	}
	most, err := mostOf(tx.Ctx, tx, tx.Org)
	if err == nil && n >= most {
		err = fault.New(fault.Conflict, "too_many_administrators", fault.Args{"max": most})
	}
	return err
}

// changing asks, in the change's own commit, whether whoever acts may change the
// rights of a person: what they could when the request came in may be gone.
func (m *Module) changing(tx *org.Tx, action, person string) (actor authz.Actor, p Place, err error) {
	there, p, err := m.placeOf(tx, person)
	if err != nil {
		return actor, p, err
	}
	if actor, err = authz.Load(tx.Ctx, tx, tx.Who.ID); err != nil {
		return actor, p, err
	}
	if tx.Who.Unproved {
		actor = actor.Unproved()
	}
	if !there {
		return actor, p, fault.Bad("body.person_id", "unknown_person")
	}
	return actor, p, m.rules.Decide(actor, action, p.Resource, tx.Now()).Err()
}

// placeOf is where a person stands, if there is one.
func (m *Module) placeOf(tx *org.Tx, person string) (there bool, p Place, err error) {
	r := personRef(person)
	places, err := m.house.Places(tx.Ctx, tx, []ref.Ref{r})
	p, there = places[r]
	return there, p, err
}

type rolesFacts struct {
	Roles []authz.Role `json:"roles"`
}

func noteRoles(tx *org.Tx, action string, had authz.Actor, now []authz.Role) {
	who := personRef(had.Person)
	slices.Sort(had.Roles)
	slices.Sort(now)
	tx.Record(org.Entry{Action: action, Object: who, Before: rolesFacts{had.Roles}, After: rolesFacts{now}})
	tx.Changed(who)
}
