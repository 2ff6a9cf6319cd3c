package store

import (
	"context"

	"tramway/internal/sqldb"
)

// Hearer is a member of a conversation in which something was said.
type Hearer struct {
	Conversation string               `db:"conversation"`
	Title        sqldb.Sealed[string] `db:"title"`
	Direct       bool                 `db:"direct"`
	Person       string               `db:"person"`
	Hears        string               `db:"hears"`
	JoinedSeq    int64                `db:"joined_seq"`
	ReadSeq      int64                `db:"read_seq"`
	MutedUntil   sqldb.Micros         `db:"muted_until"`
}

// Hearers are some persons in those of their conversations in which something was said
// since a moment, but for those of which they want to hear nothing.
func Hearers(ctx context.Context, q sqldb.Q, persons []string, since sqldb.Micros) ([]Hearer, error) {
	return sqldb.All[Hearer](ctx, q, `SELECT m.conversation, c.title, c.pair IS NOT NULL AS direct, m.person, m.hears, m.joined_seq, m.read_seq, m.muted_until
		FROM {o}.conversation_members m JOIN {o}.conversations c ON c.id = m.conversation
		WHERE m.person IN {in} AND c.last_at > ? AND m.hears <> 'nothing' ORDER BY m.person, c.last_at DESC, c.id`, sqldb.Strings(persons), since)
}

// Recent are those of the latest messages of some conversations, so many of each at most,
// that were said after a moment and not after another, without their texts.
func Recent(ctx context.Context, q sqldb.Q, conversations []string, since, upTo sqldb.Micros, most int) ([]Message, error) {
	return sqldb.All[Message](ctx, q, `SELECT m.conversation, m.seq, m.sender, m.kind, m.mentions, m.at, m.thread
		FROM {o}.conversations c JOIN {o}.messages m ON m.conversation = c.id AND m.seq > c.last_seq - ?
		WHERE c.id IN {in} AND m.at > ? AND m.at <= ? ORDER BY m.conversation, m.seq`, most, sqldb.Strings(conversations), since, upTo)
}

// Follower is how far somebody has read in a thread that they follow.
type Follower struct {
	Conversation string `db:"conversation"`
	Root         int64  `db:"root"`
	Person       string `db:"person"`
	ReadSeq      int64  `db:"read_seq"`
}

// FollowersAmong are those of some persons who follow threads of some conversations.
func FollowersAmong(ctx context.Context, q sqldb.Q, conversations, persons []string) ([]Follower, error) {
	return sqldb.All[Follower](ctx, q, `SELECT conversation, root, person, read_seq FROM {o}.thread_followers
		WHERE person IN {in} AND conversation IN {in}`, sqldb.Strings(persons), sqldb.Strings(conversations))
}

// Listeners are members of some conversations who want to hear all that is said there, and
// those of some persons who are in them; without who has muted theirs.
func Listeners(ctx context.Context, q sqldb.Q, conversations, persons []string, now sqldb.Micros) ([]Placed, error) {
	const cols = `SELECT m.conversation, m.person, m.role FROM {o}.conversation_members m WHERE m.conversation IN {in} AND m.muted_until <= ? AND `
	in := sqldb.Strings(conversations)
	return sqldb.All[Placed](ctx, q, cols+`m.hears='all' UNION `+cols+`m.person IN {in} ORDER BY conversation, person`, in, now, in, now, sqldb.Strings(persons))
}

// Hearing are the members of a conversation but for those who want to hear nothing of it.
func Hearing(ctx context.Context, q sqldb.Q, conversation string) ([]string, error) {
	return sqldb.All[string](ctx, q, `SELECT person FROM {o}.conversation_members WHERE conversation=? AND hears <> 'nothing'`, conversation)
}
