package chat

import (
	"context"
	"time"

	"tramway/internal/chat/internal/store"
	"tramway/internal/desk"
	"tramway/internal/httpapi"
	"tramway/internal/lang"
	"tramway/internal/page"
	"tramway/internal/ref"
)

// Kept is a message that somebody keeps, as they see it.
type Kept struct {
	Conversation string     `json:"conversation_id"`
	Title        string     `json:"conversation_title"`
	Seq          int64      `json:"seq"`
	Sender       Member     `json:"sender"`
	Kind         string     `json:"kind"`
	Text         string     `json:"text"`
	SaidAt       time.Time  `json:"said_at"`
	Note         string     `json:"note"`
	At           *time.Time `json:"at,omitempty" doc:"of a reminder: when it rings"`
	Rang         bool       `json:"rang"`
}

type keptPage struct{ Body page.Of[Kept] }

// marksOut are places in a conversation that the reader keeps.
type marksOut struct {
	Body struct {
		Bookmarks []int64 `json:"bookmarks"`
		Reminders []int64 `json:"reminders"`
		Votes     []Voted `json:"votes" doc:"in polls"`
	}
}

// mostMarks is how many places of each kind one conversation shows.
const mostMarks = 500

func (m *Module) keptRoutes(s *httpapi.Server) {
	const message = "/conversations/{id}/messages/{seq}"
	type noteIn struct {
		MessagePath
		Body struct {
			Note string `json:"note,omitempty" doc:"at most 500 characters"`
		}
	}
	type reminderIn struct {
		MessagePath
		Body struct {
			At   time.Time `json:"at" doc:"to the minute, at most a year ahead"`
			Note string    `json:"note,omitempty" doc:"at most 500 characters"`
		}
	}
	httpapi.Handle(s, route("GET", "/bookmarks", "Messages that I saved, the newest first", Use), m.bookmarks)
	httpapi.Handle(s, route("PUT", message+"/bookmark", "Save a message for myself", Use), func(ctx context.Context, c *httpapi.Call, in *noteIn) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, Bookmark(ctx, c.Org, c.Who(), in.ID, in.Seq, in.Body.Note)
	})
	httpapi.Handle(s, route("DELETE", message+"/bookmark", "Do not keep a message any more", Use), func(ctx context.Context, c *httpapi.Call, in *MessagePath) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, Unbookmark(ctx, c.Org, c.Who(), in.ID, in.Seq)
	})
	httpapi.Handle(s, route("GET", "/reminders", "Messages of which I am reminded, the next one first", Use), m.reminders)
	httpapi.Handle(s, route("PUT", message+"/reminder", "Remind me of a message, or later", Use), func(ctx context.Context, c *httpapi.Call, in *reminderIn) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, Remind(ctx, c.Org, c.Who(), in.ID, in.Seq, in.Body.At, in.Body.Note)
	})
	httpapi.Handle(s, route("DELETE", message+"/reminder", "I need no reminder of a message", Use), func(ctx context.Context, c *httpapi.Call, in *MessagePath) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, Done(ctx, c.Org, c.Who(), in.ID, in.Seq)
	})
	httpapi.Handle(s, route("GET", "/conversations/{id}/marks", "What I keep of this conversation", Use), func(ctx context.Context, c *httpapi.Call, in *ConversationPath) (*marksOut, error) {
		if _, err := find(ctx, c.Org.Read(), in.ID, c.Person()); err != nil {
			return nil, err
		}
		out := &marksOut{}
		bookmarks, reminders, err := store.Marks(ctx, c.Org.Read(), c.Person(), in.ID, mostMarks)
		out.Body.Bookmarks, out.Body.Reminders = append([]int64{}, bookmarks...), append([]int64{}, reminders...)
		if err != nil {
			return nil, err
		}
		votes, err := store.VotedIn(ctx, c.Org.Read(), c.Person(), in.ID, mostMarks)
		out.Body.Votes = voted(votes)
		return out, err
	})
}

func (m *Module) bookmarks(ctx context.Context, c *httpapi.Call, in *PageIn) (*keptPage, error) {
	before := "~"
	if err := page.Decode(in.Cursor, &before); err != nil {
		return nil, err
	}
	limit := page.Limit(in.Limit)
	rows, err := store.Bookmarks(ctx, c.Org.Read(), c.Person(), before, limit)
	if err != nil {
		return nil, err
	}
	cut := page.Cut(rows, limit, func(k store.Kept) string { return k.ID })
	views, err := m.keptViews(ctx, c, cut.Items)
	return &keptPage{page.Of[Kept]{Items: views, Next: cut.Next}}, err
}

func (m *Module) reminders(ctx context.Context, c *httpapi.Call, in *PageIn) (*keptPage, error) {
	after := store.Moment{}
	if err := page.Decode(in.Cursor, &after); err != nil {
		return nil, err
	}
	limit := page.Limit(in.Limit)
	rows, err := store.Reminders(ctx, c.Org.Read(), c.Person(), false, after, limit)
	if err != nil {
		return nil, err
	}
	cut := page.Cut(rows, limit, func(k store.Kept) store.Moment { return store.Moment{At: k.DueAt, ID: k.ID} })
	views, err := m.keptViews(ctx, c, cut.Items)
	return &keptPage{page.Of[Kept]{Items: views, Next: cut.Next}}, err
}

func (m *Module) keptViews(ctx context.Context, c *httpapi.Call, rows []store.Kept) ([]Kept, error) {
	var persons, rooms []string
	for _, r := range rows {
		persons, rooms = append(persons, r.Sender), append(rooms, r.Conversation)
	}
	names, err := m.people.Names(ctx, c.Org.Read(), persons)
	if err != nil {
		return nil, err
	}
	titles, err := m.titles(ctx, c, rooms)
	out := make([]Kept, len(rows))
	for i, r := range rows {
		out[i] = Kept{Conversation: r.Conversation, Title: titles[r.Conversation], Seq: r.Seq, Sender: called(r.Sender, names), Kind: r.Kind,
			Text: r.Body.V, SaidAt: r.SaidAt.Time(), Note: r.Note.V, Rang: r.RangAt > 0}
		if r.DueAt > 0 {
			at := r.DueAt.Time()
			out[i].At = &at
		}
	}
	return out, err
}

// mostRang is how many reminders that rang stand in somebody's work.
const mostRang = 50

// reminding are the reminders whose time has come, until they are done or put off.
func (m *Module) reminding(ctx context.Context, c *httpapi.Call) ([]desk.Item, error) {
	rows, err := store.Reminders(ctx, c.Org.Read(), c.Person(), true, store.Moment{}, mostRang)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	views, err := m.keptViews(ctx, c, rows)
	var out []desk.Item
	for i, v := range views {
		out = append(out, desk.Item{Ref: ref.To("conversation", v.Conversation).String(), Kind: "reminders", Title: firstOf(v.Note, v.Text, v.Title),
			Detail: lang.Text(c.Lang, "work.reminders", map[string]any{"title": v.Title}), At: rows[i].RangAt.Time(), DueAt: v.At, Link: "/im/later?tab=reminders"})
	}
	return out, err
}

// firstOf is the first text that says something, as one line.
func firstOf(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return beginning(t)
		}
	}
	return ""
}
