package store

import (
	"context"

	"tramway/internal/sqldb"
)

// Kept is a message that somebody keeps for themselves: a bookmark, or with a time a
// reminder.
type Kept struct {
	Person       string               `db:"person"`
	Conversation string               `db:"conversation"`
	Seq          int64                `db:"seq"`
	ID           string               `db:"id"`
	Note         sqldb.Sealed[string] `db:"note"`
	DueAt        sqldb.Micros         `db:"due_at"`  // of a reminder
	RangAt       sqldb.Micros         `db:"rang_at"` // of a reminder; 0: not yet
	At           sqldb.Micros         `db:"at"`

	Sender string               `db:"sender"` // of the message
	Kind   string               `db:"kind"`
	Body   sqldb.Sealed[string] `db:"body"`
	SaidAt sqldb.Micros         `db:"said_at"`
}

const (
	saidCols     = `, t.sender, t.kind, t.body, t.at AS said_at`
	bookmarkCols = `k.person, k.conversation, k.seq, k.id, k.note, 0 AS due_at, 0 AS rang_at, k.at` + saidCols
	reminderCols = `k.person, k.conversation, k.seq, k.id, k.note, k.due_at, k.rang_at, k.made_at AS at` + saidCols

	// stillSeen keeps those whose message their person still sees.
	stillSeen = ` JOIN {o}.conversation_members m ON m.conversation = k.conversation AND m.person = k.person AND m.joined_seq < k.seq
		JOIN {o}.messages t ON t.conversation = k.conversation AND t.seq = k.seq AND t.kind NOT IN ('recalled', 'erased') `
)

// Bookmark keeps a message, or gives the bookmark another note.
func Bookmark(ctx context.Context, q sqldb.Q, k Kept) error {
	_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.bookmarks(person, conversation, seq, id, note, at) VALUES(?,?,?,?,?,?)
		ON CONFLICT (person, conversation, seq) DO UPDATE SET note=excluded.note`, k.Person, k.Conversation, k.Seq, k.ID, k.Note, k.At)
	return err
}

// Remind keeps a reminder, or gives it another time and note.
func Remind(ctx context.Context, q sqldb.Q, k Kept) error {
	_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.reminders(person, conversation, seq, id, note, due_at, rang_at, made_at) VALUES(?,?,?,?,?,?,?,?)
		ON CONFLICT (person, conversation, seq) DO UPDATE SET note=excluded.note, due_at=excluded.due_at, rang_at=excluded.rang_at`,
		k.Person, k.Conversation, k.Seq, k.ID, k.Note, k.DueAt, k.RangAt, k.At)
	return err
}

// Unbookmark forgets a bookmark.
func Unbookmark(ctx context.Context, q sqldb.Q, person, conversation string, seq int64) error {
	_, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.bookmarks WHERE person=? AND conversation=? AND seq=?`, person, conversation, seq)
	return err
}

// Unremind forgets a reminder.
func Unremind(ctx context.Context, q sqldb.Q, person, conversation string, seq int64) error {
	_, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.reminders WHERE person=? AND conversation=? AND seq=?`, person, conversation, seq)
	return err
}

// Bookmarks are a person's before an id, newest first, whose messages they still see.
func Bookmarks(ctx context.Context, q sqldb.Q, person, before string, limit int) ([]Kept, error) {
	return sqldb.All[Kept](ctx, q, `SELECT `+bookmarkCols+` FROM {o}.bookmarks k`+stillSeen+`WHERE k.person=? AND k.id < ? ORDER BY k.id DESC LIMIT ?`,
		person, before, limit+1)
}

// Reminders are a person's after a moment, the one due next first; rang: only those whose
// time has come.
func Reminders(ctx context.Context, q sqldb.Q, person string, rang bool, after Moment, limit int) ([]Kept, error) {
	return sqldb.All[Kept](ctx, q, `SELECT `+reminderCols+` FROM {o}.reminders k`+stillSeen+`WHERE k.person=? AND (k.rang_at > 0 OR NOT ?)
		AND (k.due_at, k.id) > (?, ?) ORDER BY k.due_at, k.id LIMIT ?`, person, rang, after.At, after.ID, limit+1)
}

// ReminderOf finds a person's of one message, if they still see it.
func ReminderOf(ctx context.Context, q sqldb.Q, person, conversation string, seq int64) (Kept, error) {
	return sqldb.One[Kept](ctx, q, `SELECT `+reminderCols+` FROM {o}.reminders k`+stillSeen+`WHERE k.person=? AND k.conversation=? AND k.seq=?`, person, conversation, seq)
}

// CountKept is how many bookmarks and reminders a person has.
func CountKept(ctx context.Context, q sqldb.Q, person string) (bookmarks, reminders int64, err error) {
	type row struct {
		Bookmarks int64 `db:"bookmarks"`
		Reminders int64 `db:"reminders"`
	}
	r, err := sqldb.One[row](ctx, q, `SELECT (SELECT count(*) FROM {o}.bookmarks WHERE person=?) AS bookmarks,
		(SELECT count(*) FROM {o}.reminders WHERE person=?) AS reminders`, person, person)
	return r.Bookmarks, r.Reminders, err
}

// Marks are the places in a conversation that a person keeps, the latest first.
func Marks(ctx context.Context, q sqldb.Q, person, conversation string, limit int) (bookmarks, reminders []int64, err error) {
	bookmarks, err = sqldb.All[int64](ctx, q, `SELECT seq FROM {o}.bookmarks WHERE person=? AND conversation=? ORDER BY seq DESC LIMIT ?`, person, conversation, limit)
	if err != nil {
		return nil, nil, err
	}
	reminders, err = sqldb.All[int64](ctx, q, `SELECT seq FROM {o}.reminders WHERE person=? AND conversation=? ORDER BY seq DESC LIMIT ?`, person, conversation, limit)
	return bookmarks, reminders, err
}

// DropKept removes what hangs on a message: what anybody keeps of it, and a poll with its votes.
func DropKept(ctx context.Context, q sqldb.Q, conversation string, seq int64) error {
	for _, table := range []string{"bookmarks", "reminders", "poll_votes", "poll_voters", "poll_options", "polls", "message_cards", "card_presses"} {
		if _, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.`+table+` WHERE conversation=? AND seq=?`, conversation, seq); err != nil {
			return err
		}
	}
	return nil
}

// DropKeptOf removes all that a person keeps for later, and says how much it was.
func DropKeptOf(ctx context.Context, q sqldb.Q, person string) (gone int64, err error) {
	for _, from := range []string{`scheduled_messages WHERE sender=?`, `bookmarks WHERE person=?`, `reminders WHERE person=?`} {
		n, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.`+from, person)
		if err != nil {
			return 0, err
		}
		gone += n
	}
	return gone, nil
}

// CountKeptOf is how much that is.
func CountKeptOf(ctx context.Context, q sqldb.Q, person string) (int64, error) {
	return sqldb.One[int64](ctx, q, `SELECT (SELECT count(*) FROM {o}.scheduled_messages WHERE sender=?)
		+ (SELECT count(*) FROM {o}.bookmarks WHERE person=?) + (SELECT count(*) FROM {o}.reminders WHERE person=?)`, person, person, person)
}
