package chat

import (
	"context"
	"errors"
	"slices"

	"tramway/internal/chat/internal/store"
	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/sqldb"
)

// Who shares a conversation sees the others' names there, whatever hides them
// elsewhere, and nothing but the names. Nobody is brought in by whom they do not see.

// unseen are those of some persons whom the reader does not see.
func (m *Module) unseen(ctx context.Context, c *httpapi.Call, ids []string) ([]string, error) {
	seen, err := m.people.Seen(ctx, c, ids)
	return slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return seen[id] || id == c.Person() }), err
}

// mayReach refuses whom the reader does not see as if they were not there. A direct
// conversation that both have already stays open to both.
func (m *Module) mayReach(ctx context.Context, c *httpapi.Call, direct bool, persons []string) error {
	hidden, err := m.unseen(ctx, c, persons)
	if err != nil || len(hidden) == 0 {
		return err
	}
	if direct {
		_, err := store.ByPair(ctx, c.Org.Read(), pairOf(c.Person(), hidden[0]))
		if !errors.Is(err, sqldb.ErrNone) {
			return err
		}
	}
	return fault.Bad("body.member_ids", "unknown_person")
}

// mayMention refuses naming whom the reader neither sees nor talks with here: the name
// would be told by the message.
func (m *Module) mayMention(ctx context.Context, c *httpapi.Call, conversation string, ids []string) error {
	persons := slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return id == "all" || isCircle(id) })
	if len(persons) == 0 {
		return nil
	}
	hidden, err := m.unseen(ctx, c, persons)
	if err != nil || len(hidden) == 0 {
		return err
	}
	here, err := store.Persons(ctx, c.Org.Read(), conversation)
	for _, id := range hidden {
		if err == nil && !slices.Contains(here, id) {
			err = fault.Bad("body.mentions", "unknown_person")
		}
	}
	return err
}

// mayCarry refuses the card of whom the reader does not see, and makes the files whole
// whose last piece has come.
func (m *Module) mayCarry(ctx context.Context, c *httpapi.Call, contact string, files []string) error {
	if contact != "" {
		seen, err := m.people.Seen(ctx, c, []string{contact})
		if err != nil {
			return err
		}
		if !seen[contact] && contact != c.Person() {
			return fault.Bad("body.contact", "unknown_person")
		}
	}
	return ripe(ctx, c, files[:min(len(files), maxFiles)])
}

// nameOnly takes from members, in place, all but the names of those whom the reader
// does not see: one question for all lists.
func (m *Module) nameOnly(ctx context.Context, c *httpapi.Call, lists ...[]Member) error {
	ids := []string{}
	for _, list := range lists {
		for _, p := range list {
			ids = append(ids, p.ID)
		}
	}
	seen, err := m.people.Seen(ctx, c, ids)
	for _, list := range lists {
		for i, p := range list {
			if !seen[p.ID] && p.ID != c.Person() {
				list[i].Title, list[i].Picture = "", ""
			}
		}
	}
	return err
}

// shownTo are conversations as the reader may see them.
func (m *Module) shownTo(ctx context.Context, c *httpapi.Call, rows []store.Mine) ([]Conversation, error) {
	views, err := m.views(ctx, c.Org, c.Person(), rows)
	if err != nil {
		return nil, err
	}
	others := make([][]Member, len(views))
	for i, v := range views {
		others[i] = v.Others
	}
	if err := marked(ctx, c, rows, views); err != nil {
		return nil, err
	}
	if err := m.barred(ctx, c, views); err != nil {
		return nil, err
	}
	if err := m.mixed(ctx, c, views); err != nil {
		return nil, err
	}
	silenced(c, views)
	if err := filed(ctx, c, views); err != nil {
		return nil, err
	}
	return views, m.nameOnly(ctx, c, others...)
}
