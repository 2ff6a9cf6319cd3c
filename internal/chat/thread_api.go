package chat

import (
	"context"
	"time"

	"tramway/internal/chat/internal/store"
	"tramway/internal/httpapi"
	"tramway/internal/page"
	"tramway/internal/sqldb"
)

// Thread is what was said in answer to a message, as it is told beside that message.
type Thread struct {
	Replies int       `json:"replies"`
	LastSeq int64     `json:"last_seq"`
	LastAt  time.Time `json:"last_at"`
}

// FollowedThread is a thread that the reader follows.
type FollowedThread struct {
	Root         Message `json:"root" doc:"the message it began at"`
	Last         Message `json:"last" doc:"what was said in it last"`
	Unread       int     `json:"unread" doc:"what others said in it since the reader read it"`
	Conversation string  `json:"conversation" doc:"what it is called"`
}

type threadIn struct {
	MessagePath
	Before int64 `query:"before" minimum:"0" doc:"messages before this place; absent: the latest"`
	Limit  int   `query:"limit" minimum:"0" maximum:"200"`
}

type threadOut struct {
	Body struct {
		Root    Message   `json:"root"`
		Items   []Message `json:"items" doc:"oldest first"`
		More    bool      `json:"more" doc:"there are messages before these"`
		Follows bool      `json:"follows" doc:"the reader is told of what is said in it"`
	}
}

func (m *Module) threadRoutes(s *httpapi.Server) {
	const path = "/conversations/{id}/messages/{seq}/thread"
	httpapi.Handle(s, route("GET", "/threads", "Threads that I follow, the one said in last first", Use), m.threads)
	httpapi.Handle(s, route("GET", path, "The thread of a message", Use), m.thread)
	httpapi.Handle(s, route("PUT", path+"/follow", "Be told of what is said in a thread", Use), func(ctx context.Context, c *httpapi.Call, in *MessagePath) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, FollowThread(ctx, c.Org, c.Who(), in.ID, in.Seq, true)
	})
	httpapi.Handle(s, route("DELETE", path+"/follow", "Be told no more", Use), func(ctx context.Context, c *httpapi.Call, in *MessagePath) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, FollowThread(ctx, c.Org, c.Who(), in.ID, in.Seq, false)
	})
	httpapi.Handle(s, route("POST", path+"/read", "I have read a thread up to a place", Use), func(ctx context.Context, c *httpapi.Call, in *struct {
		MessagePath
		Body struct {
			Seq int64 `json:"seq" minimum:"0"`
		}
	}) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, ReadThread(ctx, c.Org, c.Who(), in.ID, in.MessagePath.Seq, in.Body.Seq)
	})
}

// thread pages through a thread from its end.
func (m *Module) thread(ctx context.Context, c *httpapi.Call, in *threadIn) (*threadOut, error) {
	root, err := visible(ctx, c, in.MessagePath)
	if err != nil {
		return nil, err
	}
	limit := page.Limit(in.Limit)
	rows, err := store.InThread(ctx, c.Org.Read(), in.ID, in.Seq, root.Seq, in.Before, limit+1)
	if err != nil {
		return nil, err
	}
	out := &threadOut{}
	if out.Body.More = len(rows) > limit; out.Body.More {
		rows = rows[1:]
	}
	if out.Body.Follows, err = store.Follows(ctx, c.Org.Read(), in.ID, in.Seq, c.Person()); err != nil {
		return nil, err
	}
	views, err := m.messageViews(ctx, c.Org, append([]store.Message{root}, rows...))
	if err != nil {
		return nil, err
	}
	out.Body.Root, out.Body.Items = views[0], views[1:]
	return out, nil
}

func (m *Module) threads(ctx context.Context, c *httpapi.Call, in *PageIn) (*struct{ Body page.Of[FollowedThread] }, error) {
	var after store.ThreadPosition
	if err := page.Decode(in.Cursor, &after); err != nil {
		return nil, err
	}
	limit := page.Limit(in.Limit)
	rows, err := store.MyThreads(ctx, c.Org.Read(), c.Person(), after, limit)
	if err != nil {
		return nil, err
	}
	cut := page.Cut(rows, limit, func(t store.FollowedThread) store.ThreadPosition {
		return store.ThreadPosition{At: t.LastAt, Conversation: t.Conversation, Root: t.Root}
	})
	views, err := m.followed(ctx, c, cut.Items)
	return &struct{ Body page.Of[FollowedThread] }{page.Of[FollowedThread]{Items: views, Next: cut.Next}}, err
}

// followed are threads with their first and last messages and the names of their
// conversations: a few questions for all of them.
func (m *Module) followed(ctx context.Context, c *httpapi.Call, rows []store.FollowedThread) ([]FollowedThread, error) {
	var places []store.Place
	var ids []string
	for _, t := range rows {
		places = append(places, store.Place{Conversation: t.Conversation, Seq: t.Root}, store.Place{Conversation: t.Conversation, Seq: t.LastSeq})
		ids = append(ids, t.Conversation)
	}
	at, err := m.viewsAt(ctx, c, places)
	if err != nil {
		return nil, err
	}
	title, err := m.titles(ctx, c, ids)
	out := make([]FollowedThread, len(rows))
	for i, t := range rows {
		out[i] = FollowedThread{at[places[2*i]], at[places[2*i+1]], t.Unread, title[t.Conversation]}
	}
	return out, err
}

// viewsAt are the messages at some places by place. What messages are asked for besides
// is asked by conversation, so each conversation costs its questions.
func (m *Module) viewsAt(ctx context.Context, c *httpapi.Call, places []store.Place) (map[store.Place]Message, error) {
	rows, err := store.At(ctx, c.Org.Read(), places)
	if err != nil {
		return nil, err
	}
	ids := make([]string, 0, len(rows))
	for _, r := range rows {
		ids = append(ids, r.Sender, r.RecalledBy)
	}
	names, err := m.people.Names(ctx, c.Org.Read(), ids)
	out := map[store.Place]Message{}
	for _, r := range rows {
		out[store.Place{Conversation: r.Conversation, Seq: r.Seq}] = beside{names: names}.view(r)
	}
	return out, err
}

// threadsAt reads those that began at messages of one conversation; most began none.
func threadsAt(ctx context.Context, q sqldb.Q, rows []store.Message) (map[int64]store.Thread, error) {
	from, upTo := reach(rows, func(m store.Message) bool { return m.Rev > 0 && m.Thread == 0 })
	if upTo == 0 {
		return nil, nil
	}
	all, err := store.Threads(ctx, q, rows[0].Conversation, from, upTo)
	out := make(map[int64]store.Thread, len(all))
	for _, t := range all {
		out[t.Root] = t
	}
	return out, err
}
