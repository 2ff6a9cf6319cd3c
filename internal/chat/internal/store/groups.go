package store

import (
	"context"

	"tramway/internal/sqldb"
)

// GroupRules say who may do what in a group: "all" members or its "admins".
type GroupRules struct {
	Post       string `json:"post" enum:"all,admins" doc:"who writes"`
	Upload     string `json:"upload" required:"false" default:"all" enum:"all,admins" doc:"who sends files, images and voice messages"`
	MentionAll string `json:"mention_all" enum:"all,admins" doc:"who calls everybody at once"`
	Ding       string `json:"ding" required:"false" default:"all" enum:"all,admins" doc:"who sends urgent notices (DING) about what is said here"`
	Pin        string `json:"pin" enum:"all,admins" doc:"who pins messages"`
	Invite     string `json:"invite" enum:"all,admins" doc:"who adds people"`
	Rename     string `json:"rename" enum:"all,admins"`
	History    bool   `json:"history" doc:"people who come later see what was said before"`
	Forward    bool   `json:"forward" doc:"messages may be forwarded from here"`
	Receipts   bool   `json:"receipts" doc:"members see who has read, where the organisation's rules allow it too"`
}

// SetGroupRules changes a group's.
func SetGroupRules(ctx context.Context, q sqldb.Q, conversation string, r GroupRules) error {
	_, err := sqldb.Exec(ctx, q, `UPDATE {o}.conversations SET rules=? WHERE id=?`, sqldb.AsJSON(r), conversation)
	return err
}

// Archive closes a conversation for writing from a moment; 0 opens it again.
func Archive(ctx context.Context, q sqldb.Q, conversation string, at sqldb.Micros) error {
	_, err := sqldb.Exec(ctx, q, `UPDATE {o}.conversations SET archived_at=? WHERE id=?`, at, conversation)
	return err
}

// SetRole changes what a member is in a conversation and says whether they are in it.
func SetRole(ctx context.Context, q sqldb.Q, conversation, person, role string) (bool, error) {
	n, err := sqldb.Exec(ctx, q, `UPDATE {o}.conversation_members SET role=? WHERE conversation=? AND person=?`, role, conversation, person)
	return n > 0, err
}

// SetMine changes how one member has a conversation.
func SetMine(ctx context.Context, q sqldb.Q, conversation string, m Membership) error {
	_, err := sqldb.Exec(ctx, q, `UPDATE {o}.conversation_members SET pinned_at=?, muted_until=?, hears=? WHERE conversation=? AND person=?`,
		m.PinnedAt, m.MutedUntil, m.Hears, conversation, m.Person)
	return err
}

// Following is a conversation whose members come from the directory.
type Following struct {
	ID      string                 `db:"id"`
	Follows string                 `db:"follows"`
	LastSeq int64                  `db:"last_seq"`
	Rules   sqldb.JSON[GroupRules] `db:"rules"`
}

// FollowingAll are all of them: one a department at most.
func FollowingAll(ctx context.Context, q sqldb.Q) ([]Following, error) {
	return sqldb.All[Following](ctx, q, `SELECT id, follows, last_seq, rules FROM {o}.conversations WHERE follows <> '' ORDER BY id`)
}

// ByFollows finds the one that follows a department, or everyone.
func ByFollows(ctx context.Context, q sqldb.Q, what string) (string, error) {
	return sqldb.One[string](ctx, q, `SELECT id FROM {o}.conversations WHERE follows=?`, what)
}

// Placed is a person in a conversation.
type Placed struct {
	Conversation string `db:"conversation"`
	Person       string `db:"person"`
	Role         string `db:"role"`
}

// MembersAmong are those of some persons (nil: everybody) who are in conversations that
// follow the directory.
func MembersAmong(ctx context.Context, q sqldb.Q, persons []string) ([]Placed, error) {
	return sqldb.All[Placed](ctx, q, `SELECT m.conversation, m.person, m.role FROM {o}.conversation_members m JOIN {o}.conversations c ON c.id = m.conversation
		WHERE c.follows <> '' AND (? OR m.person IN {in})`, persons == nil, sqldb.Strings(persons))
}

// LeaveAll takes several members out of one conversation.
func LeaveAll(ctx context.Context, q sqldb.Q, conversation string, persons []string) error {
	_, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.conversation_members WHERE conversation=? AND person IN {in}`, conversation, sqldb.Strings(persons))
	if err != nil {
		return err
	}
	return recount(ctx, q, conversation)
}

// NextLine takes the next place in a conversation for a line of the system: its latest
// message was said when it was said.
func NextLine(ctx context.Context, q sqldb.Q, conversation string) (int64, error) {
	return sqldb.One[int64](ctx, q, `UPDATE {o}.conversations SET last_seq=last_seq+1 WHERE id=? RETURNING last_seq`, conversation)
}

// ReadLine marks a line as read for those who had read everything before it.
func ReadLine(ctx context.Context, q sqldb.Q, conversation string, seq int64) error {
	_, err := sqldb.Exec(ctx, q, `UPDATE {o}.conversation_members SET read_seq=? WHERE conversation=? AND read_seq=?`, seq, conversation, seq-1)
	return err
}

// NotFollowing are those of some conversations whose members do not come from the directory
// and in which somebody is.
func NotFollowing(ctx context.Context, q sqldb.Q, conversations []string) ([]string, error) {
	return sqldb.All[string](ctx, q, `SELECT id FROM {o}.conversations WHERE follows='' AND members > 0 AND id IN {in} ORDER BY id`, sqldb.Strings(conversations))
}
