package todo

import (
	"context"
	"net/http"
	"time"

	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/org"
	"tramway/internal/page"
)

// Person is somebody by name.
type Person struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	NameZh string `json:"name_zh"`
}

// Todo is something to be done, as those see it whom it concerns.
type Todo struct {
	ID           string     `json:"id"`
	Title        string     `json:"title"`
	Person       Person     `json:"person" doc:"who is to do it"`
	Giver        Person     `json:"giver"`
	Conversation string     `json:"conversation_id" doc:"of the message it came from; empty: none"`
	Seq          int64      `json:"seq"`
	DueAt        *time.Time `json:"due_at,omitempty"`
	MadeAt       time.Time  `json:"made_at"`
	DoneAt       *time.Time `json:"done_at,omitempty"`
}

type todoOut struct {
	Status int
	Body   Todo
}

type todosOut struct{ Body page.Of[Todo] }

// TodoPath names one in an address.
type TodoPath struct {
	ID string `path:"id" maxLength:"40"`
}

// Register adds the routes.
func (m *Module) Register(s *httpapi.Server) {
	route := func(method, path, summary string) httpapi.Route {
		return httpapi.Route{Method: method, Path: "/o/{org}" + path, Summary: summary, Tag: "To-dos", Action: Use}
	}
	httpapi.Handle(s, route("GET", "/todos", "What I have to do, or gave to others"), m.list)
	httpapi.Handle(s, route("POST", "/todos", "Note something to be done, for me or a colleague"), m.give)
	httpapi.Handle(s, route("POST", "/todos/{id}/done", "Say that something is done, or not yet"), func(ctx context.Context, c *httpapi.Call, in *struct {
		TodoPath
		Body struct {
			Done bool `json:"done"`
		}
	}) (*todoOut, error) {
		r, err := m.Finish(ctx, c.Org, c.Who(), in.ID, in.Body.Done)
		return m.shown(ctx, c, r, http.StatusOK, err)
	})
	httpapi.Handle(s, route("DELETE", "/todos/{id}", "Take back what I gave"), func(ctx context.Context, c *httpapi.Call, in *TodoPath) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, m.Drop(ctx, c.Org, c.Who(), in.ID)
	})
}

func (m *Module) give(ctx context.Context, c *httpapi.Call, in *struct {
	Body struct {
		Title        string     `json:"title" doc:"at most 200 characters"`
		Person       string     `json:"person_id" maxLength:"40" doc:"me, or somebody who sees the message too"`
		DueAt        *time.Time `json:"due_at,omitempty"`
		Conversation string     `json:"conversation_id,omitempty" maxLength:"40" doc:"of the message it comes from; a colleague is given only what comes from one"`
		Seq          int64      `json:"seq,omitempty" minimum:"0"`
		Show         bool       `json:"show,omitempty" doc:"said in the conversation too, as a card that I and who is to do it can press"`
	}
}) (*todoOut, error) {
	n := NewTodo{Title: in.Body.Title, Person: in.Body.Person, Conversation: in.Body.Conversation, Seq: in.Body.Seq, Show: in.Body.Show}
	if in.Body.DueAt != nil {
		n.DueAt = *in.Body.DueAt
	}
	if err := m.mayGive(ctx, c, n); err != nil {
		return nil, err
	}
	r, err := m.Give(ctx, c.Org, c.Who(), n)
	return m.shown(ctx, c, r, http.StatusCreated, err)
}

// mayGive: nobody hears by this way of what they do not see.
func (m *Module) mayGive(ctx context.Context, c *httpapi.Call, n NewTodo) error {
	if n.Conversation == "" {
		if n.Person != c.Person() {
			return fault.Bad("body.person_id", "sees_it_not")
		}
		return nil
	}
	sees, err := m.messages.Shared(ctx, c, n.Conversation, n.Seq, n.Person)
	if err == nil && !sees {
		err = fault.Bad("body.person_id", "sees_it_not")
	}
	if err == nil && n.Show {
		err = m.messages.MaySay(c)
	}
	return err
}

func (m *Module) list(ctx context.Context, c *httpapi.Call, in *struct {
	Cursor       string `query:"cursor" maxLength:"1000"`
	Limit        int    `query:"limit" minimum:"0" maximum:"200"`
	View         string `query:"view" enum:"mine,given" default:"mine"`
	Done         bool   `query:"done"`
	Conversation string `query:"conversation_id" maxLength:"40" doc:"instead: the newest that come from there, open or done, mine or given"`
}) (*todosOut, error) {
	limit, before := page.Limit(in.Limit), "~"
	if err := page.Decode(in.Cursor, &before); err != nil {
		return nil, err
	}
	var rows []row
	var err error
	if in.Conversation != "" {
		rows, err = from(ctx, c.Org.Read(), in.Conversation, c.Person(), limit)
	} else {
		rows, err = listed(ctx, c.Org.Read(), c.Person(), in.View == "given", in.Done, before, limit)
	}
	if err != nil {
		return nil, err
	}
	cut := page.Cut(rows, limit, func(r row) string { return r.ID })
	views, err := m.views(ctx, c.Org, cut.Items)
	return &todosOut{page.Of[Todo]{Items: views, Next: cut.Next}}, err
}

func (m *Module) shown(ctx context.Context, c *httpapi.Call, r row, status int, err error) (*todoOut, error) {
	if err != nil {
		return nil, err
	}
	views, err := m.views(ctx, c.Org, []row{r})
	if err != nil {
		return nil, err
	}
	return &todoOut{status, views[0]}, nil
}

func (m *Module) views(ctx context.Context, o *org.Org, rows []row) ([]Todo, error) {
	var ids []string
	for _, r := range rows {
		ids = append(ids, r.Person, r.MadeBy)
	}
	names, err := m.people.Names(ctx, o.Read(), ids)
	person := func(id string) Person { return Person{id, names[id].Name, names[id].NameZh} }
	out := make([]Todo, len(rows))
	for i, r := range rows {
		out[i] = Todo{ID: r.ID, Title: r.Title.V, Person: person(r.Person), Giver: person(r.MadeBy), Conversation: r.Conversation, Seq: r.Seq, MadeAt: r.MadeAt.Time()}
		if r.DueAt > 0 {
			at := r.DueAt.Time()
			out[i].DueAt = &at
		}
		if r.DoneAt > 0 {
			at := r.DoneAt.Time()
			out[i].DoneAt = &at
		}
	}
	return out, err
}
