package chat

import (
	"context"
	"slices"
	"time"

	"tramway/internal/chat/internal/store"
	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// Said is something that a person saw and hands over.
type Said struct {
	Message string
	Sender  string
	Text    string
	At      time.Time
}

// Handed is a message that a person sees, after up to so many that they see before it;
// the last is the message itself. Errors: not_found, message_gone.
func (m *Module) Handed(ctx context.Context, q sqldb.Q, person, conversation string, seq int64, before int) ([]Said, error) {
	mine, err := find(ctx, q, conversation, person)
	if err != nil {
		return nil, err
	}
	msg, err := known(seen(ctx, q, mine, seq))
	if err != nil {
		return nil, err
	}
	if !msg.Alive() {
		return nil, fault.New(fault.Conflict, "message_gone")
	}
	rows, err := store.Before(ctx, q, conversation, mine.JoinedSeq, seq, before)
	if err != nil {
		return nil, err
	}
	rows = append(slices.DeleteFunc(rows, func(m store.Message) bool { return !m.Alive() }), msg)
	carried, err := carriedIn(ctx, q, rows)
	out := make([]Said, len(rows))
	for i, r := range rows {
		out[i] = Said{r.ID, r.Sender, r.Body.V, r.At.Time()}
		for _, c := range carried {
			if c.Seq == r.Seq {
				out[i].Text += "\n" + c.Body.V
			}
		}
	}
	return out, err
}

// TakeBack recalls a message in the name of whoever judged it, whatever the rules of
// recalling say. Errors: not_found, message_gone.
func (m *Module) TakeBack(tx *org.Tx, conversation string, seq int64) error {
	msg, err := known(store.BySeq(tx.Ctx, tx, conversation, seq))
	if err != nil {
		return err
	}
	if !msg.Alive() {
		return fault.New(fault.Conflict, "message_gone")
	}
	_, err = takeBack(tx, msg)
	return err
}

// takeBack leaves a line where a message was.
func takeBack(tx *org.Tx, m store.Message) (store.Message, error) {
	after, err := m, error(nil)
	after.Kind, after.Body, after.Mentions, after.RecalledBy = "recalled", sqldb.Seal(""), sqldb.AsJSON([]string{}), tx.Who.ID
	after.PinnedBy, after.PinnedAt, after.RestrictedBy = "", 0, ""
	if after.Rev, err = rewrite(tx, m, after, "chat.message.recall"); err != nil {
		return m, err
	}
	if err := store.DropForwards(tx.Ctx, tx, m.Conversation, m.Seq); err != nil {
		return m, err
	}
	if err := store.DropKept(tx.Ctx, tx, m.Conversation, m.Seq); err != nil {
		return m, err
	}
	if err := letGo(tx, m); err != nil {
		return m, err
	}
	return after, store.DropReactions(tx.Ctx, tx, m.Conversation, m.Seq)
}
