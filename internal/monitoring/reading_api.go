package monitoring

import (
	"context"
	"net/http"
	"slices"
	"time"

	"tramway/internal/httpapi"
	"tramway/internal/page"
)

// SaidView is a message as it is read.
type SaidView struct {
	ID           string    `json:"id"`
	Conversation string    `json:"conversation_id"`
	Seq          int64     `json:"seq"`
	Sender       Somebody  `json:"sender"`
	Text         string    `json:"text"`
	Attached     []string  `json:"attached" nullable:"false" doc:"kinds of what came with it; the files are not given"`
	At           time.Time `json:"at"`
}

type beginIn struct {
	Body struct {
		Person string    `json:"person_id" maxLength:"40"`
		From   time.Time `json:"from"`
		To     time.Time `json:"to" doc:"at most 31 days later"`
		Reason string    `json:"reason" doc:"they whose it is see it"`
	}
}

type beginOut struct {
	Status int
	Body   ReadingView
}

type readingsIn struct {
	Cursor string `query:"cursor" maxLength:"200"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200"`
}

type readingsOut struct{ Body page.Of[ReadingView] }

type pagesIn struct {
	ID     string `path:"id" maxLength:"40"`
	Cursor string `query:"cursor" maxLength:"200"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200"`
}

type pagesOut struct{ Body page.Of[SaidView] }

func (m *Module) readingRoutes(s *httpapi.Server, route func(method, path, summary, action string) httpapi.Route, fresh func(httpapi.Route) httpapi.Route) {
	httpapi.Handle(s, fresh(route(http.MethodPost, "/readings", "Say whose conversations are to be read, and why; they see it", Read)), func(ctx context.Context, c *httpapi.Call, in *beginIn) (*beginOut, error) {
		r, err := m.Begin(ctx, c, NewReading{in.Body.Person, in.Body.From, in.Body.To, in.Body.Reason})
		if err != nil {
			return nil, err
		}
		shown, err := m.shown(ctx, c, []reading{r})
		if err != nil {
			return nil, err
		}
		return &beginOut{http.StatusCreated, shown[0]}, nil
	})
	httpapi.Handle(s, route(http.MethodGet, "/readings", "My readings, newest first", Read), m.begun)
	httpapi.Handle(s, route(http.MethodGet, "/readings/{id}/messages", "What a reading of mine gives, oldest first", Read), m.read)
}

func (m *Module) begun(ctx context.Context, c *httpapi.Call, in *readingsIn) (*readingsOut, error) {
	before := newest
	if err := page.Decode(in.Cursor, &before); err != nil {
		return nil, err
	}
	limit := page.Limit(in.Limit)
	rows, err := readings(ctx, c.Org.Read(), "reader", c.Person(), before, limit+1)
	if err != nil {
		return nil, err
	}
	cut := page.Cut(rows, limit, func(r reading) string { return r.ID })
	shown, err := m.shown(ctx, c, cut.Items)
	return &readingsOut{page.Of[ReadingView]{Items: shown, Next: cut.Next}}, err
}

func (m *Module) read(ctx context.Context, c *httpapi.Call, in *pagesIn) (*pagesOut, error) {
	after := ""
	if err := page.Decode(in.Cursor, &after); err != nil {
		return nil, err
	}
	limit := page.Limit(in.Limit)
	rows, err := m.Pages(ctx, c, in.ID, after, limit+1)
	if err != nil {
		return nil, err
	}
	cut := page.Cut(rows, limit, func(s Said) string { return s.ID + "!" }) // behind this one
	senders := []string{}
	for _, s := range cut.Items {
		senders = append(senders, s.Sender)
	}
	may, err := m.Allowed(ctx, c.Org, Chats, senders)
	if err != nil {
		return nil, err
	}
	// Who has left a conversation since is not among its members, and is asked all the same.
	cut.Items = slices.DeleteFunc(cut.Items, func(s Said) bool { return !may[s.Sender] })
	names, err := m.people.Names(ctx, c.Org.Read(), senders)
	out := &pagesOut{page.Of[SaidView]{Items: []SaidView{}, Next: cut.Next}}
	for _, s := range cut.Items {
		out.Body.Items = append(out.Body.Items, SaidView{s.ID, s.Conversation, s.Seq, somebody(s.Sender, names), s.Text, append([]string{}, s.Attached...), s.At})
	}
	return out, err
}
