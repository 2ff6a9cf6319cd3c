// Package plans is what an operator offers organisations and what each of them has:
// limits and switches under a name. Its pages are Plans of the operators and Plan in
// the administrator's console (web/src/modules/plan).
//
// What it promises: a plan is in force at the next act, in open houses too; nothing
// that is there is lost when a plan gets smaller, but for messages that are older than
// a plan keeps them, thirty days after it came; each change of an organisation's plan
// is told in its own record, also if the program ended in between.
//
// Floor: 5
package plans

import (
	"context"

	"tramway/internal/authz"
	"tramway/internal/host"
	"tramway/internal/httpapi"
	"tramway/internal/org"
	"tramway/internal/plan"
	"tramway/internal/sqldb"
)

// Read is the action of seeing what the organisation's plan holds.
const Read = "plan.read"

// Actions and who has them at first.
var Actions = []authz.Action{{Name: Read, Roles: []authz.Role{authz.Administrator}}}

// Installation is what the module asks of it.
type Installation interface {
	Plans(ctx context.Context) ([]host.Offered, error)
	SavePlan(ctx context.Context, by string, p plan.Plan) (orgs []string, err error)
	DropPlan(ctx context.Context, by, name string) (orgs []string, err error)
	FirstPlan(ctx context.Context) (plan.Plan, error)
	SetFirstPlan(ctx context.Context, name string) error
	SetPlan(ctx context.Context, by, orgID, name string) (plan.Plan, error)
	PlanNews(ctx context.Context, limit int) ([]host.PlanNews, error)
	PlanTold(ctx context.Context, n host.PlanNews) error
	OrganisationsAfter(ctx context.Context, after, words string, limit int) ([]host.Listed, error)
}

// Houses opens organisations to tell their records.
type Houses interface {
	Open(ctx context.Context, orgID string) (*org.Org, error)
}

// Used says how much of a limited thing there is.
type Used func(ctx context.Context, q sqldb.Q) (int64, error)

// Limit is how much of a thing an organisation may have by its own word, not its plan's.
type Limit func(ctx context.Context, o *org.Org) (int64, error)

// Config of the module.
type Config struct {
	Host    Installation
	Used    map[string]Used  // by the limit's name
	Unnamed map[string]Limit // limits that hold where a plan names none
	// InForce makes what these organisations have count in houses that are open.
	InForce func(ctx context.Context, orgs []string) error
}

// Module is plans.
type Module struct {
	cfg    Config
	houses Houses
}

// New makes the module.
func New(cfg Config) *Module { return &Module{cfg: cfg} }

// SetHouses is for the registry, which is made after the modules.
func (m *Module) SetHouses(h Houses) { m.houses = h }

// Register adds the routes.
func (m *Module) Register(s *httpapi.Server) {
	m.operatorRoutes(s)
	m.houseRoutes(s)
}
