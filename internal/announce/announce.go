// Package announce is what an organisation says to its people by its official channel:
// announcements that some have to confirm, and policies with their versions. Its page is
// Announcements (web/src/modules/announce).
//
// What it promises: whoever is in the audience has it exactly once, after a crash too;
// an announcement by the four-part template is not sent while a part is missing; a
// confirmation names the version that was read, is in the record and can be proved; an
// edit leaves what was said before to be read; nobody is written to for whom the author
// has no right.
//
// Floor: 5
package announce

import (
	"embed"
	"time"

	"tramway/internal/authz"
	"tramway/internal/httpapi"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

//go:embed migrations
var files embed.FS

// Migrations are the tables.
var Migrations = sqldb.Migrations{Module: "announce", Files: files}

// The actions. Read is of one's own; Follow is seeing who has read and confirmed, beside
// the author.
const (
	Read    = "announce.read"
	Publish = "announce.publish"
	Follow  = "announce.follow"
)

// some are the scopes in which one may do so for a part of the organisation.
var some = []authz.Scope{authz.Reports, authz.Department}

// Actions and who has them at first. A manager is given Publish for a department.
var Actions = []authz.Action{
	{Name: Read, Roles: authz.Roles},
	{Name: Publish, Roles: []authz.Role{authz.Administrator}, Scopes: some},
	{Name: Follow, Roles: []authz.Role{authz.Administrator}, Scopes: some},
}

// Bounds.
const (
	portion     = 500 // persons that one step hands out to
	remindEvery = 4 * time.Hour
	maxReason   = 500
)

// Module is the announcements.
type Module struct{ people People }

// New makes the module.
func New(people People) *Module { return &Module{people} }

// Jobs hand out, tell and remind in portions.
func (m *Module) Jobs() []org.JobKind {
	return []org.JobKind{{Name: publishJob, Inside: m.publishStep}, {Name: tellJob, Inside: tellStep}, {Name: remindJob, Inside: remindStep}, {Name: joinersJob, Inside: m.joinersStep}}
}

// Register adds the routes.
func (m *Module) Register(s *httpapi.Server) {
	m.readingRoutes(s)
	m.writingRoutes(s)
	m.chaseRoutes(s)
	m.policyRoutes(s)
}

func route(method, path, summary, action string) httpapi.Route {
	return httpapi.Route{Method: method, Path: "/o/{org}/announcements" + path, Summary: summary, Tag: "Announcements", Action: action}
}

// Path names an announcement in an address.
type Path struct {
	ID string `path:"id" maxLength:"40"`
}

func refTo(id string) ref.Ref { return ref.To("announcement", id) }

func micros(tx *org.Tx) sqldb.Micros { return sqldb.At(tx.Now()) }
