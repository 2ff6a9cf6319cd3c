// Package proof shows the record: what happened, whether the record is whole,
// the evidence for one entry, exports, and the log itself for anybody's client.
// Its page is Record in the administrator's console (web/src/modules/record).
//
// What it promises: a list names who, what and when without opening what was
// erased; evidence can be checked without us; exports stream and are recorded.
//
// Floor: 5
package proof

import (
	"context"
	"embed"
	"sync"
	"time"

	"tramway/internal/authz"
	"tramway/internal/httpapi"
	"tramway/internal/org"
	"tramway/internal/outbound"
	"tramway/internal/sqldb"
)

// The record's actions.
const (
	Read        = "record.read"
	Export      = "record.export"
	Rotate      = "record.key.rotate"
	Send        = "record.receiver.write"
	ReviewWrite = "record.review.write"
)

//go:embed migrations
var files embed.FS

// Migrations are the tables beside the record itself.
var Migrations = sqldb.Migrations{Module: "proof", Files: files}

// Actions and who has them at first.
var Actions = []authz.Action{
	{Name: Read, Roles: []authz.Role{authz.Administrator}},
	{Name: Export, Roles: []authz.Role{authz.Administrator}},
	{Name: Rotate, Roles: []authz.Role{authz.Administrator}},
	{Name: Send, Roles: []authz.Role{authz.Administrator}},
	{Name: ReviewWrite, Roles: []authz.Role{authz.Administrator}},
}

// Name is how a person is shown.
type Name struct{ Name, NameZh, Title string }

// People is what the record's page asks of whoever knows people.
type People interface {
	Names(ctx context.Context, q sqldb.Q, ids []string) (map[string]Name, error)
}

// Config of the module.
type Config struct {
	People   People
	Outbound outbound.Options // what receivers may be reached
	Version  string           // of the program, as receivers are told it
}

// Module is the record's page and log.
type Module struct {
	cfg     Config
	people  People
	sending sending

	mu     sync.Mutex // guards checks
	checks map[string]*check
}

// New makes the module.
func New(cfg Config) *Module {
	return &Module{cfg: cfg, people: cfg.People, checks: map[string]*check{}, sending: sending{now: map[string]*bool{}}}
}

// Jobs go on with what was to be sent, though the house was closed meanwhile.
func (m *Module) Jobs() []org.JobKind {
	return []org.JobKind{{Name: forwardJob, Tries: 1 << 30, Outside: func(ctx context.Context, o *org.Org, _ org.Due) error { return m.Grown(ctx, o) }},
		{Name: tallyJob, Tries: 1 << 30, Standing: true, Outside: m.tallyJob}}
}

// Register adds the routes.
func (m *Module) Register(s *httpapi.Server) {
	m.stateRoutes(s)
	m.entryRoutes(s)
	m.actionRoutes(s)
	m.exportRoutes(s)
	m.sealedRoutes(s)
	m.logRoutes(s)
	m.keyRoutes(s)
	m.receiverRoutes(s)
	m.reviewRoutes(s)
}

func route(method, path, summary, action string) httpapi.Route {
	return httpapi.Route{Method: method, Path: "/o/{org}/record" + path, Summary: summary, Tag: "Record", Action: action}
}

// check is the running or last full verification of one house.
type check struct {
	running bool
	at      time.Time
	err     error
}

// checkLife is how long a full verification counts as the present state.
const checkLife = 10 * time.Minute

// verified starts a full verification in the background if the last one is old,
// and says what is known.
func (m *Module) verified(o *org.Org) (state string, at time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	c := m.checks[o.ID]
	if c == nil {
		c = &check{}
		m.checks[o.ID] = c
	}
	if !c.running && time.Since(c.at) > checkLife {
		c.running = true
		go m.verify(o.ID, o.Again())
	}
	switch {
	case c.at.IsZero():
		return "checking", c.at
	case c.err != nil:
		return "broken", c.at
	}
	return "whole", c.at
}

func (m *Module) verify(id string, o *org.Org) {
	defer o.Close()
	err := o.Verify(context.Background())
	m.mu.Lock()
	defer m.mu.Unlock()
	*m.checks[id] = check{at: time.Now(), err: err}
}
