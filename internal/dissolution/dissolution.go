// Package dissolution is how an organisation is given up, and how it comes back. Its
// page is Dissolve in the administrator's console (web/src/modules/verification).
//
// What it promises: one person alone can't do it, nor in a hurry, nor while the
// organisation is verified; until a waiting time is over anybody who may ask for it
// can stop it; after that nobody enters, and for a grace time an operator can bring
// everything back; each step is in the organisation's own record.
//
// Floor: 5
package dissolution

import (
	"context"
	"time"

	"tramway/internal/authz"
	"tramway/internal/dissolution/dissolutionevent"
	"tramway/internal/fault"
	"tramway/internal/host"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// Dissolve is the action of giving the organisation up.
const Dissolve = "organisation.dissolve"

// Actions and who has them at first.
var Actions = []authz.Action{{Name: Dissolve, Roles: []authz.Role{authz.Administrator}}}

const (
	// Answer is how long the second administrator has to agree.
	Answer = 7 * 24 * time.Hour
	// Wait is between agreement and dissolution if the installation says nothing else,
	// Grace between that and the end.
	Wait  = 7 * 24 * time.Hour
	Grace = 30 * 24 * time.Hour
)

// Installation is what dissolution asks of it.
type Installation interface {
	Organisation(ctx context.Context, orgID string) (host.Organisation, error)
	Memberships(ctx context.Context, account string) ([]host.Membership, error)
	AskEnding(ctx context.Context, orgID, person string, until time.Time) error
	AgreeEnding(ctx context.Context, orgID, person string, until time.Time) error
	StopEnding(ctx context.Context, orgID string) error
	Restore(ctx context.Context, orgID string) error
	EndMoot(ctx context.Context, except string) error
	AskReview(ctx context.Context, r host.Review) error
	Review(ctx context.Context, reviewID string) (host.Review, error)
	Answer(ctx context.Context, reviewID, said string) error
}

// Houses opens organisations for an operator's step.
type Houses interface {
	Open(ctx context.Context, orgID string) (*org.Org, error)
}

// Config is what the module is told.
type Config struct {
	Host   Installation
	Within time.Duration // how soon an operator should have looked at a wish
	Wait   time.Duration // between agreement and dissolution
	Now    func() time.Time
}

// Module is dissolution.
type Module struct {
	host   Installation
	houses Houses
	within time.Duration
	wait   time.Duration
	now    func() time.Time
}

// New makes the module.
func New(c Config) *Module {
	return &Module{host: c.Host, within: c.Within, wait: c.Wait, now: c.Now}
}

// SetHouses is for the registry, which is made after the modules.
func (m *Module) SetHouses(h Houses) { m.houses = h }

// Ask begins: the organisation's own name has to be typed. Where there is no second
// administrator an operator is asked to agree.
func (m *Module) Ask(ctx context.Context, o *org.Org, who org.Who, name string) error {
	known, err := m.host.Organisation(ctx, o.ID)
	if err != nil {
		return err
	}
	if name != known.Name && name != known.NameZh {
		return fault.Bad("body.name", "name_other")
	}
	if err := m.host.EndMoot(ctx, ""); err != nil {
		return err
	}
	if err := m.host.AskEnding(ctx, o.ID, who.ID, m.now().Add(Answer)); err != nil {
		return err
	}
	if err := step(ctx, o, who, "asked"); err != nil {
		return err
	}
	admins, err := authz.Count(ctx, o.Read(), authz.Administrator)
	if err != nil || admins > 1 {
		return err
	}
	return m.host.AskReview(ctx, m.review(known, host.Ending))
}

func (m *Module) review(o host.Organisation, kind host.ReviewKind) host.Review {
	now := m.now()
	return host.Review{ID: string(kind) + "." + o.ID + "." + now.UTC().Format("20060102T150405"), Org: o.ID, Kind: kind,
		Came: sqldb.At(now), Due: sqldb.At(now.Add(m.within))}
}

// Agree is the second person's word. Errors: ending_own, nothing_ending.
func (m *Module) Agree(ctx context.Context, o *org.Org, who org.Who) error {
	return m.agree(ctx, o, who, "")
}

func (m *Module) agree(ctx context.Context, o *org.Org, who org.Who, review string) error {
	if err := m.host.AgreeEnding(ctx, o.ID, who.ID, m.now().Add(m.wait)); err != nil {
		return err
	}
	return m.settled(ctx, o, who, "agreed", review)
}

// Stop takes it back. Errors: nothing_ending.
func (m *Module) Stop(ctx context.Context, o *org.Org, who org.Who) error {
	return m.stop(ctx, o, who, "")
}

func (m *Module) stop(ctx context.Context, o *org.Org, who org.Who, review string) error {
	if err := m.host.StopEnding(ctx, o.ID); err != nil {
		return err
	}
	return m.settled(ctx, o, who, "stopped", review)
}

// settled: no operator is asked any more, but for the review that one decides now.
func (m *Module) settled(ctx context.Context, o *org.Org, who org.Who, what, review string) error {
	if err := m.host.EndMoot(ctx, review); err != nil {
		return err
	}
	return step(ctx, o, who, what)
}

// step records what happened and tells the administrators.
func step(ctx context.Context, o *org.Org, who org.Who, what string) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		tx.Record(org.Entry{Action: "organisation.dissolve." + what, Object: ref.To("organisation", o.ID)})
		tx.Emit(dissolutionevent.Changed{Step: what, By: who.ID})
		return nil
	})
}
