package announce

import (
	"context"
	"strings"
	"time"

	"tramway/internal/announce/internal/rules"
	"tramway/internal/announce/internal/store"
	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// Terms are what can change without a new version.
type Terms struct {
	Pinned     bool       `json:"pinned,omitempty"`
	DueAt      *time.Time `json:"due_at,omitempty" doc:"until when it has to be confirmed"`
	EndsAt     *time.Time `json:"ends_at,omitempty" doc:"from when it does not hold any more"`
	RemindDays int        `json:"remind_days,omitempty" minimum:"0" maximum:"30" doc:"whoever has not confirmed is reminded every so many days until it is due; 0: by hand only"`
}

// Draft is what an author writes.
type Draft struct {
	Template    string         `json:"template" enum:"free,four"`
	Policy      bool           `json:"policy,omitempty" doc:"has a version number and an effective date, is confirmed, and is handed to whoever joins"`
	MustConfirm bool           `json:"must_confirm,omitempty"`
	ForJoiners  bool           `json:"for_joiners,omitempty" doc:"whoever comes into the audience while it is in force has it, too"`
	Guests      bool           `json:"guests,omitempty"`
	Audience    store.Audience `json:"audience"`
	Content     rules.Content  `json:"content"`
	Terms
	Revision int64 `json:"revision,omitempty" minimum:"0" doc:"of the draft that was changed"`
}

// Save keeps a draft (id "": a new one), whole or not. Errors: version_conflict, not_draft.
func Save(ctx context.Context, o *org.Org, who org.Who, id string, d Draft) (string, error) {
	saved := id
	err := o.Write(ctx, who, func(tx *org.Tx) error {
		a := store.Announcement{ID: tx.NewID(), State: store.Draft, MadeBy: who.ID, MadeAt: micros(tx), Version: 1}
		action := "announce.draft.add"
		if id != "" {
			var err error
			if a, err = draftOf(tx, id, who.ID, d.Revision); err != nil {
				return err
			}
			action = "announce.draft.edit"
		}
		saved = a.ID
		tx.Record(org.Entry{Action: action, Object: refTo(a.ID)})
		tx.Changed(refTo(a.ID))
		if err := store.Save(tx.Ctx, tx, d.into(a)); err != nil {
			return err
		}
		return store.SaveVersion(tx.Ctx, tx, store.Version{Announcement: a.ID, Number: 1, Content: sqldb.Seal(d.Content.Trimmed()), MadeBy: who.ID, MadeAt: micros(tx)})
	})
	return saved, err
}

func (d Draft) into(a store.Announcement) store.Announcement {
	a.Template, a.Policy, a.Guests, a.Audience = d.Template, d.Policy, d.Guests, sqldb.AsJSON(d.Audience)
	a.MustConfirm, a.ForJoiners = d.MustConfirm || d.Policy, d.ForJoiners || d.Policy
	a = d.Terms.into(a)
	a.Revision++
	return a
}

func (t Terms) into(a store.Announcement) store.Announcement {
	a.Pinned, a.DueAt, a.EndsAt, a.RemindDays = 0, momentOf(t.DueAt), momentOf(t.EndsAt), t.RemindDays
	if t.Pinned {
		a.Pinned = 1
	}
	return a
}

func momentOf(t *time.Time) sqldb.Micros {
	if t == nil {
		return 0
	}
	return sqldb.At(t.Truncate(time.Minute))
}

// draftOf is a draft of its author's. Errors: not_found, not_draft, version_conflict.
func draftOf(tx *org.Tx, id, author string, revision int64) (store.Announcement, error) {
	a, err := store.ByID(tx.Ctx, tx, id)
	switch {
	case err != nil:
	case a.MadeBy != author:
		err = fault.New(fault.NotFound, "not_found")
	case a.State != store.Draft:
		err = fault.New(fault.Conflict, "not_draft")
	case a.Revision != revision:
		err = fault.New(fault.Conflict, "version_conflict")
	}
	return a, err
}

// Discard removes a draft. Errors: not_found, not_draft.
func Discard(ctx context.Context, o *org.Org, who org.Who, id string) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		a, err := store.ByID(tx.Ctx, tx, id)
		if err == nil {
			_, err = draftOf(tx, id, who.ID, a.Revision)
		}
		if err != nil {
			return err
		}
		tx.Record(org.Entry{Action: "announce.draft.discard", Object: refTo(id)})
		tx.Deleted(refTo(id))
		return store.Drop(tx.Ctx, tx, id)
	})
}

// check says what keeps an announcement from being published at a moment.
func check(a store.Announcement, c rules.Content, at sqldb.Micros) error {
	bad := c.Missing(a.Template, a.Policy)
	if who := a.Audience.V; !who.Everybody && len(who.Departments)+len(who.Persons) == 0 {
		bad.Add("body.audience", "required")
	}
	bad = append(bad, timely(a, at)...)
	return bad.Err()
}

// timely: what ends or is due before it begins was a slip.
func timely(a store.Announcement, at sqldb.Micros) (bad fault.Fields) {
	if a.EndsAt > 0 && a.EndsAt <= at {
		bad.Add("body.ends_at", "in_the_past")
	}
	if a.DueAt > 0 && a.DueAt <= at {
		bad.Add("body.due_at", "in_the_past")
	}
	if a.EndsAt > 0 && a.DueAt > a.EndsAt {
		bad.Add("body.due_at", "after_the_end")
	}
	return bad
}

func trimmed(s string) string { return strings.TrimSpace(s) }
