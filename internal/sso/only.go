package sso

import (
	"context"
	"slices"

	"tramway/internal/fault"
	"tramway/internal/host"
	"tramway/internal/live"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
	"tramway/internal/sso/ssoevent"
)

// notedOnly is what the record holds of the rule.
type notedOnly struct {
	On        bool     `json:"on"`
	Emergency []string `json:"emergency"`
}

// KeepOnly makes the organisation's own provider the only way in, or no more. emergency
// are the persons who come in by password or passkey all the same, when the provider
// can't be reached. The rule is the installation's, which asks for it at the door; it is
// kept last, so that it is never without its entry in the record. Errors: sso_none,
// sso_emergency; sso_only_untried, if whoever shuts the door has not come in by a provider.
func (m *Module) KeepOnly(ctx context.Context, o *org.Org, who org.Who, r host.CompanyOnly) error {
	slices.Sort(r.Emergency)
	r.Emergency = slices.Compact(r.Emergency)
	return o.Write(ctx, who, func(tx *org.Tx) error {
		before, err := m.cfg.Accounts.CompanyOnlyOf(tx.Ctx, tx.Org.ID)
		if err == nil && r.On && !before.On {
			err = tried(tx, who.ID)
		}
		if err != nil {
			return err
		}
		tx.Record(org.Entry{Action: "sso.only", Object: ref.To("organisation", tx.Org.ID), Before: notedOnly(before), After: notedOnly(r)})
		tx.Emit(ssoevent.Only{On: r.On})
		return m.cfg.Accounts.KeepCompanyOnly(tx.Ctx, tx.Org.ID, r)
	})
}

// tried: a provider that nobody came in by may let nobody in.
func tried(tx *org.Tx, person string) error {
	n, err := sqldb.One[int](tx.Ctx, tx, `SELECT count(*) FROM {o}.sso_links l JOIN {o}.sso_providers p ON p.id=l.provider WHERE l.person=? AND p.turned_on`, person)
	if err == nil && n == 0 {
		err = fault.New(fault.Conflict, "sso_only_untried")
	}
	return err
}

// lastDoor refuses to shut the last provider while there is no other way in. Errors:
// sso_only_last.
func (m *Module) lastDoor(tx *org.Tx, providerID string) error {
	others, err := sqldb.One[int](tx.Ctx, tx, `SELECT count(*) FROM {o}.sso_providers WHERE turned_on AND id<>?`, providerID)
	if err != nil || others > 0 {
		return err
	}
	only, err := m.cfg.Accounts.CompanyOnlyOf(tx.Ctx, tx.Org.ID)
	if err == nil && only.On {
		err = fault.New(fault.Conflict, "sso_only_last")
	}
	return err
}

// Fans let everybody's sockets come back only as far as the door is open to them now, and
// have their pages look.
func (m *Module) Fans() []live.Fan {
	return []live.Fan{{Types: []string{ssoevent.Only{}.EventType()},
		Make: func(ctx context.Context, o *org.Org, _ []org.Received) ([]live.Push, error) {
			members, err := m.cfg.Accounts.Members(ctx, o.ID)
			persons := make([]string, len(members))
			for i, one := range members {
				persons[i] = one.Person
			}
			news := map[string]string{"t": "changed", "ref": ref.To("organisation", o.ID).String()}
			return []live.Push{{Persons: persons, Reenter: true, Data: []any{news}}}, err
		}}}
}
