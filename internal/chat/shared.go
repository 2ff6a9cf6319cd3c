package chat

import (
	"context"
	"errors"

	"tramway/internal/chat/internal/store"
	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/sqldb"
)

// Shared is an error where the reader of a request does not see a message, or it is
// gone, and says whether somebody else sees it, too. Errors: not_found, message_gone,
// organisation_limited.
func (m *Module) Shared(ctx context.Context, c *httpapi.Call, conversation string, seq int64, person string) (bool, error) {
	msg, err := visible(ctx, c, MessagePath{ConversationPath{conversation}, seq})
	if err != nil {
		return false, err
	}
	if !msg.Alive() {
		return false, fault.New(fault.Conflict, "message_gone")
	}
	if person != c.Person() { // who is told of it by this way may be from outside
		if err := insideFor(ctx, c.Org.Read(), c.Org, c.Person(), conversation); err != nil {
			return false, err
		}
	}
	theirs, err := store.Find(ctx, c.Org.Read(), conversation, person)
	if errors.Is(err, sqldb.ErrNone) {
		return false, nil
	}
	return err == nil && theirs.JoinedSeq < seq, err
}

// In says whether a person is in a conversation.
func (m *Module) In(ctx context.Context, q sqldb.Q, conversation, person string) (bool, error) {
	_, err := store.Find(ctx, q, conversation, person)
	if errors.Is(err, sqldb.ErrNone) {
		return false, nil
	}
	return err == nil, err
}
