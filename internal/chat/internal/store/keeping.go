package store

import (
	"context"

	"tramway/internal/sqldb"
)

// Old is what a purge of conversations works from: messages with an id before ID and
// said before At go, unless a person held is in the conversation. Ids are in order of
// time, so that old messages are found without reading the others.
type Old struct {
	ID   string
	At   sqldb.Micros
	Held []string

	Classes []string // only conversations of these: direct, group, channel, staff
	Except  []string // not those of these
}

const classOf = `CASE WHEN follows <> '' THEN 'staff' ELSE kind END`

// free leaves out conversations in which somebody held is or wrote.
func (o Old) free(column string) (string, []any) {
	var text string
	var args []any
	if len(o.Classes) > 0 {
		text, args = ` AND `+column+` IN (SELECT id FROM {o}.conversations WHERE `+classOf+` IN {in})`, []any{sqldb.Strings(o.Classes)}
	}
	if len(o.Except) > 0 {
		text, args = text+` AND `+column+` NOT IN (SELECT id FROM {o}.conversations WHERE `+classOf+` IN {in})`, append(args, sqldb.Strings(o.Except))
	}
	if len(o.Held) == 0 {
		return text, args
	}
	held := sqldb.Strings(o.Held)
	return text + ` AND ` + column + ` NOT IN (SELECT conversation FROM {o}.conversation_members WHERE person IN {in}
		UNION SELECT conversation FROM {o}.messages WHERE sender IN {in})`, append(args, held, held)
}

// CountOld is how many messages are old, and when the first of all was said.
func CountOld(ctx context.Context, q sqldb.Q, o Old) (rows int64, oldest sqldb.Micros, err error) {
	free, args := o.free("conversation")
	rows, err = sqldb.One[int64](ctx, q, `SELECT count(*) FROM {o}.messages WHERE id < ? AND at < ?`+free, append([]any{o.ID, o.At}, args...)...)
	if err != nil {
		return 0, 0, err
	}
	first, err := sqldb.All[sqldb.Micros](ctx, q, `SELECT at FROM {o}.messages WHERE TRUE`+free+` ORDER BY id LIMIT 1`, args...)
	if err == nil && len(first) == 1 {
		oldest = first[0]
	}
	return rows, oldest, err
}

// Cut is up to which place a conversation loses its beginning.
type Cut struct {
	Conversation string `db:"conversation"`
	Seq          int64  `db:"seq"`
}

// Cuts are those for the oldest messages, at most limit of them.
func Cuts(ctx context.Context, q sqldb.Q, o Old, limit int) ([]Cut, error) {
	free, args := o.free("conversation")
	args = append(append([]any{o.ID, o.At}, args...), limit)
	return sqldb.All[Cut](ctx, q, `SELECT conversation, max(seq) AS seq FROM (SELECT conversation, seq FROM {o}.messages
		WHERE id < ? AND at < ?`+free+` ORDER BY id LIMIT ?) old GROUP BY conversation`, args...)
}

// CutOff removes the beginning of a conversation. Nobody sees before it any more, so
// the places that are left have no gaps, and what is unread is what can be read.
func CutOff(ctx context.Context, q sqldb.Q, c Cut) (int64, error) {
	for _, table := range []string{"message_versions", "reactions", "message_forwards", "message_files", "bookmarks", "reminders", "poll_votes", "poll_voters", "poll_options", "polls", "message_cards", "card_presses", "arrivals"} {
		if _, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.`+table+` WHERE conversation=? AND seq <= ?`, c.Conversation, c.Seq); err != nil {
			return 0, err
		}
	}
	for _, table := range []string{"threads", "thread_followers"} { // what is left of a thread stands in the conversation
		if _, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.`+table+` WHERE conversation=? AND root <= ?`, c.Conversation, c.Seq); err != nil {
			return 0, err
		}
	}
	n, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.messages WHERE conversation=? AND seq <= ?`, c.Conversation, c.Seq)
	if err != nil {
		return 0, err
	}
	_, err = sqldb.Exec(ctx, q, `UPDATE {o}.conversation_members SET joined_seq=CASE WHEN joined_seq < ? THEN ? ELSE joined_seq END,
		read_seq=CASE WHEN read_seq < ? THEN ? ELSE read_seq END WHERE conversation=?`, c.Seq, c.Seq, c.Seq, c.Seq, c.Conversation)
	return n, err
}

// Silent are conversations in which nothing is left and nothing was said since.
func Silent(ctx context.Context, q sqldb.Q, o Old, limit int) ([]string, error) {
	free, args := o.free("id")
	return sqldb.All[string](ctx, q, `SELECT id FROM {o}.conversations WHERE last_at < ?
		AND NOT EXISTS (SELECT 1 FROM {o}.messages m WHERE m.conversation = conversations.id)
		AND NOT EXISTS (SELECT 1 FROM {o}.held_messages h WHERE h.conversation = conversations.id)`+free+` ORDER BY id LIMIT ?`,
		append(append([]any{o.At}, args...), limit)...)
}

// Drop removes conversations whose messages are gone.
func Drop(ctx context.Context, q sqldb.Q, ids []string) error {
	for _, text := range []string{`DELETE FROM {o}.conversation_members WHERE conversation IN {in}`, `DELETE FROM {o}.conversations WHERE id IN {in}`} {
		if _, err := sqldb.Exec(ctx, q, text, sqldb.Strings(ids)); err != nil {
			return err
		}
	}
	return nil
}

// Written is how many messages of a sender still have their text, here or forwarded.
func Written(ctx context.Context, q sqldb.Q, sender string) (int64, error) {
	return sqldb.One[int64](ctx, q, `SELECT (SELECT count(*) FROM {o}.messages WHERE sender=? AND kind <> 'erased')
		+ (SELECT count(*) FROM {o}.message_versions WHERE sender=?) + (SELECT count(*) FROM {o}.message_forwards WHERE sender=?)
		+ (SELECT count(*) FROM {o}.message_files WHERE sender=?)
		+ (SELECT count(*) FROM {o}.poll_options WHERE made_by=?)`, sender, sender, sender, sender, sender)
}

// Blank takes the text of some of a sender's messages; their places stay.
func Blank(ctx context.Context, q sqldb.Q, sender string, limit int) ([]Place, error) {
	return sqldb.All[Place](ctx, q, `UPDATE {o}.messages SET kind='erased', body=?, mentions=?, client_id=id, pinned_by='', pinned_at=0, attached='', restricted_by=''
		WHERE id IN (SELECT id FROM {o}.messages WHERE sender=? AND kind <> 'erased' LIMIT ?) RETURNING conversation, seq`,
		sqldb.Seal(""), sqldb.AsJSON([]string{}), sender, limit)
}

// BlankVersions takes what some of a sender's messages said before.
func BlankVersions(ctx context.Context, q sqldb.Q, sender string, limit int) (int64, error) {
	return sqldb.Exec(ctx, q, `DELETE FROM {o}.message_versions WHERE (conversation, seq, rev) IN
		(SELECT conversation, seq, rev FROM {o}.message_versions WHERE sender=? LIMIT ?)`, sender, limit)
}

// CountReactions is how many a person gave.
func CountReactions(ctx context.Context, q sqldb.Q, person string) (int64, error) {
	return sqldb.One[int64](ctx, q, `SELECT count(*) FROM {o}.reactions WHERE person=?`, person)
}

// DropReactionsOf removes some that a person gave.
func DropReactionsOf(ctx context.Context, q sqldb.Q, person string, limit int) (int64, error) {
	return sqldb.Exec(ctx, q, `DELETE FROM {o}.reactions WHERE (conversation, seq, emoji, person) IN
		(SELECT conversation, seq, emoji, person FROM {o}.reactions WHERE person=? LIMIT ?)`, person, limit)
}

// GroupsOf are the groups a person is in; owned: those whose owner they are.
func GroupsOf(ctx context.Context, q sqldb.Q, person string, owned bool) ([]string, error) {
	return sqldb.All[string](ctx, q, `SELECT c.id FROM {o}.conversation_members m JOIN {o}.conversations c ON c.id = m.conversation
		WHERE m.person=? AND c.kind <> 'direct' AND (m.role='owner' OR NOT ?) ORDER BY c.id`, person, owned)
}

// HandGroups makes somebody the owner of groups; where they are not in yet they see
// what comes from now on.
func HandGroups(ctx context.Context, q sqldb.Q, groups []string, heir string) error {
	in := sqldb.Strings(groups)
	if _, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.conversation_members(conversation, person, role, joined_seq, read_seq, mentions, came_seq)
		SELECT id, ?, 'owner', last_seq, last_seq, 0, last_seq FROM {o}.conversations WHERE id IN {in}
		ON CONFLICT (conversation, person) DO UPDATE SET role='owner'`, heir, in); err != nil {
		return err
	}
	return recountAll(ctx, q, in)
}

// LeaveGroups takes a person out of groups.
func LeaveGroups(ctx context.Context, q sqldb.Q, groups []string, person string) error {
	in := sqldb.Strings(groups)
	if _, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.conversation_members WHERE conversation IN {in} AND person=?`, in, person); err != nil {
		return err
	}
	return recountAll(ctx, q, in)
}

func recountAll(ctx context.Context, q sqldb.Q, groups sqldb.Strings) error {
	_, err := sqldb.Exec(ctx, q, `UPDATE {o}.conversations SET members=(SELECT count(*) FROM {o}.conversation_members m
		WHERE m.conversation = conversations.id) WHERE id IN {in}`, groups)
	return err
}

// MembershipsOf is how many conversations a person is in.
func MembershipsOf(ctx context.Context, q sqldb.Q, person string) (int64, error) {
	return sqldb.One[int64](ctx, q, `SELECT count(*) FROM {o}.conversation_members WHERE person=?`, person)
}

// DropMemberships takes a person out of some conversations, whatever their kind.
func DropMemberships(ctx context.Context, q sqldb.Q, person string, limit int) ([]string, error) {
	ids, err := sqldb.All[string](ctx, q, `SELECT conversation FROM {o}.conversation_members WHERE person=? ORDER BY conversation LIMIT ?`, person, limit)
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	return ids, LeaveGroups(ctx, q, ids, person)
}
