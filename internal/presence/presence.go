// Package presence shows colleagues who is there now. Its page is the mark beside names
// in conversations, and the choice under Me (web/src/modules/presence).
//
// What it promises: when somebody was there is nowhere stored and nobody can ask for it
// later, administrators neither; who does not want to be seen looks like somebody who is
// gone, and finds that out nowhere of others; an organisation can do without it; one is
// shown only to colleagues who may know of one, or talk with one.
//
// Floor: 5
package presence

import (
	"context"
	"embed"

	"tramway/internal/authz"
	"tramway/internal/httpapi"
	"tramway/internal/life"
	"tramway/internal/live"
	"tramway/internal/sqldb"
)

//go:embed migrations
var files embed.FS

// Migrations are the tables.
var Migrations = sqldb.Migrations{Module: "presence", Files: files}

// The actions.
const (
	Use    = "presence.use"
	Govern = "presence.govern"
)

// Actions and who has them at first.
var Actions = []authz.Action{
	{Name: Use, Roles: authz.Roles},
	{Name: Govern, Roles: []authz.Role{authz.Administrator}},
}

// People say whom the reader of a request may know of.
type People interface {
	Seen(ctx context.Context, c *httpapi.Call, ids []string) (map[string]bool, error)
}

// Talks say who talks with whom directly, by person.
type Talks interface {
	Partners(ctx context.Context, q sqldb.Q, persons []string) (map[string][]string, error)
}

// Pages say how present some persons are; who is gone is absent.
type Pages interface {
	States(persons []string) map[string]live.State
}

// Module shows who is there.
type Module struct {
	people People
	talks  Talks
	pages  Pages
}

// New makes the module.
func New(people People, talks Talks) *Module { return &Module{people: people, talks: talks} }

// SetPages is told once there is a door for pages.
func (m *Module) SetPages(p Pages) { m.pages = p }

// Life is what happens to a person's choice.
func (m *Module) Life() life.Parts {
	hidden := life.Copy{Table: "presence_hidden", Where: "person = ?"}
	return life.Parts{
		Copies:   []life.Copy{hidden},
		Erasures: []life.Erasure{life.Few("presence", hidden)},
		Others:   []life.Other{{Tables: []string{"presence_rule"}, By: "house"}},
	}
}
