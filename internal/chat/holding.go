package chat

import (
	"context"
	"errors"

	"tramway/internal/chat/chatevent"
	"tramway/internal/chat/internal/store"
	"tramway/internal/fault"
	"tramway/internal/life"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// Inspectors are told to the chat before it serves: they look at each message before
// others see it.
func (m *Module) Inspectors(all ...life.Inspector) { m.inspectors = all }

// inspected stores a message that has to wait, and says so; its sender gets it back
// without a place.
func (m *Module) inspected(tx *org.Tx, mine store.Mine, d Draft) (msg store.Message, waits bool, err error) {
	conversation := mine.ID
	v, by, err := m.inspect(tx, mine, said(d.Text, d.attached), d.Sure, d.attached)
	if err != nil || v.State == life.Released {
		return msg, false, err
	}
	h := store.Held{ID: tx.NewID(), Conversation: conversation, ClientID: d.ClientID, Sender: tx.Who.ID, Body: sqldb.Seal(d.Text),
		Mentions: sqldb.AsJSON(append([]string{}, d.Mentions...)), State: string(v.State), Inspector: by, Reason: sqldb.Seal(v.Reason), At: sqldb.At(tx.Now()), ReplyTo: d.ReplyTo, Thread: d.Thread}
	tx.Record(org.Entry{Action: "chat.message.hold", Object: ref.To("message", h.ID),
		Note: map[string]string{"conversation": conversation, "inspector": by, "state": h.State, "sha256": digestOf(h.ID, d.Text)}})
	tx.Emit(chatevent.Waits{Conversation: conversation, Sender: h.Sender})
	if err := store.Hold(tx.Ctx, tx, h); err != nil {
		return msg, true, err
	}
	return shownHeld(h), true, holdFiles(tx, h.ID, d)
}

// shownHeld is a held message as its sender sees it: in no place yet.
func shownHeld(h store.Held) store.Message {
	return store.Message{Conversation: h.Conversation, ID: h.ID, ClientID: h.ClientID, Sender: h.Sender, Kind: "text", Body: h.Body,
		Mentions: h.Mentions, State: h.State, At: h.At, ReplyTo: h.ReplyTo, Thread: h.Thread}
}

// Release gives a held message its place: from now on it is there for everybody, as if
// it were said now. Its id and the sender's client id stay.
func Release(ctx context.Context, o *org.Org, who org.Who, id string) error {
	return decideHeld(ctx, o, who, id, "chat.message.release", func(tx *org.Tx, h store.Held) error {
		d := Draft{ClientID: h.ClientID, Text: h.Body.V, Mentions: h.Mentions.V, ReplyTo: h.ReplyTo, Thread: h.Thread}
		err := inside(tx, h.Conversation)
		if err != nil {
			return err
		}
		if d.attached, err = heldFiles(tx, h.ID); err != nil {
			return err
		}
		_, err = place(tx, h.Conversation, spoken{id: h.ID, sender: h.Sender}, d, "text")
		if errors.Is(err, sqldb.ErrNone) {
			err = fault.New(fault.NotFound, "not_found")
		}
		return err
	})
}

// RefuseHeld removes a held message: nobody but its sender has seen it.
func RefuseHeld(ctx context.Context, o *org.Org, who org.Who, id string) error {
	return decideHeld(ctx, o, who, id, "chat.message.refuse", func(tx *org.Tx, _ store.Held) error { _, err := dropAdrift(tx, maxFiles+2); return err })
}

func decideHeld(ctx context.Context, o *org.Org, who org.Who, id, action string, then func(*org.Tx, store.Held) error) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		h, err := store.HeldByID(tx.Ctx, tx, id)
		if err != nil {
			return err
		}
		if h == nil {
			return fault.New(fault.NotFound, "not_found")
		}
		if h.Sender == who.ID {
			return fault.New(fault.Denied, "own_message_held")
		}
		tx.Record(org.Entry{Action: action, Object: ref.To("message", id), Note: map[string]string{"conversation": h.Conversation, "sender": h.Sender}})
		tx.Emit(chatevent.Waits{Conversation: h.Conversation, Sender: h.Sender})
		if err := store.DropHeld(tx.Ctx, tx, id); err != nil {
			return err
		}
		return then(tx, *h)
	})
}
