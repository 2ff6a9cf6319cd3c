package chat

import (
	"context"
	"slices"
	"time"

	"tramway/internal/chat/internal/store"
	"tramway/internal/fault"
	"tramway/internal/keep"
	"tramway/internal/life"
	"tramway/internal/org"
	"tramway/internal/plan"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// grace is how long nothing goes after a period was shortened: who set it by mistake
// sets it back.
const grace = 7 * 24 * time.Hour

// Holds says which persons are held at a moment, and whether everybody is.
type Holds func(ctx context.Context, q sqldb.Q, now time.Time) (all bool, persons []string, err error)

// Period is how long conversations of a class are kept. It holds instead of the period
// of all conversations.
type Period struct {
	Days int  `json:"days" minimum:"0" maximum:"36600" doc:"0: as long as the organisation"`
	Idle bool `json:"idle" doc:"true: a whole conversation goes when nothing was said in it for so long; false: each message goes when it is so old"`
}

// tighter says that a period takes something that another leaves.
func (p Period) tighter(had Period) bool {
	switch {
	case p.Days == 0:
		return false
	case had.Days == 0:
		return true
	}
	return p.Days < had.Days || had.Idle && !p.Idle
}

// SetPeriod sets that of a class. A tighter one waits seven days before anything goes.
// Errors: plan_limit.
func SetPeriod(ctx context.Context, o *org.Org, who org.Who, class string, p Period) error {
	if !slices.Contains(Classes, class) {
		return fault.Bad("body.class", "unknown_choice")
	}
	if p.Days < 0 || p.Days > keep.MaxDays {
		return fault.Bad("body.days", "invalid_value")
	}
	return o.Write(ctx, who, func(tx *org.Tx) error {
		if err := tx.Org.Plan().Allow(plan.MessageDays, plan.AsDays(p.Days)); err != nil {
			return err
		}
		all, err := store.Periods(tx.Ctx, tx)
		if err != nil {
			return err
		}
		next := store.Period{Class: class, Days: p.Days, Idle: p.Idle, FromAt: sqldb.At(tx.Now().Add(grace)), SetBy: who.ID, SetAt: micros(tx)}
		had, set := periodOf(all, class)
		var before any
		if set {
			before = Period{had.Days, had.Idle}
		}
		if set && !p.tighter(Period{had.Days, had.Idle}) {
			next.FromAt = had.FromAt
		}
		tx.Record(org.Entry{Action: "chat.period.set", Object: ref.To("organisation", o.ID), Before: before, After: p, Note: map[string]string{"class": class}})
		return store.SetPeriod(tx.Ctx, tx, next)
	})
}

func periodOf(all []store.Period, class string) (store.Period, bool) {
	i := slices.IndexFunc(all, func(p store.Period) bool { return p.Class == class })
	if i < 0 {
		return store.Period{}, false
	}
	return all[i], true
}

// classes are those that have a period of their own.
func classes(all []store.Period) []string {
	out := []string{}
	for _, p := range all {
		out = append(out, p.Class)
	}
	return out
}

// purgeClassed takes what the periods of the classes say, one class a step.
func purgeClassed(tx *org.Tx, _ sqldb.Micros, held []string, limit int) (int, error) {
	all, err := store.Periods(tx.Ctx, tx)
	if err != nil {
		return 0, err
	}
	for _, p := range all {
		if p.Days == 0 || p.FromAt > micros(tx) {
			continue
		}
		o := old(tx.Org.Region, sqldb.At(tx.Now().AddDate(0, 0, -p.Days)), held)
		o.Classes = []string{p.Class}
		n, err := purgeOld(tx, o, p.Idle, limit)
		if err != nil || n > 0 {
			return n, err
		}
	}
	return 0, nil
}

// dueElsewhere: what classes and the plan take is shown with them.
func dueElsewhere(context.Context, *org.Org, sqldb.Micros, []string) (life.Due, error) {
	return life.Due{}, nil
}

// purgeByPlan takes messages that are older than the plan keeps them, whatever the
// organisation's own periods are.
func purgeByPlan(tx *org.Tx, _ sqldb.Micros, held []string, limit int) (int, error) {
	days, from, limited := tx.Org.Plan().Ends()
	if !limited || from.After(tx.Now()) {
		return 0, nil
	}
	return purgeOld(tx, old(tx.Org.Region, sqldb.At(tx.Now().AddDate(0, 0, -days)), held), false, limit)
}

// PlanPeriod is how long the organisation's plan keeps messages.
type PlanPeriod struct {
	Plan string    `json:"plan"`
	Days int       `json:"days"`
	From time.Time `json:"from_at" doc:"nothing goes by it before"`
	Going
}

// ByPlan is the plan's period with what it would take now; nil: the plan has none.
func (m *Module) ByPlan(ctx context.Context, o *org.Org) (*PlanPeriod, error) {
	days, from, limited := o.Plan().Ends()
	if !limited {
		return nil, nil
	}
	g, err := m.going(ctx, o, Classes, Period{Days: days})
	return &PlanPeriod{o.Plan().Name, days, from, g}, err
}

// Going is what a period would take at a moment, and what a legal hold keeps of it.
type Going struct {
	Messages      int64      `json:"messages"`
	Conversations int64      `json:"conversations"`
	Oldest        *time.Time `json:"oldest,omitempty"`
	Newest        *time.Time `json:"newest,omitempty"`
	Held          int64      `json:"held" doc:"messages that would go, but for a legal hold"`
}

// Going says what a period of a class would take if it held now.
func (m *Module) Going(ctx context.Context, o *org.Org, class string, p Period) (Going, error) {
	return m.going(ctx, o, []string{class}, p)
}

func (m *Module) going(ctx context.Context, o *org.Org, classes []string, p Period) (g Going, err error) {
	if p.Days == 0 {
		return g, nil
	}
	err = o.Snapshot(ctx, func(q sqldb.Q) error {
		all, persons, err := m.others.Holds(ctx, q, o.Now())
		if err != nil {
			return err
		}
		from := old(o.Region, sqldb.At(o.Now().AddDate(0, 0, -p.Days)), nil)
		from.Classes = classes
		every, err := store.CountClassed(ctx, q, from, p.Idle)
		if err != nil {
			return err
		}
		from.Held = persons
		free, err := store.CountClassed(ctx, q, from, p.Idle)
		if all {
			free = store.Classed{}
		}
		g = Going{Messages: free.Messages, Conversations: free.Conversations, Oldest: moment(free.Oldest), Newest: moment(free.Newest), Held: every.Messages - free.Messages}
		return err
	})
	return g, err
}

func moment(at sqldb.Micros) *time.Time {
	if at == 0 {
		return nil
	}
	t := at.Time()
	return &t
}

// shownPeriods are those of all classes, set or not, in the order of [Classes].
func shownPeriods(all []store.Period) []PeriodView {
	out := make([]PeriodView, len(Classes))
	for i, class := range Classes {
		p, set := periodOf(all, class)
		out[i] = PeriodView{Class: class, Set: set, Days: p.Days, Idle: p.Idle, From: moment(p.FromAt)}
	}
	return out
}
