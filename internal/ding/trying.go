package ding

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"tramway/internal/ding/dingevent"
	"tramway/internal/ding/internal/rules"
	"tramway/internal/ding/internal/store"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

const (
	tryRows   = 64
	tryAtOnce = 8
	tryWithin = 90 * time.Second // a batch
	// crashedAfter is when a step that nobody noted is taken for crashed: longer than a
	// batch takes.
	crashedAfter = 3 * time.Minute
)

// outcome is what became of a try.
type outcome struct {
	state string // of store's
	cause string
}

// try takes steps that leave the house: claimed in one commit, taken, noted in another.
func (m *Module) try(ctx context.Context, o *org.Org, d store.Ding) error {
	claimed, err := m.claim(ctx, o, d)
	if err != nil || len(claimed) == 0 {
		return err
	}
	done := m.take(ctx, o, d, claimed)
	return m.note(context.WithoutCancel(ctx), o, d, claimed, done)
}

// claim marks what is due as being tried. What is found marked so already crashed
// between step and note: what costs money stays unknown, the rest goes again as the same
// message.
func (m *Module) claim(ctx context.Context, o *org.Org, d store.Ding) (claimed []store.Try, err error) {
	due, err := store.DueTries(ctx, o.Read(), d.ID, sqldb.At(o.Now()), tryRows)
	if err != nil || len(due) == 0 {
		return nil, err
	}
	err = o.Write(ctx, org.System(chaseJob), func(tx *org.Tx) error {
		tx.Exempt("job")
		claimed = nil
		due, err := store.DueTries(tx.Ctx, tx, d.ID, sqldb.At(tx.Now()), tryRows)
		if err != nil {
			return err
		}
		for _, t := range due {
			t.At = sqldb.At(tx.Now())
			if t.State == store.Trying && rules.Paid(t.Channel) {
				t.State, t.NextAt, t.Cause = store.Unknown, 0, "crashed"
			} else {
				t.State, t.Tries, t.NextAt = store.Trying, t.Tries+1, sqldb.At(tx.Now().Add(crashedAfter))
				claimed = append(claimed, t)
			}
			if err := store.SaveTry(tx.Ctx, tx, t); err != nil {
				return err
			}
		}
		tx.Emit(dingevent.Moved{Ding: d.ID, Sender: d.Sender})
		return nil
	})
	return claimed, err
}

// take takes the steps, some at once. A mail relay that is not there is asked once a batch.
func (m *Module) take(ctx context.Context, o *org.Org, d store.Ding, all []store.Try) []outcome {
	ctx, cancel := context.WithTimeout(ctx, tryWithin)
	defer cancel()
	w, err := m.words(ctx, o, d, all)
	out := make([]outcome, len(all))
	var wg sync.WaitGroup
	var down atomic.Bool
	room := make(chan struct{}, tryAtOnce)
	for i, t := range all {
		if err != nil {
			out[i] = outcome{store.ToDo, "error"} // nothing was sent
			continue
		}
		room <- struct{}{}
		wg.Go(func() {
			defer func() { <-room }()
			out[i] = m.step(ctx, o, w, t, &down)
		})
	}
	wg.Wait()
	return out
}

// note writes down what became of each step, and of receivers whom something reached.
func (m *Module) note(ctx context.Context, o *org.Org, d store.Ding, all []store.Try, done []outcome) error {
	return o.Write(ctx, org.System(chaseJob), func(tx *org.Tx) error {
		tx.Exempt("job")
		reached := []string{}
		for i, t := range all {
			t.State, t.Cause, t.At, t.NextAt = done[i].state, done[i].cause, sqldb.At(tx.Now()), 0
			switch t.State {
			case store.ToDo:
				t.NextAt = sqldb.At(tx.Now().Add(rules.Pause(t.Tries - 1)))
			case store.Taken:
				reached = append(reached, t.Person)
			}
			if err := store.SaveTry(tx.Ctx, tx, t); err != nil {
				return err
			}
		}
		tx.Emit(dingevent.Moved{Ding: d.ID, Sender: d.Sender})
		return store.HaveDelivered(tx.Ctx, tx, d.ID, reached, sqldb.At(tx.Now()))
	})
}
