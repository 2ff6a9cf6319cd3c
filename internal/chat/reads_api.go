package chat

import (
	"context"
	"time"

	"tramway/internal/chat/internal/store"
	"tramway/internal/httpapi"
	"tramway/internal/page"
)

// Reader is a member who has read a message, or has not yet.
type Reader struct {
	Member
	ReadAt *time.Time `json:"read_at,omitempty" doc:"absent where it is too long ago to tell"`
}

type readsIn struct {
	MessagePath
	PageIn
	FindIn
	Read bool `query:"read" default:"true" doc:"those who have read it; false: those who have not"`
}

type readsOut struct {
	Body struct {
		page.Of[Reader]
		Read   int `json:"read_count"`
		Unread int `json:"unread_count"`
	}
}

func (m *Module) readRoutes(s *httpapi.Server) {
	httpapi.Handle(s, route("GET", "/conversations/{id}/messages/{seq}/reads", "Who has read a message", Use), m.reads)
}

// reads says how many have read a message, and who: of the members who could see it,
// without its sender. Errors: receipts_off.
func (m *Module) reads(ctx context.Context, c *httpapi.Call, in *readsIn) (*readsOut, error) {
	msg, mine, err := receipted(ctx, c, in.MessagePath)
	if err != nil {
		return nil, err
	}
	out := &readsOut{}
	if out.Body.Read, out.Body.Unread, err = store.CountReaders(ctx, c.Org.Read(), msg); err != nil {
		return nil, err
	}
	after := ""
	if err := page.Decode(in.Cursor, &after); err != nil {
		return nil, err
	}
	limit, person := page.Limit(in.Limit), func(r store.Reader) string { return r.Person }
	var rows []store.Reader
	if in.Words == "" {
		rows, err = store.Readers(ctx, c.Org.Read(), msg, in.Read, after, limit+1)
	} else {
		rows, err = foundAmong(ctx, m, c.Org.Read(), mine.Members, in.Words, limit, person, func(persons []string, most int) ([]store.Reader, error) {
			return store.SomeReaders(ctx, c.Org.Read(), msg, in.Read, persons, most)
		})
	}
	if err != nil {
		return nil, err
	}
	out.Body.Of, err = m.readers(ctx, c, page.Cut(rows, limit, person), msg.Seq)
	return out, err
}

func (m *Module) readers(ctx context.Context, c *httpapi.Call, cut page.Of[store.Reader], seq int64) (page.Of[Reader], error) {
	ids := make([]string, len(cut.Items))
	for i, r := range cut.Items {
		ids[i] = r.Person
	}
	names, err := m.people.Names(ctx, c.Org.Read(), ids)
	if err != nil {
		return page.Of[Reader]{}, err
	}
	members := make([]Member, len(ids))
	for i, id := range ids {
		members[i] = member(id, "", names)
	}
	err = m.nameOnly(ctx, c, members)
	out := page.Of[Reader]{Items: make([]Reader, len(cut.Items)), Next: cut.Next}
	for i, r := range cut.Items {
		out.Items[i].Member = members[i]
		if at := readAt(r.Marks.V, seq); r.ReadSeq >= seq && !at.IsZero() {
			out.Items[i].ReadAt = &at
		}
	}
	return out, err
}
