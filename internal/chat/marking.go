package chat

import (
	"context"
	"slices"

	"tramway/internal/authz"
	"tramway/internal/chat/internal/store"
	"tramway/internal/httpapi"
)

// marked says of conversations, in place, which show across them who reads: those of the
// classes that the organisation chose, and to guests all as soon as it chose any.
func marked(ctx context.Context, c *httpapi.Call, rows []store.Mine, views []Conversation) error {
	g, err := GatesOf(ctx, c.Org.Read())
	if err != nil || len(g.Watermark) == 0 {
		return err
	}
	guest := c.Actor.Has(authz.Guest)
	for i, r := range rows {
		views[i].Marked = guest || slices.Contains(g.Watermark, classOf(r.Conversation))
		views[i].Traced = g.Traced && views[i].Marked
	}
	return nil
}
