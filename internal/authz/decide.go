package authz

import (
	"slices"
	"strings"
	"time"

	"github.com/cedar-policy/cedar-go"
	"github.com/cedar-policy/cedar-go/types"

	"tramway/internal/fault"
)

// Kind says what sort of rule decided.
type Kind string

// The kinds of rules.
const (
	ByRole   Kind = "role"
	ByGrant  Kind = "grant"
	ByForbid Kind = "forbid"
)

// Policy names one rule: a role, a grant by its id, or a forbid by its name.
type Policy struct {
	Kind Kind
	Name string
}

func (p Policy) String() string { return string(p.Kind) + ":" + p.Name }

func (p Policy) id() cedar.PolicyID { return cedar.PolicyID(p.String()) }

func policyOf(id cedar.PolicyID) Policy {
	kind, name, _ := strings.Cut(string(id), ":")
	return Policy{Kind(kind), name}
}

// Decision says yes or no, and the policies that decided: those that permit, or
// those that forbid. Without any, nothing permits it.
type Decision struct {
	Allow    bool
	Policies []Policy
}

// Err is nil for yes; a refusal by a forbid carries its name.
func (d Decision) Err() error {
	if d.Allow {
		return nil
	}
	for _, p := range d.Policies {
		return fault.New(fault.Denied, p.Name)
	}
	return fault.New(fault.Denied, "not_allowed")
}

// Honours says whether a grant of this scope means something for an action: a
// module that does not ask about each object can't let somebody do it to some, so
// such a grant permits nothing.
func (r *Rules) Honours(action string, s Scope) bool {
	known, ok := r.rules[action]
	return ok && (s == All || slices.Contains(known.Scopes, s))
}

// Decide answers for one actor, action and resource.
func (r *Rules) Decide(a Actor, action string, res Resource, now time.Time) Decision {
	known, ok := r.rules[action]
	if !ok {
		return Decision{}
	}
	policies := cedar.PolicyMap{}
	for id, p := range known.roles.All() {
		policies[id] = p
	}
	for _, g := range a.Grants {
		if g.Action == action && g.Living(now) && r.Honours(action, g.Scope) {
			policies[Policy{ByGrant, g.ID}.id()] = r.grants.policy(g)
		}
	}
	for _, f := range known.Forbid {
		policies[Policy{ByForbid, f.Name}.id()] = f.policy(a.Person, action)
	}
	req, entities := request(a, action, res)
	effect, why := cedar.Authorize(policies, entities, req)
	d := Decision{Allow: effect == cedar.Allow}
	for _, reason := range why.Reasons {
		d.Policies = append(d.Policies, policyOf(reason.PolicyID))
	}
	slices.SortFunc(d.Policies, func(a, b Policy) int { return strings.Compare(a.String(), b.String()) })
	return d
}

// Anywhere says whether the actor may do an action to at least something: by a
// role, or by a living grant of any scope.
func (r *Rules) Anywhere(a Actor, action string, now time.Time) bool {
	for _, g := range a.Grants {
		if g.Action == action && g.Person == a.Person && g.Living(now) && r.Honours(action, g.Scope) {
			return true
		}
	}
	return r.byRole(a, action, now)
}

// byRole says whether the actor's roles alone permit an action at large.
func (r *Rules) byRole(a Actor, action string, now time.Time) bool {
	return r.Decide(Actor{Person: a.Person, Roles: a.Roles}, action, Resource{}, now).Allow
}

func request(a Actor, action string, res Resource) (cedar.Request, types.EntityMap) {
	roles := make([]types.EntityUID, len(a.Roles))
	for i, role := range a.Roles {
		roles[i] = roleUID(role)
	}
	who := personUID(a.Person)
	what := types.NewEntityUID("Object", types.String(res.Ref.String()))
	attrs := types.NewRecord(types.RecordMap{
		"owner":       types.String(res.Owner),
		"departments": setOf(res.Departments),
		"managers":    setOf(res.Managers),
		"gates":       setOf(res.Gates),
		"named":       types.Boolean(!res.Ref.IsZero()),
	})
	return cedar.Request{Principal: who, Action: actionUID(action), Resource: what, Context: types.Record{}}, types.EntityMap{
		who:  {UID: who, Parents: types.NewEntityUIDSet(roles...)},
		what: {UID: what, Attributes: attrs},
	}
}

func setOf(words []string) types.Set {
	vs := make([]types.Value, len(words))
	for i, w := range words {
		vs[i] = types.String(w)
	}
	return types.NewSet(vs...)
}

func roleUID(r Role) types.EntityUID     { return types.NewEntityUID("Role", types.String(r)) }
func personUID(p string) types.EntityUID { return types.NewEntityUID("Person", types.String(p)) }
func actionUID(a string) types.EntityUID { return types.NewEntityUID("Action", types.String(a)) }
