package chat

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"tramway/internal/chat/chatevent"
	"tramway/internal/chat/internal/store"
	"tramway/internal/fault"
	"tramway/internal/life"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// What somebody keeps of what was said is theirs alone: nobody is told of it, and it is
// gone with the message.

// Bounds of what one person keeps.
const (
	maxBookmarks = 2000
	maxReminders = 200
	maxNote      = 500 // characters
)

const remindJob = "chat.remind"

// noted is a note as it is kept.
func noted(note string) (string, error) {
	note = strings.TrimSpace(note)
	if utf8.RuneCountInString(note) > maxNote {
		return "", fault.Bad("body.note", "too_long", fault.Args{"max": maxNote})
	}
	return note, nil
}

// Bookmark keeps a message that the actor sees in their list of saved ones, or changes
// its note. Errors: not_found, message_gone, too_many_kept.
func Bookmark(ctx context.Context, o *org.Org, who org.Who, conversation string, seq int64, note string) error {
	note, err := noted(note)
	if err != nil {
		return err
	}
	return keeping(ctx, o, who, conversation, seq, func(tx *org.Tx, k store.Kept) error {
		n, _, err := store.CountKept(tx.Ctx, tx, who.ID)
		if err != nil || n >= maxBookmarks {
			return tooManyKept(err, maxBookmarks)
		}
		k.Note = sqldb.Seal(note)
		return store.Bookmark(tx.Ctx, tx, k)
	})
}

// Remind asks for a notice of a message at a minute, or moves it there: a reminder that
// rang waits again. Errors: those of Bookmark.
func Remind(ctx context.Context, o *org.Org, who org.Who, conversation string, seq int64, at time.Time, note string) error {
	note, err := noted(note)
	if err != nil {
		return err
	}
	return keeping(ctx, o, who, conversation, seq, func(tx *org.Tx, k store.Kept) error {
		_, n, err := store.CountKept(tx.Ctx, tx, who.ID)
		if err != nil || n >= maxReminders {
			return tooManyKept(err, maxReminders)
		}
		if k.DueAt, err = minute(at, tx.Now()); err != nil {
			return err
		}
		k.Note = sqldb.Seal(note)
		place := reminding{k.Person, k.Conversation, k.Seq}
		tx.Enqueue(org.Job{Kind: remindJob, Key: fmt.Sprintf("%s:%s:%s:%d", remindJob, k.Person, k.Conversation, k.Seq), Due: k.DueAt.Time(), Data: place})
		return store.Remind(tx.Ctx, tx, k)
	})
}

func tooManyKept(err error, most int) error {
	if err == nil {
		err = fault.New(fault.Conflict, "too_many_kept", fault.Args{"max": most})
	}
	return err
}

// keeping changes what the actor keeps of a message that they see.
func keeping(ctx context.Context, o *org.Org, who org.Who, conversation string, seq int64, do func(*org.Tx, store.Kept) error) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		tx.Exempt("own_view")
		if _, _, err := changeable(tx, conversation, seq, -1); err != nil {
			return err
		}
		tx.Emit(chatevent.LaterChanged{Person: who.ID})
		return do(tx, store.Kept{Person: who.ID, Conversation: conversation, Seq: seq, ID: tx.NewID(), At: micros(tx)})
	})
}

// Unbookmark and Done forget what the actor keeps; what is not there is forgotten already.
func Unbookmark(ctx context.Context, o *org.Org, who org.Who, conversation string, seq int64) error {
	return forgetting(ctx, o, who, conversation, seq, store.Unbookmark)
}

// Done forgets a reminder.
func Done(ctx context.Context, o *org.Org, who org.Who, conversation string, seq int64) error {
	return forgetting(ctx, o, who, conversation, seq, store.Unremind)
}

func forgetting(ctx context.Context, o *org.Org, who org.Who, conversation string, seq int64, drop func(context.Context, sqldb.Q, string, string, int64) error) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		tx.Exempt("own_view")
		if _, err := find(tx.Ctx, tx, conversation, who.ID); err != nil {
			return err
		}
		tx.Emit(chatevent.LaterChanged{Person: who.ID})
		return drop(tx.Ctx, tx, who.ID, conversation, seq)
	})
}

// reminding is what the job of a reminder holds.
type reminding struct {
	Person       string `json:"person"`
	Conversation string `json:"conversation"`
	Seq          int64  `json:"seq"`
}

// remindDue tells somebody of a message, if they still see it.
func remindDue(tx *org.Tx, j org.Due) error {
	var r reminding
	if err := json.Unmarshal(j.Data.V, &r); err != nil {
		return err
	}
	k, err := store.ReminderOf(tx.Ctx, tx, r.Person, r.Conversation, r.Seq)
	if errors.Is(err, sqldb.ErrNone) {
		return store.Unremind(tx.Ctx, tx, r.Person, r.Conversation, r.Seq)
	}
	if err != nil || k.RangAt > 0 || k.DueAt > micros(tx) {
		return err // it was moved meanwhile
	}
	k.RangAt = micros(tx)
	tx.Emit(chatevent.Reminded{Person: k.Person, Conversation: k.Conversation, Seq: k.Seq})
	tx.Emit(chatevent.LaterChanged{Person: k.Person})
	return store.Remind(tx.Ctx, tx, k)
}

func keptOf(ctx context.Context, q sqldb.Q, person string) (life.Due, error) {
	n, err := store.CountKeptOf(ctx, q, person)
	return life.Due{Rows: n}, err
}

func eraseKept(tx *org.Tx, person string, _ sqldb.Micros, _ int) (int, error) {
	n, err := store.DropKeptOf(tx.Ctx, tx, person)
	return int(n), err
}
