package search_test

import (
	"context"
	"testing"

	"tramway/internal/chat"
	"tramway/internal/chat/chatevent"
	"tramway/internal/directory"
	"tramway/internal/httpapi"
	"tramway/internal/org"
	"tramway/internal/org/orgtest"
	"tramway/internal/ref"
	"tramway/internal/search"
	"tramway/internal/sqldb"
)

// talks are the chat's messages, as the program hands them over.
type talks struct{ *chat.Module }

func (t talks) Texts(ctx context.Context, q sqldb.Q, places []search.Place) ([]search.Message, error) {
	return messages(t.Module.Texts(ctx, q, chatPlaces(places)))
}

func (t talks) TextsSeen(ctx context.Context, q sqldb.Q, person string, places []search.Place) ([]search.Message, error) {
	return messages(t.Module.TextsSeen(ctx, q, person, chatPlaces(places)))
}

func (t talks) TextsBefore(ctx context.Context, q sqldb.Q, id string, limit int) ([]search.Message, string, error) {
	rows, upto, err := t.Module.TextsBefore(ctx, q, id, limit)
	out, err := messages(rows, err)
	return out, upto, err
}

func (talks) Titles(context.Context, *httpapi.Call, []string) (map[string]string, error) {
	return nil, nil
}

func chatPlaces(places []search.Place) (out []chat.Place) {
	for _, p := range places {
		out = append(out, chat.Place(p))
	}
	return out
}

func messages(rows []chat.Text, err error) (out []search.Message, _ error) {
	for _, r := range rows {
		out = append(out, search.Message{Place: search.Place(r.Place), ID: r.ID, Sender: r.Sender, Text: r.Text, Mentions: r.Mentions, Reacted: r.Reacted, At: r.At})
	}
	return out, err
}

var migrations = []sqldb.Migrations{directory.Migrations, chat.Migrations, search.Migrations}

// house is an organisation that searches.
func house(t testing.TB, e sqldb.Dialect) (*orgtest.House, *search.Module) {
	t.Helper()
	m := search.New(talks{chat.New(nil)}, nil)
	return orgtest.New(t, e, org.Config{Migrations: migrations, Subscribers: m.Subscribers(), Jobs: m.Jobs()}), m
}

// row is a message as the chat keeps it.
type row struct {
	room, id, sender, text string
	seq                    int64
	at                     sqldb.Micros
}

const insertMessages = `INSERT INTO {o}.messages(conversation, seq, id, client_id, sender, kind, body, mentions, state, at)`

func (r row) values() []any {
	return []any{r.room, r.seq, r.id, r.id, r.sender, "text", sqldb.Seal(r.text), sqldb.AsJSON([]string{}), "released", r.at}
}

// post writes messages with what the chat says of them.
func post(t testing.TB, h *orgtest.House, rows ...row) {
	t.Helper()
	err := h.Write(t.Context(), org.System("test"), func(tx *org.Tx) error {
		tx.Record(org.Entry{Action: "test.post", Object: ref.To("test", rows[0].id)})
		var all [][]any
		for _, r := range rows {
			all = append(all, r.values())
			tx.Emit(chatevent.Posted{Conversation: r.room, Seq: r.seq, Sender: r.sender})
		}
		return sqldb.Insert(tx.Ctx, tx, insertMessages, all, "")
	})
	if err != nil {
		t.Fatal(err)
	}
}

// exec changes the chat's rows as the chat would, and says so by events.
func exec(t testing.TB, h *orgtest.House, text string, args []any, events ...org.Event) {
	t.Helper()
	err := h.Write(t.Context(), org.System("test"), func(tx *org.Tx) error {
		tx.Record(org.Entry{Action: "test.change", Object: ref.To("test", "it")})
		for _, e := range events {
			tx.Emit(e)
		}
		_, err := sqldb.Exec(tx.Ctx, tx, text, args...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

var system = org.System("test")
