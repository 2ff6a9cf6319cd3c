package chat

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	"tramway/internal/chat/chatevent"
	"tramway/internal/chat/internal/store"
	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// NewConversation is what somebody asks for.
type NewConversation struct {
	Kind    string // direct, group
	Title   string
	Members []string // beside the one who asks
}

// Start makes a conversation, or gives the direct one that is there already.
func (m *Module) Start(ctx context.Context, o *org.Org, who org.Who, n NewConversation) (id string, made bool, err error) {
	members := dedupe(n.Members, who.ID)
	n.Title = strings.TrimSpace(n.Title)
	switch {
	case n.Kind == direct && len(members) != 1, n.Kind == grouped && len(members) == 0:
		return "", false, fault.Bad("body.member_ids", "invalid_value")
	case len(members) >= MaxMembers:
		return "", false, fault.Bad("body.member_ids", "too_many", fault.Args{"max": MaxMembers})
	}
	err = o.Write(ctx, who, func(tx *org.Tx) error {
		id, made = "", false
		if err := m.known(tx, members); err != nil {
			return err
		}
		c := store.Conversation{ID: tx.NewID(), Kind: n.Kind, Title: sqldb.Seal(n.Title), CreatedBy: who.ID,
			CreatedAt: sqldb.At(tx.Now()), LastAt: sqldb.At(tx.Now()), Members: len(members) + 1, Rules: sqldb.AsJSON(presets(n.Kind))}
		if n.Kind == direct {
			c.Title = sqldb.Seal("")
			pair := pairOf(who.ID, members[0])
			c.Pair = &pair
			had, err := store.ByPair(tx.Ctx, tx, pair)
			if err == nil {
				id = had
				return nil
			}
			if !errors.Is(err, sqldb.ErrNone) {
				return err
			}
		}
		if err := m.mayTalk(tx.Ctx, tx, who.ID, members, false); err != nil {
			return err
		}
		if err := bringsInside(tx, members); err != nil {
			return err
		}
		if n.Kind == direct {
			if err := m.paceDirects(tx); err != nil {
				return err
			}
		}
		id, made = c.ID, true
		return begin(tx, c, members)
	})
	return id, made, err
}

func dedupe(members []string, but string) []string {
	var out []string
	for _, p := range members {
		if p != but && !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	return out
}

func pairOf(a, b string) string { return min(a, b) + "|" + max(a, b) }

func begin(tx *org.Tx, c store.Conversation, members []string) error {
	ms := []store.Membership{{Person: c.CreatedBy, Role: owner}}
	for _, p := range members {
		ms = append(ms, store.Membership{Person: p, Role: simple})
	}
	tx.Record(org.Entry{Action: "chat.conversation.start", Object: ref.To("conversation", c.ID),
		After: map[string]any{"kind": c.Kind, "members": append([]string{c.CreatedBy}, members...)}})
	tx.Emit(chatevent.MembersChanged{Conversation: c.ID, By: c.CreatedBy, Joined: members})
	tx.Changed(ref.To("conversation", c.ID))
	return store.Create(tx.Ctx, tx, c, ms)
}

// known refuses ids that are nobody in this organisation.
func (m *Module) known(tx *org.Tx, ids []string) error {
	names, err := m.people.Names(tx.Ctx, tx, ids)
	maps.DeleteFunc(names, func(_ string, n Name) bool { return n.Robot != "" || n.Imported })
	if err == nil && len(names) != len(ids) {
		err = fault.Bad("body.member_ids", "unknown_person")
	}
	return err
}

// AddMembers adds persons to a group; they see what comes from now on, or all, as the
// group's rules say. A line says so to all.
func (m *Module) AddMembers(ctx context.Context, o *org.Org, who org.Who, conversation string, persons []string) error {
	persons = dedupe(persons, "")
	return o.Write(ctx, who, func(tx *org.Tx) error {
		mine, err := group(tx, conversation, who.ID)
		if err == nil {
			err = invites(mine)
		}
		if err != nil {
			return err
		}
		if err := m.known(tx, persons); err != nil {
			return err
		}
		if err := m.mayTalk(tx.Ctx, tx, who.ID, persons, false); err != nil {
			return err
		}
		if err := bringsInside(tx, persons); err != nil {
			return err
		}
		if mine.Members+len(persons) > MaxMembers {
			return fault.Bad("body.member_ids", "too_many", fault.Args{"max": MaxMembers})
		}
		fresh, err := newIn(tx, conversation, persons)
		if err != nil {
			return err
		}
		var ms []store.Membership
		for _, p := range persons {
			ms = append(ms, newcomer(p, mine.LastSeq, mine.Rules.V))
		}
		err = change(tx, "chat.conversation.add_members", conversation, map[string]any{"members": persons}, chatevent.MembersChanged{Conversation: conversation, By: who.ID, Joined: persons},
			store.Join(tx.Ctx, tx, conversation, ms))
		if err != nil {
			return err
		}
		return came(tx, conversation, fresh)
	})
}

// invites refuses whoever may not bring others into a group.
func invites(mine store.Mine) error {
	if mine.Follows != "" {
		return fault.New(fault.Conflict, "group_follows")
	}
	return allowed(mine, mine.Rules.V.Invite)
}

// group finds a conversation that can change: a direct one is what it is.
func group(tx *org.Tx, conversation, person string) (store.Mine, error) {
	mine, err := find(tx.Ctx, tx, conversation, person)
	if err == nil && mine.Kind == direct {
		err = fault.New(fault.Conflict, "cannot_leave_direct")
	}
	return mine, err
}

func change(tx *org.Tx, action, conversation string, after any, e org.Event, err error) error {
	if err != nil {
		return err
	}
	tx.Record(org.Entry{Action: action, Object: ref.To("conversation", conversation), After: after})
	tx.Emit(e)
	tx.Changed(ref.To("conversation", conversation))
	return nil
}

// Leave takes the person out of a group. Its owner hands it over first, unless nobody
// else is in it.
func Leave(ctx context.Context, o *org.Org, who org.Who, conversation string) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		mine, err := group(tx, conversation, who.ID)
		switch {
		case err != nil:
			return err
		case mine.Follows != "":
			return fault.New(fault.Conflict, "group_follows")
		case mine.Role == owner && mine.Members > 1:
			return fault.New(fault.Conflict, "group_needs_owner")
		}
		err = change(tx, "chat.conversation.leave", conversation, map[string]any{"member": who.ID},
			chatevent.MembersChanged{Conversation: conversation, By: who.ID, Left: []string{who.ID}}, store.Leave(tx.Ctx, tx, conversation, who.ID))
		if err != nil || mine.Members == 1 {
			return err
		}
		return went(tx, conversation, who.ID, wentLeft)
	})
}

// Rename gives a group another title.
func Rename(ctx context.Context, o *org.Org, who org.Who, conversation, title string) error {
	title = strings.TrimSpace(title)
	if len([]rune(title)) > maxTitle {
		return fault.Bad("body.title", "too_long", fault.Args{"max": maxTitle})
	}
	return o.Write(ctx, who, func(tx *org.Tx) error {
		mine, err := group(tx, conversation, who.ID)
		if err == nil {
			err = allowed(mine, mine.Rules.V.Rename)
		}
		if err == nil {
			err = inside(tx, conversation)
		}
		if err != nil {
			return err
		}
		return change(tx, "chat.conversation.rename", conversation, nil, chatevent.MembersChanged{Conversation: conversation, By: who.ID},
			store.Rename(tx.Ctx, tx, conversation, title))
	})
}
