package store

import (
	"context"

	"tramway/internal/chatimport/internal/history"
	"tramway/internal/sqldb"
)

// Person is somebody of the other program.
type Person struct {
	Key      string                       `db:"source_key"`
	About    sqldb.Sealed[history.Person] `db:"about"`
	Messages int64                        `db:"messages"`
	How      string                       `db:"how"`
	Person   string                       `db:"person"`
}

// Room is a conversation of the other program.
type Room struct {
	N        int                        `db:"n"`
	Key      string                     `db:"source_key"`
	About    sqldb.Sealed[history.Room] `db:"about"`
	Messages int64                      `db:"messages"`
}

// Message is a message that was read.
type Message struct {
	Room   int                           `db:"room"`
	At     int64                         `db:"at"`
	Key    string                        `db:"source_key"`
	Author string                        `db:"author"`
	Body   sqldb.Sealed[history.Message] `db:"body"`
}

// Problem is something that was left out.
type Problem struct {
	N    int                  `db:"n"`
	File sqldb.Sealed[string] `db:"file"`
	Line int                  `db:"line"`
	Code string               `db:"code"`
}

// PutPeople writes what was read of persons; what was chosen of them stays.
func PutPeople(ctx context.Context, q sqldb.Q, id string, all []Person) error {
	rows := make([][]any, len(all))
	for i, p := range all {
		rows[i] = []any{id, p.Key, p.About, p.Messages, p.How, p.Person}
	}
	return sqldb.Insert(ctx, q, `INSERT INTO {o}.chat_import_people(import, source_key, about, messages, how, person)`, rows,
		`ON CONFLICT (import, source_key) DO UPDATE SET about=excluded.about, messages=excluded.messages, how=excluded.how, person=excluded.person`)
}

// People are persons after a key, in order.
func People(ctx context.Context, q sqldb.Q, id, after string, unknown bool, limit int) ([]Person, error) {
	return sqldb.All[Person](ctx, q, `SELECT source_key, about, messages, how, person FROM {o}.chat_import_people
		WHERE import=? AND source_key > ? AND (NOT ? OR how IN ('name', 'out', 'chosen')) ORDER BY source_key LIMIT ?`, id, after, unknown, limit)
}

// PeopleBy are those of some keys.
func PeopleBy(ctx context.Context, q sqldb.Q, id string, keys []string) ([]Person, error) {
	return sqldb.All[Person](ctx, q, `SELECT source_key, about, messages, how, person FROM {o}.chat_import_people WHERE import=? AND source_key IN {in}`, id, sqldb.Strings(keys))
}

// Choose says who somebody is. key "": all who are not in the directory and not chosen.
func Choose(ctx context.Context, q sqldb.Q, id, key, how, person string) (int64, error) {
	if key == "" {
		return sqldb.Exec(ctx, q, `UPDATE {o}.chat_import_people SET how=?, person='' WHERE import=? AND how IN ('name', 'out')`, how, id)
	}
	return sqldb.Exec(ctx, q, `UPDATE {o}.chat_import_people SET how=?, person=? WHERE import=? AND source_key=?`, how, person, id, key)
}

// Hows is how many persons there are of each kind.
func Hows(ctx context.Context, q sqldb.Q, id string) (map[string]int64, error) {
	type row struct {
		How string `db:"how"`
		N   int64  `db:"n"`
	}
	rows, err := sqldb.All[row](ctx, q, `SELECT how, count(*) AS n FROM {o}.chat_import_people WHERE import=? GROUP BY how`, id)
	out := map[string]int64{}
	for _, r := range rows {
		out[r.How] = r.N
	}
	return out, err
}

// PutRooms writes what was read of rooms.
func PutRooms(ctx context.Context, q sqldb.Q, id string, all []Room) error {
	rows := make([][]any, len(all))
	for i, r := range all {
		rows[i] = []any{id, r.N, r.Key, r.About, r.Messages}
	}
	return sqldb.Insert(ctx, q, `INSERT INTO {o}.chat_import_rooms(import, n, source_key, about, messages)`, rows,
		`ON CONFLICT (import, n) DO UPDATE SET about=excluded.about, messages=excluded.messages`)
}

// Rooms are rooms after a number, in order.
func Rooms(ctx context.Context, q sqldb.Q, id string, after, limit int) ([]Room, error) {
	return sqldb.All[Room](ctx, q, `SELECT n, source_key, about, messages FROM {o}.chat_import_rooms WHERE import=? AND n > ? ORDER BY n LIMIT ?`, id, after, limit)
}

// PutMessages writes messages that were read.
func PutMessages(ctx context.Context, q sqldb.Q, id string, all []Message) error {
	rows := make([][]any, len(all))
	for i, m := range all {
		rows[i] = []any{id, m.Room, m.At, m.Key, m.Author, m.Body}
	}
	return sqldb.Insert(ctx, q, `INSERT INTO {o}.chat_import_messages(import, room, at, source_key, author, body)`, rows, `ON CONFLICT DO NOTHING`)
}

// Place is which message of which room.
type Place struct {
	Room int    `db:"room"`
	Key  string `db:"source_key"`
}

// Known are those of some keys that were read before.
func Known(ctx context.Context, q sqldb.Q, id string, keys []string) ([]Place, error) {
	return sqldb.All[Place](ctx, q, `SELECT room, source_key FROM {o}.chat_import_messages WHERE import=? AND source_key IN {in}`, id, sqldb.Strings(keys))
}

// Messages are those of a room after one of them, in the order of time.
func Messages(ctx context.Context, q sqldb.Q, id string, room int, at int64, key string, limit int) ([]Message, error) {
	return sqldb.All[Message](ctx, q, `SELECT room, at, source_key, author, body FROM {o}.chat_import_messages
		WHERE import=? AND room=? AND (at, source_key) > (?, ?) ORDER BY at, source_key LIMIT ?`, id, room, at, key, limit)
}

// PutProblems writes what was left out.
func PutProblems(ctx context.Context, q sqldb.Q, id string, all []Problem) error {
	rows := make([][]any, len(all))
	for i, p := range all {
		rows[i] = []any{id, p.N, p.File, p.Line, p.Code}
	}
	return sqldb.Insert(ctx, q, `INSERT INTO {o}.chat_import_problems(import, n, file, line, code)`, rows, `ON CONFLICT DO NOTHING`)
}

// Problems are some of them after a number.
func Problems(ctx context.Context, q sqldb.Q, id string, after, limit int) ([]Problem, error) {
	return sqldb.All[Problem](ctx, q, `SELECT n, file, line, code FROM {o}.chat_import_problems WHERE import=? AND n > ? ORDER BY n LIMIT ?`, id, after, limit)
}
