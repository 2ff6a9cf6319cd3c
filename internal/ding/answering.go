package ding

import (
	"context"

	"tramway/internal/ding/dingevent"
	"tramway/internal/ding/internal/rules"
	"tramway/internal/ding/internal/store"
	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// answer changes a receiver's own row, if the notice is one that can still be answered.
func answer(tx *org.Tx, id, person string, change func(d store.Ding, r *store.Receiver) error) error {
	d, err := store.ByID(tx.Ctx, tx, id)
	if err != nil {
		return err
	}
	r, err := store.One(tx.Ctx, tx, id, person)
	if err != nil {
		return err
	}
	if d == nil || r == nil {
		return fault.New(fault.NotFound, "not_found")
	}
	if d.State == store.Cancelled {
		return fault.New(fault.Conflict, "ding_cancelled")
	}
	before := *r
	if err := change(*d, r); err != nil || *r == before {
		return err
	}
	tx.Emit(dingevent.Moved{Ding: id, Sender: d.Sender, Persons: []string{person}})
	return store.SaveReceiver(tx.Ctx, tx, *r)
}

// settled ends what was to come for a receiver who has answered.
func (m *Module) settled(tx *org.Tx, d store.Ding, r *store.Receiver) error {
	r.NextAt, r.AgainAt, r.Quiet = 0, 0, false
	if err := store.Stop(tx.Ctx, tx, d.ID, r.Person); err != nil {
		return err
	}
	if m.cfg.Push != nil {
		if err := m.cfg.Push.Close(tx, []string{r.Person}, tagOf(d.ID)); err != nil {
			return err
		}
	}
	if d.State == store.Chasing {
		wake(tx, d.ID, tx.Now()) // it may have been the last
	}
	return nil
}

// Look notes that a notice reached a page, and that somebody had it before their eyes.
// Seen is enough where no confirmation is asked for.
func (m *Module) Look(ctx context.Context, o *org.Org, who org.Who, id string, eyes bool) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		tx.Exempt("read_mark")
		return answer(tx, id, who.ID, func(d store.Ding, r *store.Receiver) error {
			now := sqldb.At(tx.Now())
			if r.State == store.Waiting || r.State == store.Failed {
				r.State = store.Delivered
			}
			if r.DeliveredAt == 0 {
				r.DeliveredAt = now
			}
			if !eyes || r.State != store.Delivered {
				return nil
			}
			r.State, r.SeenAt = store.Seen, now
			if d.Confirm {
				return nil
			}
			return m.settled(tx, d, r)
		})
	})
}

// Confirm says that a receiver has understood. Errors: not_found, ding_cancelled.
func (m *Module) Confirm(ctx context.Context, o *org.Org, who org.Who, id string) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		return answer(tx, id, who.ID, func(d store.Ding, r *store.Receiver) error {
			if r.State == store.Confirmed {
				return nil
			}
			now := sqldb.At(tx.Now())
			r.State, r.ConfirmedAt = store.Confirmed, now
			if r.SeenAt == 0 {
				r.SeenAt = now
			}
			if r.DeliveredAt == 0 {
				r.DeliveredAt = now
			}
			tx.Record(org.Entry{Action: "ding.confirm", Object: ref.To("ding", id)})
			return m.settled(tx, d, r)
		})
	})
}

// PutOff shows a notice again in ten minutes, at most twice; until then nothing chases.
// Errors: not_found, ding_cancelled, ding_no_later.
func (m *Module) PutOff(ctx context.Context, o *org.Org, who org.Who, id string) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		tx.Exempt("read_mark")
		return answer(tx, id, who.ID, func(d store.Ding, r *store.Receiver) error {
			if d.State != store.Chasing || r.Laters >= rules.MaxLaters || r.State == store.Confirmed {
				return fault.New(fault.Conflict, "ding_no_later")
			}
			again := sqldb.At(tx.Now().Add(rules.Later))
			r.Laters, r.AgainAt, r.NextAt = r.Laters+1, again, again
			if r.State == store.Waiting {
				r.State, r.DeliveredAt = store.Delivered, sqldb.At(tx.Now())
			}
			if err := store.SaveReceiver(tx.Ctx, tx, *r); err != nil {
				return err
			}
			return planned(tx, id, tx.Now(), d.EndsAt)
		})
	})
}

// Cancel ends a notice for everybody; only its sender may. Errors: not_found, ding_over.
func (m *Module) Cancel(ctx context.Context, o *org.Org, who org.Who, id string) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		d, err := store.ByID(tx.Ctx, tx, id)
		switch {
		case err != nil:
			return err
		case d == nil || d.Sender != who.ID:
			return fault.New(fault.NotFound, "not_found")
		case d.State != store.Scheduled && d.State != store.Chasing:
			return fault.New(fault.Conflict, "ding_over")
		}
		tx.Record(org.Entry{Action: "ding.cancel", Object: ref.To("ding", id)})
		return m.cancelled(tx, *d)
	})
}

// cancelled takes a notice off the pages and browsers of those who have not answered.
func (m *Module) cancelled(tx *org.Tx, d store.Ding) error {
	rows, err := store.Receivers(tx.Ctx, tx, d.ID, "", "", rules.MaxReceivers)
	if err != nil {
		return err
	}
	open := []string{}
	for _, r := range rows {
		if r.State == store.Confirmed || r.State == store.Left || r.State == store.Seen && !d.Confirm {
			continue
		}
		open = append(open, r.Person)
	}
	if m.cfg.Push != nil {
		if err := m.cfg.Push.Close(tx, open, tagOf(d.ID)); err != nil {
			return err
		}
	}
	tx.Emit(dingevent.Moved{Ding: d.ID, Sender: d.Sender, Persons: open})
	return store.End(tx.Ctx, tx, d.ID, store.Cancelled, sqldb.At(tx.Now()))
}
