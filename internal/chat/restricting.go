package chat

import (
	"context"
	"slices"

	"tramway/internal/chat/chatevent"
	"tramway/internal/chat/internal/store"
	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/org"
	"tramway/internal/ref"
)

// Restrict closes forwarding for one message, as the rules of its conversation close it for
// all, or opens it again (FEATURES F195). Its sender may, and whoever leads the group; it is
// lifted by who set it, or who leads the group. It can be set in an archived group, too, from
// which messages are still forwarded. Errors: not_found, message_gone, not_own_message,
// restricted_by_other.
func Restrict(ctx context.Context, o *org.Org, who org.Who, conversation string, seq int64, on bool) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		mine, m, err := changeable(tx, conversation, seq, -1)
		if err == nil {
			err = mayRestrict(mine, m)
		}
		switch {
		case err != nil:
			return err
		case (m.RestrictedBy != "") == on:
			tx.Exempt("once")
			return nil
		case !on:
			return restricted(tx, m, "chat.message.unrestrict", "")
		}
		return restricted(tx, m, "chat.message.restrict", who.ID)
	})
}

// mayRestrict refuses whoever neither leads the group nor said the message; and its sender,
// where somebody else has closed it.
func mayRestrict(mine store.Mine, m store.Message) error {
	switch {
	case leads(mine) || m.RestrictedBy == mine.Person:
		return nil
	case m.Sender != mine.Person:
		return fault.New(fault.Conflict, "not_own_message")
	case m.RestrictedBy != "":
		return fault.New(fault.Conflict, "restricted_by_other")
	}
	return nil
}

func restricted(tx *org.Tx, m store.Message, action, by string) error {
	tx.Record(org.Entry{Action: action, Object: ref.To("message", m.ID), Note: map[string]string{"conversation": m.Conversation, "sender": m.Sender}})
	tx.Emit(chatevent.Changed{Conversation: m.Conversation, Seq: m.Seq})
	if _, err := store.NextRev(tx.Ctx, tx, m.Conversation, m.Seq); err != nil {
		return err
	}
	return store.Restrict(tx.Ctx, tx, m.Conversation, m.Seq, by)
}

// unrestricted refuses to say again what is not to be forwarded: none of it, for its sender
// chose it as one.
func unrestricted(rows []store.Message) error {
	if slices.ContainsFunc(rows, func(m store.Message) bool { return m.RestrictedBy != "" }) {
		return fault.New(fault.Conflict, "message_restricted")
	}
	return nil
}

func (m *Module) restrictRoutes(s *httpapi.Server) {
	const path = "/conversations/{id}/messages/{seq}/restriction"
	httpapi.Handle(s, route("PUT", path, "Close forwarding for one message", Use), func(ctx context.Context, c *httpapi.Call, in *MessagePath) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, Restrict(ctx, c.Org, c.Who(), in.ID, in.Seq, true)
	})
	httpapi.Handle(s, route("DELETE", path, "Let a message be forwarded again", Use), func(ctx context.Context, c *httpapi.Call, in *MessagePath) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, Restrict(ctx, c.Org, c.Who(), in.ID, in.Seq, false)
	})
}
