package directory

import (
	"context"
	"slices"
	"time"

	"tramway/internal/authz"
	"tramway/internal/desk"
	"tramway/internal/directory/internal/store"
	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/lang"
	"tramway/internal/page"
)

// JoinRequest is somebody who asks to join, as those see it who decide.
type JoinRequest struct {
	ID         string      `json:"id"`
	State      string      `json:"state" enum:"waiting,accepted,declined"`
	Name       string      `json:"name"`
	NameZh     string      `json:"name_zh"`
	Email      string      `json:"email"`
	Phone      string      `json:"phone"`
	Department *Department `json:"department"`
	HasAccount bool        `json:"has_account" doc:"they signed in with an account of this installation"`
	Proved     bool        `json:"proved" doc:"they proved the mail address"`
	Device     string      `json:"device"`
	Address    string      `json:"address"`
	AskedAt    time.Time   `json:"asked_at"`
	DecidedAt  *time.Time  `json:"decided_at"`
	Reason     string      `json:"reason"`
	PersonID   string      `json:"person_id" doc:"who they are here, once accepted"`
	Like       []Likeness  `json:"like" doc:"people who are there already, with the same mail address or name"`
}

// Likeness is somebody in the directory who may be the same person.
type Likeness struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	NameZh     string `json:"name_zh"`
	Title      string `json:"title"`
	ByMail     bool   `json:"by_mail" doc:"they have that mail address, so it is them or nobody"`
	HasAccount bool   `json:"has_account"`
	Left       bool   `json:"left"`
}

type joinRequestsOut struct{ Body page.Of[JoinRequest] }

func (m *Module) joinRequestRoutes(s *httpapi.Server) {
	route := func(method, path, summary string) httpapi.Route {
		return httpapi.Route{Method: method, Path: "/o/{org}/join-requests" + path, Summary: summary, Tag: "Joining", Action: Join}
	}
	httpapi.Handle(s, route("GET", "", "Who asks to join, the oldest first"), m.joinRequests)
	httpapi.Handle(s, route("POST", "/accept", "Let people join, all or none"), func(ctx context.Context, c *httpapi.Call, in *struct {
		Body struct {
			Items []Accepting `json:"items" minItems:"1" maxItems:"50"`
		}
	}) (*httpapi.Empty, error) {
		if err := m.mayAccept(ctx, c, in.Body.Items); err != nil {
			return nil, err
		}
		return &httpapi.Empty{}, Accept(ctx, c.Org, c.Who(), in.Body.Items)
	})
	httpapi.Handle(s, route("POST", "/decline", "Decline people who ask to join, all or none"), func(ctx context.Context, c *httpapi.Call, in *struct {
		Body struct {
			IDs    []string `json:"ids" minItems:"1" maxItems:"50"`
			Reason string   `json:"reason,omitempty" maxLength:"500" doc:"told to them"`
		}
	}) (*httpapi.Empty, error) {
		if _, err := decidable(ctx, c, in.Body.IDs); err != nil {
			return nil, err
		}
		return &httpapi.Empty{}, Decline(ctx, c.Org, c.Who(), in.Body.IDs, in.Body.Reason)
	})
}

// decidable are the requests, all of which the reader may decide. Errors: not_found.
func decidable(ctx context.Context, c *httpapi.Call, ids []string) ([]store.JoinRequest, error) {
	all, err := store.Departments(ctx, c.Org.Read())
	if err != nil {
		return nil, err
	}
	rs, err := store.JoinRequestsByID(ctx, c.Org.Read(), ids)
	if err == nil && len(rs) < len(slices.Compact(slices.Sorted(slices.Values(ids)))) {
		err = fault.New(fault.NotFound, "not_found")
	}
	for _, r := range rs {
		if err == nil {
			err = mayJoin(c, all, r.Department)
		}
	}
	return rs, err
}

// mayAccept asks what only the installation and the rights know, before the commit: that
// each can still be let in, and that nobody becomes somebody with an account or, by a
// right over a department, somebody with rights.
func (m *Module) mayAccept(ctx context.Context, c *httpapi.Call, items []Accepting) error {
	ids, persons := []string{}, []string{}
	for _, a := range items {
		ids = append(ids, a.Request)
		if a.Person != "" {
			persons = append(persons, a.Person)
		}
	}
	rs, err := decidable(ctx, c, ids)
	if err != nil {
		return err
	}
	for _, r := range rs { // at most decideAtOnce
		if r.State != joinWaiting {
			return fault.New(fault.Conflict, "join_decided")
		}
		if err := m.comers.MayJoin(ctx, r.ID, r.Email); err != nil {
			return err
		}
		person, err := store.PersonByMail(ctx, c.Org.Read(), r.Email)
		if err != nil {
			return err
		}
		persons = append(persons, person)
	}
	has, err := m.accounts.WithAccount(ctx, c.Org.ID, persons)
	if err == nil && len(has) > 0 {
		err = fault.New(fault.Conflict, "has_account")
	}
	if err != nil || c.Allow(Join, authz.Resource{}) == nil {
		return err
	}
	for _, person := range persons {
		had, err := authz.Load(ctx, c.Org.Read(), person)
		if err == nil && person != "" && len(had.Roles)+len(had.Grants) > 0 {
			err = fault.New(fault.Denied, "not_allowed")
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (m *Module) joinRequests(ctx context.Context, c *httpapi.Call, in *struct {
	State  string `query:"state" enum:"waiting,accepted,declined" default:"waiting"`
	Cursor string `query:"cursor" maxLength:"1000"`
	Limit  int    `query:"limit" minimum:"0" maximum:"200"`
}) (*joinRequestsOut, error) {
	after := ""
	if err := page.Decode(in.Cursor, &after); err != nil {
		return nil, err
	}
	limit := page.Limit(in.Limit)
	rows, err := store.JoinRequests(ctx, c.Org.Read(), in.State, after, limit)
	if err != nil {
		return nil, err
	}
	cut := page.Cut(rows, limit, func(r store.JoinRequest) string { return r.ID })
	views, err := m.joinRequestViews(ctx, c, cut.Items)
	return &joinRequestsOut{page.Of[JoinRequest]{Items: views, Next: cut.Next}}, err
}

func (m *Module) joinRequestViews(ctx context.Context, c *httpapi.Call, rows []store.JoinRequest) ([]JoinRequest, error) {
	all, err := store.Departments(ctx, c.Org.Read())
	if err != nil {
		return nil, err
	}
	rows = slices.DeleteFunc(rows, func(r store.JoinRequest) bool { return mayJoin(c, all, r.Department) != nil })
	like, err := m.likenesses(ctx, c, rows)
	out := make([]JoinRequest, len(rows))
	for i, r := range rows {
		out[i] = JoinRequest{ID: r.ID, State: r.State, Name: r.Name, NameZh: r.NameZh, Email: r.Email, Phone: r.Phone, Department: departmentOf(all, r.Department),
			HasAccount: r.Account != "", Proved: r.Proved, Device: r.Device, Address: r.Address, AskedAt: r.AskedAt.Time(), Reason: r.Reason, PersonID: r.Person, Like: like(r)}
		if r.DecidedAt != 0 {
			at := r.DecidedAt.Time()
			out[i].DecidedAt = &at
		}
	}
	return out, err
}

// likenesses are those in the directory who resemble some who ask, in two queries.
func (m *Module) likenesses(ctx context.Context, c *httpapi.Call, rows []store.JoinRequest) (func(store.JoinRequest) []Likeness, error) {
	var mails, names []string
	for _, r := range rows {
		mails = append(mails, r.Email)
		for _, n := range []string{r.Name, r.NameZh} {
			if n != "" {
				names = append(names, n)
			}
		}
	}
	people, err := store.Matching(ctx, c.Org.Read(), nil, mails, names)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(people))
	for i, p := range people {
		ids[i] = p.ID
	}
	has, err := m.accounts.WithAccount(ctx, c.Org.ID, ids)
	return func(r store.JoinRequest) []Likeness {
		out := []Likeness{}
		for _, p := range people {
			byMail := store.Text(p.Email) == r.Email
			if r.State == joinWaiting && (byMail || r.Name != "" && p.Name == r.Name || r.NameZh != "" && p.NameZh == r.NameZh) {
				out = append(out, Likeness{p.ID, p.Name, p.NameZh, p.Title, byMail, has[p.ID], p.Status != "active"})
			}
		}
		return out
	}, err
}

// joinWork is one item for all who wait and whom the reader may decide about.
func joinWork(ctx context.Context, c *httpapi.Call) ([]desk.Item, error) {
	rows, err := store.JoinsWaiting(ctx, c.Org.Read())
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	all, err := store.Departments(ctx, c.Org.Read())
	n, since := 0, rows[0].Since
	for _, r := range rows {
		if mayJoin(c, all, r.Department) == nil {
			n, since = n+r.N, min(since, r.Since)
		}
	}
	if n == 0 {
		return nil, err
	}
	return []desk.Item{{Ref: "organisation:" + c.Org.ID, Kind: "join_requests", Title: lang.Text(c.Lang, "work.join_requests", nil),
		Detail: lang.Text(c.Lang, "work.join_requests_waiting", map[string]any{"count": n}), Count: n, At: since.Time(), Link: "/admin/joining"}}, err
}
