// Package guest is people from outside in an organisation's groups: who invited them,
// where they are from and until when. Its page is Guests (web/src/modules/chat/guests).
//
// What it promises: a guest is in the groups they were brought into and nowhere else, and
// their time is over at its moment; wherever they are named it is said that they are
// from outside; whoever belongs to another organisation here comes in only if that one
// lets them, unless it said that it need not be asked; somebody who comes again is
// the same person.
//
// Floor: 5
package guest

import (
	"context"
	"embed"
	"time"

	"tramway/internal/access/accessevent"
	"tramway/internal/authz"
	"tramway/internal/host"
	"tramway/internal/httpapi"
	"tramway/internal/mail"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

//go:embed migrations
var files embed.FS

// Migrations are the tables.
var Migrations = sqldb.Migrations{Module: "guest", Files: files}

// The actions: bringing guests into groups, and deciding about all of them.
const (
	Invite = "guest.invite"
	Manage = "guest.manage"
)

// Actions and who has them at first.
var Actions = []authz.Action{{Name: Invite, Roles: []authz.Role{authz.Administrator, authz.Manager}}, {Name: Manage, Roles: []authz.Role{authz.Administrator}}}

// Bounds.
const (
	maxName    = 120 // characters
	maxCompany = 120
	maxReason  = 500
	maxStay    = 366 * 24 * time.Hour
	warnBefore = 3 * 24 * time.Hour
	maxOpen    = 2000 // guests at once
)

// Name is how a person is shown.
type Name struct{ Name, NameZh string }

// People is what this module asks of whoever knows people.
type People interface {
	Names(ctx context.Context, q sqldb.Q, ids []string) (map[string]Name, error)
	// ByMail is who has a mail address; "" if nobody has.
	ByMail(ctx context.Context, q sqldb.Q, email string) (person string, left bool, err error)
	// TakeGuest makes somebody a person, or takes back who left.
	TakeGuest(tx *org.Tx, name, company, email string) (person string, err error)
	// LeavePerson lets somebody leave; what they have in hand goes to the heir.
	LeavePerson(ctx context.Context, o *org.Org, who org.Who, person, heir string) error
}

// Group is a group by what it is called.
type Group struct{ ID, Title string }

// Talks is what it asks of whoever knows conversations.
type Talks interface {
	// Invites is an error where a person may not bring others into a group.
	Invites(ctx context.Context, q sqldb.Q, conversation, person string) (title string, err error)
	Bring(tx *org.Tx, conversation, person string) error
	Leaders(ctx context.Context, q sqldb.Q, conversation string) ([]string, error)
	GroupsOf(ctx context.Context, q sqldb.Q, persons []string) (map[string][]Group, error)
}

// Host is what it asks of the installation.
type Host interface {
	Homes(ctx context.Context, login, but string) ([]host.Home, error)
	Invite(ctx context.Context, i host.Invitation) (token string, expires time.Time, err error)
	Invited(ctx context.Context, token string) (host.Invitation, error)
	CompanyOnlyOf(ctx context.Context, org string) (host.CompanyOnly, error)
	PictureFile(ctx context.Context, org string) (string, error)
	SetUntil(ctx context.Context, org, person string, until time.Time) error
	Proved(ctx context.Context, org string) (bool, error)
	Poses(ctx context.Context, org string) (bool, error)
	LastSeen(ctx context.Context, org string) (map[string]time.Time, error)
}

// Houses opens other organisations of the installation.
type Houses interface {
	Open(ctx context.Context, orgID string) (*org.Org, error)
}

// Post is who carries mail.
type Post interface {
	Send(ctx context.Context, m mail.Message) error
}

// Module is the guests.
type Module struct {
	people People
	talks  Talks
	host   Host
	post   Post // nil: invitations are handed over by hand
	origin string
	houses Houses
}

// New makes the module; origin is the public address, for links.
func New(people People, talks Talks, h Host, post Post, origin string) *Module {
	return &Module{people: people, talks: talks, host: h, post: post, origin: origin}
}

// SetHouses is told before it serves.
func (m *Module) SetHouses(h Houses) { m.houses = h }

// Jobs end guests' time and warn of it, and carry what goes between organisations.
func (m *Module) Jobs() []org.JobKind {
	return []org.JobKind{{Name: endJob, Outside: m.endDue}, {Name: warnJob, Inside: m.warn}, {Name: untilJob, Outside: m.setUntil},
		{Name: askJob, Outside: m.ask}, {Name: answerJob, Outside: m.answer}, {Name: sendJob, Outside: m.sendLater}}
}

// Subscribers hear that a guest is given more than a guest has.
func (m *Module) Subscribers() []org.Subscriber {
	return []org.Subscriber{{Name: "guest.stays", Handle: m.stays, Types: []string{accessevent.Given{}.EventType()}}}
}

// Register adds the routes.
func (m *Module) Register(s *httpapi.Server) {
	m.guestRoutes(s)
	m.groupRoutes(s)
	m.ruleRoutes(s)
	m.queueRoutes(s)
	m.doorRoutes(s)
}
