package chat

import (
	"context"
	"errors"
	"slices"
	"strings"

	"tramway/internal/authz"
	"tramway/internal/chat/chatevent"
	"tramway/internal/chat/internal/store"
	"tramway/internal/directory/directoryevent"
	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// everyone is what the group of all staff follows.
const everyone = "everyone"

// Follow makes a group, or a channel, of a department and all below it, or of all
// staff: whoever comes to the department comes into it, whoever leaves it leaves it.
// The one that is there already is given. Guests are in none. Errors:
// unknown_department.
func (m *Module) Follow(ctx context.Context, o *org.Org, who org.Who, kind, title, what string) (id string, made bool, err error) {
	title = strings.TrimSpace(title)
	err = o.Write(ctx, who, func(tx *org.Tx) error {
		id, made = "", false
		if err := m.isDepartment(tx, what); err != nil {
			return err
		}
		had, err := store.ByFollows(tx.Ctx, tx, what)
		if !errors.Is(err, sqldb.ErrNone) {
			id = had
			return err
		}
		c := store.Conversation{ID: tx.NewID(), Kind: kind, Title: sqldb.Seal(title), CreatedBy: who.ID, CreatedAt: micros(tx), LastAt: micros(tx),
			Rules: sqldb.AsJSON(presets(kind)), Follows: what}
		id, made = c.ID, true
		tx.Record(org.Entry{Action: "chat.conversation.start", Object: ref.To("conversation", c.ID), After: map[string]any{"kind": kind, "follows": what}})
		if err := store.Create(tx.Ctx, tx, c, []store.Membership{{Person: who.ID, Role: owner}}); err != nil {
			return err
		}
		return m.follow(tx, nil)
	})
	return id, made, err
}

func (m *Module) isDepartment(tx *org.Tx, what string) error {
	if what == everyone {
		return nil
	}
	there, err := m.people.Departments(tx.Ctx, tx, []string{what})
	if err == nil && there[what] == (Name{}) {
		err = fault.Bad("body.department_id", "unknown_department")
	}
	return err
}

// Subscribers keep groups that follow the directory as it is.
func (m *Module) Subscribers() []org.Subscriber {
	return []org.Subscriber{{Name: "chat.following", Handle: m.hear,
		Types: []string{directoryevent.PeopleChanged{}.EventType(), directoryevent.DepartmentsChanged{}.EventType()}}}
}

func (m *Module) hear(tx *org.Tx, events []org.Received) error {
	persons := []string{}
	for _, r := range events {
		if r.Type != (directoryevent.PeopleChanged{}).EventType() {
			persons = nil // the tree: everybody may be elsewhere
			break
		}
		e, err := org.As[directoryevent.PeopleChanged](r)
		if err != nil {
			return err
		}
		persons = append(persons, e.Persons...)
	}
	return m.follow(tx, persons)
}

// follow puts some persons (nil: everybody) into the groups of their departments, and
// takes them out of those of others. Nobody is told one by one.
func (m *Module) follow(tx *org.Tx, persons []string) error {
	groups, err := store.FollowingAll(tx.Ctx, tx)
	if err != nil || len(groups) == 0 {
		return err
	}
	places, err := m.people.Placed(tx.Ctx, tx, persons)
	if err != nil {
		return err
	}
	guests, err := authz.Outsiders(tx.Ctx, tx)
	if err != nil {
		return err
	}
	for _, id := range guests {
		delete(places, id)
	}
	rows, err := store.MembersAmong(tx.Ctx, tx, persons)
	if err != nil {
		return err
	}
	in := map[string]map[string]string{} // roles, by conversation and person
	for _, r := range rows {
		if in[r.Conversation] == nil {
			in[r.Conversation] = map[string]string{}
		}
		in[r.Conversation][r.Person] = r.Role
	}
	for _, g := range groups {
		if err := adjust(tx, g, places, in[g.ID]); err != nil {
			return err
		}
	}
	return nil
}

// adjust brings one group's members to what the directory says of them. Its owner stays.
func adjust(tx *org.Tx, g store.Following, places map[string][]string, roles map[string]string) error {
	belongs := func(person string) bool {
		departments, here := places[person]
		return here && (g.Follows == everyone || slices.Contains(departments, g.Follows))
	}
	var come []store.Membership
	var joined, gone []string
	for person := range places {
		if roles[person] == "" && belongs(person) {
			come, joined = append(come, newcomer(person, g.LastSeq, g.Rules.V)), append(joined, person)
		}
	}
	for person, role := range roles {
		if role != owner && !belongs(person) {
			gone = append(gone, person)
		}
	}
	if len(come)+len(gone) == 0 {
		return nil
	}
	slices.Sort(joined)
	slices.Sort(gone)
	tx.Record(org.Entry{Action: "chat.conversation.follow", Object: ref.To("conversation", g.ID), After: map[string]any{"joined": joined, "left": gone}})
	tx.Emit(chatevent.MembersChanged{Conversation: g.ID, Left: gone})
	tx.Changed(ref.To("conversation", g.ID))
	if err := store.Join(tx.Ctx, tx, g.ID, come); err != nil || len(gone) == 0 {
		return err
	}
	return store.LeaveAll(tx.Ctx, tx, g.ID, gone)
}

// newcomer is somebody who comes into a group when it is at a place: they need not have
// read what was said before, and see it only where the rules say so.
func newcomer(person string, last int64, r store.GroupRules) store.Membership {
	m := store.Membership{Person: person, Role: simple, ReadSeq: last, CameSeq: last}
	if !r.History {
		m.JoinedSeq = last
	}
	return m
}
