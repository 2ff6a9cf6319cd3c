// Package authz answers who may do what, and says why. Everything is denied
// that no policy permits. Administrators never write policy text: a person has
// roles, and grants from a closed list of scopes; each turns into a Cedar policy
// for one decision and into an SQL predicate for a list, and a property test
// holds the two equal.
//
// Floor: 2
package authz

import (
	"embed"

	"github.com/cedar-policy/cedar-go"
	"github.com/cedar-policy/cedar-go/ast"

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
	Name   string // module.object.verb
	Roles  []Role
	Scopes []Scope  // beside All: those whose objects the module asks about; see [Rules.Honours]
	Forbid []Forbid // what no role and no grant permits
}

// Rules are the actions of all modules with their role policies.
type Rules struct {
	actions []Action
	rules   map[string]rule
	grants  compiled
}

type rule struct {
	Action
	roles *cedar.PolicySet
}

// NewRules collects the actions of the modules.
func NewRules(sets ...[]Action) *Rules {
	r := &Rules{rules: map[string]rule{}}
	for _, set := range sets {
		for _, a := range set {
			if _, twice := r.rules[a.Name]; twice {
				panic("authz: action defined twice: " + a.Name)
			}
			r.rules[a.Name] = rule{a, rolePolicies(a)}
			r.actions = append(r.actions, a)
		}
	}
	return r
}

func rolePolicies(a Action) *cedar.PolicySet {
	ps := cedar.NewPolicySet()
	for _, role := range a.Roles {
		p := ast.Permit().PrincipalIn(roleUID(role)).ActionEq(actionUID(a.Name))
		ps.Add(Policy{ByRole, string(role)}.id(), cedar.NewPolicyFromAST(p))
	}
	return ps
}

// Actions are all, in the order of the modules.
func (r *Rules) Actions() []Action { return r.actions }

// Knows says whether some module defines an action.
func (r *Rules) Knows(action string) bool {
	_, ok := r.rules[action]
	return ok
}

// Actor is a person with what they may.
type Actor struct {
	Person string
	Roles  []Role
	Grants []Grant
}

// strong is the role that counts only where a second factor was proved; who holds it
// is a member until then.
const strong = Administrator

// Unproved is the actor in a session of one factor.
func (a Actor) Unproved() Actor {
	if !a.Has(strong) {
		return a
	}
	roles := []Role{Member}
	for _, r := range a.Roles {
		if r != strong && r != Member {
			roles = append(roles, r)
		}
	}
	a.Roles = roles
	return a
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

// Outside says that the actor is a guest and nothing else.
func (a Actor) Outside() bool {
	for _, r := range a.Roles {
		if r != Guest {
			return false
		}
	}
	return len(a.Roles) > 0
}

// Resource is what an action is done to; the zero value is "the organisation".
type Resource struct {
	Ref         ref.Ref
	Owner       string   // person
	Departments []string // the department it is in, and all above it
	Managers    []string // of its owner, all the way up
	Gates       []string // that stand open for it; see [Forbid]
}
