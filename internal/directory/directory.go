// Package directory knows the people and departments of an organisation. Its
// page is Contacts (web/src/modules/contacts).
//
// What it promises: a mail address and a staff number belong to one person;
// edits say which version they change; an import is planned before it is done,
// names every bad cell by row and column, goes on after a crash, and can be
// undone as long as nobody edited what it made. It is the module to copy for a
// new one: this file wires, each other file is one use case.
//
// Floor: 5
package directory

import (
	"context"
	"crypto/rand"
	"embed"
	"time"

	"tramway/internal/authz"
	"tramway/internal/host"
	"tramway/internal/httpapi"
	"tramway/internal/life"
	"tramway/internal/mail"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

//go:embed migrations
var files embed.FS

// Migrations are the directory's tables.
var Migrations = sqldb.Migrations{Module: "directory", Files: files}

// Accounts is what the directory asks of the installation.
type Accounts interface {
	WithAccount(ctx context.Context, org string, persons []string) (map[string]bool, error)
	Invite(ctx context.Context, i host.Invitation) (token string, expires time.Time, err error)
	Uninvite(ctx context.Context, org string, persons []string) (free bool, err error)
	Proved(ctx context.Context, org string) (bool, error)
	LastSeen(ctx context.Context, org string) (map[string]time.Time, error)
	PersonLeaves(ctx context.Context, org, person string) (sessions int, had bool, err error)
	ClaimMail(ctx context.Context, org string, domains []string) error
}

// Post is who carries mail, if anybody does.
type Post interface {
	Send(ctx context.Context, m mail.Message) error
}

// Module is the directory.
type Module struct {
	accounts Accounts
	origin   string
	post     Post // nil: nobody, and invitations are handed over by hand
	calls    Calls
	comers   Comers // with houses: the door for those who ask to join
	houses   Houses
	heirs    []life.Heir
	views    watch
	node     string // this running program among several
}

// New makes the module; origin is the public address, for links.
func New(accounts Accounts, origin string, post Post) *Module {
	return &Module{accounts: accounts, origin: origin, post: post, node: rand.Text()}
}

// The directory's actions.
const (
	Self            = "directory.self"
	Read            = "directory.person.read"
	Write           = "directory.person.write"
	WriteDepartment = "directory.department.write"
	ImportPeople    = "directory.import"
	InvitePerson    = "directory.person.invite"
	LetLeave        = "directory.person.leave"
)

// some are the scopes in which one may do something with some people only.
var some = []authz.Scope{authz.Own, authz.Reports, authz.Department, authz.Object}

// Actions and who has them at first.
var Actions = []authz.Action{
	{Name: Self, Roles: authz.Roles},
	{Name: Read, Roles: []authz.Role{authz.Administrator, authz.Manager, authz.Member}},
	{Name: Write, Roles: []authz.Role{authz.Administrator}, Scopes: some},
	{Name: WriteDepartment, Roles: []authz.Role{authz.Administrator}},
	{Name: ImportPeople, Roles: []authz.Role{authz.Administrator}},
	{Name: InvitePerson, Roles: []authz.Role{authz.Administrator}, Scopes: some},
	{Name: Join, Roles: []authz.Role{authz.Administrator}, Scopes: []authz.Scope{authz.Department}},
	{Name: Export, Roles: []authz.Role{authz.Administrator}},
	{Name: LetLeave, Roles: []authz.Role{authz.Administrator}},
	{Name: ReadFields, Roles: []authz.Role{authz.Administrator}, Scopes: some},
	{Name: WriteFields, Roles: []authz.Role{authz.Administrator}},
	{Name: WriteSight, Roles: []authz.Role{authz.Administrator}},
	{Name: WritePortal, Roles: []authz.Role{authz.Administrator}},
	{Name: ReadStatistics, Roles: []authz.Role{authz.Administrator}},
	{Name: WriteMailDomains, Roles: []authz.Role{authz.Administrator}},
}

// Jobs are what the directory does in the background.
func (m *Module) Jobs() []org.JobKind {
	return []org.JobKind{{Name: importJob, Inside: importStep}, {Name: wordsJob, Inside: wordsStep, Standing: true}, {Name: leaveJob, Outside: m.shutOut},
		{Name: joinJob, Outside: m.tellJoiner}, {Name: exportJob, Outside: exportStep, Tries: 1 << 30, Standing: true}}
}

// Name is how a person is shown; modules that name people ask for it.
type Name struct {
	Name   string `json:"name"`
	NameZh string `json:"name_zh"`
	Title  string `json:"title"`
	// Picture is the file of it, or empty.
	Picture string `json:"picture"`
}

// Names are those of some people, in one query.
func (m *Module) Names(ctx context.Context, q sqldb.Q, ids []string) (map[string]Name, error) {
	return named(ctx, q, ids, "TRUE")
}

// Here is Names of those who have not left.
func (m *Module) Here(ctx context.Context, q sqldb.Q, ids []string) (map[string]Name, error) {
	return named(ctx, q, ids, "status <> 'left'")
}

func named(ctx context.Context, q sqldb.Q, ids []string, where string) (map[string]Name, error) {
	out := map[string]Name{}
	type row struct {
		ID     string `db:"id"`
		Name   string `db:"name"`
		NameZh string `db:"name_zh"`
		Title  string `db:"title"`
		File   string `db:"picture"`
	}
	rows, err := sqldb.All[row](ctx, q, `SELECT id, name, name_zh, title, picture FROM {o}.people WHERE `+where+` AND id IN {in}`, sqldb.Strings(ids))
	for _, r := range rows {
		out[r.ID] = Name{r.Name, r.NameZh, r.Title, r.File}
	}
	return out, err
}

// Register adds the routes.
func (m *Module) Register(s *httpapi.Server) {
	m.selfRoutes(s)
	m.peopleRoutes(s)
	m.pictureRoutes(s)
	m.leavingRoutes(s)
	m.mailDomainRoutes(s)
	m.departmentRoutes(s)
	m.fieldRoutes(s)
	m.lineRoutes(s)
	m.sightRoutes(s)
	m.viewLimitRoutes(s)
	m.portalRoutes(s)
	m.statisticsRoutes(s)
	m.templateRoutes(s)
	m.importRoutes(s)
	m.exportRoutes(s)
	m.doorRoutes(s)
	m.joinLinkRoutes(s)
	m.joinRequestRoutes(s)
}
