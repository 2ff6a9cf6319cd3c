package chat

import (
	"context"
	"errors"
	"strings"

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
	return Preview{Title: title.V, Text: msg.Body.V, Said: msg.Kind == "text" && msg.RecalledBy == ""}, err
}

// Pairs are the two persons of those of some conversations that are direct, in one query.
func (m *Module) Pairs(ctx context.Context, q sqldb.Q, conversations []string) (map[string][]string, error) {
	type row struct {
		ID   string `db:"id"`
		Pair string `db:"pair"`
	}
	rows, err := sqldb.All[row](ctx, q, `SELECT id, pair FROM {o}.conversations WHERE pair IS NOT NULL AND id IN {in}`, sqldb.Strings(conversations))
	out := map[string][]string{}
	for _, r := range rows {
		out[r.ID] = strings.Split(r.Pair, "|")
	}
	return out, err
}

// Sees is nil if the reader of a request sees a message.
func (m *Module) Sees(ctx context.Context, c *httpapi.Call, conversation string, seq int64) error {
	_, err := visible(ctx, c, MessagePath{ConversationPath{conversation}, seq})
	return err
}
