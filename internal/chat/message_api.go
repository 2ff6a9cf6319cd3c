package chat

import (
	"context"
	"errors"
	"math"
	"net/http"
	"time"

	"tramway/internal/chat/internal/store"
	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/org"
	"tramway/internal/page"
	"tramway/internal/sqldb"
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
	Robot        bool      `json:"robot,omitempty" doc:"it was said by a program, and by no person"`
	Outside      *string   `json:"sender_outside,omitempty" doc:"the company of a sender from outside; absent: a colleague"`
	Kind         string    `json:"kind" enum:"text,forward,poll,card,system,erased,recalled" doc:"forward: it carries what was said elsewhere; erased: its sender has left and is forgotten; recalled: it was taken back; only the place is there"`
	Text         string    `json:"text"`
	Mentions     []Mention `json:"mentions"`
	State        string    `json:"state" enum:"pending,held,released"`
	At           time.Time `json:"at"`

	Rev       int64      `json:"rev" doc:"the conversation's change that it last had; 0: it is as it was said"`
	ReplyTo   int64      `json:"reply_to" doc:"place of the message it answers; 0: none"`
	EditedAt  *time.Time `json:"edited_at,omitempty"`
	Recalled  *Member    `json:"recalled_by,omitempty" doc:"of a recalled message"`
	Reactions []Reaction `json:"reactions"`

	Files     []Attachment `json:"files" doc:"what it carries beside its text, in order"`
	Forwarded []Forwarded  `json:"forwarded" doc:"what a forward carries, in order"`
	Pinned    *Member      `json:"pinned_by,omitempty" doc:"who put it above the conversation"`

	Thread  int64   `json:"thread" doc:"place of the message in whose thread it is; 0: in none"`
	Answers *Thread `json:"answers,omitempty" doc:"the thread that began at it"`
	Poll    *Poll   `json:"poll,omitempty" doc:"of a poll, whose question is the text"`
	Card    *Card   `json:"card,omitempty" doc:"of a card, whose words are the text"`
}

// Forwarded is something that was said elsewhere, as it was then.
type Forwarded struct {
	Sender Member    `json:"sender" doc:"who said it; without a name: somebody who has left and is forgotten"`
	Text   string    `json:"text"`
	At     time.Time `json:"at"`

	Files []Attachment `json:"files" doc:"that came with it"`
	part  int
}

// Reaction is an emoji on a message.
type Reaction struct {
	Emoji   string   `json:"emoji"`
	Count   int      `json:"count"`
	Persons []Member `json:"persons" doc:"the first who reacted so"`
}

// Mention is somebody named in a message; the person "all" is everybody, and
// "department:…" and "role:…" are those who were of it.
type Mention struct {
	Person string `json:"person_id"`
	Name   string `json:"name"`
	NameZh string `json:"name_zh"`
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
		FromSeq  int64     `json:"from_seq" doc:"what stands at this place or before is not the reader's, or not any more"`
		Rev      int64     `json:"rev" doc:"the changes that are in the answer: ask for those after it next time"`
		Changed  []Message `json:"changed" doc:"up to after, changed since rev, in the order of their changes; after 200 there are more"`
		More     bool      `json:"more" doc:"there are more in the direction asked"`
	}
}

type messagesIn struct {
	ConversationPath
	Before int64 `query:"before" minimum:"0" doc:"messages before this place; absent: the latest"`
	After  int64 `query:"after" minimum:"-1" default:"-1" doc:"messages after this place, to resume"`
	Limit  int   `query:"limit" minimum:"0" maximum:"200"`
	Rev    int64 `query:"rev" minimum:"-1" default:"-1" doc:"with after: the last change that is known, to hear of those since"`
}

func (m *Module) messageRoutes(s *httpapi.Server) {
	httpapi.Handle(s, route("GET", "/conversations/{id}/messages", "Messages of a conversation", Use), m.messages)
	post := route("POST", "/conversations/{id}/messages", "Post a message", Use)
	httpapi.Handle(s, post, func(ctx context.Context, c *httpapi.Call, in *struct {
		ConversationPath
		Body struct {
			ClientID string   `json:"client_id" minLength:"8" maxLength:"64" doc:"made by the device; sending it again gives the stored message"`
			Text     string   `json:"text" doc:"at most 20,000 characters; may be empty where something is carried"`
			Mentions []string `json:"mentions,omitempty" maxItems:"200"`
			ReplyTo  int64    `json:"reply_to,omitempty" minimum:"0" doc:"place of the message it answers"`
			Thread   int64    `json:"thread,omitempty" minimum:"0" doc:"place of a message in whose thread it is said"`

			Files    []string  `json:"files,omitempty" maxItems:"20" doc:"ids of uploads of mine that are whole, in order"`
			Location *Location `json:"location,omitempty"`
			Contact  string    `json:"contact,omitempty" maxLength:"40" doc:"id of a colleague whose card to send"`
			Sure     bool      `json:"sure,omitempty" doc:"its author has read the warning (message_warned) and sends it all the same"`
		}
	}) (*messageOut, error) {
		if err := m.mayMention(ctx, c, in.ID, in.Body.Mentions); err != nil {
			return nil, err
		}
		if err := m.mayCarry(ctx, c, in.Body.Contact, in.Body.Files); err != nil {
			return nil, err
		}
		msg, again, err := m.Post(ctx, c.Org, c.Who(), in.ID,
			Draft{ClientID: in.Body.ClientID, Text: in.Body.Text, Mentions: in.Body.Mentions, ReplyTo: in.Body.ReplyTo, Thread: in.Body.Thread,
				Files: in.Body.Files, Location: in.Body.Location, Contact: in.Body.Contact, Sure: in.Body.Sure})
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
		groups, err := m.others.counted(ctx, c.Org.Read(), c.Person())
		if err != nil {
			return nil, err
		}
		n, err := Unread(ctx, c.Org, c.Person(), groups)
		out.Body.Total, out.Body.Mentions, out.Body.Direct, out.Body.Groups = n.Total, n.Mentions, n.Direct, groups
		return out, err
	})
}

// Counts are how much a person has not read: in all, how often they are mentioned in it,
// and how much of it is said to them.
type Counts = store.Counts

// Unread counts what a person has not read; groups: also what nobody was named in.
func Unread(ctx context.Context, o *org.Org, person string, groups bool) (Counts, error) {
	return store.Unread(ctx, o.Read(), person, groups, sqldb.At(o.Now()))
}

type unreadOut struct {
	Body struct {
		Total    int64 `json:"total"`
		Mentions int64 `json:"mentions"`
		Direct   int64 `json:"direct" doc:"of it said to me: in direct conversations and where I want to hear all, mentions, and threads I follow"`
		Groups   bool  `json:"groups_counted" doc:"other messages in groups are counted in the total; else they are only marked"`
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
	out.Body.LastSeq, out.Body.FromSeq, out.Body.Rev = mine.LastSeq, mine.JoinedSeq, mine.LastRev
	if out.Body.Changed, err = m.changed(ctx, c, mine, in, out); err != nil {
		return nil, err
	}
	if len(rows) > 0 {
		out.Body.FirstSeq = rows[0].Seq
	}
	out.Body.More = len(rows) == limit && (in.After >= 0 && rows[len(rows)-1].Seq < mine.LastSeq || in.After < 0 && rows[0].Seq > mine.JoinedSeq+1)
	out.Body.Items, err = m.messageViews(ctx, c.Org, rows)
	return out, err
}

// mostChanged is how many changes one answer tells of.
const mostChanged = 200

// changed are the messages that somebody who was away has in an older state.
func (m *Module) changed(ctx context.Context, c *httpapi.Call, mine store.Mine, in *messagesIn, out *messagesOut) ([]Message, error) {
	if in.Rev < 0 || in.After < 0 || in.Rev >= mine.LastRev {
		return []Message{}, nil
	}
	rows, err := store.Changed(ctx, c.Org.Read(), in.ID, mine.JoinedSeq, in.After, in.Rev, mostChanged)
	if err != nil {
		return nil, err
	}
	if len(rows) == mostChanged {
		out.Body.Rev = rows[len(rows)-1].Rev
	}
	return m.messageViews(ctx, c.Org, rows)
}

// known turns what is not there into the answer for it.
func known(m store.Message, err error) (store.Message, error) {
	if errors.Is(err, sqldb.ErrNone) {
		err = fault.New(fault.NotFound, "not_found")
	}
	return m, err
}

func (m *Module) messageViews(ctx context.Context, o *org.Org, rows []store.Message) ([]Message, error) {
	var ids []string
	for _, r := range rows {
		ids = append(append(ids, r.Sender, r.RecalledBy, r.PinnedBy), r.Mentions.V...)
	}
	var b beside
	var err error
	if b.carried, err = carriedIn(ctx, o.Read(), rows); err != nil {
		return nil, err
	}
	for _, f := range b.carried {
		ids = append(ids, f.Sender)
	}
	if b.nods, err = reactionsTo(ctx, o, rows); err != nil {
		return nil, err
	}
	for _, n := range b.nods {
		ids = append(ids, n.Person)
	}
	if b.threads, err = threadsAt(ctx, o.Read(), rows); err != nil {
		return nil, err
	}
	if b.files, err = carriedFiles(ctx, o.Read(), rows); err != nil {
		return nil, err
	}
	if b.names, err = m.people.Names(ctx, o.Read(), append(ids, personsIn(b.files)...)); err != nil {
		return nil, err
	}
	err = m.nameCircles(ctx, o.Read(), ids, b.names)
	out := make([]Message, len(rows))
	for i, r := range rows {
		out[i] = b.view(r)
	}
	if err == nil {
		err = m.putPolls(ctx, o, rows, out)
	}
	if err == nil {
		err = putCards(ctx, o, rows, out)
	}
	return out, err
}

// beside is what belongs to some messages of a conversation and does not stand in their rows.
type beside struct {
	nods    []store.Reaction
	carried []store.Forward
	threads map[int64]store.Thread  // by the place they began at
	files   map[string][]store.File // by the id of the message
	names   map[string]Name
}

func (b beside) view(r store.Message) Message {
	n := b.names[r.Sender]
	v := Message{Conversation: r.Conversation, Seq: r.Seq, ID: r.ID, ClientID: r.ClientID, Sender: r.Sender, SenderName: n.Name, SenderNameZh: n.NameZh,
		Picture: n.Picture, Kind: r.Kind, Text: r.Body.V, Mentions: mentions(r.Mentions.V, b.names), State: r.State, At: r.At.Time(),
		Rev: r.Rev, ReplyTo: r.ReplyTo, Reactions: []Reaction{}, Forwarded: forwardedBy(r, b.carried, b.names), Thread: r.Thread}
	if n.Robot != "" { // the page shows beside it that it is one
		v.Robot, v.SenderName, v.SenderNameZh = true, n.Robot, ""
	}
	v.Outside = n.Outside
	v.Files = attachments(b.files[r.ID], 0, b.names)
	for i := range v.Forwarded {
		v.Forwarded[i].Files = attachments(b.files[r.ID], v.Forwarded[i].part, b.names)
	}
	if t, began := b.threads[r.Seq]; began {
		v.Answers = &Thread{t.Replies, t.LastSeq, t.LastAt.Time()}
	}
	if r.EditedAt > 0 {
		at := r.EditedAt.Time()
		v.EditedAt = &at
	}
	if r.RecalledBy != "" {
		by := called(r.RecalledBy, b.names)
		v.Recalled = &by
	}
	if r.PinnedBy != "" {
		by := called(r.PinnedBy, b.names)
		v.Pinned = &by
	}
	for _, nod := range b.nods {
		if nod.Seq != r.Seq {
			continue
		}
		if last := len(v.Reactions) - 1; last < 0 || v.Reactions[last].Emoji != nod.Emoji {
			v.Reactions = append(v.Reactions, Reaction{Emoji: nod.Emoji, Count: nod.Count})
		}
		at := &v.Reactions[len(v.Reactions)-1]
		at.Persons = append(at.Persons, called(nod.Person, b.names))
	}
	return v
}

// called is a member by name alone: what goes to all members at once is no place for
// what some of them may not see of others.
func called(id string, names map[string]Name) Member {
	return Member{ID: id, Name: names[id].Name, NameZh: names[id].NameZh, Outside: names[id].Outside}
}

// reach is from which place to which those messages of a list are that fit; 0 if none
// does, and then nothing has to be asked.
func reach(rows []store.Message, fits func(store.Message) bool) (from, upTo int64) {
	from = math.MaxInt64
	for _, r := range rows {
		if fits(r) {
			from, upTo = min(from, r.Seq), max(upTo, r.Seq)
		}
	}
	return from, upTo
}

// reactionsTo reads those to messages of one conversation; most have never changed.
func reactionsTo(ctx context.Context, o *org.Org, rows []store.Message) ([]store.Reaction, error) {
	from, upTo := reach(rows, func(m store.Message) bool { return m.Rev > 0 })
	if upTo == 0 {
		return nil, nil
	}
	return store.Reactions(ctx, o.Read(), rows[0].Conversation, from, upTo)
}

func mentions(ids []string, names map[string]Name) []Mention {
	out := make([]Mention, len(ids))
	for i, id := range ids {
		out[i] = Mention{id, names[id].Name, names[id].NameZh}
	}
	return out
}
