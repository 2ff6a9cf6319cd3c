package chat

import (
	"context"
	"net/http"
	"time"

	"tramway/internal/chat/chatevent"
	"tramway/internal/chat/internal/store"
	"tramway/internal/httpapi"
	"tramway/internal/lang"
	"tramway/internal/live"
	"tramway/internal/org"
	"tramway/internal/page"
)

// Scheduled is a message that is to be posted at a time, as its author sees it.
type Scheduled struct {
	ID           string    `json:"id"`
	Conversation string    `json:"conversation_id"`
	Title        string    `json:"conversation_title" doc:"as its author sees the conversation; empty: they are not in it any more"`
	Text         string    `json:"text"`
	Mentions     []Mention `json:"mentions"`
	ReplyTo      int64     `json:"reply_to"`
	Thread       int64     `json:"thread" doc:"place of the message in whose thread it is said; 0: in none"`
	At           time.Time `json:"at"`
	State        string    `json:"state" enum:"waiting,failed"`
	Reason       string    `json:"reason" doc:"why it was not posted, in the reader's language"`
}

type scheduledOut struct {
	Status int
	Body   Scheduled
}

type scheduledPage struct{ Body page.Of[Scheduled] }

// ScheduledPath names a scheduled message in an address.
type ScheduledPath struct {
	ID string `path:"id" maxLength:"40"`
}

func (m *Module) scheduledRoutes(s *httpapi.Server) {
	httpapi.Handle(s, route("POST", "/conversations/{id}/scheduled", "Post a message later", Use), m.schedule)
	httpapi.Handle(s, route("GET", "/scheduled", "My scheduled messages, the next one first", Use), m.scheduledList)
	httpapi.Handle(s, route("PATCH", "/scheduled/{id}", "Change a scheduled message", Use), m.reschedule)
	httpapi.Handle(s, route("POST", "/scheduled/{id}/send", "Post a scheduled message now", Use), func(ctx context.Context, c *httpapi.Call, in *ScheduledPath) (*oneMessage, error) {
		msg, err := m.SendNow(ctx, c.Org, c.Who(), in.ID)
		return m.shown(ctx, c, msg, err)
	})
	httpapi.Handle(s, route("DELETE", "/scheduled/{id}", "Forget a scheduled message", Use), func(ctx context.Context, c *httpapi.Call, in *ScheduledPath) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, Unschedule(ctx, c.Org, c.Who(), in.ID)
	})
}

func (m *Module) schedule(ctx context.Context, c *httpapi.Call, in *struct {
	ConversationPath
	Body struct {
		ClientID string    `json:"client_id" minLength:"8" maxLength:"64" doc:"made by the device; it is posted under it"`
		Text     string    `json:"text" doc:"at most 20,000 characters"`
		Mentions []string  `json:"mentions,omitempty" maxItems:"200"`
		ReplyTo  int64     `json:"reply_to,omitempty" minimum:"0" doc:"place of the message it answers"`
		Thread   int64     `json:"thread,omitempty" minimum:"0" doc:"place of the message in whose thread it is said"`
		At       time.Time `json:"at" doc:"to the minute, at most a year ahead"`
	}
}) (*scheduledOut, error) {
	if err := m.mayMention(ctx, c, in.ID, in.Body.Mentions); err != nil {
		return nil, err
	}
	d := Draft{ClientID: in.Body.ClientID, Text: in.Body.Text, Mentions: in.Body.Mentions, ReplyTo: in.Body.ReplyTo, Thread: in.Body.Thread}
	one, again, err := m.Schedule(ctx, c.Org, c.Who(), in.ID, d, in.Body.At)
	if err != nil {
		return nil, err
	}
	out := &scheduledOut{Status: http.StatusCreated}
	if again {
		out.Status = http.StatusOK
	}
	views, err := m.scheduledViews(ctx, c, []store.Scheduled{one})
	if err == nil {
		out.Body = views[0]
	}
	return out, err
}

func (m *Module) reschedule(ctx context.Context, c *httpapi.Call, in *struct {
	ScheduledPath
	Body struct {
		Text     string    `json:"text" doc:"at most 20,000 characters"`
		Mentions []string  `json:"mentions,omitempty" maxItems:"200"`
		At       time.Time `json:"at"`
	}
}) (*scheduledOut, error) {
	was, err := ownScheduled(ctx, c.Org.Read(), in.ID, c.Person())
	if err != nil {
		return nil, err
	}
	if err := m.mayMention(ctx, c, was.Conversation, in.Body.Mentions); err != nil {
		return nil, err
	}
	one, err := m.Reschedule(ctx, c.Org, c.Who(), in.ID, Draft{Text: in.Body.Text, Mentions: in.Body.Mentions}, in.Body.At)
	if err != nil {
		return nil, err
	}
	out := &scheduledOut{Status: http.StatusOK}
	views, err := m.scheduledViews(ctx, c, []store.Scheduled{one})
	if err == nil {
		out.Body = views[0]
	}
	return out, err
}

func (m *Module) scheduledList(ctx context.Context, c *httpapi.Call, in *struct {
	PageIn
	Conversation string `query:"conversation_id" maxLength:"40" doc:"only those for this one"`
}) (*scheduledPage, error) {
	after := store.Moment{}
	if err := page.Decode(in.Cursor, &after); err != nil {
		return nil, err
	}
	limit := page.Limit(in.Limit)
	rows, err := store.ScheduledOf(ctx, c.Org.Read(), c.Person(), in.Conversation, after, limit)
	if err != nil {
		return nil, err
	}
	cut := page.Cut(rows, limit, func(s store.Scheduled) store.Moment { return store.Moment{At: s.DueAt, ID: s.ID} })
	views, err := m.scheduledViews(ctx, c, cut.Items)
	return &scheduledPage{page.Of[Scheduled]{Items: views, Next: cut.Next}}, err
}

func (m *Module) scheduledViews(ctx context.Context, c *httpapi.Call, rows []store.Scheduled) ([]Scheduled, error) {
	var persons, rooms []string
	for _, r := range rows {
		persons, rooms = append(persons, r.Mentions.V...), append(rooms, r.Conversation)
	}
	names, err := m.people.Names(ctx, c.Org.Read(), persons)
	if err != nil {
		return nil, err
	}
	titles, err := m.titles(ctx, c, rooms)
	out := make([]Scheduled, len(rows))
	for i, r := range rows {
		out[i] = Scheduled{r.ID, r.Conversation, titles[r.Conversation], r.Body.V, mentions(r.Mentions.V, names), r.ReplyTo, r.Thread, r.DueAt.Time(), r.State, ""}
		if r.Reason != "" {
			out[i].Reason = lang.Text(c.Lang, r.Reason, nil)
		}
	}
	return out, err
}

// titles are those of conversations as the reader sees them; without those they are not in.
func (m *Module) titles(ctx context.Context, c *httpapi.Call, ids []string) (map[string]string, error) {
	cards, err := m.cards(ctx, c, ids)
	out := make(map[string]string, len(cards))
	for _, card := range cards {
		out[card.Ref.ID] = card.Title
	}
	return out, err
}

// fanLater tells a person's own pages that what they keep for later changed.
func fanLater(_ context.Context, _ *org.Org, events []org.Received) (out []live.Push, err error) {
	done := map[string]bool{}
	for _, r := range events {
		e, err := org.As[chatevent.LaterChanged](r)
		if err != nil {
			return nil, err
		}
		if !done[e.Person] {
			out = append(out, live.Push{Persons: []string{e.Person}, Data: []any{map[string]string{"t": "changed", "ref": "later:" + e.Person}}})
		}
		done[e.Person] = true
	}
	return out, nil
}
