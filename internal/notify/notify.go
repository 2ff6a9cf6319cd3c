// Package notify keeps the short list of what happened to a person while they
// looked elsewhere. It hears events and stores who, what and when; texts and
// names are made when the list is read, in the reader's language. It is shown
// under the bell (web/src/app).
//
// What speaks to a person directly is pushed to their browsers besides (Web Push), if
// they have no page open.
//
// What it promises: one notice for one event and person, even after a crash; a
// notice never holds what was written, and a push only if the organisation lets it; a
// browser whose session is over hears nothing any more.
//
// Floor: 5
package notify

import (
	"context"
	"embed"
	"errors"
	"maps"
	"slices"
	"time"

	"tramway/internal/authz"
	"tramway/internal/chat/chatevent"
	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/id"
	"tramway/internal/identity/identityevent"
	"tramway/internal/lang"
	"tramway/internal/org"
	"tramway/internal/page"
	"tramway/internal/push"
	"tramway/internal/sqldb"
)

//go:embed migrations
var files embed.FS

// Migrations are the notices' tables.
var Migrations = sqldb.Migrations{Module: "notify", Files: files}

// The actions: reading one's own notices, and deciding what notifications may do.
const (
	Use    = "notify.use"
	Govern = "notify.govern"
)

// Actions and who has them at first.
var Actions = []authz.Action{{Name: Use, Roles: authz.Roles}, {Name: Govern, Roles: []authz.Role{authz.Administrator}}}

// Name is how a person is shown.
type Name struct{ Name, NameZh, Title string }

// In is the name for readers of a language.
func (n Name) In(language string) string {
	if n.NameZh != "" && (language != lang.English || n.Name == "") {
		return n.NameZh
	}
	return n.Name
}

// People is what notices ask of whoever knows people.
type People interface {
	Names(ctx context.Context, q sqldb.Q, ids []string) (map[string]Name, error)
}

// Conversations is what notices ask of whoever knows conversations.
type Conversations interface {
	Members(ctx context.Context, q sqldb.Q, conversation string) ([]string, error)
	// Pairs are the two persons of those that are direct, without who has muted theirs.
	Pairs(ctx context.Context, q sqldb.Q, conversations []string, now sqldb.Micros) (map[string][]string, error)
	// Followers are who is told of what is said in a thread.
	Followers(ctx context.Context, q sqldb.Q, conversation string, root int64, now sqldb.Micros) ([]string, error)
	// Preview is what a push may show of a message.
	Preview(ctx context.Context, q sqldb.Q, conversation string, seq int64) (Preview, error)
}

// Preview is what a push may show of a message; not Said: it is gone.
type Preview struct {
	Title, Text string
	Said        bool
}

// Sessions is what pushing asks of the installation: which sessions still lead into a
// house.
type Sessions interface {
	Living(ctx context.Context, org string, sessions []string) (map[string]bool, error)
}

// Config is what pushing needs.
type Config struct {
	Push     *push.Sender // nil: nothing is pushed
	Sessions Sessions
	Present  func(person string) bool // whether somebody has a page open; nil: nobody has
}

// Module is the notices.
type Module struct {
	people People
	talks  Conversations
	cfg    Config
}

// New makes the module.
func New(people People, talks Conversations, cfg Config) *Module { return &Module{people, talks, cfg} }

// SetPresent tells who has a page open, once there is a door for pages.
func (m *Module) SetPresent(present func(person string) bool) { m.cfg.Present = present }

// Jobs push.
func (m *Module) Jobs() []org.JobKind {
	return []org.JobKind{{Name: pushJob, Outside: m.push}, {Name: closeJob, Outside: m.close}}
}

// Subscribers are its reactions.
func (m *Module) Subscribers() []org.Subscriber {
	return []org.Subscriber{
		{Name: "notify.read", Handle: m.reads, Types: []string{chatevent.Read{}.EventType()}},
		{Name: "notify.ended", Handle: m.leaves, Types: []string{identityevent.Ended{}.EventType(), identityevent.SignedOut{}.EventType()}},
		{Name: "notify", Handle: m.hear,
			Types: append(slices.Sorted(maps.Keys(sources)), chatevent.Posted{}.EventType())}}
}

type notice struct {
	Person string       `db:"person"`
	ID     string       `db:"id"`
	Kind   string       `db:"kind"`
	Actor  string       `db:"actor"`
	Ref    string       `db:"ref"`
	At     sqldb.Micros `db:"at"`
}

func (m *Module) hear(tx *org.Tx, events []org.Received) error {
	var rows [][]any
	var tell []outgoing
	said := posted{}
	for _, r := range events {
		all, e, err := m.tellings(tx, r)
		if err != nil {
			return err
		}
		if len(all) == 0 && e.Conversation != "" {
			said[e.Conversation] = e
		}
		for _, one := range all {
			n := one.notice
			if slices.Contains(direct, n.Kind) {
				tell = append(tell, outgoing{Kind: n.Kind, Actor: n.Actor, Ref: n.Ref, Seq: e.Seq, Persons: one.to})
			}
			for _, person := range one.to {
				if person != n.Actor {
					rows = append(rows, []any{person, id.New(tx.Org.Region, r.At.Time()), n.Kind, n.Actor, n.Ref, r.At})
				}
			}
		}
	}
	spoken, err := m.spoken(tx, said)
	if err != nil {
		return err
	}
	if err := m.ask(tx, append(tell, spoken...)); err != nil {
		return err
	}
	return sqldb.Insert(tx.Ctx, tx, `INSERT INTO {o}.notices(person, id, kind, actor, ref, at)`, rows, "")
}

// Notice is a notice as the page sees it.
type Notice struct {
	ID    string    `json:"id"`
	Kind  string    `json:"kind" enum:"mention,mention_all,thread_reply,joined,backup_missed,copy_ready,other_copy_ready,recovery_asked,recovery_waiting,verification_approved,verification_refused,dissolution_asked,dissolution_agreed,dissolution_stopped,dissolution_restored,bulk_viewed,people_exported,chat_import_done,chat_import_failed,new_device,signed_out,receiver_fails,impersonation,announced,announced_to_confirm,announced_again,announcement_reminder,unsent,reminder,todo_given,todo_done,report_dismissed,report_acted,message_warned,guest_queued,guest_passed,guest_refused,guest_ending,plan_messages_end,conversations_read"`
	Title string    `json:"title"`
	Body  string    `json:"body"`
	Link  string    `json:"link"`
	At    time.Time `json:"at"`
	Read  bool      `json:"read"`
}

type noticesOut struct{ Body page.Of[Notice] }

// Register adds the routes.
func (m *Module) Register(s *httpapi.Server) {
	m.pushRoutes(s)
	httpapi.Handle(s, httpapi.Route{Method: "GET", Path: "/o/{org}/notifications", Summary: "My notices, newest first", Tag: "Notices", Action: Use}, m.list)
	httpapi.Handle(s, httpapi.Route{Method: "POST", Path: "/o/{org}/notifications/read", Summary: "I have seen them up to here", Tag: "Notices", Action: Use},
		func(ctx context.Context, c *httpapi.Call, in *struct {
			Body struct {
				UpTo string `json:"up_to" maxLength:"40"`
			}
		}) (*httpapi.Empty, error) {
			if id.Check(in.Body.UpTo) != nil {
				return nil, fault.Bad("body.up_to", "invalid_value")
			}
			return &httpapi.Empty{}, c.Org.Write(ctx, c.Who(), func(tx *org.Tx) error {
				tx.Exempt("read_mark")
				_, err := sqldb.Exec(tx.Ctx, tx, `INSERT INTO {o}.notice_marks(person, upto) VALUES(?,?)
					ON CONFLICT (person) DO UPDATE SET upto=excluded.upto WHERE notice_marks.upto < excluded.upto`, c.Person(), in.Body.UpTo)
				if err != nil {
					return err
				}
				return seen(tx, []string{c.Person()}, "notice:", true)
			})
		})
}

func (m *Module) list(ctx context.Context, c *httpapi.Call, in *struct {
	Cursor string `query:"cursor" maxLength:"1000"`
	Limit  int    `query:"limit" minimum:"0" maximum:"200"`
}) (*noticesOut, error) {
	before := "~"
	if err := page.Decode(in.Cursor, &before); err != nil {
		return nil, err
	}
	limit := page.Limit(in.Limit)
	rows, err := sqldb.All[notice](ctx, c.Org.Read(), `SELECT person, id, kind, actor, ref, at FROM {o}.notices WHERE person=? AND id < ? ORDER BY id DESC LIMIT ?`, c.Person(), before, limit+1)
	if err != nil {
		return nil, err
	}
	upto, err := sqldb.One[string](ctx, c.Org.Read(), `SELECT upto FROM {o}.notice_marks WHERE person=?`, c.Person())
	if err != nil && !errors.Is(err, sqldb.ErrNone) {
		return nil, err
	}
	cut := page.Cut(rows, limit, func(n notice) string { return n.ID })
	views, err := m.views(ctx, c, cut.Items, upto)
	return &noticesOut{page.Of[Notice]{Items: views, Next: cut.Next}}, err
}

func (m *Module) views(ctx context.Context, c *httpapi.Call, rows []notice, upto string) ([]Notice, error) {
	actors := make([]string, len(rows))
	for i, n := range rows {
		actors[i] = n.Actor
	}
	names, err := m.people.Names(ctx, c.Org.Read(), actors)
	out := make([]Notice, len(rows))
	for i, n := range rows {
		name := names[n.Actor].Name
		if c.Lang != lang.English && names[n.Actor].NameZh != "" {
			name = names[n.Actor].NameZh
		}
		out[i] = Notice{ID: n.ID, Kind: n.Kind, Title: lang.Text(c.Lang, "notice."+n.Kind, map[string]any{"name": name}),
			Link: link(n), At: n.At.Time(), Read: n.ID <= upto}
	}
	return out, err
}
