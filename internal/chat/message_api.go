package chat

import (
	"context"
	"net/http"
	"time"

	"tramway/internal/chat/chatevent"
	"tramway/internal/chat/internal/store"
	"tramway/internal/httpapi"
	"tramway/internal/live"
	"tramway/internal/org"
	"tramway/internal/page"
)

// Message is a message as the page sees it.
type Message struct {
	Conversation string    `json:"conversation_id"`
	Seq          int64     `json:"seq" doc:"its place; places have no gaps; 0: it is held and has none yet"`
	ID           string    `json:"id"`
	ClientID     string    `json:"client_id"`
	Sender       string    `json:"sender_id"`
	SenderName   string    `json:"sender_name"`
	SenderNameZh string    `json:"sender_name_zh"`
	Picture      string    `json:"sender_picture"`
	Kind         string    `json:"kind" enum:"text,system,erased" doc:"erased: its sender has left and is forgotten; only the place is there"`
	Text         string    `json:"text"`
	Mentions     []Mention `json:"mentions"`
	State        string    `json:"state" enum:"pending,held,released"`
	At           time.Time `json:"at"`
}

// Mention is somebody named in a message; the person "all" is everybody.
type Mention struct {
	Person string `json:"person_id"`
	Name   string `json:"name"`
}

type messageOut struct {
	Status int
	Body   Message
}

type messagesOut struct {
	Body struct {
		Items    []Message `json:"items" doc:"oldest first"`
		FirstSeq int64     `json:"first_seq" doc:"of the answer; 0 if it is empty"`
		LastSeq  int64     `json:"last_seq" doc:"of the conversation"`
		More     bool      `json:"more" doc:"there are more in the direction asked"`
	}
}

type messagesIn struct {
	ConversationPath
	Before int64 `query:"before" minimum:"0" doc:"messages before this place; absent: the latest"`
	After  int64 `query:"after" minimum:"-1" default:"-1" doc:"messages after this place, to resume"`
	Limit  int   `query:"limit" minimum:"0" maximum:"200"`
}

func (m *Module) messageRoutes(s *httpapi.Server) {
	httpapi.Handle(s, route("GET", "/conversations/{id}/messages", "Messages of a conversation", Use), m.messages)
	post := route("POST", "/conversations/{id}/messages", "Post a message", Use)
	httpapi.Handle(s, post, func(ctx context.Context, c *httpapi.Call, in *struct {
		ConversationPath
		Body struct {
			ClientID string   `json:"client_id" minLength:"8" maxLength:"64" doc:"made by the device; sending it again gives the stored message"`
			Text     string   `json:"text" doc:"at most 20,000 characters"`
			Mentions []string `json:"mentions,omitempty" maxItems:"200"`
		}
	}) (*messageOut, error) {
		if err := m.mayMention(ctx, c, in.ID, in.Body.Mentions); err != nil {
			return nil, err
		}
		msg, again, err := m.Post(ctx, c.Org, c.Who(), in.ID, Draft{in.Body.ClientID, in.Body.Text, in.Body.Mentions})
		if err != nil {
			return nil, err
		}
		views, err := m.messageViews(ctx, c.Org, []store.Message{msg})
		if err != nil {
			return nil, err
		}
		out := &messageOut{http.StatusCreated, views[0]}
		if again {
			out.Status = http.StatusOK
		}
		return out, nil
	})
	httpapi.Handle(s, route("POST", "/conversations/{id}/read", "Move my read mark", Use), func(ctx context.Context, c *httpapi.Call, in *struct {
		ConversationPath
		Body struct {
			Seq int64 `json:"seq" minimum:"0"`
		}
	}) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, MarkRead(ctx, c.Org, c.Who(), in.ID, in.Body.Seq)
	})
	httpapi.Handle(s, route("GET", "/unread", "What I have not read", Use), func(ctx context.Context, c *httpapi.Call, _ *struct{}) (*unreadOut, error) {
		out := &unreadOut{}
		var err error
		out.Body.Total, out.Body.Mentions, err = store.Unread(ctx, c.Org.Read(), c.Person())
		return out, err
	})
}

type unreadOut struct {
	Body struct {
		Total    int64 `json:"total"`
		Mentions int64 `json:"mentions"`
	}
}

// messages pages through a conversation, from when the reader joined.
func (m *Module) messages(ctx context.Context, c *httpapi.Call, in *messagesIn) (*messagesOut, error) {
	mine, err := find(ctx, c.Org.Read(), in.ID, c.Person())
	if err != nil {
		return nil, err
	}
	limit := page.Limit(in.Limit)
	var rows []store.Message
	if in.After >= 0 {
		rows, err = store.After(ctx, c.Org.Read(), in.ID, max(in.After, mine.JoinedSeq), limit)
	} else {
		rows, err = store.Before(ctx, c.Org.Read(), in.ID, mine.JoinedSeq, in.Before, limit)
	}
	if err != nil {
		return nil, err
	}
	out := &messagesOut{}
	out.Body.LastSeq = mine.LastSeq
	if len(rows) > 0 {
		out.Body.FirstSeq = rows[0].Seq
	}
	out.Body.More = len(rows) == limit && (in.After >= 0 && rows[len(rows)-1].Seq < mine.LastSeq || in.After < 0 && rows[0].Seq > mine.JoinedSeq+1)
	out.Body.Items, err = m.messageViews(ctx, c.Org, rows)
	return out, err
}

func (m *Module) messageViews(ctx context.Context, o *org.Org, rows []store.Message) ([]Message, error) {
	var ids []string
	for _, r := range rows {
		ids = append(append(ids, r.Sender), r.Mentions.V...)
	}
	names, err := m.people.Names(ctx, o.Read(), ids)
	out := make([]Message, len(rows))
	for i, r := range rows {
		n := names[r.Sender]
		out[i] = Message{r.Conversation, r.Seq, r.ID, r.ClientID, r.Sender, n.Name, n.NameZh, n.Picture, r.Kind, r.Body.V, mentions(r.Mentions.V, names), r.State, r.At.Time()}
	}
	return out, err
}

func mentions(ids []string, names map[string]Name) []Mention {
	out := make([]Mention, len(ids))
	for i, id := range ids {
		out[i] = Mention{id, names[id].Name}
		if out[i].Name == "" {
			out[i].Name = names[id].NameZh
		}
	}
	return out
}

// Fans tell members, live, what happened.
func (m *Module) Fans() []live.Fan {
	return []live.Fan{
		{Types: []string{chatevent.Posted{}.EventType()}, Make: m.fanPosted},
		{Types: []string{chatevent.Read{}.EventType()}, Make: fanRead},
		{Types: []string{chatevent.MembersChanged{}.EventType()}, Make: fanMembers},
		{Types: []string{chatevent.Waits{}.EventType()}, Make: fanWaits},
	}
}

// fanPosted reads a batch of messages conversation by conversation, so that a
// burst in one group costs two queries.
func (m *Module) fanPosted(ctx context.Context, o *org.Org, events []org.Received) ([]live.Push, error) {
	first, last := map[string]int64{}, map[string]int64{}
	var order []string
	for _, r := range events {
		e, err := org.As[chatevent.Posted](r)
		if err != nil {
			return nil, err
		}
		if _, ok := first[e.Conversation]; !ok {
			first[e.Conversation] = e.Seq
			order = append(order, e.Conversation)
		}
		last[e.Conversation] = max(last[e.Conversation], e.Seq)
	}
	var out []live.Push
	for _, conv := range order {
		persons, err := store.Persons(ctx, o.Read(), conv)
		if err != nil {
			return nil, err
		}
		rows, err := store.After(ctx, o.Read(), conv, first[conv]-1, int(last[conv]-first[conv])+1)
		if err != nil {
			return nil, err
		}
		views, err := m.messageViews(ctx, o, rows)
		if err != nil {
			return nil, err
		}
		p := live.Push{Persons: persons}
		for _, v := range views {
			p.Data = append(p.Data, map[string]any{"t": "message", "conversation_id": conv, "message": v})
		}
		out = append(out, p)
	}
	return out, nil
}

// fanRead tells a person's own other devices, and in a direct conversation the
// other one.
func fanRead(ctx context.Context, o *org.Org, events []org.Received) ([]live.Push, error) {
	var out []live.Push
	for _, r := range events {
		e, err := org.As[chatevent.Read](r)
		if err != nil {
			return nil, err
		}
		to := []string{e.Person}
		if mine, err := store.Find(ctx, o.Read(), e.Conversation, e.Person); err == nil && mine.Kind == "direct" {
			if to, err = store.Persons(ctx, o.Read(), e.Conversation); err != nil {
				return nil, err
			}
		}
		out = append(out, live.Push{Persons: to, Data: []any{map[string]any{"t": "read", "conversation_id": e.Conversation, "person_id": e.Person, "seq": e.Seq}}})
	}
	return out, nil
}

func fanMembers(ctx context.Context, o *org.Org, events []org.Received) ([]live.Push, error) {
	var out []live.Push
	for _, r := range events {
		e, err := org.As[chatevent.MembersChanged](r)
		if err != nil {
			return nil, err
		}
		persons, err := store.Persons(ctx, o.Read(), e.Conversation)
		if err != nil {
			return nil, err
		}
		if len(e.Left) > 0 {
			out = append(out, live.Push{Persons: e.Left, Leave: "c:" + e.Conversation})
		}
		out = append(out, live.Push{Persons: append(persons, e.Left...), Data: []any{map[string]any{"t": "changed", "ref": "conversation:" + e.Conversation}}})
	}
	return out, nil
}
