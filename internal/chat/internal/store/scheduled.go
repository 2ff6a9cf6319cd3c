package store

import (
	"context"
	"errors"

	"tramway/internal/sqldb"
)

// The states of a scheduled message.
const (
	Waiting = "waiting"
	Failed  = "failed"
)

// Scheduled is a message that is to be posted at a time.
type Scheduled struct {
	ID           string               `db:"id"`
	Conversation string               `db:"conversation"`
	Sender       string               `db:"sender"`
	ClientID     string               `db:"client_id"`
	Body         sqldb.Sealed[string] `db:"body"`
	Mentions     sqldb.JSON[[]string] `db:"mentions"`
	ReplyTo      int64                `db:"reply_to"`
	DueAt        sqldb.Micros         `db:"due_at"`
	MadeAt       sqldb.Micros         `db:"made_at"`
	State        string               `db:"state"`
	Reason       string               `db:"reason"`
	Thread       int64                `db:"thread"` // the message in whose thread it is said; 0: in none
}

const scheduledCols = `id, conversation, sender, client_id, body, mentions, reply_to, due_at, made_at, state, reason, thread`

// Schedule writes one, or another text, time and state of one that is there.
func Schedule(ctx context.Context, q sqldb.Q, s Scheduled) error {
	_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.scheduled_messages(`+scheduledCols+`) VALUES(?,?,?,?,?,?,?,?,?,?,?,?)
		ON CONFLICT (id) DO UPDATE SET body=excluded.body, mentions=excluded.mentions, due_at=excluded.due_at, state=excluded.state, reason=excluded.reason`,
		s.ID, s.Conversation, s.Sender, s.ClientID, s.Body, s.Mentions, s.ReplyTo, s.DueAt, s.MadeAt, s.State, s.Reason, s.Thread)
	return err
}

// ScheduledByID finds one; nil if there is none.
func ScheduledByID(ctx context.Context, q sqldb.Q, id string) (*Scheduled, error) {
	return scheduled(sqldb.One[Scheduled](ctx, q, `SELECT `+scheduledCols+` FROM {o}.scheduled_messages WHERE id=?`, id))
}

// ScheduledByClient finds one by what its sender's device called it; nil if there is none.
func ScheduledByClient(ctx context.Context, q sqldb.Q, sender, clientID string) (*Scheduled, error) {
	return scheduled(sqldb.One[Scheduled](ctx, q, `SELECT `+scheduledCols+` FROM {o}.scheduled_messages WHERE sender=? AND client_id=?`, sender, clientID))
}

func scheduled(s Scheduled, err error) (*Scheduled, error) {
	if errors.Is(err, sqldb.ErrNone) {
		return nil, nil
	}
	return &s, err
}

// Moment is where a page of things in order of their time ended.
type Moment struct {
	At sqldb.Micros `json:"a"`
	ID string       `json:"i"`
}

// ScheduledOf are a person's after a moment, in one conversation or ("") in all.
func ScheduledOf(ctx context.Context, q sqldb.Q, sender, conversation string, after Moment, limit int) ([]Scheduled, error) {
	return sqldb.All[Scheduled](ctx, q, `SELECT `+scheduledCols+` FROM {o}.scheduled_messages
		WHERE sender=? AND (?='' OR conversation=?) AND (due_at, id) > (?, ?) ORDER BY due_at, id LIMIT ?`,
		sender, conversation, conversation, after.At, after.ID, limit+1)
}

// CountScheduled is how many a person has.
func CountScheduled(ctx context.Context, q sqldb.Q, sender string) (int, error) {
	return sqldb.One[int](ctx, q, `SELECT count(*) FROM {o}.scheduled_messages WHERE sender=?`, sender)
}

// DropScheduled removes one.
func DropScheduled(ctx context.Context, q sqldb.Q, id string) error {
	_, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.scheduled_messages WHERE id=?`, id)
	return err
}

// DropOldScheduled removes those whose time was long ago.
func DropOldScheduled(ctx context.Context, q sqldb.Q, o Old, limit int) (int64, error) {
	free, args := o.free("conversation")
	args = append(append([]any{o.At}, args...), limit)
	return sqldb.Exec(ctx, q, `DELETE FROM {o}.scheduled_messages WHERE id IN (SELECT id FROM {o}.scheduled_messages WHERE due_at < ?`+free+` ORDER BY id LIMIT ?)`, args...)
}

// Among are those of some persons who are in a conversation.
func Among(ctx context.Context, q sqldb.Q, conversation string, persons []string) ([]string, error) {
	return sqldb.All[string](ctx, q, `SELECT person FROM {o}.conversation_members WHERE conversation=? AND person IN {in}`, conversation, sqldb.Strings(persons))
}
