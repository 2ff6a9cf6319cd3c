// Package hook is robots: programs that post in a group by an address that its
// administrators gave them. Its page is the group's Robots (web/src/modules/hook).
//
// What it promises: whoever has no address posts nothing, and an address says nothing of
// whether it ever was one; where a signature is asked for, none is taken twice or later
// than five minutes; a robot is never taken for a person, and what it said keeps its name
// when it is gone.
//
// Floor: 5
package hook

import (
	"context"
	"embed"
	"time"

	"tramway/internal/authz"
	"tramway/internal/card"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

//go:embed migrations
var files embed.FS

// Migrations are the tables.
var Migrations = sqldb.Migrations{Module: "hook", Files: files}

// Manage is having robots in the groups that one leads; Govern opens the door by which
// they are told what people press on their cards.
const (
	Manage = "hook.manage"
	Govern = "hook.govern"
)

// Actions and who has them at first.
var Actions = []authz.Action{{Name: Manage, Roles: []authz.Role{authz.Administrator, authz.Manager, authz.Member}}, {Name: Govern, Roles: []authz.Role{authz.Administrator}}}

// Bounds.
const (
	maxName   = 40 // characters
	maxRobots = 20 // of one group
	maxBody   = 64 << 10
	maxMinute = 20 // messages of one robot
	maxAsked  = 60 // presses that one robot is told a minute
	maxOff    = 5 * time.Minute
)

// Said is what a robot says in its group.
type Said struct {
	Conversation string
	ClientID     string     // the same one again is the message that is there
	Text         string     // Markdown
	All          bool       // everybody is called
	Card         *card.Card // in place of a text; nil: none
}

// Talks is what this module asks of whoever knows conversations.
type Talks interface {
	// Leads is an error where a person is not an administrator of a group.
	Leads(ctx context.Context, q sqldb.Q, conversation, person string) error
	// SayAsRobot posts in the name of the robot whose change it is. again: it was there.
	SayAsRobot(tx *org.Tx, s Said) (message string, again bool, err error)
	// ChangeCardAsRobot puts a card in place of one of that robot's.
	ChangeCardAsRobot(tx *org.Tx, message string, c card.Card) error
}

// Houses opens the organisation that an address leads to; not_found if there is none.
type Houses interface {
	Open(ctx context.Context, orgID string) (*org.Org, error)
}

// Module is the robots.
type Module struct {
	talks  Talks
	houses Houses
	origin string // of the addresses
	paces  paces
	asks   paces // presses that are told to a robot
	out    Outside
}

// New makes the module.
func New(talks Talks, origin string) *Module { return &Module{talks: talks, origin: origin} }

// SetHouses is told before it serves.
func (m *Module) SetHouses(h Houses) { m.houses = h }
