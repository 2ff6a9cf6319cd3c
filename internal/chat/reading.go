package chat

import (
	"context"
	"time"

	"tramway/internal/chat/chatevent"
	"tramway/internal/chat/internal/store"
	"tramway/internal/org"
)

// MarkRead notes that a person has read up to a place, and takes away their own mark that
// they have not.
func MarkRead(ctx context.Context, o *org.Org, who org.Who, conversation string, seq int64) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		tx.Exempt("read_mark")
		mine, err := find(tx.Ctx, tx, conversation, who.ID)
		if err != nil {
			return err
		}
		seq := min(seq, mine.LastSeq)
		further, err := store.MarkRead(tx.Ctx, tx, conversation, who.ID, seq, moved(mine.Marks.V, seq, tx.Now()))
		if err == nil && further {
			tx.Emit(chatevent.Read{Conversation: conversation, Person: who.ID, Seq: seq})
		}
		if err != nil || mine.UnreadAt == 0 {
			return err
		}
		tx.Emit(chatevent.Arranged{Person: who.ID})
		_, err = store.MarkUnread(tx.Ctx, tx, conversation, who.ID, 0)
		return err
	})
}

// keptMarks is how many moves of a read mark are kept: enough to say when each of the
// last messages was read, for somebody who reads them as they come.
const keptMarks = 16

// moved are the marks after one more move.
func moved(marks [][2]int64, seq int64, now time.Time) [][2]int64 {
	if n := len(marks); n > 0 && marks[n-1][0] >= seq {
		return marks
	}
	marks = append(marks[:len(marks):len(marks)], [2]int64{seq, now.Unix()})
	return marks[max(0, len(marks)-keptMarks):]
}

// readAt is when a member's mark passed a place; zero if that was before the moves that
// are kept.
func readAt(marks [][2]int64, seq int64) time.Time {
	for i, m := range marks {
		if m[0] >= seq {
			if i == 0 && len(marks) == keptMarks {
				break // perhaps an earlier move did
			}
			return time.Unix(m[1], 0)
		}
	}
	return time.Time{}
}
