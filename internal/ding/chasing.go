package ding

import (
	"context"
	"encoding/json"
	"time"

	"tramway/internal/ding/dingevent"
	"tramway/internal/ding/internal/rules"
	"tramway/internal/ding/internal/store"
	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// chaseJob does what is due of one notice and asks for its next time itself.
const chaseJob = "ding.chase"

// Bounds of one run: the house's other work waits for it.
const (
	walkRows = 200
	runsFor  = 30 * time.Second
)

type chasing struct {
	Ding string `json:"ding"`
}

// wake asks for a notice to be looked at.
func wake(tx *org.Tx, id string, at time.Time) {
	tx.Enqueue(org.Job{Kind: chaseJob, Key: chaseJob + ":" + id, Due: at, Data: chasing{id}})
}

// planned asks for a notice's next time, which is not before a moment and at the latest
// when chasing ends. It is told in the commit that knows it, or what was planned meanwhile
// would be forgotten.
func planned(tx *org.Tx, id string, soonest time.Time, ends sqldb.Micros) error {
	next, err := store.NextDue(tx.Ctx, tx, id)
	if err != nil {
		return err
	}
	if next == 0 || next > ends {
		next = ends
	}
	at := next.Time()
	if at.Before(soonest) {
		at = soonest
	}
	wake(tx, id, at)
	return nil
}

func (m *Module) chase(ctx context.Context, o *org.Org, j org.Due) error {
	var at chasing
	if err := json.Unmarshal(j.Data.V, &at); err != nil {
		return err
	}
	for end := time.Now().Add(runsFor); ; {
		more, err := m.round(ctx, o, at.Ding)
		if err != nil || !more || time.Now().After(end) {
			return err
		}
	}
}

// round does one round of what is due, and says whether more is.
func (m *Module) round(ctx context.Context, o *org.Org, id string) (more bool, err error) {
	d, err := store.ByID(ctx, o.Read(), id)
	if err != nil || d == nil {
		return false, err
	}
	if d.State == store.Scheduled && d.SendAt <= sqldb.At(o.Now()) {
		return true, m.start(ctx, o, *d)
	}
	if d.State != store.Chasing {
		return false, nil
	}
	if err := m.walk(ctx, o, *d); err != nil {
		return false, err
	}
	if err := m.try(ctx, o, *d); err != nil {
		return false, err
	}
	if err := m.plan(ctx, o, *d); err != nil {
		return false, err
	}
	next, err := store.NextDue(ctx, o.Read(), id)
	return next > 0 && next <= sqldb.At(o.Now()), err
}

// start sends what was set for a time. A notice that finds nobody ends.
func (m *Module) start(ctx context.Context, o *org.Org, d store.Ding) error {
	c, err := m.acting(ctx, o, d.Sender)
	if err != nil {
		return err
	}
	t := d.Targets.V
	here, err := m.cfg.People.Here(ctx, o.Read(), t.Persons)
	if err != nil {
		return err
	}
	may, err := m.cfg.Matrix.May(ctx, c, d.Sender, t.Persons)
	if err != nil {
		return err
	}
	still := []string{}
	for _, p := range t.Persons { // who left, or was hidden meanwhile, is nobody's mistake
		if here[p] && may[p] {
			still = append(still, p)
		}
	}
	persons, err := m.resolve(ctx, c, store.Targets{Persons: still, Departments: t.Departments, Groups: t.Groups, Unread: t.Unread}, Message{d.Conversation, d.Seq})
	if fault.KindOf(err) == fault.Invalid {
		persons, err = nil, nil
	}
	if err != nil {
		return err
	}
	quiet, err := m.quiet(ctx, o, d.Urgent, persons)
	if err != nil {
		return err
	}
	return o.Write(ctx, org.System(chaseJob), func(tx *org.Tx) error {
		tx.Exempt("job")
		now, err := store.ByID(tx.Ctx, tx, d.ID)
		if err != nil || now == nil || now.State != store.Scheduled {
			return err
		}
		tx.Emit(dingevent.Moved{Ding: d.ID, Sender: d.Sender})
		if len(persons) == 0 {
			return store.End(tx.Ctx, tx, d.ID, store.Done, sqldb.At(tx.Now()))
		}
		return begin(tx, *now, persons, quiet)
	})
}

// walk takes receivers whose next step is due to that step: what shows on pages at once,
// what leaves the house as a row to be tried.
func (m *Module) walk(ctx context.Context, o *org.Org, d store.Ding) error {
	due, err := store.DueReceivers(ctx, o.Read(), d.ID, sqldb.At(o.Now()), walkRows)
	if err != nil || len(due) == 0 {
		return err
	}
	persons := make([]string, len(due))
	for i, r := range due {
		persons[i] = r.Person
	}
	quiet, err := m.quiet(ctx, o, d.Urgent, persons)
	if err != nil {
		return err
	}
	return o.Write(ctx, org.System(chaseJob), func(tx *org.Tx) error {
		tx.Exempt("job")
		due, err := store.DueReceivers(tx.Ctx, tx, d.ID, sqldb.At(tx.Now()), walkRows) // some have answered meanwhile
		if err != nil {
			return err
		}
		return climb(tx, d, due, quiet)
	})
}

func climb(tx *org.Tx, d store.Ding, due []store.Receiver, quiet map[string]time.Time) error {
	ladder, ring, tries := d.Ladder(), []string{}, []store.Try{}
	for _, r := range due {
		if until, waits := quiet[r.Person]; waits {
			r.Quiet, r.NextAt = true, sqldb.At(until)
		} else {
			channels := next(ladder, &r, tx.Now())
			for _, channel := range channels {
				if channel == rules.Page {
					ring = append(ring, r.Person)
					continue
				}
				tries = append(tries, store.Try{ID: tx.NewID(), Ding: d.ID, Person: r.Person, Channel: channel, State: store.ToDo, NextAt: sqldb.At(tx.Now()), At: sqldb.At(tx.Now())})
			}
		}
		if err := store.SaveReceiver(tx.Ctx, tx, r); err != nil {
			return err
		}
	}
	if len(ring) > 0 {
		tx.Emit(dingevent.Rang{Ding: d.ID, Persons: ring})
	}
	tx.Emit(dingevent.Moved{Ding: d.ID, Sender: d.Sender})
	return store.AddTries(tx.Ctx, tx, tries)
}

// next moves a receiver one step on and says which channels that takes: the page first
// where quiet hours or the receiver had put it off.
func next(l rules.Ladder, r *store.Receiver, now time.Time) []string {
	r.Quiet = false
	if r.Step < 0 || r.AgainAt > 0 {
		r.Step, r.AgainAt = max(r.Step, 0), 0
		r.NextAt = after(l, r.Step, now)
		return []string{rules.Page}
	}
	channels := l.At(r.Step)
	r.Step++
	r.NextAt = after(l, r.Step, now)
	return channels
}

// plan asks for the next time, or ends a notice that nobody has to answer any more or
// whose time is over.
func (m *Module) plan(ctx context.Context, o *org.Org, d store.Ding) error {
	return o.Write(ctx, org.System(chaseJob), func(tx *org.Tx) error {
		tx.Exempt("job")
		now, err := store.ByID(tx.Ctx, tx, d.ID)
		if err != nil || now == nil || now.State != store.Chasing {
			return err
		}
		open, err := store.Unfinished(tx.Ctx, tx, d.ID, d.Confirm)
		if err != nil {
			return err
		}
		if open > 0 && sqldb.At(tx.Now()) < now.EndsAt {
			// A job that moves itself to the very time that it has is taken for done.
			return planned(tx, d.ID, tx.Now().Add(time.Millisecond), now.EndsAt)
		}
		tx.Emit(dingevent.Moved{Ding: d.ID, Sender: d.Sender})
		if err := store.GiveUp(tx.Ctx, tx, d.ID); err != nil {
			return err
		}
		return store.End(tx.Ctx, tx, d.ID, store.Done, sqldb.At(tx.Now()))
	})
}
