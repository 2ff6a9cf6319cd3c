package guest

import (
	"context"
	"time"

	"tramway/internal/httpapi"
	"tramway/internal/page"
	"tramway/internal/sqldb"
)

// Outside is an invitation of another organisation to somebody of this one.
type Outside struct {
	ID         string     `json:"id"`
	Person     string     `json:"person_id" doc:"empty: somebody with an address of this organisation"`
	Name       string     `json:"name" doc:"as they wrote it"`
	Email      string     `json:"email"`
	FromName   string     `json:"from_name" doc:"the organisation that invites"`
	FromNameZh string     `json:"from_name_zh"`
	Verified   bool       `json:"verified" doc:"somebody has looked at its papers"`
	Inviter    string     `json:"inviter"`
	Group      string     `json:"group" doc:"what it is called"`
	Until      time.Time  `json:"until"`
	AskedAt    time.Time  `json:"asked_at"`
	State      string     `json:"state" enum:"waiting,passed,refused,withdrawn"`
	Reason     string     `json:"reason,omitempty"`
	DecidedAt  *time.Time `json:"decided_at,omitempty"`
}

type outsideOut struct{ Body page.Of[Outside] }

func (m *Module) queueRoutes(s *httpapi.Server) {
	httpapi.Handle(s, route("GET", "/outside-invitations", "Invitations of other organisations to people of this one", Manage), m.queue)
	httpapi.Handle(s, route("POST", "/outside-invitations/{id}/pass", "Let an invitation through to whom it is for", Manage), func(ctx context.Context, c *httpapi.Call, in *GuestPath) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, m.Decide(ctx, c.Org, c.Who(), in.ID, true, "")
	})
	httpapi.Handle(s, route("POST", "/outside-invitations/{id}/refuse", "Refuse an invitation", Manage), func(ctx context.Context, c *httpapi.Call, in *struct {
		GuestPath
		Body struct {
			Reason string `json:"reason" doc:"at most 500 characters; the organisation that invites reads it"`
		}
	}) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, m.Decide(ctx, c.Org, c.Who(), in.ID, false, in.Body.Reason)
	})
}

// queue lists those that wait, or those that do not any more, the latest first.
func (m *Module) queue(ctx context.Context, c *httpapi.Call, in *struct {
	Decided bool   `query:"decided"`
	Cursor  string `query:"cursor" maxLength:"1000"`
	Limit   int    `query:"limit" minimum:"0" maximum:"200"`
}) (*outsideOut, error) {
	before := "~"
	if err := page.Decode(in.Cursor, &before); err != nil {
		return nil, err
	}
	limit := page.Limit(in.Limit)
	rows, err := sqldb.All[queued](ctx, c.Org.Read(), `SELECT `+queueCols+` FROM {o}.outside_invitations WHERE (state <> 'waiting') = ? AND id < ? ORDER BY id DESC LIMIT ?`, in.Decided, before, limit+1)
	if err != nil {
		return nil, err
	}
	cut := page.Cut(rows, limit, func(r queued) string { return r.ID })
	out := &outsideOut{page.Of[Outside]{Items: make([]Outside, len(cut.Items)), Next: cut.Next}}
	proved := map[string]bool{}
	for i, r := range cut.Items {
		if _, asked := proved[r.FromOrg]; !asked {
			if proved[r.FromOrg], err = m.host.Proved(ctx, r.FromOrg); err != nil {
				return nil, err
			}
		}
		out.Body.Items[i] = r.view(proved[r.FromOrg])
	}
	return out, nil
}

func (r queued) view(verified bool) Outside {
	v := Outside{ID: r.ID, Person: r.Person, Name: r.Name, Email: r.Email, FromName: r.FromName, FromNameZh: r.FromNameZh, Verified: verified, Inviter: r.Inviter,
		Group: r.Title.V, Until: r.Until.Time(), AskedAt: r.AskedAt.Time(), State: r.State, Reason: r.Reason}
	if r.DecidedAt > 0 {
		at := r.DecidedAt.Time()
		v.DecidedAt = &at
	}
	return v
}
