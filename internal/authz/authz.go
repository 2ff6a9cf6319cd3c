// Package authz answers who may do what, and says why. Everything is denied
// that no policy permits. Administrators never write policy text: a person has
// roles, and grants from a closed list of scopes; each turns into a Cedar policy
// for one decision and into an SQL predicate for a list, and a property test
// holds the two equal.
//
// Floor: 2
package authz

import (
	"context"
	"embed"
	"fmt"
	"time"

	"github.com/cedar-policy/cedar-go"
	"github.com/cedar-policy/cedar-go/ast"
	"github.com/cedar-policy/cedar-go/types"

	"tramway/internal/fault"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

//go:embed migrations
var files embed.FS

// Migrations are the tables of roles and grants, in every house.
var Migrations = sqldb.Migrations{Module: "authz", Files: files}

// Role is a named set of actions.
type Role string

// The built-in roles. Every person of an organisation is at least a member or
// a guest.
const (
	Administrator Role = "administrator"
	Manager       Role = "manager"
	Member        Role = "member"
	Guest         Role = "guest"
)

// Roles are all, strongest first.
var Roles = []Role{Administrator, Manager, Member, Guest}

// Action is one thing that can be done, and which roles may do it at first.
type Action struct {
	Name  string // module.object.verb
	Roles []Role
}

// Rules are the actions of all modules with their role policies.
type Rules struct {
	actions  []Action
	policies map[string]*cedar.PolicySet
	grants   compiled
}

// NewRules collects the actions of the modules.
func NewRules(sets ...[]Action) *Rules {
	r := &Rules{policies: map[string]*cedar.PolicySet{}}
	for _, set := range sets {
		for _, a := range set {
			ps := cedar.NewPolicySet()
			for _, role := range a.Roles {
				p := ast.Permit().PrincipalIn(roleUID(role)).ActionEq(actionUID(a.Name))
				ps.Add(cedar.PolicyID("role:"+string(role)+":"+a.Name), cedar.NewPolicyFromAST(p))
			}
			if r.policies[a.Name] != nil {
				panic("authz: action defined twice: " + a.Name)
			}
			r.policies[a.Name] = ps
			r.actions = append(r.actions, a)
		}
	}
	return r
}

// Actions are all, in the order of the modules.
func (r *Rules) Actions() []Action { return r.actions }

// Actor is a person with what they may.
type Actor struct {
	Person string
	Roles  []Role
	Grants []Grant
}

// Has says whether the actor has a role.
func (a Actor) Has(role Role) bool {
	for _, r := range a.Roles {
		if r == role {
			return true
		}
	}
	return false
}

// Resource is what an action is done to; the zero value is "the organisation".
type Resource struct {
	Ref         ref.Ref
	Owner       string   // person
	Departments []string // the department it is in, and all above it
	Managers    []string // of its owner, all the way up
}

// Decision says yes or no, and the policies that decided.
type Decision struct {
	Allow    bool
	Policies []string // "role:member:chat.post", "grant:<id>"; empty: nothing permits it
}

// Err is nil for yes.
func (d Decision) Err() error {
	if d.Allow {
		return nil
	}
	return fault.New(fault.Denied, "not_allowed")
}

// Decide answers for one actor, action and resource.
func (r *Rules) Decide(a Actor, action string, res Resource, now time.Time) Decision {
	roles := r.policies[action]
	if roles == nil {
		return Decision{}
	}
	policies := cedar.PolicyMap{}
	for id, p := range roles.All() {
		policies[id] = p
	}
	for _, g := range a.Grants {
		if g.Action == action && g.living(now) {
			policies[cedar.PolicyID("grant:"+g.ID)] = r.grants.policy(g)
		}
	}
	req, entities := request(a, action, res)
	ok, why := cedar.Authorize(policies, entities, req)
	d := Decision{Allow: ok == cedar.Allow}
	for _, reason := range why.Reasons {
		d.Policies = append(d.Policies, string(reason.PolicyID))
	}
	return d
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

// Load reads what a person may, in one query each for roles and grants.
func Load(ctx context.Context, q sqldb.Q, person string) (Actor, error) {
	a := Actor{Person: person}
	roles, err := sqldb.All[string](ctx, q, `SELECT role FROM {o}.role_members WHERE person=?`, person)
	if err != nil {
		return a, fmt.Errorf("roles: %w", err)
	}
	for _, r := range roles {
		a.Roles = append(a.Roles, Role(r))
	}
	a.Grants, err = sqldb.All[Grant](ctx, q, `SELECT `+grantCols+` FROM {o}.grants WHERE person=?`, person)
	return a, err
}

// Anywhere says whether the actor may do an action to at least something: by a
// role, or by a living grant of any scope.
func (r *Rules) Anywhere(a Actor, action string, now time.Time) bool {
	for _, g := range a.Grants {
		if g.Action == action && g.Person == a.Person && g.living(now) {
			return true
		}
	}
	return r.Decide(Actor{Person: a.Person, Roles: a.Roles}, action, Resource{}, now).Allow
}

// Administrators is how many persons may change everything.
func Administrators(ctx context.Context, q sqldb.Q) (int, error) {
	return sqldb.One[int](ctx, q, `SELECT count(*) FROM {o}.role_members WHERE role=?`, string(Administrator))
}

// Holders are those of some persons who have a role.
func Holders(ctx context.Context, q sqldb.Q, role Role, persons []string) (map[string]bool, error) {
	ids, err := sqldb.All[string](ctx, q, `SELECT person FROM {o}.role_members WHERE role=? AND person IN {in}`, string(role), sqldb.Strings(persons))
	out := map[string]bool{}
	for _, id := range ids {
		out[id] = true
	}
	return out, err
}
