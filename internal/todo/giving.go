package todo

import (
	"context"
	"strings"
	"time"

	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
	"tramway/internal/todo/todoevent"
)

// NewTodo is something that is to be done.
type NewTodo struct {
	Title        string
	Person       string    // who is to do it
	DueAt        time.Time // zero: whenever
	Conversation string    // of the message it came from; "": none
	Seq          int64
	Show         bool // it is said in the conversation, too
}

func (n *NewTodo) check(now time.Time) error {
	var bad fault.Fields
	n.Title = strings.TrimSpace(n.Title)
	bad.Length("body.title", n.Title, 1, maxTitle)
	if !n.DueAt.IsZero() && (n.DueAt.Before(now.Add(-24*time.Hour)) || n.DueAt.Sub(now) > maxAhead) {
		bad.Add("body.due_at", "invalid_value")
	}
	return bad.Err()
}

// Give notes something to be done, for oneself or for a colleague. Errors:
// unknown_person, too_many_todos.
func (m *Module) Give(ctx context.Context, o *org.Org, who org.Who, n NewTodo) (r row, err error) {
	if err := n.check(o.Now()); err != nil {
		return r, err
	}
	err = o.Write(ctx, who, func(tx *org.Tx) error {
		here, err := m.people.Names(tx.Ctx, tx, []string{n.Person})
		if err != nil {
			return err
		}
		if _, ok := here[n.Person]; !ok {
			return fault.Bad("body.person_id", "unknown_person")
		}
		has, err := countOpen(tx.Ctx, tx, n.Person)
		if err == nil && has >= maxOpen {
			err = fault.New(fault.Conflict, "too_many_todos", fault.Args{"max": maxOpen})
		}
		if err != nil {
			return err
		}
		r = row{ID: tx.NewID(), Person: n.Person, MadeBy: who.ID, Title: sqldb.Seal(n.Title), Conversation: n.Conversation, Seq: n.Seq, MadeAt: sqldb.At(tx.Now())}
		if !n.DueAt.IsZero() {
			r.DueAt = sqldb.At(n.DueAt.UTC().Truncate(time.Minute))
		}
		tx.Record(org.Entry{Action: "todo.give", Object: ref.To("todo", r.ID), Note: map[string]string{"person": r.Person, "conversation": r.Conversation}})
		if r.Person != who.ID {
			tx.Emit(todoevent.Given{Todo: r.ID, By: who.ID, Person: r.Person})
		}
		if err := insert(tx.Ctx, tx, r); err != nil {
			return err
		}
		if n.Show && n.Conversation != "" {
			err = m.say(tx, r)
		}
		return told(tx, r, err)
	})
	return r, err
}

// told lets the pages of both know.
func told(tx *org.Tx, r row, err error) error {
	persons := []string{r.Person}
	if r.MadeBy != r.Person {
		persons = append(persons, r.MadeBy)
	}
	tx.Emit(todoevent.Changed{Persons: persons})
	return err
}

// Finish says that something is done, or not yet after all; who is to do it and who
// gave it may.
func (m *Module) Finish(ctx context.Context, o *org.Org, who org.Who, id string, done bool) (r row, err error) {
	err = o.Write(ctx, who, func(tx *org.Tx) error {
		if r, err = find(tx.Ctx, tx, id, who.ID); err == nil {
			r, err = m.finished(tx, r, done)
		}
		return err
	})
	return r, err
}

// finished is Finish in the actor's change.
func (m *Module) finished(tx *org.Tx, r row, done bool) (row, error) {
	if (r.DoneAt > 0) == done {
		tx.Exempt("once")
		return r, nil
	}
	action := "todo.reopen"
	r.DoneAt, r.DoneBy = 0, ""
	if done {
		action, r.DoneAt, r.DoneBy = "todo.finish", sqldb.At(tx.Now()), tx.Who.ID
	}
	if done && r.MadeBy != tx.Who.ID {
		tx.Emit(todoevent.Done{Todo: r.ID, By: tx.Who.ID, Giver: r.MadeBy})
	}
	tx.Record(org.Entry{Action: action, Object: ref.To("todo", r.ID)})
	if err := finish(tx.Ctx, tx, r.ID, r.DoneBy, r.DoneAt); err != nil {
		return r, err
	}
	return r, told(tx, r, m.redraw(tx, r, false))
}

// Drop takes back what the actor gave or noted.
func (m *Module) Drop(ctx context.Context, o *org.Org, who org.Who, id string) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		r, err := find(tx.Ctx, tx, id, who.ID)
		if err != nil {
			return err
		}
		if r.MadeBy != who.ID {
			return fault.New(fault.Conflict, "todo_not_yours")
		}
		tx.Record(org.Entry{Action: "todo.drop", Object: ref.To("todo", id)})
		if err := m.redraw(tx, r, true); err != nil {
			return err
		}
		return told(tx, r, drop(tx.Ctx, tx, id))
	})
}
