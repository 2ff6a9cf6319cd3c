package store

import (
	"context"
	"errors"

	"tramway/internal/sqldb"
)

// Version is what a message said before.
type Version struct {
	Rev  int64                `db:"rev"`
	Body sqldb.Sealed[string] `db:"body"`
	At   sqldb.Micros         `db:"at"`
}

// BySeq finds a message by its place.
func BySeq(ctx context.Context, q sqldb.Q, conversation string, seq int64) (Message, error) {
	return sqldb.One[Message](ctx, q, `SELECT `+msgCols+` FROM {o}.messages WHERE conversation=? AND seq=?`, conversation, seq)
}

// Changed lists messages up to a place that changed after a revision, in that order.
func Changed(ctx context.Context, q sqldb.Q, conversation string, joined, upTo, rev int64, limit int) ([]Message, error) {
	return sqldb.All[Message](ctx, q, `SELECT `+msgCols+` FROM {o}.messages WHERE conversation=? AND rev > ? AND rev > 0
		AND seq > ? AND seq <= ? ORDER BY rev LIMIT ?`, conversation, rev, joined, upTo, limit)
}

// NextRev takes the next number of a conversation's changes for a message.
func NextRev(ctx context.Context, q sqldb.Q, conversation string, seq int64) (int64, error) {
	rev, err := sqldb.One[int64](ctx, q, `UPDATE {o}.conversations SET last_rev=last_rev+1 WHERE id=? RETURNING last_rev`, conversation)
	if err != nil {
		return 0, err
	}
	_, err = sqldb.Exec(ctx, q, `UPDATE {o}.messages SET rev=? WHERE conversation=? AND seq=?`, rev, conversation, seq)
	return rev, err
}

// KeepVersion writes down what a message says before it changes.
func KeepVersion(ctx context.Context, q sqldb.Q, m Message, rev int64) error {
	at := m.At
	if m.EditedAt > 0 {
		at = m.EditedAt
	}
	_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.message_versions(conversation, seq, rev, sender, body, at) VALUES(?,?,?,?,?,?)`,
		m.Conversation, m.Seq, rev, m.Sender, m.Body, at)
	return err
}

// Rewrite gives a message another text.
func Rewrite(ctx context.Context, q sqldb.Q, m Message) error {
	_, err := sqldb.Exec(ctx, q, `UPDATE {o}.messages SET kind=?, body=?, mentions=?, edited_at=?, recalled_by=?, pinned_by=?, pinned_at=?, restricted_by=? WHERE conversation=? AND seq=?`,
		m.Kind, m.Body, m.Mentions, m.EditedAt, m.RecalledBy, m.PinnedBy, m.PinnedAt, m.RestrictedBy, m.Conversation, m.Seq)
	return err
}

// Versions are what a message said before, oldest first.
func Versions(ctx context.Context, q sqldb.Q, conversation string, seq int64, limit int) ([]Version, error) {
	return sqldb.All[Version](ctx, q, `SELECT rev, body, at FROM {o}.message_versions WHERE conversation=? AND seq=? ORDER BY rev LIMIT ?`,
		conversation, seq, limit)
}

// Reaction is one person's nod to a message.
type Reaction struct {
	Seq    int64  `db:"seq"`
	Emoji  string `db:"emoji"`
	Person string `db:"person"`
	Count  int    `db:"n"`
}

// React adds a reaction and says whether it is new.
func React(ctx context.Context, q sqldb.Q, conversation string, seq int64, emoji, person string, at sqldb.Micros) (bool, error) {
	n, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.reactions(conversation, seq, emoji, person, at) VALUES(?,?,?,?,?) ON CONFLICT DO NOTHING`,
		conversation, seq, emoji, person, at)
	return n > 0, err
}

// Unreact takes a reaction back and says whether there was one.
func Unreact(ctx context.Context, q sqldb.Q, conversation string, seq int64, emoji, person string) (bool, error) {
	n, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.reactions WHERE conversation=? AND seq=? AND emoji=? AND person=?`, conversation, seq, emoji, person)
	return n > 0, err
}

// Emojis are the different ones on a message.
func Emojis(ctx context.Context, q sqldb.Q, conversation string, seq int64) ([]string, error) {
	return sqldb.All[string](ctx, q, `SELECT DISTINCT emoji FROM {o}.reactions WHERE conversation=? AND seq=?`, conversation, seq)
}

// DropReactions removes all of a message.
func DropReactions(ctx context.Context, q sqldb.Q, conversation string, seq int64) error {
	_, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.reactions WHERE conversation=? AND seq=?`, conversation, seq)
	return err
}

// shownReactors is how many of those who reacted alike are named.
const shownReactors = 20

// Reactions are those to messages of the places from to upTo: of each emoji the first
// persons, each row with how many there are in all.
func Reactions(ctx context.Context, q sqldb.Q, conversation string, from, upTo int64) ([]Reaction, error) {
	return sqldb.All[Reaction](ctx, q, `SELECT seq, emoji, person, n FROM (SELECT seq, emoji, person, at,
		count(*) OVER (PARTITION BY seq, emoji) AS n, min(at) OVER (PARTITION BY seq, emoji) AS began,
		row_number() OVER (PARTITION BY seq, emoji ORDER BY at, person) AS place
		FROM {o}.reactions WHERE conversation=? AND seq >= ? AND seq <= ?) few WHERE place <= ? ORDER BY seq, began, emoji, place`,
		conversation, from, upTo, shownReactors)
}

// Rules are how an organisation wants its conversations.
type Rules struct {
	EditMinutes    int  `db:"edit_minutes"`
	RecallMinutes  int  `db:"recall_minutes"`
	Receipts       bool `db:"receipts"`
	Forwarding     bool `db:"forwarding"`
	ForwardOutside bool `db:"forward_outside"`
	AttachmentMB   int  `db:"attachment_mb"`

	DevicesKeepNothing bool `db:"devices_keep_nothing"`
	NoDownloads        bool `db:"no_downloads"`

	TranslateAt string `db:"translate_at"`
}

// RulesOf reads them; those of an organisation that has set none are def.
func RulesOf(ctx context.Context, q sqldb.Q, def Rules) (Rules, error) {
	r, err := sqldb.One[Rules](ctx, q, `SELECT edit_minutes, recall_minutes, receipts, forwarding, forward_outside, attachment_mb, devices_keep_nothing, no_downloads, translate_at FROM {o}.chat_rules WHERE one=1`)
	if errors.Is(err, sqldb.ErrNone) {
		return def, nil
	}
	return r, err
}

// SetRules writes them.
func SetRules(ctx context.Context, q sqldb.Q, r Rules) error {
	_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.chat_rules(one, edit_minutes, recall_minutes, receipts, forwarding, attachment_mb, forward_outside, devices_keep_nothing, no_downloads, translate_at) VALUES(1,?,?,?,?,?,?,?,?,?) ON CONFLICT (one) DO UPDATE SET
		edit_minutes=excluded.edit_minutes, recall_minutes=excluded.recall_minutes, receipts=excluded.receipts, forwarding=excluded.forwarding,
		attachment_mb=excluded.attachment_mb, forward_outside=excluded.forward_outside, devices_keep_nothing=excluded.devices_keep_nothing,
		no_downloads=excluded.no_downloads, translate_at=excluded.translate_at`, r.EditMinutes, r.RecallMinutes, r.Receipts, r.Forwarding, r.AttachmentMB, r.ForwardOutside, r.DevicesKeepNothing, r.NoDownloads, r.TranslateAt)
	return err
}

// Reader is a member and how far they have read.
type Reader struct {
	Person  string                 `db:"person"`
	ReadSeq int64                  `db:"read_seq"`
	Marks   sqldb.JSON[[][2]int64] `db:"marks"`
}

// Readers are the members who could see a message, but its sender, with a page's
// bounds; read: those who have read it, otherwise those who have not.
func Readers(ctx context.Context, q sqldb.Q, m Message, read bool, after string, limit int) ([]Reader, error) {
	return sqldb.All[Reader](ctx, q, `SELECT person, read_seq, marks FROM {o}.conversation_members
		WHERE conversation=? AND came_seq < ? AND person <> ? AND (read_seq >= ?) = ? AND person > ? ORDER BY person LIMIT ?`,
		m.Conversation, m.Seq, m.Sender, m.Seq, read, after, limit)
}

// SomeReaders is Readers of some persons; nil: of anybody.
func SomeReaders(ctx context.Context, q sqldb.Q, m Message, read bool, persons []string, limit int) ([]Reader, error) {
	if persons == nil {
		return Readers(ctx, q, m, read, "", limit)
	}
	return sqldb.All[Reader](ctx, q, `SELECT person, read_seq, marks FROM {o}.conversation_members
		WHERE conversation=? AND came_seq < ? AND person <> ? AND (read_seq >= ?) = ? AND person IN {in} ORDER BY person LIMIT ?`,
		m.Conversation, m.Seq, m.Sender, m.Seq, read, sqldb.Strings(persons), limit)
}

// CountReaders is how many of those who could see a message have read it.
func CountReaders(ctx context.Context, q sqldb.Q, m Message) (read, unread int, err error) {
	type row struct {
		Read   int `db:"read"`
		Unread int `db:"unread"`
	}
	r, err := sqldb.One[row](ctx, q, `SELECT coalesce(sum(CASE WHEN read_seq >= ? THEN 1 ELSE 0 END), 0) AS read,
		coalesce(sum(CASE WHEN read_seq < ? THEN 1 ELSE 0 END), 0) AS unread FROM {o}.conversation_members
		WHERE conversation=? AND came_seq < ? AND person <> ?`, m.Seq, m.Seq, m.Conversation, m.Seq, m.Sender)
	return r.Read, r.Unread, err
}
