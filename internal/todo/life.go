package todo

import (
	"context"

	"tramway/internal/life"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
	"tramway/internal/todo/todoevent"
)

// Life is what happens to things to be done when they are old, and when somebody leaves
// or is gone: what a leaver had to do is passed on.
func (m *Module) Life() life.Parts {
	return life.Parts{
		Copies:   []life.Copy{{Table: "todos", Where: "person = ? OR made_by = ?"}},
		Purges:   []life.Purge{{Class: "conversation", Tables: []string{"todos"}, Due: oldTodos, Step: purgeTodos}},
		Erasures: []life.Erasure{{Name: "todos", Tables: []string{"todos"}, Left: todosOf, Step: m.eraseTodos}},
		Heirs:    []life.Heir{{Name: "todos", Count: countTodos, Pass: m.passTodos}},
	}
}

// free leaves out what concerns somebody who is held.
const free = ` AND person NOT IN {in} AND made_by NOT IN {in}`

func oldTodos(ctx context.Context, o *org.Org, before sqldb.Micros, held []string) (d life.Due, err error) {
	list := sqldb.Strings(held)
	d.Rows, err = sqldb.One[int64](ctx, o.Read(), `SELECT count(*) FROM {o}.todos WHERE made_at < ?`+free, before, list, list)
	if err == nil {
		d.At, err = sqldb.One[sqldb.Micros](ctx, o.Read(), `SELECT coalesce(min(made_at), 0) FROM {o}.todos WHERE TRUE`+free, list, list)
	}
	return d, err
}

func purgeTodos(tx *org.Tx, before sqldb.Micros, held []string, limit int) (int, error) {
	list := sqldb.Strings(held)
	n, err := sqldb.Exec(tx.Ctx, tx, `DELETE FROM {o}.todos WHERE id IN (SELECT id FROM {o}.todos WHERE made_at < ?`+free+` ORDER BY id LIMIT ?)`, before, list, list, limit)
	return int(n), err
}

func todosOf(ctx context.Context, q sqldb.Q, person string) (d life.Due, err error) {
	d.Rows, err = sqldb.One[int64](ctx, q, `SELECT count(*) FROM {o}.todos WHERE person=? OR made_by=?`, person, person)
	return d, err
}

// eraseTodos takes somebody's away, and their name from what was said of these in
// conversations.
func (m *Module) eraseTodos(tx *org.Tx, person string, _ sqldb.Micros, limit int) (int, error) {
	rows, err := sqldb.All[row](tx.Ctx, tx, `SELECT `+cols+` FROM {o}.todos WHERE person=? OR made_by=? ORDER BY id LIMIT ?`, person, person, limit)
	for _, r := range rows {
		if err := m.redraw(tx, unnamed(r, person), true); err != nil {
			return 0, err
		}
		if err := drop(tx.Ctx, tx, r.ID); err != nil {
			return 0, err
		}
	}
	return len(rows), err
}

// unnamed is a row without somebody in it, as far as they are named.
func unnamed(r row, person string) row {
	if r.Person == person {
		r.Person = ""
	}
	return r
}

func countTodos(ctx context.Context, o *org.Org, person string) (int, error) {
	return countOpen(ctx, o.Read(), person)
}

// passTodos gives a leaver's open ones to their heir; without one they stay as they are.
// The heir may not be where they were said.
func (m *Module) passTodos(tx *org.Tx, person, heir string) error {
	if heir == "" {
		return nil
	}
	said, err := sqldb.All[row](tx.Ctx, tx, `SELECT `+cols+` FROM {o}.todos WHERE person=? AND done_at=0 AND conversation <> '' ORDER BY id`, person)
	if err != nil {
		return err
	}
	for _, r := range said {
		if err := m.redraw(tx, r, true); err != nil {
			return err
		}
	}
	n, err := sqldb.Exec(tx.Ctx, tx, `UPDATE {o}.todos SET person=?, conversation='', seq=0 WHERE person=? AND done_at=0`, heir, person)
	if err != nil || n == 0 {
		return err
	}
	tx.Record(org.Entry{Action: "todo.pass", Object: ref.To("person", heir), Note: map[string]string{"from": person}})
	tx.Emit(todoevent.Changed{Persons: []string{heir}})
	return nil
}
