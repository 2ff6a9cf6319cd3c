package chat

import (
	"context"
	"net/http"
	"time"

	"tramway/internal/chat/internal/store"
	"tramway/internal/httpapi"
	"tramway/internal/org"
	"tramway/internal/page"
)

// Conversation is a conversation as one member sees it.
type Conversation struct {
	ID       string   `json:"id"`
	Kind     string   `json:"kind" enum:"direct,group,channel"`
	Title    string   `json:"title" doc:"of a group; a group without one and a direct conversation are named by others"`
	About    string   `json:"description,omitempty" doc:"what a group is for, in the words of whoever may rename it"`
	Other    *Member  `json:"other,omitempty" doc:"the other person of a direct conversation"`
	Others   []Member `json:"others" doc:"the first few other members"`
	Members  int      `json:"members_count"`
	Last     *Last    `json:"last"`
	LastSeq  int64    `json:"last_seq"`
	ReadSeq  int64    `json:"read_seq"`
	FromSeq  int64    `json:"from_seq" doc:"what stands at this place or before is not the reader's, or not any more"`
	Rev      int64    `json:"rev" doc:"the last change of its messages"`
	Unread   int64    `json:"unread"`
	Mentions int      `json:"mentions"`
	ByHand   bool     `json:"marked_unread" doc:"by myself, until I open it or mark it as read; counts one at least"`
	Folders  []string `json:"folder_ids" doc:"those of mine in which it is filed"`
	Can      []string `json:"can" doc:"post, upload, mention_all, ding, pin_messages, add_members, rename, leave, forward, recall_others, remove_members, set_rules, archive, hand_over"`

	Barred   string     `json:"barred,omitempty" doc:"why the reader does not write here, beside what the group itself lets them; empty: nothing keeps them"`
	Marked   bool       `json:"watermark,omitempty" doc:"the page shows across it who reads"`
	Traced   bool       `json:"traced,omitempty" doc:"what is copied from it carries who copied it"`
	Rules    GroupRules `json:"rules"`
	Archived bool       `json:"archived"`
	CameFrom string     `json:"came_from,omitempty" enum:"slack,mattermost,csv" doc:"the program from which it was imported"`
	CameAt   *time.Time `json:"came_at,omitempty" doc:"when"`
	CameBy   *Member    `json:"came_by,omitempty" doc:"who imported it"`
	Follows  string     `json:"follows" enum:",department,everyone" doc:"its members come from the directory"`
	Outside  *Outside   `json:"outside,omitempty" doc:"who in it is from outside; absent: nobody"`
	Mine
}

// Member is a person in a conversation.
type Member struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	NameZh string `json:"name_zh"`
	Title  string `json:"title"`
	Role   string `json:"role,omitempty"`
	// Picture is the id of it, or empty.
	Picture string  `json:"picture"`
	Outside *string `json:"outside,omitempty" doc:"the company of somebody from outside; absent: a colleague"`
}

// Last is the line under a conversation's name.
type Last struct {
	Seq          int64     `json:"seq"`
	Sender       string    `json:"sender_id"`
	SenderName   string    `json:"sender_name"`
	SenderNameZh string    `json:"sender_name_zh"`
	Kind         string    `json:"kind" enum:"text,forward,poll,system,erased,recalled"`
	Text         string    `json:"text" doc:"the beginning"`
	Attached     string    `json:"attached" doc:"kinds of what it carries, with spaces between: image file"`
	At           time.Time `json:"at"`
}

// ConversationPath names a conversation in an address.
type ConversationPath struct {
	ID string `path:"id" maxLength:"40"`
}

type conversationOut struct {
	Status int
	Body   Conversation
}

type conversationsOut struct{ Body page.Of[Conversation] }

// PageIn asks for a page of a list.
type PageIn struct {
	Cursor string `query:"cursor" maxLength:"1000"`
	Limit  int    `query:"limit" minimum:"0" maximum:"200"`
}

type membersIn struct {
	ConversationPath
	Body struct {
		Persons []string `json:"person_ids" minItems:"1" maxItems:"1000"`
	}
}

func route(method, path, summary, action string) httpapi.Route {
	return httpapi.Route{Method: method, Path: "/o/{org}" + path, Summary: summary, Tag: "Conversations", Action: action}
}

func (m *Module) conversationRoutes(s *httpapi.Server) {
	httpapi.Handle(s, route("GET", "/conversations", "My conversations, latest first", Use), m.list)
	httpapi.Handle(s, route("POST", "/conversations", "Start a conversation", Create), func(ctx context.Context, c *httpapi.Call, in *struct {
		Body struct {
			Kind    string   `json:"kind" enum:"direct,group,channel" doc:"channel: few write, many read"`
			Title   string   `json:"title,omitempty" maxLength:"120"`
			Members []string `json:"member_ids" minItems:"1" maxItems:"1000"`
		}
	}) (*conversationOut, error) {
		if err := m.mayReach(ctx, c, in.Body.Kind == direct, in.Body.Members); err != nil {
			return nil, err
		}
		id, made, err := m.Start(ctx, c.Org, c.Who(), NewConversation{in.Body.Kind, in.Body.Title, in.Body.Members})
		if err != nil {
			return nil, err
		}
		out, err := m.one(ctx, c, id)
		if err == nil && made {
			out.Status = http.StatusCreated
		}
		return out, err
	})
	httpapi.Handle(s, route("GET", "/conversations/{id}", "One conversation", Use), func(ctx context.Context, c *httpapi.Call, in *ConversationPath) (*conversationOut, error) {
		return m.one(ctx, c, in.ID)
	})
	httpapi.Handle(s, route("PATCH", "/conversations/{id}", "Rename a group, or say what it is for", Use), func(ctx context.Context, c *httpapi.Call, in *struct {
		ConversationPath
		Body struct {
			Title *string `json:"title,omitempty" maxLength:"120"`
			About *string `json:"description,omitempty" maxLength:"4000" doc:"at most 1,000 characters"`
		}
	}) (*conversationOut, error) {
		if in.Body.Title != nil {
			if err := Rename(ctx, c.Org, c.Who(), in.ID, *in.Body.Title); err != nil {
				return nil, err
			}
		}
		if in.Body.About != nil {
			if err := Describe(ctx, c.Org, c.Who(), in.ID, *in.Body.About); err != nil {
				return nil, err
			}
		}
		return m.one(ctx, c, in.ID)
	})
	httpapi.Handle(s, route("GET", "/conversations/{id}/members", "Members of a conversation", Use), m.members)
	httpapi.Handle(s, route("POST", "/conversations/{id}/members", "Add members to a group", Create), func(ctx context.Context, c *httpapi.Call, in *membersIn) (*httpapi.Empty, error) {
		if err := m.mayReach(ctx, c, false, in.Body.Persons); err != nil {
			return nil, err
		}
		return &httpapi.Empty{}, m.AddMembers(ctx, c.Org, c.Who(), in.ID, in.Body.Persons)
	})
	httpapi.Handle(s, route("POST", "/conversations/{id}/leave", "Leave a group", Use), func(ctx context.Context, c *httpapi.Call, in *ConversationPath) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, Leave(ctx, c.Org, c.Who(), in.ID)
	})
}

func (m *Module) list(ctx context.Context, c *httpapi.Call, in *struct {
	PageIn
	FindIn
}) (*conversationsOut, error) {
	if in.Words != "" {
		rows, err := m.conversationsCalled(ctx, c, in.Words, page.Limit(in.Limit))
		if err != nil {
			return nil, err
		}
		views, err := m.shownTo(ctx, c, rows)
		return &conversationsOut{page.Of[Conversation]{Items: views}}, err
	}
	var after store.Position
	if err := page.Decode(in.Cursor, &after); err != nil {
		return nil, err
	}
	limit := page.Limit(in.Limit)
	rows, err := store.Page(ctx, c.Org.Read(), c.Person(), after, limit)
	if err != nil {
		return nil, err
	}
	cut := page.Cut(rows, limit, store.PositionOf)
	views, err := m.shownTo(ctx, c, cut.Items)
	return &conversationsOut{page.Of[Conversation]{Items: views, Next: cut.Next}}, err
}

func (m *Module) one(ctx context.Context, c *httpapi.Call, id string) (*conversationOut, error) {
	mine, err := find(ctx, c.Org.Read(), id, c.Person())
	if err != nil {
		return nil, err
	}
	views, err := m.shownTo(ctx, c, []store.Mine{mine})
	if err != nil {
		return nil, err
	}
	return &conversationOut{http.StatusOK, views[0]}, nil
}

// views completes rows for the page in three more queries, whatever their number.
func (m *Module) views(ctx context.Context, o *org.Org, person string, rows []store.Mine) ([]Conversation, error) {
	ids := make([]string, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	last, err := store.Last(ctx, o.Read(), ids)
	if err != nil {
		return nil, err
	}
	others, err := store.Others(ctx, o.Read(), ids, person)
	if err != nil {
		return nil, err
	}
	var persons []string
	latest := map[string]store.Message{}
	for _, l := range last {
		latest[l.Conversation] = l
		persons = append(persons, l.Sender)
	}
	for _, ps := range others {
		persons = append(persons, ps...)
	}
	persons = append(persons, importers(rows)...)
	names, err := m.people.Names(ctx, o.Read(), persons)
	out := make([]Conversation, len(rows))
	for i, r := range rows {
		out[i] = view(r, latest[r.ID], others[r.ID], names)
	}
	return out, err
}

func view(r store.Mine, last store.Message, others []string, names map[string]Name) Conversation {
	v := Conversation{ID: r.ID, Kind: r.Kind, Title: r.Title.V, About: r.Description.V, Others: []Member{}, Members: r.Members, LastSeq: r.LastSeq, ReadSeq: r.ReadSeq, FromSeq: r.JoinedSeq, Rev: r.LastRev,
		Unread: r.LastSeq - r.ReadSeq, Mentions: r.Mentions, Can: cans(r), Rules: GroupRules(r.Rules.V), Archived: r.ArchivedAt > 0}
	v.Pinned, v.Hears = r.PinnedAt > 0, r.Hears
	if r.UnreadAt > 0 {
		v.ByHand, v.Unread = true, max(v.Unread, 1)
	}
	if r.MutedUntil > 0 {
		at := r.MutedUntil.Time()
		v.MutedUntil = &at
	}
	switch r.Follows {
	case "", everyone:
		v.Follows = r.Follows
	default:
		v.Follows = "department"
	}
	for _, p := range others {
		v.Others = append(v.Others, member(p, "", names))
	}
	if r.Kind == direct && len(v.Others) == 1 {
		v.Other = &v.Others[0]
	}
	cameFrom(&v, r, names)
	if last.Seq > r.JoinedSeq {
		by := names[last.Sender]
		v.Last = &Last{last.Seq, last.Sender, by.Name, by.NameZh, last.Kind, beginning(last.Body.V), last.Attached, last.At.Time()}
	}
	return v
}

func member(id, role string, names map[string]Name) Member {
	n := names[id]
	return Member{ID: id, Name: n.Name, NameZh: n.NameZh, Title: n.Title, Role: role, Picture: n.Picture, Outside: n.Outside}
}

func beginning(s string) string {
	if r := []rune(s); len(r) > 120 {
		return string(r[:120])
	}
	return s
}

type membersOut struct{ Body page.Of[Member] }

func (m *Module) members(ctx context.Context, c *httpapi.Call, in *struct {
	ConversationPath
	PageIn
	FindIn
}) (*membersOut, error) {
	mine, err := find(ctx, c.Org.Read(), in.ID, c.Person())
	if err != nil {
		return nil, err
	}
	after := ""
	if err := page.Decode(in.Cursor, &after); err != nil {
		return nil, err
	}
	limit, person := page.Limit(in.Limit), func(r store.Membership) string { return r.Person }
	var rows []store.Membership
	if in.Words == "" {
		rows, err = store.Members(ctx, c.Org.Read(), in.ID, after, limit)
	} else {
		rows, err = foundAmong(ctx, m, c.Org.Read(), mine.Members, in.Words, limit, person, func(persons []string, most int) ([]store.Membership, error) {
			return store.SomeMembers(ctx, c.Org.Read(), in.ID, persons, most)
		})
	}
	if err != nil {
		return nil, err
	}
	cut := page.Cut(rows, limit, person)
	ids := make([]string, len(cut.Items))
	for i, r := range cut.Items {
		ids[i] = r.Person
	}
	names, err := m.people.Names(ctx, c.Org.Read(), ids)
	out := &membersOut{page.Of[Member]{Items: []Member{}, Next: cut.Next}}
	for _, r := range cut.Items {
		out.Body.Items = append(out.Body.Items, member(r.Person, r.Role, names))
	}
	if err == nil {
		err = m.nameOnly(ctx, c, out.Body.Items)
	}
	return out, err
}
