package chat

import (
	"context"
	"time"

	"tramway/internal/chat/chatevent"
	"tramway/internal/chat/internal/store"
	"tramway/internal/desk"
	"tramway/internal/httpapi"
	"tramway/internal/lang"
	"tramway/internal/live"
	"tramway/internal/org"
	"tramway/internal/page"
)

// HeldView is a message that waits, as whoever may release it sees it: who, where and
// why, not what was written.
type HeldView struct {
	ID           string    `json:"id"`
	Conversation string    `json:"conversation_id"`
	Sender       Member    `json:"sender"`
	State        string    `json:"state" enum:"pending,held"`
	Inspector    string    `json:"inspector"`
	Reason       string    `json:"reason"`
	At           time.Time `json:"at"`
}

type heldOut struct{ Body page.Of[HeldView] }

type ownHeldOut struct {
	Body struct {
		Items []Message `json:"items" doc:"oldest first; they have no place yet"`
	}
}

// HeldPath names a held message in an address.
type HeldPath struct {
	ID string `path:"id" maxLength:"40"`
}

// ownHeld is how many of their own held messages somebody is shown in a conversation.
const ownHeld = 200

func (m *Module) heldRoutes(s *httpapi.Server) {
	httpapi.Handle(s, route("GET", "/conversations/{id}/held", "My messages here that others do not see yet", Use), m.mineHeld)
	httpapi.Handle(s, route("GET", "/held-messages", "Messages that wait to be released", Judge), m.allHeld)
	httpapi.Handle(s, route("POST", "/held-messages/{id}/release", "Release a held message", Judge), func(ctx context.Context, c *httpapi.Call, in *HeldPath) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, Release(ctx, c.Org, c.Who(), in.ID)
	})
	httpapi.Handle(s, route("POST", "/held-messages/{id}/refuse", "Refuse a held message", Judge), func(ctx context.Context, c *httpapi.Call, in *HeldPath) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, RefuseHeld(ctx, c.Org, c.Who(), in.ID)
	})
}

func (m *Module) mineHeld(ctx context.Context, c *httpapi.Call, in *ConversationPath) (*ownHeldOut, error) {
	if _, err := find(ctx, c.Org.Read(), in.ID, c.Person()); err != nil {
		return nil, err
	}
	rows, err := store.HeldOf(ctx, c.Org.Read(), in.ID, c.Person(), ownHeld)
	if err != nil {
		return nil, err
	}
	shown := make([]store.Message, len(rows))
	for i, h := range rows {
		shown[i] = shownHeld(h)
	}
	out := &ownHeldOut{}
	out.Body.Items, err = m.messageViews(ctx, c.Org, shown)
	return out, err
}

func (m *Module) allHeld(ctx context.Context, c *httpapi.Call, in *PageIn) (*heldOut, error) {
	after := ""
	if err := page.Decode(in.Cursor, &after); err != nil {
		return nil, err
	}
	limit := page.Limit(in.Limit)
	rows, err := store.AllHeld(ctx, c.Org.Read(), after, limit+1)
	if err != nil {
		return nil, err
	}
	cut := page.Cut(rows, limit, func(h store.Held) string { return h.ID })
	ids := make([]string, len(cut.Items))
	for i, h := range cut.Items {
		ids[i] = h.Sender
	}
	names, err := m.people.Names(ctx, c.Org.Read(), ids)
	out := &heldOut{page.Of[HeldView]{Items: []HeldView{}, Next: cut.Next}}
	for _, h := range cut.Items {
		out.Body.Items = append(out.Body.Items, HeldView{h.ID, h.Conversation, member(h.Sender, "", names), h.State, h.Inspector, h.Reason.V, h.At.Time()})
	}
	return out, err
}

// judging are the messages that wait for whoever may release them.
func (m *Module) judging(ctx context.Context, c *httpapi.Call) ([]desk.Item, error) {
	if len(m.inspectors) == 0 || c.Allow(Judge, everything) != nil {
		return nil, nil
	}
	n, err := store.CountHeld(ctx, c.Org.Read(), "")
	if err != nil || n == 0 {
		return nil, err
	}
	return []desk.Item{{Ref: "organisation:" + c.Org.ID, Kind: "held_messages", Title: lang.Text(c.Lang, "work.held_messages", map[string]any{"count": n}),
		Count: int(n), At: c.Org.Now(), Link: "/im"}}, nil
}

// fanWaits tells the sender's own devices, and nobody else.
func fanWaits(_ context.Context, _ *org.Org, events []org.Received) (out []live.Push, err error) {
	for _, r := range events {
		e, err := org.As[chatevent.Waits](r)
		if err != nil {
			return nil, err
		}
		out = append(out, live.Push{Persons: []string{e.Sender}, Data: []any{map[string]string{"t": "changed", "ref": "held:" + e.Conversation}}})
	}
	return out, nil
}
