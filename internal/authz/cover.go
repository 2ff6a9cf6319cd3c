package authz

import (
	"slices"
	"time"
)

// Covers asks whether somebody may do themselves, everywhere and for as long, what
// a grant would let another do: only that can be given. at describes the grant's
// object: a department with all above it, or the object itself.
//
// It is Decide's own answer for a resource of which nothing is known but what all
// objects of the scope have in common, so only policies that reach all permit it.
func (r *Rules) Covers(giver Actor, g Grant, at Resource, now time.Time) Decision {
	giver.Grants = slices.DeleteFunc(slices.Clone(giver.Grants), func(own Grant) bool { return !own.outlasts(g) })
	switch g.Scope {
	case Object:
	case Department:
		at = Resource{Departments: at.Departments}
	default:
		at = Resource{}
	}
	return r.Decide(giver, g.Action, at, now)
}

// CoversRole asks whether somebody may do themselves, for good, all that a role may.
func (r *Rules) CoversRole(giver Actor, role Role, now time.Time) bool {
	for _, a := range r.actions {
		if slices.Contains(a.Roles, role) && !r.Covers(giver, Grant{Action: a.Name, Scope: All}, Resource{}, now).Allow {
			return false
		}
	}
	return true
}

// outlasts: what has an end can be handed on until then at most.
func (g Grant) outlasts(other Grant) bool {
	return g.Until == 0 || other.Until != 0 && other.Until <= g.Until
}
