package directory

import (
	"context"
	"encoding/json"
	"strconv"

	"tramway/internal/directory/directoryevent"
	"tramway/internal/directory/internal/store"
	"tramway/internal/fault"
	"tramway/internal/life"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// Heirs are told to the directory once every module is there: what a leaver has in
// hand is passed on in the commit in which they leave.
func (m *Module) Heirs(heirs []life.Heir) { m.heirs = heirs }

// LeavePerson lets somebody leave: what they have in hand goes to the heir ("" if
// nobody has to take over anything), their rights and their way in end.
func (m *Module) LeavePerson(ctx context.Context, o *org.Org, who org.Who, person, heir string) error {
	if person == who.ID {
		return fault.New(fault.Conflict, "leave_oneself")
	}
	note, needs, err := m.inHand(ctx, o, person)
	if err == nil && needs && heir == "" {
		err = fault.Bad("body.heir_id", "required")
	}
	if err != nil {
		return err
	}
	note["heir"] = heir
	return o.Write(ctx, who, func(tx *org.Tx) error {
		p, err := leaver(tx, person, "active", "person_left")
		if err != nil {
			return err
		}
		if err := heirThere(tx, person, heir); err != nil {
			return err
		}
		for _, h := range m.heirs {
			if err := h.Pass(tx, person, heir); err != nil {
				return err
			}
		}
		was := p
		p.Status, p.LeftAt, p.Departments, p.Manager = "left", micros(tx), nil, nil
		return savePresence(tx, "directory.person.leave", was, p, note)
	})
}

// ReturnPerson takes somebody back who left; rights and a way in are given anew.
func ReturnPerson(ctx context.Context, o *org.Org, who org.Who, person string) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		p, err := leaver(tx, person, "left", "person_there")
		if err == nil {
			err = roomFor(tx.Ctx, tx, o, 1)
		}
		if err != nil {
			return err
		}
		was := p
		p.Status, p.LeftAt = "active", 0
		return savePresence(tx, "directory.person.return", was, p, nil)
	})
}

func leaver(tx *org.Tx, person, status, refusal string) (store.Person, error) {
	people, err := store.ByID(tx.Ctx, tx, []string{person})
	if err != nil {
		return store.Person{}, err
	}
	if len(people) == 0 {
		return store.Person{}, fault.New(fault.NotFound, "not_found")
	}
	if people[0].Status != status {
		return store.Person{}, fault.New(fault.Conflict, refusal)
	}
	return people[0], nil
}

func heirThere(tx *org.Tx, person, heir string) error {
	if heir == "" {
		return nil
	}
	people, err := store.ByID(tx.Ctx, tx, []string{heir})
	if err == nil && (len(people) == 0 || people[0].Status != "active" || heir == person) {
		err = fault.Bad("body.heir_id", "unknown_person")
	}
	return err
}

func savePresence(tx *org.Tx, action string, was, p store.Person, note map[string]string) error {
	p.Version, p.Import = was.Version+1, nil
	r := ref.To("person", p.ID)
	tx.Record(org.Entry{Action: action, Object: r, Before: was, After: p, Note: note})
	tx.Emit(directoryevent.PeopleChanged{Persons: []string{p.ID}})
	tx.Changed(r)
	return store.Save(tx.Ctx, tx, []store.Person{p})
}

// inHand counts what somebody has in hand, as the entry of their leaving keeps it, and
// says whether anybody has to take something over.
func (m *Module) inHand(ctx context.Context, o *org.Org, person string) (note map[string]string, needs bool, err error) {
	note = map[string]string{}
	for _, h := range m.heirs {
		n, err := h.Count(ctx, o, person)
		if err != nil {
			return nil, false, err
		}
		if n > 0 {
			note[life.Counted+h.Name] = strconv.Itoa(n)
			needs = needs || h.Needs
		}
	}
	return note, needs, nil
}

func countReports(ctx context.Context, o *org.Org, person string) (int, error) {
	ids, err := store.Reports(ctx, o.Read(), person)
	return len(ids), err
}

func passReports(tx *org.Tx, person, heir string) error {
	ids, err := store.Reports(tx.Ctx, tx, person)
	if err != nil || len(ids) == 0 {
		return err
	}
	for _, id := range ids {
		tx.Changed(ref.To("person", id))
	}
	tx.Emit(directoryevent.PeopleChanged{Persons: ids})
	tx.Record(org.Entry{Action: "directory.person.reports", Object: ref.To("person", person), Note: map[string]string{"heir": heir}, After: map[string][]string{"reports": ids}})
	return store.HandReports(tx.Ctx, tx, person, store.Optional(heir))
}

// leaveJob takes a leaver's way in: it is the installation's, not the house's.
const leaveJob = "directory.leave"

type leaving struct {
	Person string `json:"person"`
	// Had says that there was a way in: should the program end after taking it and
	// before the entry, the entry is written all the same.
	Had bool `json:"had,omitempty"`
}

func (m *Module) countAccount(ctx context.Context, o *org.Org, person string) (int, error) {
	has, err := m.accounts.WithAccount(ctx, o.ID, []string{person})
	return len(has), err
}

func (m *Module) passAccount(tx *org.Tx, person, _ string) error {
	has, err := m.accounts.WithAccount(tx.Ctx, tx.Org.ID, []string{person})
	tx.Enqueue(org.Job{Kind: leaveJob, Key: leaveJob + ":" + person, Data: leaving{person, has[person]}})
	return err
}

// shutOut runs after the commit; until then the person comes in and may do nothing.
func (m *Module) shutOut(ctx context.Context, o *org.Org, j org.Due) error {
	var l leaving
	if err := json.Unmarshal(j.Data.V, &l); err != nil {
		return err
	}
	people, err := store.ByID(ctx, o.Read(), []string{l.Person})
	if err != nil || len(people) == 1 && people[0].Status != "left" { // taken back meanwhile
		return err
	}
	sessions, had, err := m.accounts.PersonLeaves(ctx, o.ID, l.Person)
	if err != nil || !had && !l.Had {
		return err
	}
	note := map[string]string{}
	if had { // and else how many they were isn't known any more
		note[life.Counted+"sessions"] = strconv.Itoa(sessions)
	}
	who := org.System(leaveJob)
	who.Once = org.Once{Key: j.ID, Digest: []byte{}} // the program may end before the job is taken away
	err = o.Write(ctx, who, func(tx *org.Tx) error {
		tx.Record(org.Entry{Action: "directory.person.shut_out", Object: ref.To("person", l.Person), Note: note})
		return nil
	})
	if fault.Is(err, "idempotency_in_use") {
		return nil
	}
	return err
}

// Leaver is somebody who has left.
type Leaver struct {
	ID, Name, NameZh string
	LeftAt           sqldb.Micros
}

// Leavers are those who have left, the latest first.
func (m *Module) Leavers(ctx context.Context, q sqldb.Q, before sqldb.Micros, beforeID string, limit int) ([]Leaver, error) {
	rows, err := store.Leavers(ctx, q, before, beforeID, limit)
	return leavers(rows), err
}

// LeftBefore are some of those who left before a moment, the earliest first.
func (m *Module) LeftBefore(ctx context.Context, q sqldb.Q, moment sqldb.Micros, limit int) ([]Leaver, error) {
	rows, err := store.LeftBefore(ctx, q, moment, limit)
	return leavers(rows), err
}

func leavers(rows []store.Leaver) []Leaver {
	out := make([]Leaver, len(rows))
	for i, r := range rows {
		out[i] = Leaver{r.ID, r.Name, r.NameZh, r.LeftAt}
	}
	return out
}

// Person says who somebody is and when they left, 0 if they have not.
func (m *Module) Person(ctx context.Context, q sqldb.Q, id string) (Leaver, error) {
	people, err := store.ByID(ctx, q, []string{id})
	if err != nil || len(people) == 0 {
		return Leaver{}, err
	}
	p := people[0]
	return Leaver{p.ID, p.Name, p.NameZh, p.LeftAt}, nil
}
