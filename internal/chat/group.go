package chat

import (
	"context"

	"tramway/internal/chat/chatevent"
	"tramway/internal/chat/internal/store"
	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/ref"
)

// GroupRules say who may do what in a group.
type GroupRules store.GroupRules

const (
	direct  = "direct"
	grouped = "group"
	channel = "channel"

	forAll    = "all"
	forAdmins = "admins"

	owner  = "owner"
	admin  = "admin"
	simple = "member"
)

// presets are the rules a new conversation begins with: in a group everybody may do
// everything, in a channel few speak to many.
func presets(kind string) store.GroupRules {
	who := forAll
	if kind == channel {
		who = forAdmins
	}
	return store.GroupRules{Post: who, Upload: who, MentionAll: who, Ding: who, Pin: who, Invite: who, Rename: who, History: kind == channel, Forward: true, Receipts: true}
}

// leads says that a member is the owner of a group or one of its administrators.
func leads(mine store.Mine) bool {
	return mine.Kind != direct && (mine.Role == owner || mine.Role == admin)
}

// may says whether a rule lets a member do something; in a direct conversation both are
// equal.
func may(mine store.Mine, rule string) bool {
	return mine.Kind == direct || leads(mine) || rule == forAll
}

// cans are what a member can do in a conversation, for the page.
func cans(mine store.Mine) (out []string) {
	r, open, moves := mine.Rules.V, mine.ArchivedAt == 0, mine.Kind != direct
	for _, one := range []struct {
		name string
		ok   bool
	}{
		{"post", open && may(mine, r.Post)},
		{"upload", open && may(mine, r.Post) && may(mine, r.Upload)},
		{"mention_all", open && moves && may(mine, r.MentionAll)},
		{"ding", may(mine, r.Ding)},
		{"pin_messages", open && may(mine, r.Pin)},
		{"add_members", open && moves && mine.Follows == "" && may(mine, r.Invite)},
		{"rename", open && moves && may(mine, r.Rename)},
		{"leave", moves && mine.Follows == ""},
		{"forward", r.Forward},
		{"translate", r.Forward},
		{"recall_others", leads(mine)},
		{"remove_members", leads(mine) && mine.Follows == ""},
		{"set_rules", leads(mine)},
		{"archive", leads(mine)},
		{"hand_over", mine.Role == owner && moves},
	} {
		if one.ok {
			out = append(out, one.name)
		}
	}
	return out
}

// allowed refuses what a rule does not let a member do, and everything that changes an
// archived conversation.
func allowed(mine store.Mine, rule string) error {
	switch {
	case mine.ArchivedAt > 0:
		return fault.New(fault.Conflict, "conversation_archived")
	case !may(mine, rule):
		return fault.New(fault.Conflict, "group_admins_only")
	}
	return nil
}

// writable refuses a message where its author may not speak.
func writable(tx *org.Tx, mine store.Mine, d Draft) error {
	if err := inside(tx, mine.ID); err != nil {
		return err
	}
	if err := allowed(mine, mine.Rules.V.Post); err != nil {
		return err
	}
	if d.carriesFiles() && !may(mine, mine.Rules.V.Upload) {
		return fault.New(fault.Conflict, "uploads_admins_only")
	}
	if d.mentionsAll() && !may(mine, mine.Rules.V.MentionAll) {
		return fault.Bad("body.mentions", "group_admins_only")
	}
	return nil
}

// led finds a group that the actor leads.
func led(tx *org.Tx, conversation string) (store.Mine, error) {
	mine, err := group(tx, conversation, tx.Who.ID)
	if err == nil && !leads(mine) {
		err = fault.New(fault.Conflict, "group_admins_only")
	}
	return mine, err
}

// SetGroupRules changes who may do what in a group; its administrators may.
func SetGroupRules(ctx context.Context, o *org.Org, who org.Who, conversation string, r GroupRules) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		mine, err := led(tx, conversation)
		if err != nil || GroupRules(mine.Rules.V) == r {
			return err
		}
		tx.Record(org.Entry{Action: "chat.conversation.set_rules", Object: ref.To("conversation", conversation), Before: mine.Rules.V, After: r})
		return touched(tx, conversation, store.SetGroupRules(tx.Ctx, tx, conversation, store.GroupRules(r)))
	})
}

// Archive ends writing in a group, or lets it go on; its administrators may.
func Archive(ctx context.Context, o *org.Org, who org.Who, conversation string, on bool) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		mine, err := led(tx, conversation)
		if err != nil || (mine.ArchivedAt > 0) == on {
			return err
		}
		action, at := "chat.conversation.reopen", micros(tx)
		if on {
			action = "chat.conversation.archive"
		} else {
			at = 0
		}
		tx.Record(org.Entry{Action: action, Object: ref.To("conversation", conversation)})
		return touched(tx, conversation, store.Archive(tx.Ctx, tx, conversation, at))
	})
}

// touched tells the members' pages that a conversation is not what it was.
func touched(tx *org.Tx, conversation string, err error) error {
	tx.Emit(chatevent.MembersChanged{Conversation: conversation, By: tx.Who.ID})
	tx.Changed(ref.To("conversation", conversation))
	return err
}
