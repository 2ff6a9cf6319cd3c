package chat

import (
	"context"
	"slices"

	"tramway/internal/chat/internal/store"
	"tramway/internal/fault"
	"tramway/internal/httpapi"
)

// Whom urgent notices go to that somebody sends from a conversation, by its rules.

// MayDing refuses an urgent notice about what is said in a group whose rules leave that to
// its administrators. Errors: not_found, group_admins_only.
func (m *Module) MayDing(ctx context.Context, c *httpapi.Call, conversation string) error {
	mine, err := find(ctx, c.Org.Read(), conversation, c.Person())
	if err == nil && !may(mine, mine.Rules.V.Ding) {
		err = fault.Bad("body.message", "group_admins_only")
	}
	return err
}

// DingAll are all in a conversation but the reader, if its rules let them send urgent notices
// in it. Errors: not_found, group_admins_only.
func (m *Module) DingAll(ctx context.Context, c *httpapi.Call, conversation string) ([]string, error) {
	if err := m.MayDing(ctx, c, conversation); err != nil {
		return nil, err
	}
	all, err := store.Persons(ctx, c.Org.Read(), conversation)
	return slices.DeleteFunc(all, func(id string) bool { return id == c.Person() }), err
}

// DingUnread are all who could see a message and have not read it, but the reader, where
// they are told of that. Errors: not_found, group_admins_only, receipts_off.
func (m *Module) DingUnread(ctx context.Context, c *httpapi.Call, conversation string, seq int64) ([]string, error) {
	if err := m.MayDing(ctx, c, conversation); err != nil {
		return nil, err
	}
	msg, _, err := receipted(ctx, c, MessagePath{ConversationPath{conversation}, seq})
	if err != nil {
		return nil, err
	}
	rows, err := store.Readers(ctx, c.Org.Read(), msg, false, "", MaxMembers)
	out := []string{}
	for _, r := range rows {
		if r.Person != c.Person() {
			out = append(out, r.Person)
		}
	}
	return out, err
}

// receipted finds a message that the reader sees, where members are told who has read it.
func receipted(ctx context.Context, c *httpapi.Call, in MessagePath) (msg store.Message, mine store.Mine, err error) {
	rules, err := RulesOf(ctx, c.Org.Read())
	if err != nil {
		return msg, mine, err
	}
	if mine, err = find(ctx, c.Org.Read(), in.ID, c.Person()); err != nil {
		return msg, mine, err
	}
	if !rules.Receipts || !mine.Rules.V.Receipts {
		return msg, mine, fault.New(fault.Conflict, "receipts_off")
	}
	msg, err = known(seen(ctx, c.Org.Read(), mine, in.Seq))
	return msg, mine, err
}
