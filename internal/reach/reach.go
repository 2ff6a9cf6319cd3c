// Package reach is the communication matrix: who may chat with, call and DING whom, by
// classes of people. Who sees whom is not decided here: that are the directory's rules of
// sight. Its page is Who may reach whom in the administrator's console
// (web/src/modules/reach).
//
// What it promises: without a rule members reach each other and bring guests into
// conversations, and a guest reaches and is rung by those with whom they are in one; the cell that names the sender most closely
// counts, among those the one that names the receiver most closely, and of two equal
// ones the one that denies; deciding costs the same few statements whatever the number
// of receivers; what the matrix was before each change is kept and can be put back.
//
// Floor: 5
package reach

import (
	"context"
	"embed"

	"tramway/internal/authz"
	"tramway/internal/httpapi"
	"tramway/internal/life"
	"tramway/internal/sqldb"
)

//go:embed migrations
var files embed.FS

// Migrations are the tables.
var Migrations = sqldb.Migrations{Module: "reach", Files: files}

// The actions.
const (
	Ask    = "reach.ask"
	Govern = "reach.govern"
)

// Actions and who has them at first.
var Actions = []authz.Action{
	{Name: Ask, Roles: authz.Roles},
	{Name: Govern, Roles: []authz.Role{authz.Administrator}},
}

// Name is how a person or department is shown.
type Name struct{ Name, NameZh string }

// Department is one that a rule names. Depth is 1 at the top.
type Department struct {
	Name
	Depth int
}

// People is what is asked of whoever knows people and departments.
type People interface {
	Names(ctx context.Context, q sqldb.Q, ids []string) (map[string]Name, error)
	// Departments are those of some ids that are there.
	Departments(ctx context.Context, q sqldb.Q, ids []string) (map[string]Department, error)
	// Placed are those of some persons who have not left, each with their departments
	// and all above these.
	Placed(ctx context.Context, q sqldb.Q, persons []string) (map[string][]string, error)
	// Seen are those of some persons whom the reader of a request may know of.
	Seen(ctx context.Context, c *httpapi.Call, ids []string) (map[string]bool, error)
}

// Rooms say which of some others are in a conversation with a person.
type Rooms interface {
	Share(ctx context.Context, q sqldb.Q, person string, others []string) (map[string]bool, error)
}

// Module decides.
type Module struct {
	people People
	rooms  Rooms
}

// New makes the module.
func New(people People, rooms Rooms) *Module { return &Module{people, rooms} }

// Life: the matrix goes with the organisation.
func (m *Module) Life() life.Parts {
	return life.Parts{Others: []life.Other{{Tables: []string{"reach_matrices"}, By: "house"}}}
}
