// Package search finds messages by what is said in them: Chinese from one character on
// and in either script, English from the beginning of a word. Its page is Search
// (web/src/modules/search), and the palette shows its first results.
//
// What it promises: a person finds what they could read by opening the conversation at
// this moment, and nothing else: the text comes from the chat, which is asked as that
// person, and is compared once more before it is shown. So a message that was recalled,
// edited, erased or purged, or in a conversation that the person has left, is not found
// even before the index knows. The index follows the events, can be made anew from the
// tables, and on PostgreSQL holds no word that can be read. One question walks a bounded
// way back and says how far it looked.
//
// Floor: 5
package search

import (
	"embed"

	"tramway/internal/authz"
	"tramway/internal/chat/chatevent"
	"tramway/internal/httpapi"
	"tramway/internal/life"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

//go:embed migrations
var files embed.FS

// Migrations are the index's tables.
var Migrations = sqldb.Migrations{Module: "search", Files: files}

// The actions of search.
const (
	Use    = "search.use"
	Govern = "search.govern"
)

// Actions and who has them at first.
var Actions = []authz.Action{
	{Name: Use, Roles: []authz.Role{authz.Administrator, authz.Manager, authz.Member, authz.Guest}},
	{Name: Govern, Roles: []authz.Role{authz.Administrator}},
}

// Module is search.
type Module struct {
	source Source
	people People
}

// New makes the module.
func New(source Source, people People) *Module { return &Module{source, people} }

// Register adds the routes.
func (m *Module) Register(s *httpapi.Server) {
	m.routes(s)
	m.savedRoutes(s)
}

// Subscribers are its reactions.
func (m *Module) Subscribers() []org.Subscriber {
	return []org.Subscriber{{Name: "search", Handle: m.hear, Types: []string{chatevent.Posted{}.EventType(), chatevent.Arrived{}.EventType(), chatevent.Changed{}.EventType(),
		chatevent.Blanked{}.EventType(), chatevent.CutOff{}.EventType()}}}
}

// Jobs are its background work.
func (m *Module) Jobs() []org.JobKind {
	return []org.JobKind{{Name: buildJob, Inside: m.buildStep, Standing: true, Tries: 1 << 30}, {Name: lateJob, Inside: m.lateStep, Tries: 1 << 30}}
}

// Life: the index says nothing that messages do not, and what happens to them is heard; what
// somebody saved is theirs and goes with them.
func (m *Module) Life() life.Parts {
	saved := life.Copy{Table: "saved_searches", Where: "person = ?"}
	return life.Parts{
		Copies:   []life.Copy{saved},
		Erasures: []life.Erasure{life.Few("saved_searches", saved)},
		Others:   []life.Other{{Tables: []string{"search_docs", "search_words", "search_progress"}, By: "upkeep"}},
	}
}
