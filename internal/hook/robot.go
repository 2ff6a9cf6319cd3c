package hook

import (
	"context"
	"strings"
	"unicode"
	"unicode/utf8"

	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/plan"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// Settings are what the administrators of a group say of a robot.
type Settings struct {
	Name       string `json:"name" doc:"at most 40 characters"`
	Signed     bool   `json:"signed" doc:"it posts only what is signed"`
	MentionAll bool   `json:"mention_all" doc:"it may call everybody at once"`
	Disabled   bool   `json:"disabled" required:"false" doc:"nothing is taken from it meanwhile"`
	Callback   string `json:"callback" required:"false" maxLength:"2000" doc:"https address that is told what people press on its cards; empty: none"`
}

func (s *Settings) check() error {
	s.Name = strings.TrimSpace(s.Name)
	switch {
	case s.Name == "":
		return fault.Bad("body.name", "required")
	case utf8.RuneCountInString(s.Name) > maxName:
		return fault.Bad("body.name", "too_long", fault.Args{"max": maxName})
	case strings.ContainsFunc(s.Name, func(r rune) bool { return !unicode.IsPrint(r) }):
		return fault.Bad("body.name", "invalid_value")
	}
	return nil
}

func (s Settings) onto(r row, now sqldb.Micros) row {
	r.Name, r.Signed, r.MentionAll, r.Callback = sqldb.Seal(s.Name), s.Signed, s.MentionAll, sqldb.Seal(s.Callback)
	switch {
	case !s.Disabled:
		r.DisabledAt = 0
	case r.DisabledAt == 0:
		r.DisabledAt = now
	}
	return r
}

func settings(r row) Settings {
	return Settings{Name: r.Name.V, Signed: r.Signed, MentionAll: r.MentionAll, Disabled: r.DisabledAt > 0, Callback: r.Callback.V}
}

// recorded is what the record says of settings: of an address only the machine, because
// the rest of it may be a secret.
func (s Settings) recorded() Settings {
	s.Callback = hostOf(s.Callback)
	return s
}

// Add gives a group a robot; its administrators may. The keys are told this once.
// Errors: group_admins_only, too_many_robots, not_in_plan.
func (m *Module) Add(ctx context.Context, o *org.Org, who org.Who, conversation string, s Settings) (r row, k keys, err error) {
	if err := s.check(); err != nil {
		return r, k, err
	}
	if err := o.Plan().Allow(plan.API, 1); err != nil {
		return r, k, err
	}
	k = newKeys(o.ID)
	err = o.Write(ctx, who, func(tx *org.Tx) error {
		if err := m.talks.Leads(tx.Ctx, tx, conversation, who.ID); err != nil {
			return err
		}
		if err := m.callable(tx.Ctx, tx, s.Callback); err != nil {
			return err
		}
		had, err := in(tx.Ctx, tx, conversation)
		if err != nil {
			return err
		}
		if len(had) >= maxRobots {
			return fault.New(fault.Conflict, "too_many_robots", fault.Args{"max": maxRobots})
		}
		now := sqldb.At(tx.Now())
		r = s.onto(k.onto(row{ID: tx.NewID(), Conversation: conversation, MadeBy: who.ID, MadeAt: now}), now)
		tx.Record(org.Entry{Action: "hook.add", Object: ref.To("robot", r.ID), After: settings(r).recorded(), Note: map[string]string{"conversation": conversation}})
		return save(tx.Ctx, tx, r)
	})
	return r, k, err
}

// alter changes a robot of a group that the actor leads; as says how, and what is
// recorded of it.
func (m *Module) alter(ctx context.Context, o *org.Org, who org.Who, conversation, id string, as func(now sqldb.Micros, r row) (row, org.Entry)) (r row, err error) {
	err = o.Write(ctx, who, func(tx *org.Tx) error {
		if err := m.talks.Leads(tx.Ctx, tx, conversation, who.ID); err != nil {
			return err
		}
		if r, err = find(tx.Ctx, tx, conversation, id); err != nil {
			return err
		}
		var e org.Entry
		r, e = as(sqldb.At(tx.Now()), r)
		e.Object, e.Note = ref.To("robot", id), map[string]string{"conversation": conversation}
		tx.Record(e)
		return save(tx.Ctx, tx, r)
	})
	return r, err
}

// Change sets what a robot is called and may do.
func (m *Module) Change(ctx context.Context, o *org.Org, who org.Who, conversation, id string, s Settings) (row, error) {
	if err := s.check(); err != nil {
		return row{}, err
	}
	if err := m.callable(ctx, o.Read(), s.Callback); err != nil {
		return row{}, err
	}
	return m.alter(ctx, o, who, conversation, id, func(now sqldb.Micros, r row) (row, org.Entry) {
		return s.onto(r, now), org.Entry{Action: "hook.change", Before: settings(r).recorded(), After: s.recorded()}
	})
}

// Renew gives a robot another address and secret; those before lead nowhere.
func (m *Module) Renew(ctx context.Context, o *org.Org, who org.Who, conversation, id string) (r row, k keys, err error) {
	k = newKeys(o.ID)
	r, err = m.alter(ctx, o, who, conversation, id, func(_ sqldb.Micros, r row) (row, org.Entry) {
		return k.onto(r), org.Entry{Action: "hook.renew"}
	})
	return r, k, err
}

// Delete takes a robot away, for good; what it said stays, under its name.
func (m *Module) Delete(ctx context.Context, o *org.Org, who org.Who, conversation, id string) error {
	_, err := m.alter(ctx, o, who, conversation, id, func(now sqldb.Micros, r row) (row, org.Entry) {
		r.DeletedAt, r.Secret = now, sqldb.Seal("")
		return r, org.Entry{Action: "hook.delete", Before: settings(r).recorded()}
	})
	return err
}
