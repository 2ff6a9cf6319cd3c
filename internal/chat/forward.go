package chat

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"tramway/internal/chat/internal/store"
	"tramway/internal/fault"
	"tramway/internal/life"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// maxForwards is how many messages go at once.
const maxForwards = 50

// Forwarding is what somebody wants to be said elsewhere again.
type Forwarding struct {
	ClientID string   // made by the device; the same one again gives the stored messages
	From     string   // the conversation
	Messages []string // ids of messages that the actor sees there
	Merged   bool     // all in one message, and not one for each
	Comment  string   // what stands above the first of them; may be empty
}

func (f *Forwarding) check() error {
	var bad fault.Fields
	if f.Comment = strings.TrimSpace(f.Comment); f.Comment != "" {
		(&Draft{Text: f.Comment}).checkText(&bad)
	}
	if n := len(f.Messages); n == 0 || n > maxForwards {
		bad.Add("body.message_ids", "too_many", fault.Args{"max": maxForwards})
	}
	if f.ClientID == "" || len(f.ClientID) > 60 {
		bad.Add("body.client_id", "invalid_value")
	}
	return bad.Err()
}

// Forward says messages of one conversation again in another, as they were said.
// Whoever saw the first can tell what it said, so it is refused where a conversation or
// the organisation forbids it, and the attempt is recorded (FEATURES F195). Errors:
// not_found, forwarding_off, forwarding_outside_off, message_restricted, message_gone, edit_held, and those of posting.
func (mod *Module) Forward(ctx context.Context, o *org.Org, who org.Who, to string, f Forwarding) (out []store.Message, err error) {
	if err := f.check(); err != nil {
		return nil, err
	}
	err = o.Write(ctx, who, func(tx *org.Tx) error {
		out = nil
		mine, err := find(tx.Ctx, tx, to, who.ID)
		if err != nil {
			return err
		}
		if err := writable(tx, mine, Draft{}); err != nil {
			return err
		}
		if err := mod.mayAddress(tx.Ctx, tx, mine, nil); err != nil {
			return err
		}
		if err := mod.mayCarryOut(tx, to); err != nil {
			return err
		}
		items, err := forwardable(tx, f)
		if err != nil {
			return err
		}
		for _, d := range drafts(f, items) {
			if err := mod.paceMessages(tx); err != nil {
				return err
			}
			m, err := mod.carry(tx, mine, d)
			if err != nil {
				return err
			}
			out = append(out, m)
		}
		return nil
	})
	if slices.ContainsFunc(closedForwards, func(code string) bool { return fault.Is(err, code) }) {
		if unrecorded := attempted(ctx, o, who, f); unrecorded != nil {
			err = unrecorded
		}
	}
	return out, err
}

// closedForwards are the refusals of what is forbidden, and not merely not possible.
var closedForwards = []string{"forwarding_off", "forwarding_outside_off", "message_restricted"}

// attempted records that somebody tried what is forbidden.
func attempted(ctx context.Context, o *org.Org, who org.Who, f Forwarding) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		tx.Record(org.Entry{Action: "chat.message.forward_refused", Object: ref.To("conversation", f.From),
			Note: map[string]string{"messages": strings.Join(f.Messages, " ")}})
		return nil
	})
}

// forwardable reads what is to be said again; a message that carries others gives these.
func forwardable(tx *org.Tx, f Forwarding) ([]store.Forward, error) {
	from, err := find(tx.Ctx, tx, f.From, tx.Who.ID)
	if err != nil {
		return nil, err
	}
	rules, err := RulesOf(tx.Ctx, tx)
	if err != nil {
		return nil, err
	}
	if err := leavable(rules, from); err != nil {
		return nil, err
	}
	rows, err := store.Some(tx.Ctx, tx, f.From, f.Messages)
	if err != nil {
		return nil, err
	}
	rows = slices.DeleteFunc(rows, func(m store.Message) bool { return m.Seq <= from.JoinedSeq })
	switch {
	case len(rows) != len(f.Messages):
		return nil, fault.Bad("body.message_ids", "not_found")
	case slices.ContainsFunc(rows, func(m store.Message) bool { return !m.Alive() }):
		return nil, fault.New(fault.Conflict, "message_gone")
	}
	if err := unrestricted(rows); err != nil {
		return nil, err
	}
	if err := spelled(tx.Ctx, tx, rows); err != nil {
		return nil, err
	}
	carried, err := carriedIn(tx.Ctx, tx, rows)
	if err != nil {
		return nil, err
	}
	files, err := carriedFiles(tx.Ctx, tx, rows)
	var out []store.Forward
	n := 0
	for _, m := range rows {
		n += len(files[m.ID])
		if own := ofPart(files[m.ID], 0); m.Body.V != "" || len(own) > 0 {
			out = append(out, store.Forward{Sender: m.Sender, Body: sqldb.Seal(m.Body.V), At: m.At, Files: own})
		}
		for _, c := range carried {
			if c.Seq == m.Seq {
				c.Files = ofPart(files[m.ID], c.N+1)
				out = append(out, c)
			}
		}
	}
	if n > maxForwardFiles {
		return nil, fault.Bad("body.message_ids", "too_many_files", fault.Args{"max": maxForwardFiles})
	}
	if len(out) > maxForwards {
		err = fault.Bad("body.message_ids", "too_many", fault.Args{"max": maxForwards})
	}
	return out, err
}

// leavable refuses where what was said stays: by the organisation's rule, or the conversation's.
func leavable(rules Rules, from store.Mine) error {
	if !rules.Forwarding || !from.Rules.V.Forward {
		return fault.New(fault.Conflict, "forwarding_off")
	}
	return nil
}

// drafts are the messages that a forwarding makes.
func drafts(f Forwarding, items []store.Forward) (out []Draft) {
	if f.Merged {
		return []Draft{{ClientID: f.ClientID, Text: f.Comment, forwards: items}}
	}
	for n := range items {
		d := Draft{ClientID: fmt.Sprintf("%s.%d", f.ClientID, n), forwards: items[n : n+1]}
		if n == 0 {
			d.Text = f.Comment
		}
		out = append(out, d)
	}
	return out
}

// carry posts one message that carries others. Inspectors read all of it; what they
// would hold can't wait, because its parts are read where they were said.
func (mod *Module) carry(tx *org.Tx, mine store.Mine, d Draft) (store.Message, error) {
	m, err := store.ByClient(tx.Ctx, tx, tx.Who.ID, d.ClientID)
	if err == nil {
		tx.Exempt("once")
		return m, sameConversation(m, mine.ID)
	}
	if !errors.Is(err, sqldb.ErrNone) {
		return m, err
	}
	texts := []string{d.Text}
	for i, f := range d.forwards {
		if len(f.Files) > 0 && !may(mine, mine.Rules.V.Upload) {
			return m, fault.New(fault.Conflict, "uploads_admins_only")
		}
		files, err := again(tx, i+1, f.Files)
		if err != nil {
			return m, err
		}
		d.attached = append(d.attached, files...)
		texts = append(texts, said(f.Body.V, files))
	}
	v, _, err := mod.inspect(tx, mine, strings.Join(texts, "\n"), false, d.attached)
	if err != nil {
		return m, err
	}
	if v.State != life.Released {
		return m, fault.New(fault.Conflict, "edit_held", fault.Args{"reason": v.Reason})
	}
	return place(tx, mine.ID, spoken{tx.NewID(), tx.Who.ID, mine.Marks.V}, d, "forward")
}

// carriedIn reads what messages of one conversation carry; most carry nothing.
func carriedIn(ctx context.Context, q sqldb.Q, rows []store.Message) ([]store.Forward, error) {
	from, upTo := reach(rows, func(m store.Message) bool { return m.Kind == "forward" })
	if upTo == 0 {
		return nil, nil
	}
	return store.Forwards(ctx, q, rows[0].Conversation, from, upTo)
}
