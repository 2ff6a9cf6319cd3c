// Package retention is how long things are kept, and what people may ask of their own
// data: periods with their legal least, the daily purge, legal holds, copies of what
// is held of a person, and forgetting somebody who has left. Its page is Data in the
// administrator's console (web/src/modules/retention), and "My data" under Me.
//
// What it promises: no period is shorter than the law asks for; a hold wins over every
// purge and erasure; nothing goes without an entry that says how much and why; a copy
// is for whoever asked, for seven days, and is made while it is read, so that no file
// of anybody's data lies about; a person is forgotten in small steps that go on after
// a crash, and what has to stay says until when.
//
// Floor: 5
package retention

import (
	"embed"
	"time"

	"tramway/internal/authz"
	"tramway/internal/httpapi"
	"tramway/internal/keep"
	"tramway/internal/life"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

//go:embed migrations
var files embed.FS

// Migrations are retention's tables.
var Migrations = sqldb.Migrations{Module: "retention", Files: files}

// The actions.
const (
	CopyOwn   = "retention.copy.own"
	CopyOther = "retention.copy.other"
	Read      = "retention.read"
	Write     = "retention.write"
	HoldWrite = "retention.hold.write"
	Erase     = "retention.erase"
)

// Actions and who has them at first.
var Actions = []authz.Action{
	{Name: CopyOwn, Roles: authz.Roles},
	{Name: CopyOther, Roles: []authz.Role{authz.Administrator}},
	{Name: Read, Roles: []authz.Role{authz.Administrator}},
	{Name: Write, Roles: []authz.Role{authz.Administrator}},
	{Name: HoldWrite, Roles: []authz.Role{authz.Administrator}},
	{Name: Erase, Roles: []authz.Role{authz.Administrator}},
}

// Bounds.
const (
	CopyLife  = 7 * 24 * time.Hour
	stepRows  = 500 // rows a step: it has two seconds
	maxReason = 500
	maxHold   = 10 * 366 * 24 * time.Hour
)

// Module is retention.
type Module struct {
	people   People
	accounts Accounts
	parts    life.Parts
}

// New makes the module; [Module.Keeps] tells it what there is.
func New(people People, accounts Accounts) *Module {
	return &Module{people: people, accounts: accounts}
}

// Keeps tells what all modules gave, retention's own parts among it.
func (m *Module) Keeps(parts life.Parts) { m.parts = parts }

// Jobs are what retention does in the background. The purge never gives up: what it
// could not do today it does tomorrow.
func (m *Module) Jobs() []org.JobKind {
	return []org.JobKind{{Name: purgeJob, Inside: m.purgeStep, Tries: 1 << 30, Standing: true}, {Name: copyJob, Inside: m.copyStep}, {Name: eraseJob, Inside: m.eraseStep, Tries: 1 << 30}}
}

// Register adds the routes.
func (m *Module) Register(s *httpapi.Server) {
	m.periodRoutes(s)
	m.holdRoutes(s)
	m.copyRoutes(s)
	m.erasureRoutes(s)
	m.leavingRoutes(s)
}

func route(method, path, summary, action string) httpapi.Route {
	r := httpapi.Route{Method: method, Path: "/o/{org}/data" + path, Summary: summary, Tag: "Data", Action: action}
	r.Fresh = method != "GET" && action != CopyOwn
	return r
}

// day is how days of a period are counted.
const day = 24 * time.Hour

// before is the moment before which the things of a class go; 0: nothing does.
func before(now time.Time, days int) sqldb.Micros {
	if days == 0 {
		return 0
	}
	return sqldb.At(now.Add(-time.Duration(days) * day))
}

// leastOf is the moment before which a class's least is over.
func leastOf(now time.Time, class string) sqldb.Micros {
	c, ok := keep.Find(class)
	if !ok || c.Least == 0 {
		return sqldb.At(now.Add(time.Second))
	}
	return before(now, c.Least)
}
