// Package preview shows what the first link of a message leads to: the page's title, its
// description, the site's name and its picture (web/src/modules/chat). It is a door outwards, shut
// until an administrator opens it (Admin, Messages): whoever runs the site learns the
// address that was asked for and that of this server, and nothing of who wrote or reads.
//
// What it promises: shut, nothing is asked; open, only domains that the rules let
// through are asked, once a day and address at most, and each asking is in the record
// with the host's name; what a site answers is shown to those who see the message.
//
// Floor: 5
package preview

import (
	"context"
	"embed"

	"tramway/internal/authz"
	"tramway/internal/chat/chatevent"
	"tramway/internal/httpapi"
	"tramway/internal/live"
	"tramway/internal/org"
	"tramway/internal/preview/previewevent"
	"tramway/internal/sqldb"
	"tramway/internal/webpage"
)

//go:embed migrations
var files embed.FS

// Migrations are the tables.
var Migrations = sqldb.Migrations{Module: "preview", Files: files}

// The actions: seeing previews, and opening the door.
const (
	Use    = "links.use"
	Govern = "links.govern"
)

// Actions and who has them at first.
var Actions = []authz.Action{{Name: Use, Roles: []authz.Role{authz.Administrator, authz.Manager, authz.Member, authz.Guest}}, {Name: Govern, Roles: []authz.Role{authz.Administrator}}}

// Place is where a message is.
type Place struct {
	Conversation string
	Seq          int64
}

// Text is a message that somebody can read.
type Text struct {
	Place
	Sender string
	Text   string
}

// Messages is what this module asks of whoever knows conversations.
type Messages interface {
	// Texts are the messages at some places that say something.
	Texts(ctx context.Context, q sqldb.Q, places []Place) ([]Text, error)
	// Seen are those of them that a person reads.
	Seen(ctx context.Context, q sqldb.Q, person string, places []Place) ([]Text, error)
	Members(ctx context.Context, q sqldb.Q, conversation string) ([]string, error)
	// In says whether a person is in a conversation.
	In(ctx context.Context, q sqldb.Q, conversation, person string) (bool, error)
}

// Pages reads what a page says of itself, and the picture it names.
type Pages interface {
	Read(ctx context.Context, address string) (webpage.Page, error)
	Picture(ctx context.Context, address string) ([]byte, error)
}

// Module is the previews.
type Module struct {
	messages Messages
	pages    Pages
	own      string // origin of the installation: its links are the page's own business
}

// New makes the module; origin is the installation's own.
func New(messages Messages, pages Pages, origin string) *Module {
	return &Module{messages, pages, origin}
}

// Jobs ask for pages.
func (m *Module) Jobs() []org.JobKind {
	return []org.JobKind{{Name: askJob, Outside: m.ask, Tries: 1}}
}

// Subscribers are its reactions to what is said, and to what is unsaid.
func (m *Module) Subscribers() []org.Subscriber {
	return []org.Subscriber{{Name: "links", Handle: m.hear,
		Types: []string{chatevent.Posted{}.EventType(), chatevent.Changed{}.EventType(), chatevent.Blanked{}.EventType(), chatevent.CutOff{}.EventType()}}}
}

// Fans tell the members that there is something to show.
func (m *Module) Fans() []live.Fan {
	return []live.Fan{{Types: []string{previewevent.Changed{}.EventType()}, Make: m.fan}}
}

func (m *Module) fan(ctx context.Context, o *org.Org, events []org.Received) (out []live.Push, err error) {
	done := map[string]bool{}
	for _, r := range events {
		e, err := org.As[previewevent.Changed](r)
		if err != nil {
			return nil, err
		}
		if done[e.Conversation] {
			continue
		}
		done[e.Conversation] = true
		persons, err := m.messages.Members(ctx, o.Read(), e.Conversation)
		if err != nil {
			return nil, err
		}
		out = append(out, live.Push{Persons: persons, Data: []any{map[string]string{"t": "changed", "ref": "previews:" + e.Conversation}}})
	}
	return out, nil
}

// Register adds the routes.
func (m *Module) Register(s *httpapi.Server) {
	route := func(method, path, summary, action string) httpapi.Route {
		return httpapi.Route{Method: method, Path: "/o/{org}" + path, Summary: summary, Tag: "Links", Action: action}
	}
	httpapi.Handle(s, route("GET", "/conversations/{id}/previews", "What the links of a conversation's messages lead to", Use), m.previews)
	httpapi.Handle(s, route("GET", "/conversations/{id}/messages/{seq}/preview/picture", "The picture of what a message's link leads to", Use), m.readPicture)
	httpapi.Handle(s, route("DELETE", "/conversations/{id}/messages/{seq}/preview", "Take the preview from a message of mine", Use), m.remove)
	httpapi.Handle(s, route("GET", "/links/rules", "Whether pages behind links are looked up, and where", Govern), func(ctx context.Context, c *httpapi.Call, _ *struct{}) (*rulesBody, error) {
		r, err := rulesOf(ctx, c.Org.Read())
		return &rulesBody{r.shown()}, err
	})
	httpapi.Handle(s, route("PUT", "/links/rules", "Open or shut looking up pages behind links", Govern), func(ctx context.Context, c *httpapi.Call, in *rulesBody) (*rulesBody, error) {
		r, err := SetRules(ctx, c.Org, c.Who(), in.Body)
		return &rulesBody{r}, err
	})
}
