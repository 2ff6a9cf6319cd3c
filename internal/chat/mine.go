package chat

import (
	"context"
	"time"

	"tramway/internal/chat/internal/store"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// Mine is how one member wants to have a conversation.
type Mine struct {
	Pinned     bool       `json:"pinned" doc:"it stands above the others"`
	MutedUntil *time.Time `json:"muted_until,omitempty" doc:"until then it is not counted as unread, but for mentions of me; far away: for good"`
}

// SetMine changes it for the actor alone.
func SetMine(ctx context.Context, o *org.Org, who org.Who, conversation string, m Mine) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		tx.Exempt("own_view")
		mine, err := find(tx.Ctx, tx, conversation, who.ID)
		if err != nil {
			return err
		}
		pinned, muted := mine.PinnedAt, sqldb.Micros(0)
		if m.Pinned != (pinned > 0) {
			pinned = 0
			if m.Pinned {
				pinned = micros(tx)
			}
		}
		if m.MutedUntil != nil {
			muted = sqldb.At(*m.MutedUntil)
		}
		return store.SetMine(tx.Ctx, tx, conversation, who.ID, pinned, muted)
	})
}

func micros(tx *org.Tx) sqldb.Micros { return sqldb.At(tx.Now()) }
