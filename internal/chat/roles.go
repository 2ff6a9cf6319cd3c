package chat

import (
	"context"

	"tramway/internal/chat/chatevent"
	"tramway/internal/chat/internal/store"
	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/ref"
)

// SetRole makes a member of a group an administrator of it, or not any more; its
// administrators may. Naming another owner hands the group over: only its owner may,
// who stays an administrator.
func SetRole(ctx context.Context, o *org.Org, who org.Who, conversation, person, role string) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		mine, them, err := ledMember(tx, conversation, person)
		if err != nil || them.Role == role {
			return err
		}
		if role != simple {
			if err := mayLead(tx, person); err != nil {
				return err
			}
		}
		if role == owner {
			return handOver(tx, mine, person)
		}
		if them.Role == owner {
			return fault.New(fault.Conflict, "group_needs_owner")
		}
		tx.Record(org.Entry{Action: "chat.conversation.set_role", Object: ref.To("conversation", conversation),
			Before: map[string]any{"member": person, "role": them.Role}, After: map[string]any{"member": person, "role": role}})
		_, err = store.SetRole(tx.Ctx, tx, conversation, person, role)
		return touched(tx, conversation, err)
	})
}

func handOver(tx *org.Tx, mine store.Mine, heir string) error {
	if mine.Role != owner {
		return fault.New(fault.Conflict, "group_owner_only")
	}
	if _, err := store.SetRole(tx.Ctx, tx, mine.ID, mine.Person, admin); err != nil {
		return err
	}
	tx.Record(org.Entry{Action: "chat.conversation.hand_over", Object: ref.To("conversation", mine.ID), Note: map[string]string{"from": mine.Person, "to": heir}})
	_, err := store.SetRole(tx.Ctx, tx, mine.ID, heir, owner)
	return touched(tx, mine.ID, err)
}

// RemoveMember takes somebody out of a group; its administrators may, but nobody its
// owner. What they wrote stays.
func RemoveMember(ctx context.Context, o *org.Org, who org.Who, conversation, person string) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		mine, them, err := ledMember(tx, conversation, person)
		switch {
		case err != nil:
			return err
		case them.Role == owner:
			return fault.New(fault.Conflict, "group_needs_owner")
		case mine.Follows != "":
			return fault.New(fault.Conflict, "group_follows")
		}
		err = change(tx, "chat.conversation.remove_member", conversation, map[string]any{"member": person},
			chatevent.MembersChanged{Conversation: conversation, By: who.ID, Left: []string{person}}, store.Leave(tx.Ctx, tx, conversation, person))
		if err != nil {
			return err
		}
		return went(tx, conversation, person, wentRemoved)
	})
}

// ledMember finds a group that the actor leads, and somebody in it.
func ledMember(tx *org.Tx, conversation, person string) (mine, them store.Mine, err error) {
	if mine, err = led(tx, conversation); err != nil {
		return mine, them, err
	}
	them, err = find(tx.Ctx, tx, conversation, person)
	return mine, them, err
}
