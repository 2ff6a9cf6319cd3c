package store

import (
	"context"
	"math"

	"tramway/internal/sqldb"
)

// Thread is what was said in answer to one message, beside the conversation.
type Thread struct {
	Conversation string       `db:"conversation"`
	Root         int64        `db:"root"` // the place it began at
	Replies      int          `db:"replies"`
	LastSeq      int64        `db:"last_seq"`
	LastAt       sqldb.Micros `db:"last_at"`
}

// FollowedThread is a thread as one who follows it has it.
type FollowedThread struct {
	Thread
	ReadSeq int64 `db:"read_seq"`
	Unread  int   `db:"unread"`
}

const threadCols = `t.conversation, t.root, t.replies, t.last_seq, t.last_at`

// GrowThread counts one more message of a thread.
func GrowThread(ctx context.Context, q sqldb.Q, m Message) error {
	_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.threads(conversation, root, replies, last_seq, last_at) VALUES(?,?,1,?,?)
		ON CONFLICT (conversation, root) DO UPDATE SET replies=threads.replies+1, last_seq=excluded.last_seq, last_at=excluded.last_at`,
		m.Conversation, m.Thread, m.Seq, m.At)
	return err
}

// Threads are those that began at places from to upTo.
func Threads(ctx context.Context, q sqldb.Q, conversation string, from, upTo int64) ([]Thread, error) {
	return sqldb.All[Thread](ctx, q, `SELECT `+threadCols+` FROM {o}.threads t WHERE t.conversation=? AND t.root >= ? AND t.root <= ?`, conversation, from, upTo)
}

// InThread lists the messages of a thread before a place (0: the end), oldest first.
func InThread(ctx context.Context, q sqldb.Q, conversation string, root, joined, before int64, limit int) ([]Message, error) {
	if before == 0 {
		before = math.MaxInt64
	}
	return sqldb.All[Message](ctx, q, `SELECT `+msgCols+` FROM (SELECT `+msgCols+` FROM {o}.messages
		WHERE conversation=? AND thread=? AND thread > 0 AND seq > ? AND seq < ? ORDER BY seq DESC LIMIT ?) page ORDER BY seq`,
		conversation, root, joined, before, limit)
}

// Follow makes members of a conversation followers of one of its threads; of what was
// said up to a place they need not be told.
func Follow(ctx context.Context, q sqldb.Q, conversation string, root, readSeq int64, persons []string) error {
	_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.thread_followers(conversation, root, person, read_seq)
		SELECT conversation, ?, person, ? FROM {o}.conversation_members WHERE conversation=? AND joined_seq < ? AND person IN {in}
		ON CONFLICT (conversation, root, person) DO NOTHING`, root, readSeq, conversation, root, sqldb.Strings(persons))
	return err
}

// Unfollow ends it for one.
func Unfollow(ctx context.Context, q sqldb.Q, conversation string, root int64, person string) error {
	_, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.thread_followers WHERE conversation=? AND root=? AND person=?`, conversation, root, person)
	return err
}

// ReadThread moves a follower's mark forward, and says whether it moved.
func ReadThread(ctx context.Context, q sqldb.Q, conversation string, root, seq int64, person string) (bool, error) {
	n, err := sqldb.Exec(ctx, q, `UPDATE {o}.thread_followers SET read_seq=? WHERE conversation=? AND root=? AND person=? AND read_seq < ?`,
		seq, conversation, root, person, seq)
	return n > 0, err
}

// Follows says whether a person follows a thread.
func Follows(ctx context.Context, q sqldb.Q, conversation string, root int64, person string) (bool, error) {
	n, err := sqldb.One[int](ctx, q, `SELECT count(*) FROM {o}.thread_followers WHERE conversation=? AND root=? AND person=?`, conversation, root, person)
	return n > 0, err
}

// Followers are those of a thread who are in its conversation and have not muted it.
func Followers(ctx context.Context, q sqldb.Q, conversation string, root int64, now sqldb.Micros) ([]string, error) {
	return sqldb.All[string](ctx, q, `SELECT f.person FROM {o}.thread_followers f JOIN {o}.conversation_members m
		ON m.conversation = f.conversation AND m.person = f.person
		WHERE f.conversation=? AND f.root=? AND m.muted_until <= ? ORDER BY f.person`, conversation, root, now)
}

// ThreadPosition is where a page of threads ended.
type ThreadPosition struct {
	At           sqldb.Micros `json:"a"`
	Conversation string       `json:"c"`
	Root         int64        `json:"r"`
}

// MyThreads are those a person follows in conversations they are in, the one said in
// last first.
func MyThreads(ctx context.Context, q sqldb.Q, person string, after ThreadPosition, limit int) ([]FollowedThread, error) {
	if after.Conversation == "" {
		after.At = math.MaxInt64
	}
	return sqldb.All[FollowedThread](ctx, q, `SELECT `+threadCols+`, f.read_seq,
		(SELECT count(*) FROM {o}.messages r WHERE r.conversation=t.conversation AND r.thread=t.root AND r.thread > 0 AND r.seq > f.read_seq AND r.sender <> f.person) AS unread
		FROM {o}.thread_followers f JOIN {o}.threads t ON t.conversation = f.conversation AND t.root = f.root
		JOIN {o}.conversation_members m ON m.conversation = f.conversation AND m.person = f.person
		WHERE f.person=? AND m.joined_seq < t.root AND (t.last_at, t.conversation, t.root) < (?, ?, ?)
		ORDER BY t.last_at DESC, t.conversation DESC, t.root DESC LIMIT ?`,
		person, after.At, after.Conversation, after.Root, limit+1)
}

// At are the messages at some places of any conversations, in no order.
func At(ctx context.Context, q sqldb.Q, places []Place) ([]Message, error) {
	return inParts[Message](ctx, q, `SELECT `+msgCols+` FROM {o}.messages m WHERE `+somePlaces, nil, places)
}

// CountFollowed is how many threads a person follows.
func CountFollowed(ctx context.Context, q sqldb.Q, person string) (int64, error) {
	return sqldb.One[int64](ctx, q, `SELECT count(*) FROM {o}.thread_followers WHERE person=?`, person)
}

// DropFollowed ends some of them.
func DropFollowed(ctx context.Context, q sqldb.Q, person string, limit int) (int64, error) {
	return sqldb.Exec(ctx, q, `DELETE FROM {o}.thread_followers WHERE (conversation, root, person) IN
		(SELECT conversation, root, person FROM {o}.thread_followers WHERE person=? LIMIT ?)`, person, limit)
}
