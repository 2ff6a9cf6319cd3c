package guest

import (
	"context"
	"time"

	"tramway/internal/authz"
	"tramway/internal/httpapi"
	"tramway/internal/lang"
	"tramway/internal/page"
	"tramway/internal/sqldb"
)

// Guest is a guest or an invitation, as those see it who answer for it.
type Guest struct {
	ID        string     `json:"id"`
	Person    string     `json:"person_id" doc:"empty: nobody here yet"`
	Name      string     `json:"name"`
	Email     string     `json:"email"`
	Company   string     `json:"company"`
	Group     string     `json:"conversation_id" doc:"the group into which they were invited"`
	Groups    []GroupOf  `json:"groups" doc:"in which they are"`
	Inviter   Inviter    `json:"invited_by"`
	InvitedAt time.Time  `json:"invited_at"`
	Until     time.Time  `json:"until"`
	State     string     `json:"state" enum:"waiting,invited,here,refused,declined,ended,stayed" doc:"waiting: another organisation decides"`
	Reason    string     `json:"reason,omitempty" doc:"why another organisation refused"`
	EndedAt   *time.Time `json:"ended_at,omitempty"`
	SeenAt    *time.Time `json:"seen_at,omitempty" doc:"when they were last here; in the list of all"`
}

// GroupOf is a group by what it is called.
type GroupOf struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

// Inviter is who answers for a guest.
type Inviter struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	NameZh string `json:"name_zh"`
}

// Made is an invitation that was just made.
type Made struct {
	Guest
	Way *Link `json:"way,omitempty" doc:"absent: another organisation decides first"`
}

// GuestPath names a guest in an address.
type GuestPath struct {
	ID string `path:"id" maxLength:"40"`
}

type guestsOut struct{ Body page.Of[Guest] }

func route(method, path, summary, action string) httpapi.Route {
	return httpapi.Route{Method: method, Path: "/o/{org}" + path, Summary: summary, Tag: "Guests", Action: action}
}

// manages says whether the caller decides about all guests.
func manages(c *httpapi.Call) bool { return c.Allow(Manage, authz.Resource{}) == nil }

func (m *Module) guestRoutes(s *httpapi.Server) {
	httpapi.Handle(s, route("GET", "/guests", "All guests, the latest first", Manage), m.all)
	httpapi.Handle(s, route("GET", "/guests/export", "All guests as a table", Manage), m.export)
	httpapi.Handle(s, route("POST", "/guests/{id}/end", "End a guest's time now", Invite), func(ctx context.Context, c *httpapi.Call, in *GuestPath) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, m.End(ctx, c.Org, c.Who(), in.ID, manages(c))
	})
	httpapi.Handle(s, route("POST", "/guests/{id}/prolong", "Move the end of a guest's time", Invite), func(ctx context.Context, c *httpapi.Call, in *struct {
		GuestPath
		Body struct {
			Until time.Time `json:"until" doc:"within a year"`
		}
	}) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, m.Prolong(ctx, c.Org, c.Who(), in.ID, in.Body.Until, manages(c))
	})
	again := route("POST", "/guests/{id}/link", "Make another link for a guest who has not come in yet", Invite)
	again.Secret = true
	httpapi.Handle(s, again, func(ctx context.Context, c *httpapi.Call, in *GuestPath) (*struct{ Body Link }, error) {
		l, err := m.Again(ctx, c.Org, c.Who(), in.ID, manages(c))
		return &struct{ Body Link }{l}, err
	})
}

func (m *Module) groupRoutes(s *httpapi.Server) {
	httpapi.Handle(s, route("GET", "/conversations/{id}/guests", "Guests who were invited into a group", Invite), func(ctx context.Context, c *httpapi.Call, in *GuestPath) (*guestsOut, error) {
		if _, err := m.talks.Invites(ctx, c.Org.Read(), in.ID, c.Person()); err != nil {
			return nil, err
		}
		rows, err := into(ctx, c.Org.Read(), in.ID)
		if err != nil {
			return nil, err
		}
		views, err := m.views(ctx, c.Org.Read(), rows)
		return &guestsOut{page.Of[Guest]{Items: views}}, err
	})
	add := route("POST", "/conversations/{id}/guests", "Invite a guest into a group", Invite)
	add.Status, add.Secret = 201, true
	httpapi.Handle(s, add, func(ctx context.Context, c *httpapi.Call, in *struct {
		GuestPath
		Body Invitation
	}) (*struct{ Body Made }, error) {
		if in.Body.Language == "" {
			in.Body.Language = written(c.Lang)
		}
		r, err := m.InviteGuest(ctx, c.Org, c.Who(), in.ID, in.Body)
		if err != nil {
			return nil, err
		}
		views, err := m.views(ctx, c.Org.Read(), []row{r})
		if err != nil {
			return nil, err
		}
		out := &struct{ Body Made }{Made{Guest: views[0]}}
		if r.State == invited {
			way, err := m.link(ctx, c.Org, r, c.Request)
			if err != nil {
				return nil, err
			}
			out.Body.Way = &way
		}
		return out, nil
	})
}

// written is the language of a mail for readers of another.
func written(l string) string {
	if l == "zh-HK" || l == "zh-CN" {
		return l
	}
	return lang.English
}

// all lists those whose time is not over, or those of before.
func (m *Module) all(ctx context.Context, c *httpapi.Call, in *struct {
	Over   bool   `query:"over" doc:"those whose time is over"`
	Cursor string `query:"cursor" maxLength:"1000"`
	Limit  int    `query:"limit" minimum:"0" maximum:"200"`
}) (*guestsOut, error) {
	before := "~"
	if err := page.Decode(in.Cursor, &before); err != nil {
		return nil, err
	}
	limit := page.Limit(in.Limit)
	rows, err := list(ctx, c.Org.Read(), in.Over, before, limit+1)
	if err != nil {
		return nil, err
	}
	cut := page.Cut(rows, limit, func(r row) string { return r.ID })
	views, err := m.views(ctx, c.Org.Read(), cut.Items)
	if err != nil {
		return nil, err
	}
	seen, err := m.host.LastSeen(ctx, c.Org.ID)
	for i, v := range views {
		if at, ok := seen[v.Person]; ok && v.State == here {
			views[i].SeenAt = &at
		}
	}
	return &guestsOut{page.Of[Guest]{Items: views, Next: cut.Next}}, err
}

// views complete rows in two more questions, whatever their number.
func (m *Module) views(ctx context.Context, q sqldb.Q, rows []row) ([]Guest, error) {
	var inviters, persons []string
	for _, r := range rows {
		inviters = append(inviters, r.InvitedBy)
		if r.State == here {
			persons = append(persons, r.Person)
		}
	}
	names, err := m.people.Names(ctx, q, inviters)
	if err != nil {
		return nil, err
	}
	groups, err := m.talks.GroupsOf(ctx, q, persons)
	out := make([]Guest, len(rows))
	for i, r := range rows {
		by := names[r.InvitedBy]
		out[i] = Guest{ID: r.ID, Person: r.Person, Name: r.Name, Email: r.Email, Company: r.Company, Group: r.Conversation, Groups: []GroupOf{},
			Inviter: Inviter{r.InvitedBy, by.Name, by.NameZh}, InvitedAt: r.InvitedAt.Time(), Until: r.Until.Time(), State: r.State, Reason: r.Reason}
		for _, g := range groups[r.Person] {
			out[i].Groups = append(out[i].Groups, GroupOf(g))
		}
		if r.EndedAt > 0 {
			at := r.EndedAt.Time()
			out[i].EndedAt = &at
		}
	}
	return out, err
}
