package announce

import (
	"context"

	"tramway/internal/announce/internal/rules"
	"tramway/internal/announce/internal/store"
	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// Edit is another wording of what is published.
type Edit struct {
	Content rules.Content `json:"content"`
	Note    string        `json:"note" minLength:"1" maxLength:"500" doc:"what changed, in words"`
	Anew    bool          `json:"anew,omitempty" doc:"whoever confirmed it has to confirm it again"`
	Version int           `json:"version" minimum:"1" doc:"the one that was changed"`
}

// maxVersions bounds how often one announcement is edited.
const maxVersions = 1000

// EditPublished makes a new version. Errors: not_published, version_conflict,
// organisation_limited, what is missing field by field.
func EditPublished(ctx context.Context, o *org.Org, who org.Who, id string, e Edit) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		a, err := inForce(tx, id)
		if err == nil {
			err = inside(tx, a)
		}
		if err != nil {
			return err
		}
		if a.Version != e.Version || a.Version >= maxVersions {
			return fault.New(fault.Conflict, "version_conflict")
		}
		was, err := store.VersionOf(tx.Ctx, tx, id, a.Version)
		if err != nil {
			return err
		}
		bad := e.Content.Missing(a.Template, a.Policy)
		if trimmed(e.Note) == "" {
			bad.Add("body.note", "required")
		}
		if err := bad.Err(); err != nil {
			return err
		}
		return rewrite(tx, a, was, e)
	})
}

func rewrite(tx *org.Tx, a store.Announcement, was store.Version, e Edit) error {
	anew := e.Anew && a.MustConfirm
	v := store.Version{Announcement: a.ID, Number: a.Version + 1, Content: sqldb.Seal(e.Content.Trimmed()), Note: sqldb.Seal(trimmed(e.Note)), Anew: anew,
		MadeBy: tx.Who.ID, MadeAt: micros(tx)}
	if a.Policy {
		v.Label = rules.NextLabel(was.Label, anew)
	}
	before := facts(a, was)
	a.Version = v.Number
	a.Revision++
	if anew {
		a.Needed = v.Number
		tx.Enqueue(org.Job{Kind: tellJob, Key: tellJob + ":" + a.ID, Data: task{ID: a.ID, By: tx.Who.ID}})
		askReminder(tx, a)
		if err := store.Recount(tx.Ctx, tx, a.ID); err != nil {
			return err
		}
	}
	tx.Record(org.Entry{Action: "announce.edit", Object: refTo(a.ID), Before: before, After: facts(a, v), Note: map[string]string{"changed": v.Note.V}})
	tx.Changed(refTo(a.ID))
	if err := store.SaveVersion(tx.Ctx, tx, v); err != nil {
		return err
	}
	return store.Save(tx.Ctx, tx, a)
}

// inForce is an announcement that holds. Errors: not_found, not_published.
func inForce(tx *org.Tx, id string) (store.Announcement, error) {
	a, err := store.ByID(tx.Ctx, tx, id)
	if err == nil && !a.InForce(micros(tx)) {
		err = fault.New(fault.Conflict, "not_published")
	}
	return a, err
}

// SetTerms changes how long it holds, when it is due, whether it is pinned and how often
// it reminds. Errors: not_published, in_the_past, after_the_end.
func SetTerms(ctx context.Context, o *org.Org, who org.Who, id string, t Terms) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		was, err := inForce(tx, id)
		if err != nil {
			return err
		}
		a := t.into(was)
		if err := timely(unchanged(a, was), micros(tx)).Err(); err != nil {
			return err
		}
		a.Revision++
		tx.Record(org.Entry{Action: "announce.terms", Object: refTo(id), Before: termsOf(was), After: termsOf(a)})
		tx.Changed(refTo(id))
		askReminder(tx, a)
		return store.Save(tx.Ctx, tx, a)
	})
}

// unchanged leaves out a due date that stays as it was: it may have passed.
func unchanged(a, was store.Announcement) store.Announcement {
	if a.DueAt == was.DueAt && (a.EndsAt == 0 || a.DueAt <= a.EndsAt) {
		a.DueAt = 0
	}
	return a
}

func termsOf(a store.Announcement) map[string]any {
	return map[string]any{"pinned": a.Pinned == 1, "due_at": a.DueAt, "ends_at": a.EndsAt, "remind_days": a.RemindDays}
}

// Withdraw ends it with a reason; whoever had it sees that it was withdrawn.
// Errors: not_published, required.
func Withdraw(ctx context.Context, o *org.Org, who org.Who, id, reason string) error {
	if trimmed(reason) == "" {
		return fault.Bad("body.reason", "required")
	}
	return o.Write(ctx, who, func(tx *org.Tx) error {
		a, err := store.ByID(tx.Ctx, tx, id)
		if err == nil && a.State != store.Published {
			err = fault.New(fault.Conflict, "not_published")
		}
		if err != nil {
			return err
		}
		a.State, a.WithdrawnAt, a.WithdrawnBy, a.Reason = store.Withdrawn, micros(tx), who.ID, sqldb.Seal(trimmed(reason))
		a.Revision++
		tx.Record(org.Entry{Action: "announce.withdraw", Object: refTo(id), After: map[string]string{"reason": trimmed(reason)}})
		tx.Changed(refTo(id))
		return store.Save(tx.Ctx, tx, a)
	})
}
