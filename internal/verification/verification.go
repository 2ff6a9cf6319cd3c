// Package verification is how an organisation shows that it is who it says: it hands
// papers and numbers in, a person who runs the installation looks at them, and what
// follows is a badge that no name can imitate and a page on which outsiders check it.
// Its pages are Verification in the administrator's console, the operators' queue and
// the public proof page (web/src/modules/verification).
//
// What it promises: papers stay in the organisation's own house, encrypted, and every
// look at one by an operator is an entry in the organisation's record; identity
// numbers are masked wherever they are shown; a decision is made once, has a reason,
// and can be appealed; what the operators are told is told again until it has arrived,
// so no paper waits unseen because a program ended.
//
// Floor: 5
package verification

import (
	"context"
	"embed"
	"time"

	"tramway/internal/authz"
	"tramway/internal/host"
	"tramway/internal/httpapi"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

//go:embed migrations
var files embed.FS

// Migrations are the tables.
var Migrations = sqldb.Migrations{Module: "verification", Files: files}

// The actions of administrators.
const (
	Read  = "verification.read"
	Write = "verification.write"
	// Rename gives the organisation another name.
	Rename = "organisation.rename"
	// Picture gives it a picture, or takes it away.
	Picture = "organisation.picture"
)

// Actions and who has them at first.
var Actions = []authz.Action{
	{Name: Read, Roles: []authz.Role{authz.Administrator}},
	{Name: Write, Roles: []authz.Role{authz.Administrator}},
	{Name: Rename, Roles: []authz.Role{authz.Administrator}},
	{Name: Picture, Roles: []authz.Role{authz.Administrator}},
}

// Life is how long a verification holds (F114).
const Life = 365 * 24 * time.Hour

// Installation is what verification asks of it.
type Installation interface {
	Organisation(ctx context.Context, orgID string) (host.Organisation, error)
	Account(ctx context.Context, accountID string) (host.Account, error)
	AskReview(ctx context.Context, r host.Review) error
	EndReview(ctx context.Context, reviewID, outcome, operator string, at time.Time) error
	Review(ctx context.Context, reviewID string) (host.Review, error)
	Waiting(ctx context.Context, after host.Review, limit int) ([]host.Review, error)
	Overdue(ctx context.Context) (int64, error)
	MedianReview(ctx context.Context) (wait time.Duration, ok bool, err error)
	Reachable(ctx context.Context, orgID string, persons []string) (map[string]bool, error)
	SetStanding(ctx context.Context, orgID, standing string) error
	SetVerified(ctx context.Context, o host.Organisation, at, until time.Time) error
	Rename(ctx context.Context, by, orgID string, n host.Names) (changed bool, err error)
	Renaming(ctx context.Context, orgID string) (host.Renaming, error)
	Renamings(ctx context.Context, before time.Time, limit int) ([]host.Renaming, error)
	RenamingTold(ctx context.Context, r host.Renaming) error
	Picture(ctx context.Context, file string) (host.OrgPicture, error)
	PictureFile(ctx context.Context, orgID string) (string, error)
	SetPicture(ctx context.Context, orgID string, p host.OrgPicture) error
}

// Houses opens organisations for the operators' looks.
type Houses interface {
	Open(ctx context.Context, orgID string) (*org.Org, error)
}

// Decider carries an operator's decision out; note is what they say to it.
type Decider func(ctx context.Context, c *httpapi.Call, operator org.Who, r host.Review, approved bool, note string) error

// Config of the module.
type Config struct {
	Host   Installation
	Houses Houses
	Within time.Duration // how soon somebody should have looked
	// Others decide reviews of kinds that are not verification's.
	Others map[host.ReviewKind]Decider
	Now    func() time.Time
	// InForce makes what the installation says of these organisations count in houses
	// that are open.
	InForce func(ctx context.Context, orgs []string) error
}

// Module is verification.
type Module struct{ cfg Config }

// New makes the module.
func New(cfg Config) *Module { return &Module{cfg} }

// SetHouses is for the registry, which is made after the modules.
func (m *Module) SetHouses(h Houses) { m.cfg.Houses = h }

// Jobs tell the operators.
func (m *Module) Jobs() []org.JobKind {
	return []org.JobKind{{Name: tellJob, Outside: m.tell, Tries: 20}, {Name: pictureJob, Outside: m.tellPicture, Tries: 1 << 30, Standing: true}}
}

// Register adds the routes.
func (m *Module) Register(s *httpapi.Server) {
	m.houseRoutes(s)
	m.renamingRoute(s)
	m.pictureRoutes(s)
	m.standingRoute(s)
	m.paperRoutes(s)
	m.operatorRoutes(s)
	m.publicRoutes(s)
}
