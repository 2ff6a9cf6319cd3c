package chat

import (
	"context"
	"time"

	"tramway/internal/chat/chatevent"
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
		tx.Emit(chatevent.Arranged{Person: who.ID})
		return store.SetMine(tx.Ctx, tx, conversation, who.ID, pinned, muted)
	})
}

// MarkUnread reminds the actor of a conversation: it counts as unread, on all their devices,
// until they open it or mark it as read. Their read mark stays where it is, so that nobody
// else sees any of it.
func MarkUnread(ctx context.Context, o *org.Org, who org.Who, conversation string) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		tx.Exempt("own_view")
		if _, err := find(tx.Ctx, tx, conversation, who.ID); err != nil {
			return err
		}
		tx.Emit(chatevent.Arranged{Person: who.ID})
		_, err := store.MarkUnread(tx.Ctx, tx, conversation, who.ID, micros(tx))
		return err
	})
}

func micros(tx *org.Tx) sqldb.Micros { return sqldb.At(tx.Now()) }
