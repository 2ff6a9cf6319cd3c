package authz

import (
	"strings"
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

// living: a grant ends at its moment, to the microsecond.
func (g Grant) living(now time.Time) bool { return g.Until == 0 || sqldb.At(now) < g.Until }

// policy is the grant as Cedar.
func (g Grant) policy() *cedar.Policy {
	p := ast.Permit().PrincipalEq(personUID(g.Person)).ActionEq(actionUID(g.Action))
	switch g.Scope {
	case Own:
		p = p.When(ast.Resource().Access("owner").Equal(ast.String(types.String(g.Person))))
	case Reports:
		p = p.When(ast.Resource().Access("managers").Contains(ast.String(types.String(g.Person))))
	case Department:
		p = p.When(ast.Resource().Access("departments").Contains(ast.String(types.String(g.Object))))
	case Object:
		p = p.ResourceEq(types.NewEntityUID("Object", types.String(g.Object)))
	case All:
	default:
		p = p.When(ast.False()) // a scope this release does not know permits nothing
	}
	return cedar.NewPolicyFromAST(p)
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

// Predicate is the WHERE clause that keeps exactly the rows Decide would allow.
func (r *Rules) Predicate(a Actor, action string, c Columns, now time.Time) (where string, args []any) {
	if d := r.Decide(Actor{Person: a.Person, Roles: a.Roles}, action, Resource{}, now); d.Allow {
		return "TRUE", nil
	}
	parts := []string{}
	for _, g := range a.Grants {
		if g.Action != action || g.Person != a.Person || !g.living(now) {
			continue
		}
		switch g.Scope {
		case Own:
			parts, args = append(parts, c.Owner+" = ?"), append(args, g.Person)
		case Reports:
			parts, args = append(parts, c.Reports), append(args, g.Person)
		case Department:
			parts, args = append(parts, c.Department), append(args, g.Object)
		case Object:
			parts, args = append(parts, c.Ref+" = ?"), append(args, g.Object)
		case All:
			return "TRUE", nil
		}
	}
	if len(parts) == 0 {
		return "FALSE", nil
	}
	return "(" + strings.Join(parts, " OR ") + ")", args
}
