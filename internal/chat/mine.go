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
	Hears      string     `json:"hears,omitempty" enum:",all,nothing" doc:"all: every message is as if it were said to me; nothing: not even mentions of me, and it is muted; empty: as I have it everywhere"`
}

// What a member hears of a conversation, where it is not as everywhere.
const (
	hearsAll     = "all"
	hearsNothing = "nothing"
)

// forGood is beyond any calendar, so that what asks only for muted conversations leaves
// those out of which nothing is heard.
var forGood = sqldb.At(time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC))

// SetMine changes it for the actor alone.
func SetMine(ctx context.Context, o *org.Org, who org.Who, conversation string, m Mine) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		tx.Exempt("own_view")
		mine, err := find(tx.Ctx, tx, conversation, who.ID)
		if err != nil {
			return err
		}
		tx.Emit(chatevent.Arranged{Person: who.ID})
		return store.SetMine(tx.Ctx, tx, conversation, m.on(mine.Membership, micros(tx)))
	})
}

// on is somebody's membership with what they want of it.
func (m Mine) on(had store.Membership, now sqldb.Micros) store.Membership {
	if m.Pinned != (had.PinnedAt > 0) {
		had.PinnedAt = 0
		if m.Pinned {
			had.PinnedAt = now
		}
	}
	had.MutedUntil, had.Hears = 0, m.Hears
	if m.MutedUntil != nil {
		had.MutedUntil = sqldb.At(*m.MutedUntil)
	}
	if m.Hears == hearsNothing {
		had.MutedUntil = forGood
	}
	return had
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
