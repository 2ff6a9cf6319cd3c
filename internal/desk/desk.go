// Package desk is what a person has in front of them whatever the module: search
// across everything, the list of what waits for them, and what changed since
// their device last asked. Modules join by giving sources, work and resolvers.
//
// What it promises: each source answers only with what the person may see; an
// object whose module gives no resolver never shows.
//
// Floor: 4
package desk

import (
	"context"
	"time"

	"tramway/internal/authz"
	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/ref"
)

// Use is the desk's action.
const Use = "desk.use"

// Actions and who has them at first.
var Actions = []authz.Action{{Name: Use, Roles: authz.Roles}}

// Source finds objects of one kind by what somebody typed.
type Source struct {
	Kind string // people, departments, conversations: the group's name on the page
	Find func(ctx context.Context, c *httpapi.Call, query string, limit int) ([]ref.Card, error)
}

// Work finds what waits for a person.
type Work func(ctx context.Context, c *httpapi.Call) ([]Item, error)

// Item is one thing that waits.
type Item struct {
	Ref    string     `json:"ref"`
	Kind   string     `json:"kind" doc:"says which text the page shows"`
	Title  string     `json:"title"`
	Detail string     `json:"detail" doc:"what is to be done"`
	Count  int        `json:"count"`
	At     time.Time  `json:"at"`
	DueAt  *time.Time `json:"due_at"`
	Link   string     `json:"link"`
}

// Resolver gives cards for refs of one type, leaving out what the person may not
// see.
type Resolver struct {
	Type  string
	Cards func(ctx context.Context, c *httpapi.Call, ids []string) ([]ref.Card, error)
}

// Parts are the collected lists.
type Parts struct {
	Sources   []Source
	Work      []Work
	Resolvers []Resolver
}

// Module is the desk.
type Module struct{ parts Parts }

// New makes the module.
func New(parts Parts) *Module { return &Module{parts} }

// Register adds the routes.
func (m *Module) Register(s *httpapi.Server) {
	route := func(path, summary string) httpapi.Route {
		return httpapi.Route{Method: "GET", Path: "/o/{org}" + path, Summary: summary, Tag: "Desk", Action: Use}
	}
	httpapi.Handle(s, route("/search", "Find anything I may see"), m.search)
	httpapi.Handle(s, route("/work", "What waits for me"), m.work)
	httpapi.Handle(s, route("/changes", "What changed since"), m.changes)
	httpapi.Handle(s, route("/cards", "What objects are, as far as I may see them"), m.cards)
}

// Card is a found object.
type Card struct {
	Ref      string `json:"ref"`
	Title    string `json:"title"`
	Subtitle string `json:"subtitle"`
	Link     string `json:"link"`
}

// Group is what one source found.
type Group struct {
	Kind  string `json:"kind"`
	Items []Card `json:"items"`
}

type searchOut struct {
	Body struct {
		Groups []Group `json:"groups"`
	}
}

func (m *Module) search(ctx context.Context, c *httpapi.Call, in *struct {
	Q     string `query:"q" maxLength:"100"`
	Limit int    `query:"limit" minimum:"0" maximum:"50" default:"8"`
}) (*searchOut, error) {
	out := &searchOut{}
	out.Body.Groups = []Group{}
	for _, s := range m.parts.Sources {
		cards, err := s.Find(ctx, c, in.Q, max(in.Limit, 1))
		if err != nil {
			return nil, err
		}
		if len(cards) > 0 {
			out.Body.Groups = append(out.Body.Groups, Group{s.Kind, shown(cards)})
		}
	}
	return out, nil
}

func shown(cards []ref.Card) []Card {
	out := make([]Card, len(cards))
	for i, c := range cards {
		out[i] = Card{c.Ref.String(), c.Title, c.Subtitle, c.Link}
	}
	return out
}

type workOut struct {
	Body struct {
		Items []Item `json:"items"`
	}
}

func (m *Module) work(ctx context.Context, c *httpapi.Call, _ *struct{}) (*workOut, error) {
	out := &workOut{}
	out.Body.Items = []Item{}
	for _, w := range m.parts.Work {
		items, err := w(ctx, c)
		if err != nil {
			return nil, err
		}
		out.Body.Items = append(out.Body.Items, items...)
	}
	return out, nil
}

// Changed is one object to fetch again or to forget.
type Changed struct {
	N    int64  `json:"n"`
	Ref  string `json:"ref"`
	Kind string `json:"kind" enum:"changed,deleted"`
}

type changesOut struct {
	Body struct {
		Changes []Changed `json:"changes"`
		Next    int64     `json:"next" doc:"ask with this next time"`
		More    bool      `json:"more"`
	}
}

const changesPage = 200

func (m *Module) changes(ctx context.Context, c *httpapi.Call, in *struct {
	Since int64 `query:"since" minimum:"0"`
}) (*changesOut, error) {
	all, err := c.Org.Changes(ctx, in.Since, changesPage)
	if err != nil {
		return nil, err
	}
	ids := map[string][]string{}
	for _, ch := range all {
		if r, err := ref.Parse(ch.Ref); err == nil && ch.Kind == "changed" {
			ids[r.Type] = append(ids[r.Type], r.ID)
		}
	}
	known, err := m.known(ctx, c, ids)
	if err != nil {
		return nil, err
	}
	out := &changesOut{}
	out.Body.Changes, out.Body.Next, out.Body.More = []Changed{}, in.Since, len(all) == changesPage
	for _, ch := range all {
		out.Body.Next = ch.Seq
		// A tombstone is shown to everybody: it names nothing but an id.
		if _, seen := known[ch.Ref]; seen || ch.Kind == "deleted" {
			out.Body.Changes = append(out.Body.Changes, Changed{ch.Seq, ch.Ref, ch.Kind})
		}
	}
	return out, nil
}

// known asks each module about its objects, in one go each. A module whose door is shut
// to the person shows nothing.
func (m *Module) known(ctx context.Context, c *httpapi.Call, ids map[string][]string) (map[string]ref.Card, error) {
	out := map[string]ref.Card{}
	for _, r := range m.parts.Resolvers {
		if len(ids[r.Type]) == 0 {
			continue
		}
		cards, err := r.Cards(ctx, c, ids[r.Type])
		if fault.KindOf(err) == fault.Denied {
			continue
		}
		if err != nil {
			return nil, err
		}
		for _, card := range cards {
			out[card.Ref.String()] = card
		}
	}
	return out, nil
}
