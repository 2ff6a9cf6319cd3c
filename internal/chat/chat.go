// Package chat is conversations: direct and group, with mentions, unread counts
// and live delivery. Its page is Messages (web/src/modules/chat).
//
// What it promises: a message has one place in its conversation and places have
// no gaps; what a device sends twice under one client id is stored once, ever;
// whoever was away asks for what came after the last place they have and misses
// nothing, sees nothing twice and nothing out of order; a person sees only
// conversations they are in, and only from when they joined. The record keeps a
// digest of each message, not its text. What an inspector holds reaches nobody but its
// sender until somebody else with the right releases it: not the members' pages, counts,
// changes, search or notices.
//
// Floor: 5
package chat

import (
	"context"
	"embed"

	"github.com/tus/tusd/v2/pkg/memorylocker"

	"tramway/internal/authz"
	"tramway/internal/chat/internal/store"
	"tramway/internal/httpapi"
	"tramway/internal/life"
	"tramway/internal/live"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

//go:embed migrations
var files embed.FS

// Migrations are the chat's tables.
var Migrations = sqldb.Migrations{Module: "chat", Files: files}

// The chat's actions. Being a member of a conversation is asked besides.
const (
	Use    = "chat.use"
	Create = "chat.conversation.create"
	Judge  = "chat.message.judge"
	Govern = "chat.govern"
)

// Actions and who has them at first.
var Actions = []authz.Action{
	{Name: Use, Roles: []authz.Role{authz.Administrator, authz.Manager, authz.Member, authz.Guest}},
	{Name: Create, Roles: []authz.Role{authz.Administrator, authz.Manager, authz.Member}},
	{Name: Download, Roles: []authz.Role{authz.Administrator, authz.Manager, authz.Member}},
	{Name: ForwardMessages, Roles: []authz.Role{authz.Administrator, authz.Manager, authz.Member}},
	{Name: Translate, Roles: []authz.Role{authz.Administrator, authz.Manager, authz.Member}},
	{Name: KeepOnDevices, Roles: []authz.Role{authz.Administrator, authz.Manager, authz.Member}},
	{Name: Judge, Roles: []authz.Role{authz.Administrator}},
	{Name: Govern, Roles: []authz.Role{authz.Administrator}},
	{Name: Import, Roles: []authz.Role{authz.Administrator}},
	{Name: Trace, Roles: []authz.Role{authz.Administrator}},
}

// everything is the organisation as a whole.
var everything = authz.Resource{}

// Bounds.
const (
	MaxText    = 20000 // characters
	MaxMembers = 10000
	maxTitle   = 120
)

// Module is the chat.
type Module struct {
	people     People
	inspectors []life.Inspector
	reach      Reach
	rights     *authz.Rules // nil: nobody who is not here is asked about
	largest    int64        // bytes of an attachment, by the operator
	locks      *memorylocker.MemoryLocker
	paced      bool
	others     Others
	translator Translator // nil: the operator named none
	owners     []CardOwner
	paces      paces
}

// New makes the module.
func New(people People) *Module {
	return &Module{people: people, largest: 1 << 30, locks: memorylocker.New()}
}

// Register adds the routes.
func (m *Module) Register(s *httpapi.Server) {
	m.conversationRoutes(s)
	m.groupRoutes(s)
	m.messageRoutes(s)
	m.heldRoutes(s)
	m.changeRoutes(s)
	m.readRoutes(s)
	m.forwardRoutes(s)
	m.pinRoutes(s)
	m.restrictRoutes(s)
	m.threadRoutes(s)
	m.scheduledRoutes(s)
	m.keptRoutes(s)
	m.fileRoutes(s)
	m.uploadRoutes(s)
	m.gateRoutes(s)
	m.periodRoutes(s)
	m.traceRoutes(s)
	m.pollRoutes(s)
	m.cardRoutes(s)
	m.keepingRoutes(s)
	m.folderRoutes(s)
	m.deviceRoutes(s)
	m.translationRoutes(s)
}

// Jobs post what was scheduled, remind, and forget uploads that nobody took.
func (m *Module) Jobs() []org.JobKind {
	return []org.JobKind{{Name: sendJob, Inside: m.sendDue}, {Name: remindJob, Inside: remindDue}, {Name: uploadJob, Inside: forgetUpload},
		{Name: closePollJob, Inside: closeDue}}
}

// Members are the persons in a conversation, for those who tell them things.
func (m *Module) Members(ctx context.Context, q sqldb.Q, conversation string) ([]string, error) {
	return store.Persons(ctx, q, conversation)
}

// Channels are what a page may listen to: a conversation on screen, in which
// listeners may say that they are typing.
func (m *Module) Channels() []live.Channel {
	return []live.Channel{{Prefix: "c:",
		May: func(ctx context.Context, o *org.Org, person, id string) (bool, error) {
			n, err := sqldb.One[int](ctx, o.Read(), `SELECT count(*) FROM {o}.conversation_members WHERE conversation=? AND person=?`, id, person)
			return n > 0, err
		},
		Say: func(person, id string, _ []byte) (any, bool) {
			return map[string]string{"t": "typing", "conversation_id": id, "person_id": person}, true
		},
	}}
}
