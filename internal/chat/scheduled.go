package chat

import (
	"context"
	"errors"
	"slices"
	"time"

	"tramway/internal/chat/chatevent"
	"tramway/internal/chat/internal/store"
	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// Bounds of what is kept for later.
const (
	maxScheduled = 100 // a person
	maxAhead     = 366 * 24 * time.Hour
)

// minute is a time that somebody asks for: to the minute, not over and not too far away.
func minute(at, now time.Time) (sqldb.Micros, error) {
	at = at.UTC().Truncate(time.Minute)
	switch {
	case !at.After(now):
		return 0, fault.Bad("body.at", "time_over")
	case at.Sub(now) > maxAhead:
		return 0, fault.Bad("body.at", "too_far_ahead")
	}
	return sqldb.At(at), nil
}

// Schedule keeps a message to be posted at a minute. The client id is that under which
// it will be posted, so that it is posted once whatever happens. What holds for posting
// is asked now and, because much can happen, at that minute again. again says that the
// device had sent it before. Errors: those of posting, too_many_scheduled.
func (mod *Module) Schedule(ctx context.Context, o *org.Org, who org.Who, conversation string, d Draft, at time.Time) (s store.Scheduled, again bool, err error) {
	if err := d.check(); err != nil {
		return s, false, err
	}
	err = o.Write(ctx, who, func(tx *org.Tx) error {
		s, again = store.Scheduled{}, false
		mine, err := find(tx.Ctx, tx, conversation, who.ID)
		if err != nil {
			return err
		}
		had, err := store.ScheduledByClient(tx.Ctx, tx, who.ID, d.ClientID)
		if err != nil {
			return err
		}
		if had != nil && had.Conversation == conversation {
			s, again = *had, true
			return nil
		}
		if had != nil {
			return fault.Bad("body.client_id", "invalid_value")
		}
		due, err := mod.schedulable(tx, mine, d, at)
		if err != nil {
			return err
		}
		root, err := rootOf(tx, mine, d.Thread)
		if err != nil {
			return err
		}
		s = store.Scheduled{ID: tx.NewID(), Conversation: conversation, Sender: who.ID, ClientID: d.ClientID, Body: sqldb.Seal(d.Text),
			Mentions: sqldb.AsJSON(slices.Concat([]string{}, d.Mentions)), ReplyTo: d.ReplyTo, DueAt: due, MadeAt: micros(tx), State: store.Waiting, Thread: root}
		return await(tx, s, "chat.message.schedule")
	})
	return s, again, err
}

// schedulable refuses what could not be posted now either, and more than anybody needs.
func (mod *Module) schedulable(tx *org.Tx, mine store.Mine, d Draft, at time.Time) (sqldb.Micros, error) {
	due, err := minute(at, tx.Now())
	if err == nil {
		err = writable(tx, mine, d)
	}
	if err == nil {
		err = answers(tx, mine, d.ReplyTo)
	}
	if err != nil {
		return 0, err
	}
	_, err = store.ByClient(tx.Ctx, tx, tx.Who.ID, d.ClientID)
	if err == nil {
		return 0, fault.Bad("body.client_id", "invalid_value")
	}
	if !errors.Is(err, sqldb.ErrNone) {
		return 0, err
	}
	n, err := store.CountScheduled(tx.Ctx, tx, tx.Who.ID)
	if err == nil && n >= maxScheduled {
		err = fault.New(fault.Conflict, "too_many_scheduled", fault.Args{"max": maxScheduled})
	}
	return due, err
}

// await writes a scheduled message and asks for its minute.
func await(tx *org.Tx, s store.Scheduled, action string) error {
	tx.Record(org.Entry{Action: action, Object: ref.To("scheduled", s.ID),
		Note: map[string]string{"conversation": s.Conversation, "at": s.DueAt.Time().Format(time.RFC3339), "sha256": digestOf(s.ID, s.Body.V)}})
	tx.Emit(chatevent.LaterChanged{Person: s.Sender})
	tx.Enqueue(org.Job{Kind: sendJob, Key: sendJob + ":" + s.ID, Due: s.DueAt.Time(), Data: sending{s.ID}})
	return store.Schedule(tx.Ctx, tx, s)
}

// Reschedule gives one of the actor's scheduled messages another text and time; one that
// could not be posted waits again.
func (mod *Module) Reschedule(ctx context.Context, o *org.Org, who org.Who, id string, d Draft, at time.Time) (s store.Scheduled, err error) {
	var bad fault.Fields
	if d.checkText(&bad); bad.Err() != nil {
		return s, bad.Err()
	}
	err = o.Write(ctx, who, func(tx *org.Tx) error {
		if s, err = ownScheduled(tx.Ctx, tx, id, who.ID); err != nil {
			return err
		}
		mine, err := find(tx.Ctx, tx, s.Conversation, who.ID)
		if err == nil {
			err = writable(tx, mine, d)
		}
		if err != nil {
			return err
		}
		if s.DueAt, err = minute(at, tx.Now()); err != nil {
			return err
		}
		s.Body, s.Mentions, s.State, s.Reason = sqldb.Seal(d.Text), sqldb.AsJSON(slices.Concat([]string{}, d.Mentions)), store.Waiting, ""
		return await(tx, s, "chat.message.reschedule")
	})
	return s, err
}

// ownScheduled finds one of a person's own; others' are not there.
func ownScheduled(ctx context.Context, q sqldb.Q, id, person string) (store.Scheduled, error) {
	s, err := store.ScheduledByID(ctx, q, id)
	if err != nil {
		return store.Scheduled{}, err
	}
	if s == nil || s.Sender != person {
		return store.Scheduled{}, fault.New(fault.NotFound, "not_found")
	}
	return *s, nil
}

// Unschedule forgets one of the actor's scheduled messages.
func Unschedule(ctx context.Context, o *org.Org, who org.Who, id string) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		s, err := ownScheduled(tx.Ctx, tx, id, who.ID)
		if err != nil {
			return err
		}
		tx.Record(org.Entry{Action: "chat.message.unschedule", Object: ref.To("scheduled", id), Note: map[string]string{"conversation": s.Conversation}})
		tx.Emit(chatevent.LaterChanged{Person: who.ID})
		return store.DropScheduled(tx.Ctx, tx, id)
	})
}
