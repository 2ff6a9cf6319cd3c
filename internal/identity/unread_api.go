package identity

import (
	"context"
	"slices"

	"tramway/internal/fault"
	"tramway/internal/host"
	"tramway/internal/httpapi"
)

// How many organisations are asked for what is unread, and how many houses are opened
// just for that; others that are open are asked anyway.
const (
	unreadAsked  = 20
	unreadOpened = 3
)

// UnreadIn is what somebody has not read in one of their organisations.
type UnreadIn struct {
	Org      string `json:"organisation_id"`
	Total    int64  `json:"total"`
	Mentions int64  `json:"mentions"`
}

func (m *Module) unreadRoutes(s *httpapi.Server) {
	httpapi.Handle(s, bound(account("GET", "/me/unread", "What I have not read, by organisation; those whose house sleeps may be left out")),
		func(ctx context.Context, c *httpapi.Call, _ *struct{}) (*list[UnreadIn], error) {
			in, err := m.cfg.Host.Into(ctx, c.Session)
			if err != nil {
				return nil, err
			}
			out := &list[UnreadIn]{}
			out.Body.Items = []UnreadIn{}
			open, opened := m.cfg.Registry.Opened(), 0
			for _, one := range in[:min(len(in), unreadAsked)] {
				if !slices.Contains(open, one.ID) {
					if opened++; opened > unreadOpened {
						continue
					}
				}
				if u, ok := m.unreadIn(ctx, c, one); ok {
					out.Body.Items = append(out.Body.Items, u)
				}
			}
			return out, nil
		})
}

// unreadIn: an organisation that is shut to this session, dissolved, or can't be opened
// is left out; the others are none the worse for it.
func (m *Module) unreadIn(ctx context.Context, c *httpapi.Call, in host.Membership) (UnreadIn, bool) {
	u := UnreadIn{Org: in.ID}
	person, err := m.cfg.Host.Person(ctx, c.Session, in.ID)
	if err != nil {
		return u, false
	}
	o, err := m.cfg.Registry.Open(ctx, in.ID)
	if err == nil {
		defer o.Close()
		u.Total, u.Mentions, err = m.cfg.Ports.Unread(ctx, o, person)
	}
	if err != nil && fault.KindOf(err) == fault.Internal {
		c.Warn("counting what is unread in "+in.ID, err)
	}
	return u, err == nil
}
