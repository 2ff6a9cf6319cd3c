// Package access is who may what, for administrators and for everybody: roles,
// grants with a scope and an end, and the reason of each decision in words. Its
// page is Roles in the administrator's console (web/src/modules/access), and
// "What I may do" under Me.
//
// What it promises: nobody changes their own rights, and nobody gives what they may
// not do themselves, everywhere and for as long; one administrator always stays, and one with a proved +852 mobile once there is one; a
// grant ends to the second and its end is in the record; a right that is taken is
// gone at the next request and at once on open sockets; an explanation is the
// decision's own answer, never a second reading of the rules.
//
// Floor: 5
package access

import (
	"context"
	"embed"
	"time"

	"tramway/internal/access/accessevent"
	"tramway/internal/authz"
	"tramway/internal/httpapi"
	"tramway/internal/live"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

//go:embed migrations
var files embed.FS

// Migrations are the tables that are not of the rules themselves.
var Migrations = sqldb.Migrations{Module: "access", Files: files}

// The actions.
const (
	Ask        = "access.ask"
	Read       = "access.read"
	RoleWrite  = "access.role.write"
	GrantWrite = "access.grant.write"
)

// others are the scopes in which one may change the rights of some people. One's
// own are out of reach for everybody.
var (
	others = []authz.Scope{authz.Reports, authz.Department, authz.Object}
	notOwn = []authz.Forbid{{Name: "own_rights", Scope: authz.Own}}
)

// Actions and who has them at first.
var Actions = []authz.Action{
	{Name: Ask, Roles: authz.Roles},
	{Name: Read, Roles: []authz.Role{authz.Administrator}},
	{Name: RoleWrite, Roles: []authz.Role{authz.Administrator}, Scopes: others, Forbid: notOwn},
	{Name: GrantWrite, Roles: []authz.Role{authz.Administrator}, Scopes: others, Forbid: notOwn},
}

// Bounds.
const (
	// MaxAdministrators holds until the organisation says another number, with a reason.
	MaxAdministrators = 2
	// MostAdministrators is the most that it can say; its plan may name fewer under
	// "administrators".
	MostAdministrators = 5
	// MaxGrants of one person: all are read with each of their requests.
	MaxGrants = 200
)

// Module is roles and grants.
type Module struct {
	rules *authz.Rules
	house Organisation
	ways  Ways
}

// New makes the module; rules are those of every module.
func New(rules *authz.Rules, house Organisation, ways Ways) *Module {
	return &Module{rules, house, ways}
}

// Register adds the routes.
func (m *Module) Register(s *httpapi.Server) {
	m.roleRoutes(s)
	m.grantRoutes(s)
	m.swapRoutes(s)
	m.mostRoutes(s)
	m.askRoutes(s)
}

// Jobs are the ends of grants.
func (m *Module) Jobs() []org.JobKind { return []org.JobKind{{Name: endJob, Inside: endGrant}} }

// Fans tell a person's open pages that they may more or less than before. A page
// that may less comes back as far as it still may.
func (m *Module) Fans() []live.Fan {
	return []live.Fan{
		{Types: []string{accessevent.Given{}.EventType()}, Make: fan(false)},
		{Types: []string{accessevent.Taken{}.EventType()}, Make: fan(true)},
	}
}

func fan(taken bool) func(context.Context, *org.Org, []org.Received) ([]live.Push, error) {
	return func(_ context.Context, _ *org.Org, events []org.Received) (out []live.Push, err error) {
		for _, r := range events {
			e, err := org.As[accessevent.Given](r) // both say whose rights, and no more
			if err != nil {
				return nil, err
			}
			out = append(out, live.Push{Persons: []string{e.Person}, Reenter: taken,
				Data: []any{map[string]string{"t": "changed", "ref": ref.To("person", e.Person).String()}}})
		}
		return out, nil
	}
}

func route(method, path, summary, action string) httpapi.Route {
	r := httpapi.Route{Method: method, Path: "/o/{org}/access" + path, Summary: summary, Tag: "Access", Action: action}
	r.Fresh = method != "GET"
	return r
}

// moment is an optional time of an answer.
func moment(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
