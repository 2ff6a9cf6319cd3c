package chatimport

import (
	"context"

	"tramway/internal/chatimport/internal/history"
	"tramway/internal/chatimport/internal/store"
	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/page"
)

// Person is somebody of the other program, and who they are here.
type Person struct {
	Key      string `json:"key"`
	Name     string `json:"name"`
	Mail     string `json:"mail,omitempty"`
	Phone    string `json:"phone,omitempty"`
	Robot    bool   `json:"robot,omitempty"`
	Messages int64  `json:"messages"`
	How      string `json:"how" enum:"mail,phone,chosen,name,out" doc:"found by mail or phone; chosen by hand; by the name they had, not in the directory; left out"`
	Person   string `json:"person_id,omitempty"`
	Called   string `json:"person_name,omitempty"`
}

// Conversation is one of the other program's, and what it would become.
type Conversation struct {
	N        int    `json:"n"`
	Name     string `json:"name"`
	Kind     string `json:"kind" enum:"open,closed,direct"`
	Members  int    `json:"members_count" doc:"there"`
	Here     int    `json:"here_count" doc:"of them, in the directory"`
	Messages int64  `json:"messages"`
	Again    bool   `json:"again,omitempty" doc:"it was imported before"`
	Out      bool   `json:"out,omitempty" doc:"it is left out: nobody who was in it is in the directory"`
}

// PageIn asks for a page of a list of an import.
type PageIn struct {
	Path
	Cursor string `query:"cursor" maxLength:"1000"`
	Limit  int    `query:"limit" minimum:"0" maximum:"200"`
}

type peopleOut struct {
	Body struct {
		page.Of[Person]
		Hows map[string]int64 `json:"hows" doc:"how many persons there are of each kind"`
	}
}

func (m *Module) dryRunRoutes(s *httpapi.Server) {
	httpapi.Handle(s, route("GET", "/{id}/people", "Who is in an archive, and who they are here"), m.listPeople)
	httpapi.Handle(s, route("GET", "/{id}/conversations", "The conversations of an archive"), m.listRooms)
	httpapi.Handle(s, route("PUT", "/{id}/people", "Say who somebody is, or all who were not found"), func(ctx context.Context, c *httpapi.Call, in *struct {
		Path
		Body struct {
			Key    string `json:"key,omitempty" maxLength:"300" doc:"empty: all who were not found"`
			How    string `json:"how" enum:"name,out,chosen"`
			Person string `json:"person_id,omitempty" maxLength:"40"`
		}
	}) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, m.Choose(ctx, c.Org, c.Who(), in.ID, in.Body.Key, in.Body.How, in.Body.Person)
	})
}

func (m *Module) listPeople(ctx context.Context, c *httpapi.Call, in *struct {
	PageIn
	Unknown bool `query:"unknown" doc:"only those who were not found by mail or phone"`
}) (*peopleOut, error) {
	after := ""
	if err := page.Decode(in.Cursor, &after); err != nil {
		return nil, err
	}
	if _, err := known(store.ByID(ctx, c.Org.Read(), in.ID)); err != nil {
		return nil, err
	}
	limit := page.Limit(in.Limit)
	rows, err := store.People(ctx, c.Org.Read(), in.ID, after, in.Unknown, limit+1)
	if err != nil {
		return nil, err
	}
	cut := page.Cut(rows, limit, func(p store.Person) string { return p.Key })
	var ids []string
	for _, p := range cut.Items {
		ids = append(ids, p.Person)
	}
	names, err := m.people.Names(ctx, c.Org.Read(), ids)
	if err != nil {
		return nil, err
	}
	out := &peopleOut{}
	out.Body.Items, out.Body.Next = []Person{}, cut.Next
	for _, p := range cut.Items {
		a := p.About.V
		out.Body.Items = append(out.Body.Items, Person{p.Key, a.Name, a.Mail, a.Phone, a.Robot, p.Messages, p.How, p.Person, names[p.Person]})
	}
	out.Body.Hows, err = store.Hows(ctx, c.Org.Read(), in.ID)
	return out, err
}

func (m *Module) listRooms(ctx context.Context, c *httpapi.Call, in *PageIn) (*struct{ Body page.Of[Conversation] }, error) {
	after := 0
	if err := page.Decode(in.Cursor, &after); err != nil {
		return nil, err
	}
	i, err := known(store.ByID(ctx, c.Org.Read(), in.ID))
	if err != nil {
		return nil, err
	}
	limit := page.Limit(in.Limit)
	rows, err := store.Rooms(ctx, c.Org.Read(), in.ID, after, limit+1)
	if err != nil {
		return nil, err
	}
	cut := page.Cut(rows, limit, func(r store.Room) int { return r.N })
	here, again, err := m.here(ctx, c, i, cut.Items)
	out := &struct{ Body page.Of[Conversation] }{page.Of[Conversation]{Items: []Conversation{}, Next: cut.Next}}
	for _, r := range cut.Items {
		a := r.About.V
		v := Conversation{N: r.N, Name: a.Name, Kind: a.Kind, Members: len(a.Members), Messages: r.Messages, Again: again[r.Key]}
		for _, key := range a.Members {
			if here[key] {
				v.Here++
			}
		}
		v.Out = v.Here == 0 && a.Kind != history.Public
		out.Body.Items = append(out.Body.Items, v)
	}
	return out, err
}

// here says who of some rooms' members is in the directory, and which rooms were imported
// before.
func (m *Module) here(ctx context.Context, c *httpapi.Call, i store.Import, rooms []store.Room) (here, again map[string]bool, err error) {
	var keys, members []string
	for _, r := range rooms {
		keys = append(keys, r.Key)
		members = append(members, r.About.V.Members...)
	}
	here, again = map[string]bool{}, map[string]bool{}
	people, err := store.PeopleBy(ctx, c.Org.Read(), i.ID, members)
	for _, p := range people {
		here[p.Key] = p.Person != ""
	}
	if err != nil {
		return here, again, err
	}
	before, err := store.Before(ctx, c.Org.Read(), i.Source, keys)
	for _, key := range before {
		again[key] = true
	}
	if fault.Of(err) != nil {
		return nil, nil, err
	}
	return here, again, err
}
