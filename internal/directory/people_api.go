package directory

import (
	"context"
	"slices"
	"sort"
	"time"

	"tramway/internal/authz"
	"tramway/internal/directory/internal/store"
	"tramway/internal/fault"
	"tramway/internal/han"
	"tramway/internal/host"
	"tramway/internal/httpapi"
	"tramway/internal/org"
	"tramway/internal/page"
	"tramway/internal/ref"
)

// Person is one person as the page sees them: departments carry their names, and
// can says what the reader may do.
type Person struct {
	ID          string       `json:"id"`
	Name        string       `json:"name"`
	NameZh      string       `json:"name_zh"`
	Title       string       `json:"title"`
	Grade       string       `json:"grade"`
	HiredOn     string       `json:"hired_on" doc:"2026-11-22; empty in lists, and for those who are neither above the person nor may see every field"`
	Values      []Value      `json:"values" doc:"in the organisation's fields that the reader may see of this person; empty in lists"`
	Email       string       `json:"email"`
	Phone       string       `json:"phone" doc:"E.164; empty also for those who may not call the person"`
	StaffNo     string       `json:"staff_no"`
	Sees        []string     `json:"sees" doc:"everybody, managers, person: fields of which visibility the reader sees of this person; empty in lists"`
	Departments []Department `json:"departments"`
	Manager     string       `json:"manager_id"`
	Status      string       `json:"status" enum:"active,left"`
	Picture     string       `json:"picture" doc:"id; the picture is at /pictures/{person}?v=…; empty: none"`
	HasAccount  bool         `json:"has_account"`
	Outside     bool         `json:"outside" doc:"a guest, and nothing else"`
	IsAdmin     bool         `json:"is_admin"`
	Version     int64        `json:"version"`
	Can         []string     `json:"can" doc:"call, edit, invite, message, leave, return"`
}

// Department is a department's name beside a person.
type Department struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	NameZh string `json:"name_zh"`
}

// PersonPath names a person in an address.
type PersonPath struct {
	ID string `path:"id" maxLength:"40"`
}

type personOut struct{ Body Person }

type peopleOut struct{ Body page.Of[Person] }

type peopleIn struct {
	Department string `query:"department" maxLength:"40" doc:"in it or below it"`
	Direct     bool   `query:"direct" doc:"not below the department"`
	Field      string `query:"field" maxLength:"40" doc:"one of the organisation's fields, of those people of whom the reader sees it"`
	Value      string `query:"value" maxLength:"200" doc:"what stands in it: of a text a part, else the whole"`
	Q          string `query:"q" maxLength:"100" doc:"beginnings of words; Chinese from one character, either script; pinyin"`
	Cursor     string `query:"cursor" maxLength:"1000"`
	Limit      int    `query:"limit" minimum:"0" maximum:"200"`
}

func (m *Module) peopleRoutes(s *httpapi.Server) {
	httpapi.Handle(s, httpapi.Route{Method: "GET", Path: "/o/{org}/people", Summary: "People, by name", Tag: "Directory", Action: Read}, m.list)
	httpapi.Handle(s, httpapi.Route{Method: "GET", Path: "/o/{org}/people/{id}", Summary: "One person", Tag: "Directory", Action: Read},
		func(ctx context.Context, c *httpapi.Call, in *PersonPath) (*personOut, error) {
			m.watched(ctx, c, true, []string{in.ID})
			return m.one(ctx, c, in.ID)
		})
	httpapi.Handle(s, httpapi.Route{Method: "POST", Path: "/o/{org}/people", Summary: "Add a person", Tag: "Directory", Action: Write, Status: 201},
		func(ctx context.Context, c *httpapi.Call, in *struct{ Body NewPerson }) (*personOut, error) {
			if err := mayWrite(ctx, c, "", &in.Body); err != nil {
				return nil, err
			}
			id, err := AddPerson(ctx, c.Org, c.Who(), in.Body)
			if err != nil {
				return nil, err
			}
			return m.one(ctx, c, id)
		})
	httpapi.Handle(s, httpapi.Route{Method: "PATCH", Path: "/o/{org}/people/{id}", Summary: "Change a person", Tag: "Directory", Action: Write},
		func(ctx context.Context, c *httpapi.Call, in *struct {
			PersonPath
			Body struct {
				NewPerson
				Version int64 `json:"version" doc:"the version you read"`
			}
		}) (*personOut, error) {
			if err := mayWrite(ctx, c, in.ID, &in.Body.NewPerson); err != nil {
				return nil, err
			}
			if err := EditPerson(ctx, c.Org, c.Who(), in.ID, in.Body.Version, in.Body.NewPerson); err != nil {
				return nil, err
			}
			return m.one(ctx, c, in.ID)
		})
	httpapi.Handle(s, httpapi.Route{Method: "POST", Path: "/o/{org}/people/{id}/invitation", Summary: "Invite a person to sign in", Tag: "Directory", Action: InvitePerson, Status: 201, Secret: true}, m.invite)
}

// list pages people; department means its whole subtree.
func (m *Module) list(ctx context.Context, c *httpapi.Call, in *peopleIn) (*peopleOut, error) {
	f := store.Filter{Words: han.Query(in.Q), Limit: page.Limit(in.Limit)}
	if err := page.Decode(in.Cursor, &f.After); err != nil {
		return nil, err
	}
	v, err := look(ctx, c)
	if err != nil {
		return nil, err
	}
	f.Sight = v.Sight
	if in.Department != "" {
		f.Departments = v.within(in.Department, in.Direct)
	}
	if in.Field != "" {
		if f.IDs, err = withValue(ctx, c, v.all, in.Field, in.Value); err != nil {
			return nil, err
		}
	}
	rows, err := store.Find(ctx, c.Org.Read(), f)
	if err != nil {
		return nil, err
	}
	cut := page.Cut(rows, f.Limit, func(p store.Person) store.Position { return store.Position{SortName: p.SortName, ID: p.ID} })
	views, err := m.complete(ctx, c, v, cut.Items)
	if err != nil {
		return nil, err
	}
	views = foundOpenly(f.Words, cut.Items, views)
	ids := make([]string, len(views))
	for i, p := range views {
		ids[i] = p.ID
	}
	m.watched(ctx, c, false, ids)
	return &peopleOut{page.Of[Person]{Items: views, Next: cut.Next}}, nil
}

func (m *Module) one(ctx context.Context, c *httpapi.Call, id string) (*personOut, error) {
	v, p, err := there(ctx, c, id)
	if err != nil {
		return nil, err
	}
	views, err := m.complete(ctx, c, v, []store.Person{p})
	if err != nil {
		return nil, err
	}
	if err := reveal(ctx, c, v.all, p, &views[0]); err != nil {
		return nil, err
	}
	return &personOut{views[0]}, nil
}

// complete makes of rows, which it narrows to it, what the page sees: a few more queries,
// whatever their number.
func (m *Module) complete(ctx context.Context, c *httpapi.Call, v view, rows []store.Person) ([]Person, error) {
	ids := make([]string, len(rows))
	for i, p := range rows {
		ids[i] = p.ID
	}
	accounts, err := m.accounts.WithAccount(ctx, c.Org.ID, ids)
	if err != nil {
		return nil, err
	}
	roles, err := authz.RolesOf(ctx, c.Org.Read(), ids)
	if err != nil {
		return nil, err
	}
	names := map[string]Department{}
	for _, d := range v.all {
		names[d.ID] = Department{d.ID, d.Name, d.NameZh}
	}
	may, err := candidates(ctx, c, v.all, rows)
	if err != nil {
		return nil, err
	}
	if err := v.veil(ctx, c, may, rows); err != nil {
		return nil, err
	}
	callable, err := m.unlist(ctx, c, may, rows)
	if err != nil {
		return nil, err
	}
	out := make([]Person, len(rows))
	for i, p := range rows {
		out[i] = Person{ID: p.ID, Name: p.Name, NameZh: p.NameZh, Title: p.Title, Grade: p.Grade, Values: []Value{}, Sees: []string{}, Email: store.Text(p.Email), Phone: store.Text(p.Phone),
			StaffNo: store.Text(p.StaffNo), Departments: []Department{}, Manager: store.Text(p.Manager), Status: p.Status, Picture: p.Picture,
			HasAccount: accounts[p.ID], Outside: authz.Actor{Roles: roles[p.ID]}.Outside(), IsAdmin: slices.Contains(roles[p.ID], authz.Administrator), Version: p.Version, Can: []string{}}
		for _, d := range p.Departments {
			out[i].Departments = append(out[i].Departments, names[d])
		}
		out[i].Can = canDo(may[i], p, accounts[p.ID], c.Person())
		if callable[p.ID] {
			out[i].Can = append([]string{"call"}, out[i].Can...)
		}
	}
	return out, nil
}

// canDo narrows what the reader may do to what makes sense for this person.
func canDo(may []string, p store.Person, account bool, reader string) []string {
	can := []string{}
	for _, a := range may {
		if a == "leave" && (p.Status == "left" || p.ID == reader) || a == "return" && p.Status != "left" {
			continue
		}
		if a != "invite" || (!account && p.Email != nil && p.Status != "left") {
			can = append(can, a)
		}
	}
	if account && p.ID != reader {
		can = append(can, "message")
	}
	sort.Strings(can)
	return can
}

type invitationOut struct {
	Body struct {
		Token   string    `json:"token"`
		Link    string    `json:"link" doc:"to hand over; works once, for a week"`
		Expires time.Time `json:"expires_at"`
		Mailed  bool      `json:"mailed" doc:"it went to the person's mail address as well"`
	}
}

// invite makes a link with which the person sets a first password.
func (m *Module) invite(ctx context.Context, c *httpapi.Call, in *PersonPath) (*invitationOut, error) {
	view, err := m.one(ctx, c, in.ID)
	if err != nil {
		return nil, err
	}
	p := view.Body
	if err := mayInvite(ctx, c, p.ID); err != nil {
		return nil, err
	}
	switch {
	case p.Email == "":
		return nil, fault.New(fault.Conflict, "has_no_mail")
	case p.HasAccount:
		return nil, fault.New(fault.Conflict, "has_account")
	}
	if err := mayBind(ctx, c.Org, p.Email); err != nil {
		return nil, err
	}
	if err := roomFor(ctx, c.Org.Read(), c.Org, 0); err != nil { // the person is counted already
		return nil, err
	}
	err = c.Org.Write(ctx, c.Who(), func(tx *org.Tx) error {
		tx.Record(org.Entry{Action: "directory.person.invite", Object: ref.To("person", p.ID), Note: map[string]string{"login": p.Email}})
		return nil
	})
	if err != nil {
		return nil, err
	}
	name := p.Name
	if name == "" {
		name = p.NameZh
	}
	token, expires, err := m.accounts.Invite(ctx, host.Invitation{Org: c.Org.ID, Person: p.ID, Login: p.Email, Name: name})
	out := &invitationOut{}
	out.Body.Token, out.Body.Link, out.Body.Expires = token, m.origin+"/invitation/"+token, expires
	if err == nil {
		out.Body.Mailed = m.mailInvitation(ctx, c, p.Email, name, out.Body.Link, expires)
	}
	return out, err
}
