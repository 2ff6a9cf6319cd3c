package chat

import (
	"context"

	"tramway/internal/chat/chatevent"
	"tramway/internal/chat/internal/store"
	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// maxPinned is how many messages can stand above a conversation.
const maxPinned = 50

// Pin puts a message above its conversation for all, or takes it down. Errors:
// not_found, message_gone, conversation_archived, group_admins_only, too_many.
func Pin(ctx context.Context, o *org.Org, who org.Who, conversation string, seq int64, on bool) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		mine, m, err := changeable(tx, conversation, seq, -1)
		if err == nil {
			err = allowed(mine, mine.Rules.V.Pin)
		}
		if err == nil && on {
			err = inside(tx, conversation)
		}
		switch {
		case err != nil:
			return err
		case (m.PinnedAt > 0) == on:
			tx.Exempt("once")
			return nil
		}
		if !on {
			return pinned(tx, m, "chat.message.unpin", "", 0)
		}
		there, err := store.Pinned(tx.Ctx, tx, conversation, 0, maxPinned)
		if err == nil && len(there) == maxPinned {
			err = fault.New(fault.Conflict, "too_many_pinned", fault.Args{"max": maxPinned})
		}
		if err != nil {
			return err
		}
		return pinned(tx, m, "chat.message.pin", who.ID, micros(tx))
	})
}

func pinned(tx *org.Tx, m store.Message, action, by string, at sqldb.Micros) error {
	tx.Record(org.Entry{Action: action, Object: ref.To("message", m.ID), Note: map[string]string{"conversation": m.Conversation}})
	tx.Emit(chatevent.Changed{Conversation: m.Conversation, Seq: m.Seq})
	if _, err := store.NextRev(tx.Ctx, tx, m.Conversation, m.Seq); err != nil {
		return err
	}
	return store.Pin(tx.Ctx, tx, m.Conversation, m.Seq, by, at)
}

type pinsOut struct {
	Body struct {
		Items []Message `json:"items" doc:"the one pinned last first"`
	}
}

func (m *Module) pinRoutes(s *httpapi.Server) {
	const path = "/conversations/{id}/messages/{seq}/pin"
	httpapi.Handle(s, route("PUT", path, "Pin a message above its conversation", Use), func(ctx context.Context, c *httpapi.Call, in *MessagePath) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, Pin(ctx, c.Org, c.Who(), in.ID, in.Seq, true)
	})
	httpapi.Handle(s, route("DELETE", path, "Take a pinned message down", Use), func(ctx context.Context, c *httpapi.Call, in *MessagePath) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, Pin(ctx, c.Org, c.Who(), in.ID, in.Seq, false)
	})
	httpapi.Handle(s, route("GET", "/conversations/{id}/pins", "Messages pinned above a conversation", Use), func(ctx context.Context, c *httpapi.Call, in *ConversationPath) (*pinsOut, error) {
		mine, err := find(ctx, c.Org.Read(), in.ID, c.Person())
		if err != nil {
			return nil, err
		}
		rows, err := store.Pinned(ctx, c.Org.Read(), in.ID, mine.JoinedSeq, maxPinned)
		if err != nil {
			return nil, err
		}
		out := &pinsOut{}
		out.Body.Items, err = m.messageViews(ctx, c.Org, rows)
		return out, err
	})
}
