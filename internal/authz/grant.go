package authz

import (
	"time"

	"github.com/cedar-policy/cedar-go"
	"github.com/cedar-policy/cedar-go/ast"
	"github.com/cedar-policy/cedar-go/types"

	"tramway/internal/sqldb"
)

// Scope says on which objects a grant works. The list is closed: a new scope
// needs a policy and a predicate, and the property test.
type Scope string

// The scopes.
const (
	Own        Scope = "own"        // what the person owns
	Reports    Scope = "reports"    // what those below them own
	Department Scope = "department" // what is in a department or below it
	Object     Scope = "object"     // one named object
	All        Scope = "all"        // everything of the organisation
)

// Scopes are all.
var Scopes = []Scope{Own, Reports, Department, Object, All}

// Grant lets one person do one action on the objects of a scope.
type Grant struct {
	ID        string       `db:"id"`
	Person    string       `db:"person"`
	Action    string       `db:"action"`
	Scope     Scope        `db:"scope"`
	Object    string       `db:"object"`
	Until     sqldb.Micros `db:"until"`
	GrantedBy string       `db:"granted_by"`
}

const grantCols = `id, person, action, scope, object, until, granted_by`

// Living says whether a grant still works: it ends at its moment, to the
// microsecond.
func (g Grant) Living(now time.Time) bool { return g.Until == 0 || sqldb.At(now) < g.Until }

// Forbid is a rule over all others: nobody does the action on the objects of the
// scope, as seen from whoever asks. Own and Reports make sense. With a gate it holds for
// every named object but those for which the gate stands open.
type Forbid struct {
	Name  string // of the rule, and of the refusal
	Scope Scope
	Gate  string // of those in [Resource.Gates]; "": none
}

func (g Grant) policy() *cedar.Policy {
	p := ast.Permit().PrincipalEq(personUID(g.Person)).ActionEq(actionUID(g.Action))
	return cedar.NewPolicyFromAST(within(p, g.Scope, g.Person, g.Object))
}

func (f Forbid) policy(person, action string) *cedar.Policy {
	p := ast.Forbid().PrincipalEq(personUID(person)).ActionEq(actionUID(action))
	if f.Gate != "" {
		return cedar.NewPolicyFromAST(p.When(ast.Resource().Access("named")).Unless(ast.Resource().Access("gates").Contains(ast.String(types.String(f.Gate)))))
	}
	return cedar.NewPolicyFromAST(within(p, f.Scope, person, ""))
}

// within is a scope as Cedar; condition says the same in SQL.
func within(p *ast.Policy, s Scope, person, object string) *ast.Policy {
	switch s {
	case Own:
		return p.When(ast.Resource().Access("owner").Equal(ast.String(types.String(person))))
	case Reports:
		return p.When(ast.Resource().Access("managers").Contains(ast.String(types.String(person))))
	case Department:
		return p.When(ast.Resource().Access("departments").Contains(ast.String(types.String(object))))
	case Object:
		return p.ResourceEq(types.NewEntityUID("Object", types.String(object)))
	case All:
		return p
	}
	return p.When(ast.False()) // a scope this release does not know holds nothing
}

// Columns say where a list finds what the scopes ask about. Each is an SQL
// expression; Departments and Reports are subqueries with one ? for the
// department or the person, giving the owners or departments below.
type Columns struct {
	Ref        string // text "type:id"
	Owner      string // person id
	Department string // boolean expression with one ?: is it in that department or below
	Reports    string // boolean expression with one ?: is its owner below that person
}
