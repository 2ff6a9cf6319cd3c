// Package store is the chat's SQL: every statement on conversations, members and
// messages, and nothing that decides.
//
// Floor: 4
package store

import (
	"context"
	"math"

	"tramway/internal/sqldb"
)

// Conversation is a row of conversations.
type Conversation struct {
	ID        string               `db:"id"`
	Kind      string               `db:"kind"`
	Title     sqldb.Sealed[string] `db:"title"`
	Pair      *string              `db:"pair"`
	LastSeq   int64                `db:"last_seq"`
	LastAt    sqldb.Micros         `db:"last_at"`
	Members   int                  `db:"members"`
	CreatedBy string               `db:"created_by"`
	CreatedAt sqldb.Micros         `db:"created_at"`
	LastRev   int64                `db:"last_rev"`

	Rules      sqldb.JSON[GroupRules] `db:"rules"`
	ArchivedAt sqldb.Micros           `db:"archived_at"`
	Follows    string                 `db:"follows"`
	CameFrom   string                 `db:"came_from"` // the program it was imported from; "": none

	Description sqldb.Sealed[string] `db:"description"`
}

// Membership is one person's side of a conversation.
type Membership struct {
	Person    string `db:"person"`
	Role      string `db:"role"`
	JoinedSeq int64  `db:"joined_seq"`
	ReadSeq   int64  `db:"read_seq"`
	Mentions  int    `db:"mentions"`

	Marks sqldb.JSON[[][2]int64] `db:"marks"` // the latest moves of the read mark: place and Unix seconds

	CameSeq    int64        `db:"came_seq"`
	PinnedAt   sqldb.Micros `db:"pinned_at"`
	MutedUntil sqldb.Micros `db:"muted_until"`
	UnreadAt   sqldb.Micros `db:"unread_at"` // when they marked it as unread; 0: not
	Hears      string       `db:"hears"`     // all, nothing; "": as they have it everywhere
}

// Mine is a conversation as one member has it.
type Mine struct {
	Conversation
	Membership
}

// Message is a row of messages.
type Message struct {
	Conversation string               `db:"conversation"`
	Seq          int64                `db:"seq"`
	ID           string               `db:"id"`
	ClientID     string               `db:"client_id"`
	Sender       string               `db:"sender"`
	Kind         string               `db:"kind"`
	Body         sqldb.Sealed[string] `db:"body"`
	Mentions     sqldb.JSON[[]string] `db:"mentions"`
	State        string               `db:"state"`
	At           sqldb.Micros         `db:"at"`
	Rev          int64                `db:"rev"`
	ReplyTo      int64                `db:"reply_to"`
	EditedAt     sqldb.Micros         `db:"edited_at"`
	RecalledBy   string               `db:"recalled_by"`
	PinnedBy     string               `db:"pinned_by"`
	PinnedAt     sqldb.Micros         `db:"pinned_at"`
	Thread       int64                `db:"thread"`
	Attached     string               `db:"attached"`      // kinds of what it carries: "image file"
	RestrictedBy string               `db:"restricted_by"` // who closed forwarding for it; "": nobody
}

// Alive says that a message says something: it was neither recalled nor erased.
func (m Message) Alive() bool {
	return m.Kind == "text" || m.Kind == "forward" || m.Kind == "poll" || m.Kind == "card"
}

const (
	convCols   = `c.id, c.kind, c.title, c.pair, c.last_seq, c.last_at, c.members, c.created_by, c.created_at, c.last_rev, c.rules, c.archived_at, c.follows, c.came_from, c.description`
	memberCols = `m.person, m.role, m.joined_seq, m.read_seq, m.mentions, m.marks, m.came_seq, m.pinned_at, m.muted_until, m.unread_at, m.hears`
	msgCols    = `conversation, seq, id, client_id, sender, kind, body, mentions, state, at, rev, reply_to, edited_at, recalled_by, pinned_by, pinned_at, thread, attached, restricted_by`
)

// Find gives a conversation as a member has it; ErrNone if they are not in it.
func Find(ctx context.Context, q sqldb.Q, conversation, person string) (Mine, error) {
	return sqldb.One[Mine](ctx, q, `SELECT `+convCols+`, `+memberCols+` FROM {o}.conversations c
		JOIN {o}.conversation_members m ON m.conversation = c.id WHERE c.id=? AND m.person=?`, conversation, person)
}

// ByPair finds the direct conversation of two persons.
func ByPair(ctx context.Context, q sqldb.Q, pair string) (string, error) {
	return sqldb.One[string](ctx, q, `SELECT id FROM {o}.conversations WHERE pair=?`, pair)
}

// Position is where a page of conversations ended.
type Position struct {
	Pinned bool         `json:"p,omitempty"`
	At     sqldb.Micros `json:"a"`
	ID     string       `json:"i"`
}

// PositionOf is that of one conversation.
func PositionOf(m Mine) Position { return Position{m.PinnedAt > 0, m.LastAt, m.ID} }

// Page lists a person's conversations: the pinned ones, then by their latest message.
func Page(ctx context.Context, q sqldb.Q, person string, after Position, limit int) ([]Mine, error) {
	if after.ID == "" { // before all of them
		after = Position{Pinned: true, At: math.MaxInt64}
	}
	return sqldb.All[Mine](ctx, q, `SELECT `+convCols+`, `+memberCols+` FROM {o}.conversation_members m
		JOIN {o}.conversations c ON c.id = m.conversation
		WHERE m.person=? AND (m.pinned_at > 0, c.last_at, c.id) < (?, ?, ?) ORDER BY m.pinned_at > 0 DESC, c.last_at DESC, c.id DESC LIMIT ?`,
		person, after.Pinned, after.At, after.ID, limit+1)
}

// Last are the latest messages of some conversations, in one query.
func Last(ctx context.Context, q sqldb.Q, conversations []string) ([]Message, error) {
	return sqldb.All[Message](ctx, q, `SELECT `+msgCols+` FROM {o}.messages
		WHERE (conversation, seq) IN (SELECT id, last_seq FROM {o}.conversations WHERE id IN {in})`, sqldb.Strings(conversations))
}

// Others are the first few members of some conversations beside one person, for
// naming those without a title.
func Others(ctx context.Context, q sqldb.Q, conversations []string, person string) (map[string][]string, error) {
	type row struct {
		Conversation string `db:"conversation"`
		Person       string `db:"person"`
	}
	rows, err := sqldb.All[row](ctx, q, `SELECT conversation, person FROM (
		SELECT conversation, person, row_number() OVER (PARTITION BY conversation ORDER BY person) AS n
		FROM {o}.conversation_members WHERE conversation IN {in} AND person <> ?) few WHERE n <= 4`, sqldb.Strings(conversations), person)
	out := map[string][]string{}
	for _, r := range rows {
		out[r.Conversation] = append(out[r.Conversation], r.Person)
	}
	return out, err
}

// Before lists the messages before a place (0: the end), oldest first. The place is a
// plain bound: with an OR around it SQLite would walk there from the end.
func Before(ctx context.Context, q sqldb.Q, conversation string, joined, before int64, limit int) ([]Message, error) {
	if before == 0 {
		before = math.MaxInt64
	}
	return sqldb.All[Message](ctx, q, `SELECT `+msgCols+` FROM (SELECT `+msgCols+` FROM {o}.messages
		WHERE conversation=? AND seq > ? AND seq < ? ORDER BY seq DESC LIMIT ?) page ORDER BY seq`,
		conversation, joined, before, limit)
}

// After lists the messages after a place, oldest first.
func After(ctx context.Context, q sqldb.Q, conversation string, after int64, limit int) ([]Message, error) {
	return sqldb.All[Message](ctx, q, `SELECT `+msgCols+` FROM {o}.messages WHERE conversation=? AND seq > ? ORDER BY seq LIMIT ?`,
		conversation, after, limit)
}

// ByClient finds a message by what its sender's device called it.
func ByClient(ctx context.Context, q sqldb.Q, sender, clientID string) (Message, error) {
	return sqldb.One[Message](ctx, q, `SELECT `+msgCols+` FROM {o}.messages WHERE sender=? AND client_id=?`, sender, clientID)
}

// Persons are the members of a conversation.
func Persons(ctx context.Context, q sqldb.Q, conversation string) ([]string, error) {
	return sqldb.All[string](ctx, q, `SELECT person FROM {o}.conversation_members WHERE conversation=?`, conversation)
}

// Members are the members of a conversation with their sides of it.
func Members(ctx context.Context, q sqldb.Q, conversation, after string, limit int) ([]Membership, error) {
	return sqldb.All[Membership](ctx, q, `SELECT `+memberCols+` FROM {o}.conversation_members m WHERE m.conversation=? AND m.person > ?
		ORDER BY m.person LIMIT ?`, conversation, after, limit+1)
}

// SomeMembers are those of some persons (nil: anybody) who are members of a conversation.
func SomeMembers(ctx context.Context, q sqldb.Q, conversation string, persons []string, limit int) ([]Membership, error) {
	if persons == nil {
		return Members(ctx, q, conversation, "", limit-1)
	}
	return sqldb.All[Membership](ctx, q, `SELECT `+memberCols+` FROM {o}.conversation_members m WHERE m.conversation=? AND m.person IN {in}
		ORDER BY m.person LIMIT ?`, conversation, sqldb.Strings(persons), limit)
}

// Create writes a new conversation with its members.
func Create(ctx context.Context, q sqldb.Q, c Conversation, members []Membership) error {
	_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.conversations(id, kind, title, pair, last_seq, last_at, members, created_by, created_at, rules, follows, description)
		VALUES(?,?,?,?,?,?,?,?,?,?,?,?)`, c.ID, c.Kind, c.Title, c.Pair, c.LastSeq, c.LastAt, c.Members, c.CreatedBy, c.CreatedAt, c.Rules, c.Follows, c.Description)
	if err != nil {
		return err
	}
	return Join(ctx, q, c.ID, members)
}

// Join adds members; those who are in it already stay as they are.
func Join(ctx context.Context, q sqldb.Q, conversation string, members []Membership) error {
	rows := make([][]any, len(members))
	for i, m := range members {
		rows[i] = []any{conversation, m.Person, m.Role, m.JoinedSeq, m.ReadSeq, m.Mentions, m.CameSeq}
	}
	err := sqldb.Insert(ctx, q, `INSERT INTO {o}.conversation_members(conversation, person, role, joined_seq, read_seq, mentions, came_seq)`, rows,
		`ON CONFLICT (conversation, person) DO NOTHING`)
	if err != nil {
		return err
	}
	return recount(ctx, q, conversation)
}

// Leave removes one member.
func Leave(ctx context.Context, q sqldb.Q, conversation, person string) error {
	if _, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.conversation_members WHERE conversation=? AND person=?`, conversation, person); err != nil {
		return err
	}
	return recount(ctx, q, conversation)
}

func recount(ctx context.Context, q sqldb.Q, conversation string) error {
	_, err := sqldb.Exec(ctx, q, `UPDATE {o}.conversations SET members=(SELECT count(*) FROM {o}.conversation_members WHERE conversation=?) WHERE id=?`, conversation, conversation)
	return err
}

// Rename changes a title.
func Rename(ctx context.Context, q sqldb.Q, conversation, title string) error {
	_, err := sqldb.Exec(ctx, q, `UPDATE {o}.conversations SET title=? WHERE id=?`, sqldb.Seal(title), conversation)
	return err
}

// Describe changes what a group is for.
func Describe(ctx context.Context, q sqldb.Q, conversation, text string) error {
	_, err := sqldb.Exec(ctx, q, `UPDATE {o}.conversations SET description=? WHERE id=?`, sqldb.Seal(text), conversation)
	return err
}

// NextSeq takes the next place in a conversation.
func NextSeq(ctx context.Context, q sqldb.Q, conversation string, at sqldb.Micros) (int64, error) {
	return sqldb.One[int64](ctx, q, `UPDATE {o}.conversations SET last_seq=last_seq+1, last_at=? WHERE id=? RETURNING last_seq`, at, conversation)
}

// Add writes a message.
func Add(ctx context.Context, q sqldb.Q, m Message) error {
	_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.messages(conversation, seq, id, client_id, sender, kind, body, mentions, state, at, reply_to, thread, attached)
		VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?)`, m.Conversation, m.Seq, m.ID, m.ClientID, m.Sender, m.Kind, m.Body, m.Mentions, m.State, m.At, m.ReplyTo, m.Thread, m.Attached)
	return err
}

// Mention counts one more unread mention for members; all: for everybody but
// the sender.
func Mention(ctx context.Context, q sqldb.Q, conversation, sender string, persons []string, all bool) error {
	if all {
		_, err := sqldb.Exec(ctx, q, `UPDATE {o}.conversation_members SET mentions=mentions+1 WHERE conversation=? AND person<>?`, conversation, sender)
		return err
	}
	_, err := sqldb.Exec(ctx, q, `UPDATE {o}.conversation_members SET mentions=mentions+1 WHERE conversation=? AND person<>? AND person IN {in}`, conversation, sender, sqldb.Strings(persons))
	return err
}

// MentionUnread counts a mention that was added to a message later, for those who have
// not read it.
func MentionUnread(ctx context.Context, q sqldb.Q, conversation, sender string, seq int64, persons []string, all bool) error {
	if len(persons) == 0 {
		return nil
	}
	_, err := sqldb.Exec(ctx, q, `UPDATE {o}.conversation_members SET mentions=mentions+1 WHERE conversation=? AND person<>?
		AND read_seq < ? AND joined_seq < ? AND (? OR person IN {in})`, conversation, sender, seq, seq, all, sqldb.Strings(persons))
	return err
}

// MarkRead moves a read mark forward, never back; it says whether it moved.
// Mentions after the mark stay unread: whoever had some has the rest counted.
func MarkRead(ctx context.Context, q sqldb.Q, conversation, person string, seq int64, marks [][2]int64) (bool, error) {
	n, err := sqldb.Exec(ctx, q, `UPDATE {o}.conversation_members SET read_seq=?, marks=?, mentions=CASE WHEN mentions=0 THEN 0 ELSE
		(SELECT count(*) FROM {o}.messages WHERE conversation=? AND seq > ? AND sender<>?
			AND (CAST(mentions AS TEXT) LIKE ? OR CAST(mentions AS TEXT) LIKE '%"all"%')) END
		WHERE conversation=? AND person=? AND read_seq < ?`,
		seq, sqldb.AsJSON(marks), conversation, seq, person, `%"`+person+`"%`, conversation, person, seq)
	return n > 0, err
}

// Unread sums what a person has not read, in one query: of groups only what is said to them
// unless groups count. Of muted conversations only mentions count, of those they want to
// hear nothing of not even these; one that they marked as unread themselves counts as one
// at least. Direct is what is said to them: in direct conversations, where they want to hear
// all, mentions, and threads they follow.
func Unread(ctx context.Context, q sqldb.Q, person string, groups bool, now sqldb.Micros) (u Counts, err error) {
	return sqldb.One[Counts](ctx, q, `SELECT coalesce(sum(CASE WHEN n > 0 AND (spoken OR ?) THEN n WHEN marked THEN 1 ELSE 0 END), 0) AS total,
		coalesce(sum(mentions), 0) AS mentions, coalesce(sum(CASE WHEN spoken AND n > 0 THEN n ELSE mentions END), 0)
			+ (SELECT count(*) FROM {o}.thread_followers f JOIN {o}.threads t ON t.conversation=f.conversation AND t.root=f.root
				JOIN {o}.conversation_members m ON m.conversation=f.conversation AND m.person=f.person
				WHERE f.person=? AND t.last_seq > f.read_seq AND m.muted_until <= ? AND m.joined_seq < t.root) AS direct
		FROM (SELECT c.pair IS NOT NULL OR m.hears='all' AS spoken, m.unread_at > 0 AS marked, CASE WHEN m.hears='nothing' THEN 0 ELSE m.mentions END AS mentions,
			CASE WHEN m.muted_until <= ? AND c.last_seq > m.read_seq THEN c.last_seq - m.read_seq ELSE 0 END AS n
			FROM {o}.conversation_members m JOIN {o}.conversations c ON c.id = m.conversation WHERE m.person=?) mine`, groups, person, now, now, person)
}

// Counts are how much somebody has not read.
type Counts struct {
	Total    int64 `db:"total"`
	Mentions int64 `db:"mentions"`
	Direct   int64 `db:"direct"`
}

// FindAll gives those of some conversations that a person is in.
func FindAll(ctx context.Context, q sqldb.Q, conversations []string, person string) ([]Mine, error) {
	return sqldb.All[Mine](ctx, q, `SELECT `+convCols+`, `+memberCols+` FROM {o}.conversations c
		JOIN {o}.conversation_members m ON m.conversation = c.id WHERE c.id IN {in} AND m.person=?`, sqldb.Strings(conversations), person)
}

// Mentioned are a person's conversations with unread mentions, latest first.
func Mentioned(ctx context.Context, q sqldb.Q, person string, limit int) ([]Mine, error) {
	return sqldb.All[Mine](ctx, q, `SELECT `+convCols+`, `+memberCols+` FROM {o}.conversation_members m
		JOIN {o}.conversations c ON c.id = m.conversation WHERE m.person=? AND m.mentions > 0 ORDER BY c.last_at DESC LIMIT ?`, person, limit)
}
