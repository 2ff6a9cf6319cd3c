package chat

import (
	"context"
	"errors"

	"tramway/internal/chat/internal/store"
	"tramway/internal/httpapi"
	"tramway/internal/sqldb"
)

// Preview is what a notification may show of a message.
type Preview struct {
	Title string // of the group; "" in a direct conversation
	Text  string
	Said  bool // still there, and not recalled
}

// Preview reads one message for those who tell its readers of it.
func (m *Module) Preview(ctx context.Context, q sqldb.Q, conversation string, seq int64) (Preview, error) {
	msg, err := store.BySeq(ctx, q, conversation, seq)
	if errors.Is(err, sqldb.ErrNone) {
		return Preview{}, nil
	}
	if err != nil {
		return Preview{}, err
	}
	title, err := sqldb.One[sqldb.Sealed[string]](ctx, q, `SELECT title FROM {o}.conversations WHERE id=?`, conversation)
	return Preview{Title: title.V, Text: msg.Body.V, Said: msg.Alive()}, err
}

// Pairs are the two persons of those of some conversations that are direct, without who
// has muted theirs, in one query.
func (m *Module) Pairs(ctx context.Context, q sqldb.Q, conversations []string, now sqldb.Micros) (map[string][]string, error) {
	type row struct {
		ID     string `db:"id"`
		Person string `db:"person"`
	}
	rows, err := sqldb.All[row](ctx, q, `SELECT c.id, m.person FROM {o}.conversations c JOIN {o}.conversation_members m ON m.conversation = c.id
		WHERE c.pair IS NOT NULL AND m.muted_until <= ? AND c.id IN {in}`, now, sqldb.Strings(conversations))
	out := map[string][]string{}
	for _, r := range rows {
		out[r.ID] = append(out[r.ID], r.Person)
	}
	return out, err
}

// Sees is nil if the reader of a request sees a message.
func (m *Module) Sees(ctx context.Context, c *httpapi.Call, conversation string, seq int64) error {
	_, err := visible(ctx, c, MessagePath{ConversationPath{conversation}, seq})
	return err
}
