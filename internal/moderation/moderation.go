// Package moderation is what an organisation does about messages that should not be:
// members report them, and rules about words warn, hold or stop them before others see
// them. Its page is Moderation under Messages in the administrator's console
// (web/src/modules/moderation).
//
// What it promises: whoever decides reads what a reporter handed over, the message and
// at most five before it, and nothing else of a conversation; nobody decides about a
// report of what they wrote; each decision is in the record, and its reporter hears of
// it; a text meets a word whatever its script, width, case or spacing, and never because
// two words happen to stand beside each other.
//
// Floor: 5
package moderation

import (
	"context"
	"embed"
	"sync"
	"time"

	"tramway/internal/authz"
	"tramway/internal/httpapi"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

//go:embed migrations
var files embed.FS

// Migrations are the tables.
var Migrations = sqldb.Migrations{Module: "moderation", Files: files}

// The actions.
const (
	Report = "moderation.report"
	Judge  = "moderation.judge"
	Govern = "moderation.govern"
)

// Actions and who has them at first.
var Actions = []authz.Action{
	{Name: Report, Roles: authz.Roles},
	{Name: Judge, Roles: []authz.Role{authz.Administrator}},
	{Name: Govern, Roles: []authz.Role{authz.Administrator}},
}

// Name is how a person is shown.
type Name struct{ Name, NameZh string }

// People is what is asked of whoever knows people.
type People interface {
	Names(ctx context.Context, q sqldb.Q, ids []string) (map[string]Name, error)
	// Placed are those of some persons who have not left, each with their departments
	// and all above these.
	Placed(ctx context.Context, q sqldb.Q, persons []string) (map[string][]string, error)
}

// Said is something that was said where a reporter saw it.
type Said struct {
	Message string    `json:"message"`
	Sender  string    `json:"sender"`
	Text    string    `json:"text"`
	At      time.Time `json:"at"`
}

// Talks is what is asked of whoever has the conversations.
type Talks interface {
	// Handed is a message that a person sees, after up to so many before it.
	Handed(ctx context.Context, q sqldb.Q, person, conversation string, seq int64, before int) ([]Said, error)
	// TakeBack recalls a message in the actor's name.
	TakeBack(tx *org.Tx, conversation string, seq int64) error
}

// Module moderates.
type Module struct {
	people People
	talks  Talks

	mu       sync.Mutex
	compiled map[string]compiled // by organisation
}

// New makes the module.
func New(people People, talks Talks) *Module {
	return &Module{people: people, talks: talks, compiled: map[string]compiled{}}
}

// Register adds the routes.
func (m *Module) Register(s *httpapi.Server) {
	m.reportRoutes(s)
	m.ruleRoutes(s)
}

func route(method, path, summary, action string) httpapi.Route {
	return httpapi.Route{Method: method, Path: "/o/{org}" + path, Summary: summary, Tag: "Moderation", Action: action}
}
