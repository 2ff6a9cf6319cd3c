package retention

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"tramway/internal/fault"
	"tramway/internal/keep"
	"tramway/internal/life"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/retention/internal/store"
	"tramway/internal/sqldb"
)

// eraseJob forgets one person, one step a commit. What a least still keeps is tried
// again on the day it is over; while a hold is on, every day.
const eraseJob = "retention.erase"

type erasing struct {
	Erasure string `json:"erasure"`
}

type erasureFacts struct {
	Person string `json:"person"`
	Wrote  bool   `json:"wrote"`
	Part   string `json:"part,omitempty"`
	Rows   int    `json:"rows,omitempty"`
}

// Forget begins to erase what is held of somebody who has left; name is typed by
// whoever asks, so that nobody is forgotten by a slip. wrote: also what they wrote to
// others and did.
func (m *Module) Forget(ctx context.Context, o *org.Org, who org.Who, person, name string, wrote bool) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		p, err := m.people.Person(tx.Ctx, tx, person)
		switch {
		case err != nil:
			return err
		case p.ID == "":
			return fault.New(fault.NotFound, "not_found")
		case p.LeftAt == 0:
			return fault.New(fault.Conflict, "person_still_here")
		case !called(p, name):
			return fault.Bad("body.name", "name_differs")
		}
		everybody, persons, err := held(tx.Ctx, tx, tx.Now())
		if err != nil {
			return err
		}
		if everybody || slices.Contains(persons, person) {
			return fault.New(fault.Conflict, "person_held")
		}
		return begin(tx, person, who.ID, wrote)
	})
}

func called(p Person, name string) bool {
	name = strings.Join(strings.Fields(name), " ")
	return name != "" && (strings.EqualFold(name, strings.Join(strings.Fields(p.Name), " ")) || name == p.NameZh ||
		strings.EqualFold(name, strings.TrimSpace(p.NameZh+" "+p.Name)))
}

// begin asks for the first step. Asked again, it may take more than before.
func begin(tx *org.Tx, person, by string, wrote bool) error {
	had, err := store.ErasuresOf(tx.Ctx, tx, []string{person})
	if err != nil {
		return err
	}
	e, again := had[person]
	if !again {
		e = store.Erasure{ID: tx.NewID(), Person: person, AskedBy: by, MadeAt: sqldb.At(tx.Now())}
	}
	e.Wrote, e.State, e.DoneAt = e.Wrote || wrote, "running", 0
	tx.Record(org.Entry{Action: "retention.erase.begin", Object: ref.To("erasure", e.ID), After: erasureFacts{Person: person, Wrote: e.Wrote}})
	tx.Enqueue(org.Job{Kind: eraseJob, Key: eraseJob + ":" + e.ID, Data: erasing{e.ID}})
	return store.SaveErasure(tx.Ctx, tx, e)
}

func (m *Module) eraseStep(tx *org.Tx, j org.Due) error {
	var data erasing
	if err := json.Unmarshal(j.Data.V, &data); err != nil {
		return err
	}
	e, err := store.ErasureByID(tx.Ctx, tx, data.Erasure)
	if err != nil || e == nil || e.State == "done" {
		return err
	}
	next, err := m.eraseNext(tx, e)
	if err != nil {
		return err
	}
	if e.NextAt = 0; !next.IsZero() {
		e.NextAt = sqldb.At(next)
		tx.Enqueue(org.Job{Kind: eraseJob, Key: eraseJob + ":" + e.ID, Due: next, Data: data})
	}
	return store.SaveErasure(tx.Ctx, tx, *e)
}

// eraseNext takes one step and says when the next one is; zero: that was all.
func (m *Module) eraseNext(tx *org.Tx, e *store.Erasure) (time.Time, error) {
	p, err := m.people.Person(tx.Ctx, tx, e.Person)
	if err != nil {
		return time.Time{}, err
	}
	if p.ID != "" && p.LeftAt == 0 { // came back meanwhile
		e.State, e.DoneAt = "done", sqldb.At(tx.Now())
		return time.Time{}, nil
	}
	everybody, persons, err := held(tx.Ctx, tx, tx.Now())
	if err != nil {
		return time.Time{}, err
	}
	if everybody || slices.Contains(persons, e.Person) {
		e.State = "held"
		return tomorrow(tx.Org, tx.Now()), nil
	}
	for _, part := range m.parts.Erasures {
		if part.Wrote && !e.Wrote {
			continue
		}
		n, err := part.Step(tx, e.Person, leastOf(tx.Now(), part.Class), stepRows)
		if err != nil {
			return time.Time{}, err
		}
		if n > 0 {
			e.State, e.Gone = "running", e.Gone+int64(n)
			tx.Record(org.Entry{Action: "retention.erase.step", Object: ref.To("erasure", e.ID),
				After: erasureFacts{Person: e.Person, Wrote: e.Wrote, Part: part.Name, Rows: n}})
			return tx.Now(), nil
		}
	}
	return m.rest(tx, e)
}

// rest waits for what must stay for now, or is done.
func (m *Module) rest(tx *org.Tx, e *store.Erasure) (time.Time, error) {
	var next time.Time
	for _, part := range m.parts.Erasures {
		if part.Wrote && !e.Wrote {
			continue
		}
		d, err := part.Left(tx.Ctx, tx, e.Person)
		if err != nil {
			return next, err
		}
		if d.Rows == 0 {
			continue
		}
		if at := stays(part, d, tx.Now()); next.IsZero() || at.Before(next) {
			next = at
		}
	}
	if next.IsZero() {
		e.State, e.DoneAt = "done", sqldb.At(tx.Now())
		tx.Record(org.Entry{Action: "retention.erase.done", Object: ref.To("erasure", e.ID), After: map[string]any{"person": e.Person, "rows": e.Gone}})
		return next, nil
	}
	e.State = "waiting"
	return next, nil
}

// stays is until when a part's least keeps what is left, and at least until tomorrow:
// a step that could take nothing is not tried again at once.
func stays(part life.Erasure, d life.Due, now time.Time) time.Time {
	at := now
	if c, ok := keep.Find(part.Class); ok && d.At > 0 {
		at = d.At.Time().Add(time.Duration(c.Least)*day + time.Second)
	}
	if soon := now.Add(day); at.Before(soon) {
		return soon
	}
	return at
}
