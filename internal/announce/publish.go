package announce

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"tramway/internal/announce/announceevent"
	"tramway/internal/announce/internal/rules"
	"tramway/internal/announce/internal/store"
	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

const (
	publishJob = "announce.publish"
	tellJob    = "announce.tell"
)

// maxAhead is how far ahead somebody publishes.
const maxAhead = 366 * 24 * time.Hour

// task is what jobs keep of an announcement.
type task struct {
	ID    string `json:"id"`
	After string `json:"after,omitempty"` // the person up to whom it is done
	Once  bool   `json:"once,omitempty"`  // asked for by hand: it asks for no next time
	By    string `json:"by,omitempty"`
}

func taskOf(j org.Due) (t task, err error) { return t, json.Unmarshal(j.Data.V, &t) }

// PublishDraft publishes at a moment, nil: now. Errors: what is missing field by field,
// not_draft, version_conflict, organisation_limited.
func PublishDraft(ctx context.Context, o *org.Org, who org.Who, id string, revision int64, at *time.Time) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		a, err := draftOf(tx, id, who.ID, revision)
		if err == nil {
			err = inside(tx, a)
		}
		if err != nil {
			return err
		}
		v, err := store.VersionOf(tx.Ctx, tx, id, 1)
		if err != nil {
			return err
		}
		from := max(micros(tx), momentOf(at))
		if at != nil && (momentOf(at) <= micros(tx) || at.After(tx.Now().Add(maxAhead))) {
			return fault.Bad("body.at", "in_the_past")
		}
		if err := check(a, v.Content.V, from); err != nil {
			return err
		}
		a.Revision++
		if at != nil {
			return schedule(tx, a, from)
		}
		return publish(tx, a, v)
	})
}

func schedule(tx *org.Tx, a store.Announcement, at sqldb.Micros) error {
	a.State, a.PublishAt = store.Scheduled, at
	tx.Record(org.Entry{Action: "announce.schedule", Object: refTo(a.ID), Note: map[string]string{"at": at.Time().Format(time.RFC3339)}})
	tx.Enqueue(org.Job{Kind: publishJob, Key: publishJob + ":" + a.ID, Due: at.Time(), Data: task{ID: a.ID}})
	tx.Changed(refTo(a.ID))
	return store.Save(tx.Ctx, tx, a)
}

// publish begins; the receivers come in steps.
func publish(tx *org.Tx, a store.Announcement, v store.Version) error {
	a.State, a.PublishedAt, a.PublishAt, a.Version = store.Published, micros(tx), 0, 1
	if a.MustConfirm {
		a.Needed = 1
	}
	if v.MadeAt = micros(tx); a.Policy {
		v.Label = rules.FirstLabel
	}
	tx.Record(org.Entry{Action: "announce.publish", Object: refTo(a.ID), After: facts(a, v)})
	tx.Enqueue(org.Job{Kind: publishJob, Key: publishJob + ":" + a.ID, Data: task{ID: a.ID}})
	askReminder(tx, a)
	tx.Changed(refTo(a.ID))
	if err := store.SaveVersion(tx.Ctx, tx, v); err != nil {
		return err
	}
	return store.Save(tx.Ctx, tx, a)
}

// said is what the record keeps of a publication: the text and whom it is for.
type said struct {
	Template    string         `json:"template"`
	Version     int            `json:"version"`
	Label       string         `json:"label,omitempty"`
	MustConfirm bool           `json:"must_confirm"`
	Audience    store.Audience `json:"audience"`
	Content     rules.Content  `json:"content"`
}

func facts(a store.Announcement, v store.Version) said {
	return said{a.Template, v.Number, v.Label, a.MustConfirm, a.Audience.V, v.Content.V}
}

// Unschedule makes a draft again of what was put off. Errors: not_found, not_scheduled.
func Unschedule(ctx context.Context, o *org.Org, who org.Who, id string) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		a, err := store.ByID(tx.Ctx, tx, id)
		if err == nil && a.State != store.Scheduled {
			err = fault.New(fault.Conflict, "not_scheduled")
		}
		if err != nil {
			return err
		}
		a.State, a.PublishAt = store.Draft, 0
		a.Revision++
		tx.Record(org.Entry{Action: "announce.unschedule", Object: refTo(id)})
		tx.Changed(refTo(id))
		return store.Save(tx.Ctx, tx, a)
	})
}

// publishStep publishes what was put off until now, and hands a portion out.
func (m *Module) publishStep(tx *org.Tx, j org.Due) error {
	t, err := taskOf(j)
	if err != nil {
		return err
	}
	a, err := store.ByID(tx.Ctx, tx, t.ID)
	if fault.KindOf(err) == fault.NotFound {
		return nil // given up meanwhile
	}
	if err != nil {
		return err
	}
	switch {
	case a.State == store.Scheduled && a.PublishAt <= micros(tx):
		v, err := store.VersionOf(tx.Ctx, tx, a.ID, 1)
		if err != nil {
			return err
		}
		return publish(tx, a, v)
	case a.State == store.Published && a.Upto != store.All:
		return m.handOut(tx, a)
	}
	return nil
}

// handOut gives it to the next portion of the audience.
func (m *Module) handOut(tx *org.Tx, a store.Announcement) error {
	found, err := m.people.In(tx.Ctx, tx, circle(a.Audience.V), a.Upto, portion)
	if err != nil {
		return err
	}
	upto, full := store.All, len(found) == portion
	if full {
		upto = found[len(found)-1]
	}
	added, err := m.give(tx, a, found)
	if err != nil {
		return err
	}
	if full {
		tx.Enqueue(org.Job{Kind: publishJob, Key: publishJob + ":" + a.ID, Data: task{ID: a.ID}})
	} else {
		tx.Record(org.Entry{Action: "announce.deliver", Object: refTo(a.ID), After: map[string]int{"receivers": a.Receivers + added}})
		tx.Changed(refTo(a.ID))
	}
	return store.HandedOut(tx.Ctx, tx, a.ID, upto)
}

// give hands it to those of some persons who do not have it, and tells them.
func (m *Module) give(tx *org.Tx, a store.Announcement, persons []string) (int, error) {
	persons, err := withoutGuests(tx, a, slices.Clone(persons))
	if err != nil {
		return 0, err
	}
	had, err := store.Having(tx.Ctx, tx, a.ID, persons)
	if err != nil {
		return 0, err
	}
	back, seen, confirmed := []string{}, 0, 0
	for _, r := range had {
		if r.Gone {
			back = append(back, r.Person)
			seen += one(r.SeenAt > 0)
			confirmed += one(a.Needed > 0 && r.Confirmed >= a.Needed)
		}
	}
	if err := store.Back(tx.Ctx, tx, a.ID, back); err != nil {
		return 0, err
	}
	fresh := slices.DeleteFunc(persons, func(p string) bool { _, has := had[p]; return has })
	if len(fresh)+len(back) == 0 {
		return 0, nil
	}
	tx.Emit(announceevent.Told{Announcement: a.ID, By: a.MadeBy, Persons: append(slices.Clone(fresh), back...), Confirm: a.MustConfirm})
	if err := store.Add(tx.Ctx, tx, a.ID, fresh, micros(tx)); err != nil {
		return 0, err
	}
	return len(fresh) + len(back), store.Count(tx.Ctx, tx, a.ID, len(fresh)+len(back), seen, confirmed)
}

func one(is bool) int {
	if is {
		return 1
	}
	return 0
}

// tellStep tells a portion of the receivers that they have to confirm anew.
func tellStep(tx *org.Tx, j org.Due) error {
	t, err := taskOf(j)
	if err != nil {
		return err
	}
	a, err := store.ByID(tx.Ctx, tx, t.ID)
	if fault.KindOf(err) == fault.NotFound || err == nil && !a.InForce(micros(tx)) {
		return nil
	}
	if err != nil {
		return err
	}
	persons, err := store.Whom(tx.Ctx, tx, a.ID, a.Needed, t.After, portion)
	if err != nil || len(persons) == 0 {
		return err
	}
	told, err := withoutGuests(tx, a, slices.Clone(persons))
	if err != nil {
		return err
	}
	if len(told) > 0 {
		tx.Emit(announceevent.Told{Announcement: a.ID, By: t.By, Persons: told, Confirm: true, Again: true})
	}
	if len(persons) == portion {
		t.After = persons[portion-1]
		tx.Enqueue(org.Job{Kind: tellJob, Key: tellJob + ":" + a.ID, Data: t})
	}
	return nil
}
