package chat

import (
	"context"
	"strings"

	"tramway/internal/chat/chatevent"
	"tramway/internal/chat/internal/store"
	"tramway/internal/fault"
	"tramway/internal/org"
)

// MaxDescription is how many characters say what a group is for.
const MaxDescription = 1000

// Describe says what a group is for; whoever may rename it may. Errors: not_found,
// cannot_leave_direct, conversation_archived, group_admins_only, too_long.
func Describe(ctx context.Context, o *org.Org, who org.Who, conversation, text string) error {
	text = strings.TrimSpace(text)
	if len([]rune(text)) > MaxDescription {
		return fault.Bad("body.description", "too_long", fault.Args{"max": MaxDescription})
	}
	return o.Write(ctx, who, func(tx *org.Tx) error {
		mine, err := group(tx, conversation, who.ID)
		if err == nil {
			err = allowed(mine, mine.Rules.V.Rename)
		}
		if err == nil {
			err = inside(tx, conversation)
		}
		if err != nil || mine.Description.V == text {
			return err
		}
		return change(tx, "chat.conversation.describe", conversation, nil, chatevent.MembersChanged{Conversation: conversation, By: who.ID},
			store.Describe(tx.Ctx, tx, conversation, text))
	})
}
