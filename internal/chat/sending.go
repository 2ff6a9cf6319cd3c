package chat

import (
	"context"
	"encoding/json"
	"slices"

	"tramway/internal/authz"
	"tramway/internal/chat/chatevent"
	"tramway/internal/chat/internal/store"
	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/ref"
)

const sendJob = "chat.send"

// sending is what the job of a scheduled message holds.
type sending struct {
	ID string `json:"id"`
}

// Rights are told to the chat before it serves: what waits for its time asks again
// whether its author may still write.
func (mod *Module) Rights(r *authz.Rules) { mod.rights = r }

// sendDue posts a scheduled message in the commit that also ends its job, so that it is
// posted once. What is refused stays in its author's list with the reason.
func (mod *Module) sendDue(tx *org.Tx, j org.Due) error {
	var job sending
	if err := json.Unmarshal(j.Data.V, &job); err != nil {
		return err
	}
	s, err := store.ScheduledByID(tx.Ctx, tx, job.ID)
	if err != nil || s == nil || s.State != store.Waiting || s.DueAt > micros(tx) {
		return err // sent, taken back or moved meanwhile
	}
	program := tx.Who
	tx.Who = org.Member(s.Sender)
	_, err = mod.send(tx, *s)
	refusal := fault.Of(err)
	if refusal == nil || refusal.Kind == fault.Internal || refusal.Kind == fault.Unavailable {
		return err
	}
	tx.Who = program
	return unsent(tx, *s, reasonOf(refusal))
}

// send posts a scheduled message now, under the rules of now.
func (mod *Module) send(tx *org.Tx, s store.Scheduled) (m store.Message, err error) {
	if err := mod.mayStill(tx, s.Sender); err != nil {
		return m, err
	}
	d := Draft{ClientID: s.ClientID, Text: s.Body.V, Mentions: s.Mentions.V, ReplyTo: s.ReplyTo, Thread: s.Thread}
	if d.Mentions, err = stillThere(tx, s); err != nil {
		return m, err
	}
	here := func(do func(*org.Tx) error) error { return do(tx) }
	if m, _, err = mod.post(here, tx.Who, s.Conversation, d); err != nil {
		return m, err
	}
	tx.Emit(chatevent.LaterChanged{Person: s.Sender})
	return m, store.DropScheduled(tx.Ctx, tx, s.ID)
}

// mayStill asks whether somebody who is not here may write in conversations.
func (mod *Module) mayStill(tx *org.Tx, person string) error {
	if mod.rights == nil {
		return nil
	}
	actor, err := authz.Load(tx.Ctx, tx, person)
	if err != nil {
		return err
	}
	return mod.rights.Decide(actor, Use, everything, tx.Now()).Err()
}

// stillThere are those of a message's mentions who are in the conversation: naming the
// others would call nobody.
func stillThere(tx *org.Tx, s store.Scheduled) ([]string, error) {
	if len(s.Mentions.V) == 0 {
		return nil, nil
	}
	in, err := store.Among(tx.Ctx, tx, s.Conversation, s.Mentions.V)
	return slices.DeleteFunc(slices.Clone(s.Mentions.V), func(p string) bool { return p != "all" && !isCircle(p) && !slices.Contains(in, p) }), err
}

// unsent keeps a message that was refused, and tells its author.
func unsent(tx *org.Tx, s store.Scheduled, reason string) error {
	s.State, s.Reason = store.Failed, reason
	tx.Record(org.Entry{Action: "chat.message.unsent", Object: ref.To("scheduled", s.ID), Note: map[string]string{"conversation": s.Conversation, "sender": s.Sender, "reason": reason}})
	tx.Emit(chatevent.Unsent{Person: s.Sender, Conversation: s.Conversation})
	tx.Emit(chatevent.LaterChanged{Person: s.Sender})
	return store.Schedule(tx.Ctx, tx, s)
}

// reasonOf names the words of a refusal: the first field's where fields are wrong.
func reasonOf(e *fault.Error) string {
	switch {
	case len(e.Fields) > 0:
		return "field." + e.Fields[0].Code
	case e.Code == "not_found":
		return "error.left_conversation"
	}
	return "error." + e.Code
}

// SendNow posts one of the actor's scheduled messages at once.
func (mod *Module) SendNow(ctx context.Context, o *org.Org, who org.Who, id string) (m store.Message, err error) {
	err = o.Write(ctx, who, func(tx *org.Tx) error {
		s, err := ownScheduled(tx.Ctx, tx, id, who.ID)
		if err != nil {
			return err
		}
		m, err = mod.send(tx, s)
		return err
	})
	return m, err
}
