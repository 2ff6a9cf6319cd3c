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
		Erasures: []life.Erasure{{Name: "todos", Tables: []string{"todos"}, Left: todosOf, Step: eraseTodos}},
		Heirs:    []life.Heir{{Name: "todos", Count: countTodos, Pass: passTodos}},
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

func eraseTodos(tx *org.Tx, person string, _ sqldb.Micros, limit int) (int, error) {
	n, err := sqldb.Exec(tx.Ctx, tx, `DELETE FROM {o}.todos WHERE id IN (SELECT id FROM {o}.todos WHERE person=? OR made_by=? ORDER BY id LIMIT ?)`, person, person, limit)
	return int(n), err
}

func countTodos(ctx context.Context, o *org.Org, person string) (int, error) {
	return countOpen(ctx, o.Read(), person)
}

// passTodos gives a leaver's open ones to their heir; without one they stay as they are.
func passTodos(tx *org.Tx, person, heir string) error {
	if heir == "" {
		return nil
	}
	n, err := sqldb.Exec(tx.Ctx, tx, `UPDATE {o}.todos SET person=?, conversation='', seq=0 WHERE person=? AND done_at=0`, heir, person)
	if err != nil || n == 0 {
		return err
	}
	tx.Record(org.Entry{Action: "todo.pass", Object: ref.To("person", heir), Note: map[string]string{"from": person}})
	tx.Emit(todoevent.Changed{Persons: []string{heir}})
	return nil
}
