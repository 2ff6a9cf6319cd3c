package announce

import (
	"encoding/json"

	"tramway/internal/announce/internal/store"
	"tramway/internal/directory/directoryevent"
	"tramway/internal/org"
)

const joinersJob = "announce.joiners"

// joiners are persons who may have come into the audience of something.
type joiners struct {
	Persons []string `json:"persons"`
}

// Subscribers hear of people who joined or moved.
func (m *Module) Subscribers() []org.Subscriber {
	return []org.Subscriber{{Name: "announce", Types: []string{directoryevent.PeopleChanged{}.EventType()}, Handle: m.hear}}
}

// hear asks for a look at those who changed, in portions, if anything waits for joiners.
func (m *Module) hear(tx *org.Tx, events []org.Received) error {
	waiting, err := store.ForJoiners(tx.Ctx, tx, micros(tx))
	if err != nil || len(waiting) == 0 {
		return err
	}
	var persons []string
	for _, r := range events {
		e, err := org.As[directoryevent.PeopleChanged](r)
		if err != nil {
			return err
		}
		persons = append(persons, e.Persons...)
	}
	for len(persons) > 0 {
		n := min(len(persons), portion)
		tx.Enqueue(org.Job{Kind: joinersJob, Data: joiners{persons[:n]}})
		persons = persons[n:]
	}
	return nil
}

// joinersStep gives what is in force to those who came into its audience.
func (m *Module) joinersStep(tx *org.Tx, j org.Due) error {
	var came joiners
	if err := json.Unmarshal(j.Data.V, &came); err != nil {
		return err
	}
	all, err := store.ForJoiners(tx.Ctx, tx, micros(tx))
	if err != nil {
		return err
	}
	for _, a := range all {
		in := circle(a.Audience.V)
		in.Only = came.Persons
		persons, err := m.people.In(tx.Ctx, tx, in, "", portion)
		if err != nil {
			return err
		}
		added, err := m.give(tx, a, persons)
		if err != nil {
			return err
		}
		if added > 0 {
			tx.Record(org.Entry{Action: "announce.deliver", Object: refTo(a.ID), After: map[string]int{"receivers": a.Receivers + added}})
		}
	}
	return nil
}
