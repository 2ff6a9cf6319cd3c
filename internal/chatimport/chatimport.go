// Package chatimport takes over what was said in another program: the export of Slack, of
// Mattermost, or a table. Its page is Import old messages (web/src/modules/chatimport).
//
// What it promises: nothing becomes a message before somebody has seen what it would
// become; nobody sees a conversation here who was not in it there; the same archive again,
// or a newer one, adds only what is not here; a stop in the middle costs nothing; nobody
// is told of what is old.
//
// Floor: 5
package chatimport

import (
	"context"
	"embed"
	"io"
	"time"

	"tramway/internal/httpapi"
	"tramway/internal/life"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

//go:embed migrations
var files embed.FS

// Migrations are the tables.
var Migrations = sqldb.Migrations{Module: "chatimport", Files: files}

// Import is the action of all of it; the conversations declare it.
const Import = "chat.import"

// Archive is an archive that was sent.
type Archive struct {
	Blob, Name, SHA256 string
	Size               int64 // bytes
}

// Room is a conversation to be made. Members are persons.
type Room struct {
	From, Title    string
	About          string // what it was for
	Members        []string
	Owner          string
	Open, Archived bool
	Pair           bool // only these two ever were in it
	Began          time.Time
	By             string
}

// Message is a message to be put into a conversation.
type Message struct {
	Key, Sender  string
	At, EditedAt time.Time
	Text         string
	Mentions     []string
	Thread       string // the key of the message whose thread it is in
	Pinned       bool
	Reactions    [][2]string // emoji, person
	Files        []File
}

// File is an attachment that is stored and that no message has yet; whoever stores them
// knows what it is.
type File any

// Talks is what this module asks of whoever knows conversations.
type Talks interface {
	TakeArchive(tx *org.Tx, upload string, as ref.Ref) (Archive, error)
	// Settle makes the conversation, or gives the one that is there for two persons.
	Settle(tx *org.Tx, r Room) (string, error)
	// Arrive puts messages in the order of time into a conversation, telling nobody, and
	// says how many were not there.
	Arrive(tx *org.Tx, conversation, from, id string, all []Message) (int, error)
	Store(ctx context.Context, o *org.Org, name string, from io.Reader) (File, error)
	// Arrived are those of some keys that are in one of some conversations.
	Arrived(ctx context.Context, q sqldb.Q, conversations, keys []string) (map[string]bool, error)
	// Spoken says when something was said last in a conversation, whether it is there, and
	// whether nothing was.
	Spoken(ctx context.Context, q sqldb.Q, conversation string) (last time.Time, there, empty bool, err error)
	// KeptDays is how long a direct conversation, or another one, is kept; 0: as long as the
	// organisation.
	KeptDays(ctx context.Context, q sqldb.Q, pair bool) (int, error)
	// LargestFile is the most bytes of an attachment.
	LargestFile(ctx context.Context, q sqldb.Q) (int64, error)
	Refresh(tx *org.Tx, conversation string)
}

// People is what it asks of whoever knows the organisation's people.
type People interface {
	// Contacted are the persons who are reached by some addresses and numbers, by these.
	Contacted(ctx context.Context, q sqldb.Q, region string, mails, phones []string) (byMail, byPhone map[string]string, err error)
	// Names are what those of some persons are called who have not left.
	Names(ctx context.Context, q sqldb.Q, ids []string) (map[string]string, error)
}

// Bounds.
const (
	maxText     = 20000 // characters of a message
	portion     = 200   // messages of a commit
	portionSize = 256 << 20
	maxRooms    = 100_000
	maxPeople   = 200_000
	maxProblems = 10_000 // that are listed; more are counted
	readyFor    = 14 * 24 * time.Hour
	atOnce      = time.Minute // that one step works, before others have their turn
)

// Module is the imports.
type Module struct {
	talks  Talks
	people People
}

// New makes the module.
func New(talks Talks, people People) *Module { return &Module{talks, people} }

// The jobs: what an import does next, giving one up that nobody began, and clearing away
// what was read.
const (
	stepJob   = "chatimport.step"
	expireJob = "chatimport.expire"
	clearJob  = "chatimport.clear"
)

// Jobs are what it does in the background.
func (m *Module) Jobs() []org.JobKind {
	return []org.JobKind{{Name: stepJob, Outside: m.step, Tries: 1 << 30}, {Name: expireJob, Inside: m.expire}, {Name: clearJob, Inside: clearStep}}
}

// Life: what was read of an archive goes when the import ends; who is whom stays for the
// next one, and goes with the house.
func (m *Module) Life() life.Parts {
	return life.Parts{Others: []life.Other{{Tables: []string{"chat_imports", "chat_import_people", "chat_import_rooms", "chat_import_messages",
		"chat_import_problems", "chat_import_authors", "chat_import_conversations"}, By: "house"}}}
}

// Register adds the routes.
func (m *Module) Register(s *httpapi.Server) { m.routes(s) }
