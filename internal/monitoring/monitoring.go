// Package monitoring stands before what looks at employees: reading conversations that
// one is not in, and where somebody is. Its pages are Monitoring in the administrator's
// console, and one's own consents under Me (web/src/modules/monitoring).
//
// What it promises: nobody but members reads a conversation, unless it is on record why,
// employees were told by a policy in force, enough of them consent, and an administrator
// opened the gate for a time; then only conversations are read all of whose members
// consent; whoever takes their consent back is out at once; a newer notice asks everybody
// anew; everybody sees who read theirs, and why. The rule is one of the policy engine: no
// role and no grant goes around it (PDPO DPP 1 and 3; PCPD, Privacy Guidelines: Monitoring
// and Personal Data Privacy at Work, 2004).
//
// Floor: 5
package monitoring

import (
	"context"
	"embed"
	"time"

	"tramway/internal/authz"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

//go:embed migrations
var files embed.FS

// Migrations are the tables.
var Migrations = sqldb.Migrations{Module: "monitoring", Files: files}

// The actions.
const (
	Govern  = "monitoring.govern"
	Consent = "monitoring.consent"
	Read    = "monitoring.chats.read"
)

// Actions and who has them at first. The gate shuts out whoever has the last.
var Actions = []authz.Action{
	{Name: Govern, Roles: []authz.Role{authz.Administrator}},
	{Name: Consent, Roles: authz.Roles},
	{Name: Read, Roles: []authz.Role{authz.Administrator}, Forbid: []authz.Forbid{{Name: "monitoring_shut", Gate: Chats}}},
}

// The functions behind gates.
const (
	Chats    = "chats"    // reading conversations of others
	Location = "location" // where somebody is at this moment
)

// Functions are all.
var Functions = []string{Chats, Location}

// Notice is a policy by which employees are told.
type Notice struct {
	ID, Label        string
	TitleEn, TitleZh string
	EffectiveOn      string // 2026-11-22
	Version          int    // the newest
	Needed           int    // the oldest that still says what holds
	InForce          bool
}

// Notices are what is asked of whoever has the policies.
type Notices interface {
	Notice(ctx context.Context, q sqldb.Q, id string, now time.Time) (Notice, error) // not_found
	Notices(ctx context.Context, q sqldb.Q, now time.Time) ([]Notice, error)
}

// Name is how a person is shown.
type Name struct{ Name, NameZh string }

// People are what is asked of whoever knows people.
type People interface {
	Names(ctx context.Context, q sqldb.Q, ids []string) (map[string]Name, error)
	// Employed is how many have not left: of all, or of some.
	Employed(ctx context.Context, q sqldb.Q, of []string) (int, error)
}

// Said is a message as it is read.
type Said struct {
	ID, Conversation string
	Seq              int64
	Sender, Text     string
	Attached         []string
	At               time.Time
}

// Talks are what is asked of whoever has the conversations.
type Talks interface {
	// RoomsAmong are those of a person's conversations in which everybody is one of some,
	// and how many conversations they are in at all.
	RoomsAmong(ctx context.Context, q sqldb.Q, person string, among []string) (rooms []string, all int, err error)
	// SaidIn are messages of some conversations with ids from one on and before another.
	SaidIn(ctx context.Context, o *org.Org, conversations []string, from, before string, limit int) ([]Said, error)
}

// Module stands at the gates.
type Module struct {
	notices Notices
	people  People
	talks   Talks
}

// New makes the module.
func New(n Notices, p People, t Talks) *Module { return &Module{n, p, t} }
