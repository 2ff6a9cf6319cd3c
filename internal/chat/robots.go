package chat

import (
	"context"
	"errors"

	"tramway/internal/chat/internal/store"
	"tramway/internal/fault"
	"tramway/internal/id"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// Robots is what the chat asks of whoever knows the programs that post in groups.
type Robots interface {
	// Names are what those of some ids are called that are robots, or were.
	Names(ctx context.Context, q sqldb.Q, ids []string) (map[string]string, error)
}

// SetRobots is told to the chat before it serves.
func (m *Module) SetRobots(r Robots) { m.people = withRobots{m.people, r} }

// withRobots names robots where people are named.
type withRobots struct {
	People
	robots Robots
}

// Names asks about robots only if somebody is not a person.
func (w withRobots) Names(ctx context.Context, q sqldb.Q, ids []string) (map[string]Name, error) {
	out, err := w.People.Names(ctx, q, ids)
	if err != nil {
		return nil, err
	}
	var others []string
	for _, one := range ids {
		if _, person := out[one]; !person && id.Check(one) == nil {
			others = append(others, one)
		}
	}
	if len(others) == 0 {
		return out, nil
	}
	robots, err := w.robots.Names(ctx, q, others)
	for one, name := range robots {
		out[one] = RobotName(name)
	}
	return out, err
}

// RobotName says that it is one wherever only a name is shown.
func RobotName(name string) Name {
	return Name{Name: name + " (robot)", NameZh: name + "（機械人）", Robot: name}
}

// Leads refuses whoever is not an administrator of a group. Errors: not_found,
// group_admins_only.
func (m *Module) Leads(ctx context.Context, q sqldb.Q, conversation, person string) error {
	mine, err := find(ctx, q, conversation, person)
	if err == nil && !leads(mine) {
		err = fault.New(fault.Conflict, "group_admins_only")
	}
	return err
}

// SayAsRobot posts what a robot says, in the name of whoever makes the change: it is in
// no conversation, and writes where its group's administrators put it as one of them
// would. again says that it was there under its client id. Errors: those of posting.
func (mod *Module) SayAsRobot(tx *org.Tx, conversation string, d Draft) (message string, again bool, err error) {
	d.spell()
	if err := d.check(); err != nil {
		return "", false, err
	}
	had, err := saidBefore(tx, d.ClientID)
	if err != nil || had != "" {
		return had, true, err
	}
	c, err := store.ByID(tx.Ctx, tx, conversation)
	if errors.Is(err, sqldb.ErrNone) {
		err = fault.New(fault.NotFound, "not_found")
	}
	if err != nil {
		return "", false, err
	}
	mine := store.Mine{Conversation: c, Membership: store.Membership{Person: tx.Who.ID, Role: admin}}
	if err := writable(tx, mine, d); err != nil {
		return "", false, err
	}
	if d.Card != nil {
		return mod.placeCard(tx, mine, d)
	}
	m, waits, err := mod.inspected(tx, mine, d)
	if err == nil && !waits {
		m, err = place(tx, conversation, spoken{id: tx.NewID(), sender: tx.Who.ID}, d, "text")
	}
	return m.ID, false, err
}

// saidBefore is the message that the actor sent under a client id, posted or held; "" if
// there is none.
func saidBefore(tx *org.Tx, client string) (string, error) {
	m, err := store.ByClient(tx.Ctx, tx, tx.Who.ID, client)
	if err == nil || !errors.Is(err, sqldb.ErrNone) {
		return m.ID, err
	}
	held, err := store.HeldByClient(tx.Ctx, tx, tx.Who.ID, client)
	if err != nil || held == nil {
		return "", err
	}
	return held.ID, nil
}
