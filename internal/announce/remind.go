package announce

import (
	"context"
	"slices"
	"time"

	"tramway/internal/announce/announceevent"
	"tramway/internal/announce/internal/store"
	"tramway/internal/fault"
	"tramway/internal/org"
)

const remindJob = "announce.remind"

// askReminder asks for the next automatic round; a round that was asked for moves.
func askReminder(tx *org.Tx, a store.Announcement) {
	next := tx.Now().Add(time.Duration(a.RemindDays) * 24 * time.Hour)
	if a.Needed == 0 || a.RemindDays == 0 || a.DueAt > 0 && next.After(a.DueAt.Time()) {
		return
	}
	tx.Enqueue(org.Job{Kind: remindJob, Key: remindJob + ":" + a.ID, Due: next, Data: task{ID: a.ID}})
}

// Remind reminds who has not confirmed, once in four hours. Errors: not_published,
// confirm_not_asked, reminded_lately, nobody_to_remind.
func Remind(ctx context.Context, o *org.Org, who org.Who, id string) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		a, err := inForce(tx, id)
		switch {
		case err != nil:
			return err
		case a.Needed == 0:
			return fault.New(fault.Conflict, "confirm_not_asked")
		case a.RemindedAt > 0 && tx.Now().Before(a.RemindedAt.Time().Add(remindEvery)):
			return fault.New(fault.Conflict, "reminded_lately")
		case a.Confirmed >= a.Receivers:
			return fault.New(fault.Conflict, "nobody_to_remind")
		}
		a.RemindedAt = micros(tx)
		tx.Record(org.Entry{Action: "announce.remind", Object: refTo(id), After: map[string]int{"persons": a.Receivers - a.Confirmed}})
		tx.Enqueue(org.Job{Kind: remindJob, Key: remindJob + ".now:" + id, Data: task{ID: id, Once: true, By: who.ID}})
		return store.Save(tx.Ctx, tx, a)
	})
}

// remindStep reminds a portion; the last one asks for the next round.
func remindStep(tx *org.Tx, j org.Due) error {
	t, err := taskOf(j)
	if err != nil {
		return err
	}
	a, err := store.ByID(tx.Ctx, tx, t.ID)
	if fault.KindOf(err) == fault.NotFound || err == nil && (!a.InForce(micros(tx)) || stale(a, t)) {
		return nil
	}
	if err != nil {
		return err
	}
	persons, err := store.Whom(tx.Ctx, tx, a.ID, a.Needed, t.After, portion)
	if err != nil {
		return err
	}
	if t.After == "" && !t.Once && len(persons) > 0 {
		tx.Record(org.Entry{Action: "announce.remind", Object: refTo(a.ID), After: map[string]int{"persons": a.Receivers - a.Confirmed}})
	}
	told, err := withoutGuests(tx, a, slices.Clone(persons))
	if err != nil {
		return err
	}
	if len(told) > 0 {
		tx.Emit(announceevent.Reminded{Announcement: a.ID, By: t.By, Persons: told})
	}
	if len(persons) == portion {
		t.After = persons[portion-1]
		tx.Enqueue(org.Job{Kind: remindJob, Key: *j.Key, Data: t})
	} else if !t.Once {
		askReminder(tx, a)
	}
	return store.Reminded(tx.Ctx, tx, a.ID, persons, micros(tx))
}

// stale: reminding by itself was switched off, or the due date was moved to before now.
func stale(a store.Announcement, t task) bool {
	return a.Needed == 0 || !t.Once && a.RemindDays == 0
}
