package identity

import (
	"context"
	"time"

	"tramway/internal/authz"
	"tramway/internal/host"
	"tramway/internal/httpapi"
	"tramway/internal/org"
	"tramway/internal/ref"
)

// Recover is the action of letting somebody in again who lost password or second
// factor.
const Recover = "identity.recover"

// Actions and who has them at first.
var Actions = []authz.Action{{Name: Recover, Roles: []authz.Role{authz.Administrator}}, {Name: SignOut, Roles: []authz.Role{authz.Administrator}}}

// Recovery is a recovery as administrators see it.
type Recovery struct {
	ID       string     `json:"id"`
	PersonID string     `json:"person_id"`
	Name     string     `json:"name"`
	Login    string     `json:"login"`
	Mobile   string     `json:"mobile" doc:"its last digits; empty: none was proved, and only the operator can help"`
	Step     string     `json:"step" enum:"asked,approved,waiting,ready"`
	Here     bool       `json:"approved_here" doc:"false: this organisation has not approved yet"`
	AskedAt  time.Time  `json:"asked_at"`
	ReadyAt  *time.Time `json:"ready_at"`
	Device   string     `json:"device"`
	Address  string     `json:"address"`
	Own      bool       `json:"own"`
	Known    bool       `json:"known_device" doc:"asked on a device on which the account was signed in before"`
}

func (m *Module) recoveriesRoutes(s *httpapi.Server) {
	route := func(method, path, summary string) httpapi.Route {
		return httpapi.Route{Method: method, Path: "/o/{org}/recoveries" + path, Summary: summary, Tag: "Identity", Action: Recover}
	}
	httpapi.Handle(s, route("GET", "", "Who asks to come in again"), m.listRecoveries)
	approve := route("POST", "/{id}/approve", "Approve that somebody comes in again")
	approve.Fresh = true
	httpapi.Handle(s, approve, func(ctx context.Context, c *httpapi.Call, in *idPath) (*httpapi.Empty, error) {
		r, err := m.cfg.Host.RecoveryIn(ctx, c.Org.ID, in.ID)
		if err == nil {
			err = m.cfg.Host.ApproveRecovery(ctx, r, c.Person())
		}
		return &httpapi.Empty{}, m.decided(ctx, c, r, "account.recovery.approve", err)
	})
	httpapi.Handle(s, route("POST", "/{id}/stop", "Stop somebody's recovery"), func(ctx context.Context, c *httpapi.Call, in *idPath) (*httpapi.Empty, error) {
		r, err := m.cfg.Host.RecoveryIn(ctx, c.Org.ID, in.ID)
		if err == nil {
			err = m.cfg.Host.StopRecovery(ctx, r.Recovery)
		}
		return &httpapi.Empty{}, m.decided(ctx, c, r, "account.recovery.stop", err)
	})
}

func (m *Module) decided(ctx context.Context, c *httpapi.Call, r host.RecoveryOf, action string, err error) error {
	if err != nil {
		return err
	}
	return c.Org.Write(ctx, c.Who(), func(tx *org.Tx) error {
		tx.Record(org.Entry{Action: action, Object: ref.To("person", r.Person)})
		return nil
	})
}

func (m *Module) listRecoveries(ctx context.Context, c *httpapi.Call, _ *struct{}) (*list[Recovery], error) {
	all, err := m.cfg.Host.Recoveries(ctx, c.Org.ID)
	if err != nil {
		return nil, err
	}
	out := &list[Recovery]{}
	out.Body.Items = []Recovery{}
	for _, r := range all { // few: each is one person locked out
		a, err := m.cfg.Host.Account(ctx, r.Account)
		if err != nil {
			return nil, err
		}
		number, err := m.cfg.Host.Mobile(ctx, r.Account)
		if err != nil {
			return nil, err
		}
		v := Recovery{ID: r.ID, PersonID: r.Person, Name: a.Name, Login: a.Login, Mobile: host.Masked(number), Step: string(r.Step(m.cfg.Clock.Now())),
			Here: r.Approver != "", AskedAt: r.AskedAt.Time(), Device: r.Device, Address: r.Address, Own: r.Person == c.Person(), Known: r.Known}
		if r.ReadyAt != 0 {
			at := r.ReadyAt.Time()
			v.ReadyAt = &at
		}
		out.Body.Items = append(out.Body.Items, v)
	}
	return out, nil
}
