// Package ding is urgent notices that chase their receivers: they show on any page that
// is open, then go by push, mail, short message and telephone, step by step, until they
// are answered. Its page is DING (web/src/modules/ding).
//
// What it promises: the sender sees how far each receiver came; a step is written down
// before it is taken, so that after a crash mail and push go out again as the same
// message, and what costs money is shown as unknown and not repeated; a channel that is
// down is tried again; whoever answered or left is chased no more; quiet hours are kept
// unless the organisation lets what is urgent pass. The record keeps a digest of the
// text.
//
// Floor: 5
package ding

import (
	"context"
	"embed"

	"tramway/internal/authz"
	"tramway/internal/httpapi"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

//go:embed migrations
var files embed.FS

// Migrations are the tables.
var Migrations = sqldb.Migrations{Module: "ding", Files: files}

// The actions.
const (
	Use    = "ding.use"
	Send   = "ding.send"
	Govern = "ding.govern"
)

// Actions and who has them at first.
var Actions = []authz.Action{
	{Name: Use, Roles: authz.Roles},
	{Name: Send, Roles: []authz.Role{authz.Administrator, authz.Manager, authz.Member}},
	{Name: Govern, Roles: []authz.Role{authz.Administrator}},
}

// PerDay is how many a person sends in 24 hours where nobody has said otherwise.
const PerDay = 30

// Acting gives a request in somebody's name, for what they asked to be done later.
type Acting func(ctx context.Context, o *org.Org, person string) (*httpapi.Call, error)

// Module is urgent notices.
type Module struct {
	cfg    Config
	acting Acting
}

// New makes the module.
func New(cfg Config) *Module { return &Module{cfg: cfg} }

// SetActing tells how to look with a sender's eyes when their notice is due.
func (m *Module) SetActing(a Acting) { m.acting = a }

// Jobs chase. A channel may be down for a day: the job is never given up.
func (m *Module) Jobs() []org.JobKind {
	return []org.JobKind{{Name: chaseJob, Outside: m.chase, Tries: 1 << 30}}
}

// Register adds the routes.
func (m *Module) Register(s *httpapi.Server) {
	m.listRoutes(s)
	m.sendRoutes(s)
	m.answerRoutes(s)
	m.senderRoutes(s)
}
