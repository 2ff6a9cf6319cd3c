package identity

import (
	"context"

	"tramway/internal/host"
	"tramway/internal/httpapi"
	"tramway/internal/identity/identityevent"
	"tramway/internal/org"
)

// meet remembers the device of a session that began, and tells the account if it was
// never seen: in each organisation, and by mail. It gives the device's cookie.
func (m *Module) meet(ctx context.Context, c *httpapi.Call, s host.Session, news bool) (cookie string, err error) {
	cookie, strange, err := m.cfg.Host.MeetDevice(ctx, s, c.Client.Cookie)
	if err != nil || !strange || !news || m.shown(s.Account.Login) {
		return cookie, err
	}
	err = m.note(ctx, c, s, "account.new_device", func(person string) org.Event {
		return identityevent.NewDevice{Person: person, Session: s.ID}
	})
	if err != nil {
		return cookie, err
	}
	in, err := m.cfg.Host.Into(ctx, s)
	if err != nil || len(in) == 0 {
		return cookie, err
	}
	language, at := c.Lang, moment(c.Client, s.CreatedAt)
	link := m.cfg.Origin + "/o/" + in[0].ID + "/me?session=" + s.ID
	m.later("mailing about a new device", func(ctx context.Context) error {
		return m.send(ctx, "new_device", language, s.Account.Name, s.Account.Login, map[string]any{"at": at, "link": link})
	})
	return cookie, nil
}

// shown: a sign-in that a demonstration offers to everybody is used on many devices.
func (m *Module) shown(login string) bool {
	for _, one := range m.cfg.Demo {
		if one.Login == login {
			return true
		}
	}
	return false
}

func (m *Module) deviceRoutes(s *httpapi.Server) {
	httpapi.Handle(s, account("POST", "/me/sessions/{id}/deny", "End a session that is not mine, and forget its device"),
		func(ctx context.Context, c *httpapi.Call, in *idPath) (*httpapi.Empty, error) {
			if err := m.cfg.Host.DenyDevice(ctx, c.Session.Account.ID, in.ID); err != nil {
				return nil, err
			}
			return &httpapi.Empty{}, m.note(ctx, c, c.Session, "account.deny_device")
		})
}
