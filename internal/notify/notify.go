// Package notify keeps the short list of what happened to a person while they
// looked elsewhere. It hears events and stores who, what and when; texts and
// names are made when the list is read, in the reader's language. It is shown
// under the bell (web/src/app).
//
// What speaks to a person directly is pushed to their browsers besides (Web Push), if
// they have no page open. They choose how they hear of what is said to them and of what is
// said in their groups (choices.go), and may have what is unread mailed (mailing.go).
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
	"tramway/internal/mail"
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
	// Addresses are the mail addresses of those of some persons who have one and have not left.
	Addresses(ctx context.Context, q sqldb.Q, ids []string) (map[string]string, error)
}

// Conversations is what notices ask of whoever knows conversations.
type Conversations interface {
	// Hearing are the members of one but for those who want to hear nothing of it.
	Hearing(ctx context.Context, q sqldb.Q, conversation string) ([]string, error)
	// Listeners are, of some groups, the members who want to hear all that is said in it, and
	// those of some persons who are in it; without who has muted it.
	Listeners(ctx context.Context, q sqldb.Q, conversations, persons []string, now sqldb.Micros) (map[string][]string, error)
	// Pairs are the two persons of those that are direct, without who has muted theirs.
	Pairs(ctx context.Context, q sqldb.Q, conversations []string, now sqldb.Micros) (map[string][]string, error)
	// Followers are who is told of what is said in a thread.
	Followers(ctx context.Context, q sqldb.Q, conversation string, root int64, now sqldb.Micros) ([]string, error)
	// Preview is what a push may show of a message.
	Preview(ctx context.Context, q sqldb.Q, conversation string, seq int64) (Preview, error)
	// Waiting is what some persons have not read of what was said after a moment, each their
	// own, and not after another, in conversations they are in and hear of.
	Waiting(ctx context.Context, q sqldb.Q, since map[string]sqldb.Micros, upTo sqldb.Micros) ([]Waiting, error)
	// Said are messages; what is gone is absent.
	Said(ctx context.Context, q sqldb.Q, places []Place) (map[Place]Said, error)
}

// Post carries mail.
type Post interface {
	Send(ctx context.Context, m mail.Message) error
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
	Mail     Post                     // nil: nobody carries mail
	Origin   string                   // public address, for links
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

// Jobs push and mail.
func (m *Module) Jobs() []org.JobKind {
	return []org.JobKind{{Name: pushJob, Outside: m.push}, {Name: closeJob, Outside: m.close},
		{Name: mailJob, Inside: m.mailBegin}, {Name: mailStepJob, Outside: m.mailSome}}
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

// heard is what a batch of events comes to.
type heard struct {
	tellings []telling
	pushes   []outgoing
	said     latest
	told     map[string][]string // by conversation: who is told of a message that speaks to them
}

func (m *Module) hear(tx *org.Tx, events []org.Received) error {
	h, err := m.listen(tx, events)
	if err != nil {
		return err
	}
	spoken, err := m.spoken(tx, h.said.all, h.told)
	if err != nil {
		return err
	}
	for _, g := range spoken {
		h.told[g.conversation()] = append(h.told[g.conversation()], g.Persons...)
	}
	h.pushes = append(h.pushes, spoken...)
	off, err := deafOf(tx.Ctx, tx, h.spokenTo())
	if err != nil {
		return err
	}
	for i, g := range h.pushes {
		if slices.Contains(spokenKinds, g.Kind) {
			h.pushes[i].Persons = without(g.Persons, off.push)
		}
	}
	besides, err := m.listened(tx, h.said.plain, h.told)
	if err != nil {
		return err
	}
	if err := m.ask(tx, append(h.pushes, besides...)); err != nil {
		return err
	}
	return sqldb.Insert(tx.Ctx, tx, `INSERT INTO {o}.notices(person, id, kind, actor, ref, at)`, h.rows(tx, off), "")
}

// listen collects who is told what of some events, before anybody's choices are asked.
func (m *Module) listen(tx *org.Tx, events []org.Received) (heard, error) {
	h := heard{said: latest{posted{}, posted{}}, told: map[string][]string{}}
	for _, r := range events {
		all, e, err := m.tellings(tx, r)
		if err != nil {
			return h, err
		}
		if e.Conversation != "" {
			h.said.add(e)
			h.told[e.Conversation] = nil // of an earlier message; this one is newer
		}
		for _, one := range all {
			one.At = r.At
			h.tellings = append(h.tellings, one)
			if slices.Contains(direct, one.Kind) {
				h.pushes = append(h.pushes, outgoing{Kind: one.Kind, Actor: one.Actor, Ref: one.Ref, Seq: e.Seq, Persons: one.to})
			}
			if e.Conversation != "" {
				h.told[e.Conversation] = append(h.told[e.Conversation], one.to...)
			}
		}
	}
	return h, nil
}

// spokenTo are all to whom a batch speaks.
func (h heard) spokenTo() (out []string) {
	for _, g := range h.pushes {
		if slices.Contains(spokenKinds, g.Kind) {
			out = append(out, g.Persons...)
		}
	}
	return out
}

func (h heard) rows(tx *org.Tx, off deaf) (rows [][]any) {
	for _, one := range h.tellings {
		n := one.notice
		for _, person := range one.to {
			if person == n.Actor || slices.Contains(spokenKinds, n.Kind) && off.app[person] {
				continue
			}
			rows = append(rows, []any{person, id.New(tx.Org.Region, n.At.Time()), n.Kind, n.Actor, n.Ref, n.At})
		}
	}
	return rows
}

// Notice is a notice as the page sees it.
type Notice struct {
	ID    string    `json:"id"`
	Kind  string    `json:"kind" enum:"mention,mention_all,thread_reply,joined,backup_missed,copy_ready,other_copy_ready,recovery_asked,recovery_waiting,verification_approved,verification_refused,dissolution_asked,dissolution_agreed,dissolution_stopped,dissolution_restored,bulk_viewed,people_exported,chat_import_done,chat_import_failed,new_device,signed_out,receiver_fails,emergency_sign_in,impersonation,announced,announced_to_confirm,announced_again,announcement_reminder,unsent,reminder,todo_given,todo_done,report_dismissed,report_acted,message_warned,guest_queued,guest_passed,guest_refused,guest_ending,plan_messages_end,conversations_read"`
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
