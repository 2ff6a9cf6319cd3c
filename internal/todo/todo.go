// Package todo is small things to be done: somebody notes one for themselves or gives it
// to a colleague, mostly from a message that both see. They stand in the work of whoever
// is to do them and in a list of their own (web/src/modules/chat, For later).
//
// What it promises: only who is to do it and who gave it see it, unless it was said in
// the conversation, as a card that these two can press; whoever gave it sees
// whether it is done; nobody is given a message that they do not see.
//
// Floor: 5
package todo

import (
	"context"
	"embed"
	"time"

	"tramway/internal/authz"
	"tramway/internal/card"
	"tramway/internal/httpapi"
	"tramway/internal/live"
	"tramway/internal/org"
	"tramway/internal/sqldb"
	"tramway/internal/todo/todoevent"
)

//go:embed migrations
var files embed.FS

// Migrations are the tables.
var Migrations = sqldb.Migrations{Module: "todo", Files: files}

// Use is having things to do and giving them.
const Use = "todo.use"

// Actions and who has them at first.
var Actions = []authz.Action{{Name: Use, Roles: []authz.Role{authz.Administrator, authz.Manager, authz.Member, authz.Guest}}}

// Bounds.
const (
	maxTitle = 200  // characters
	maxOpen  = 1000 // open ones of one person
	maxAhead = 5 * 366 * 24 * time.Hour
)

// Name is how a person is shown.
type Name struct{ Name, NameZh string }

// People is what this module asks of whoever knows people: those who left are absent.
type People interface {
	Names(ctx context.Context, q sqldb.Q, ids []string) (map[string]Name, error)
}

// Messages is what it asks of whoever knows conversations.
type Messages interface {
	// Shared is an error where the reader of a request does not see a message, and says
	// whether somebody else does.
	Shared(ctx context.Context, c *httpapi.Call, conversation string, seq int64, person string) (bool, error)
	// MaySay is an error where the one who asks may not speak in conversations at all.
	MaySay(c *httpapi.Call) error
	// SayCard posts a card about a to-do in the actor's name, under a client id.
	SayCard(tx *org.Tx, conversation, client, about string, c card.Card) error
	// ChangeCard puts another in place of it, if it is still there.
	ChangeCard(tx *org.Tx, sender, client string, c card.Card) error
}

// Module is the things to be done.
type Module struct {
	people   People
	messages Messages
}

// New makes the module.
func New(people People, messages Messages) *Module { return &Module{people, messages} }

// Fans tell the pages of whom it concerns.
func (m *Module) Fans() []live.Fan {
	return []live.Fan{{Types: []string{todoevent.Changed{}.EventType()}, Make: func(_ context.Context, _ *org.Org, events []org.Received) (out []live.Push, err error) {
		for _, r := range events {
			e, err := org.As[todoevent.Changed](r)
			if err != nil {
				return nil, err
			}
			out = append(out, live.Push{Persons: e.Persons, Data: []any{map[string]string{"t": "changed", "ref": "later:todos"}}})
		}
		return out, nil
	}}}
}
