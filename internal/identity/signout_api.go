package identity

import (
	"context"

	"tramway/internal/fault"
	"tramway/internal/host"
	"tramway/internal/httpapi"
	"tramway/internal/identity/identityevent"
	"tramway/internal/live"
	"tramway/internal/org"
	"tramway/internal/ref"
)

// SignOut is the action of signing a member out of the organisation on every device.
const SignOut = "identity.sign_out"

func (m *Module) signOutRoutes(s *httpapi.Server) {
	httpapi.Handle(s, httpapi.Route{Method: "POST", Path: "/o/{org}/people/{id}/sign-out", Summary: "Sign a member out of this organisation, on every device",
		Tag: "Identity", Action: SignOut, Fresh: true}, m.signOutMember)
}

// signOutMember shuts the organisation to every session that the member has now. They
// sign in again to come in; in other organisations nothing changes.
func (m *Module) signOutMember(ctx context.Context, c *httpapi.Call, in *idPath) (*httpapi.Empty, error) {
	if in.ID == c.Person() {
		return nil, fault.New(fault.Conflict, "sign_out_oneself")
	}
	a, err := m.cfg.Host.AccountOf(ctx, c.Org.ID, in.ID)
	if err == nil {
		err = m.cfg.Host.ShutOut(ctx, c.Org.ID, in.ID)
	}
	if err != nil {
		return nil, err
	}
	err = c.Org.Write(ctx, c.Who(), func(tx *org.Tx) error {
		tx.Record(org.Entry{Action: "account.sign_out_by", Object: ref.To("person", in.ID)})
		tx.Emit(identityevent.SignedOut{Person: in.ID, By: c.Person()})
		return nil
	})
	if err == nil {
		m.mailSignedOut(c, a)
	}
	return &httpapi.Empty{}, err
}

func (m *Module) mailSignedOut(c *httpapi.Call, a host.Account) {
	language, name := c.Lang, c.Org.Names().In(c.Lang)
	at := c.Org.Now().In(c.Org.Zone()).Format("2006-01-02 15:04")
	m.later("mailing about being signed out", func(ctx context.Context) error {
		return m.send(ctx, "signed_out", language, a.Name, a.Login, map[string]any{"at": at, "organisation": name})
	})
}

// Fans close the sockets of whoever was signed out: their pages come back, are asked
// who they are, and are led to the sign-in.
func Fans() []live.Fan {
	return []live.Fan{{Types: []string{identityevent.SignedOut{}.EventType()},
		Make: func(_ context.Context, _ *org.Org, events []org.Received) (out []live.Push, err error) {
			for _, r := range events {
				e, err := org.As[identityevent.SignedOut](r)
				if err != nil {
					return nil, err
				}
				out = append(out, live.Push{Persons: []string{e.Person}, Reenter: true, Data: []any{map[string]string{"t": "signed_out"}}})
			}
			return out, nil
		}}}
}
