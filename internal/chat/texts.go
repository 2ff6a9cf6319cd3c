package chat

import (
	"context"
	"strings"

	"tramway/internal/chat/internal/store"
	"tramway/internal/httpapi"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// Texts are read outside the chat through what stands here, and in no other way: by
// search, which finds messages by their words. A conversation that can't be read here
// would give none.

// Place is where a message is.
type Place = store.Place

// Text is a message that the members of its conversation can read.
type Text struct {
	Place
	ID       string
	Sender   string
	Text     string
	Mentions []string // person ids, or "all"
	Reacted  bool
	Attached []string // kinds of what it carries; the words of it are in the text
	At       sqldb.Micros
}

// Texts are the messages at some places, in no order; what is recalled, erased, held or
// not there is absent.
func (m *Module) Texts(ctx context.Context, q sqldb.Q, places []Place) ([]Text, error) {
	rows, err := store.Texts(ctx, q, places)
	return texts(ctx, q, rows, err)
}

// TextsSeen are those of them that a person may read at this moment.
func (m *Module) TextsSeen(ctx context.Context, q sqldb.Q, person string, places []Place) ([]Text, error) {
	rows, err := store.TextsSeen(ctx, q, person, places)
	return texts(ctx, q, rows, err)
}

// TextsBefore goes through all messages, latest first: those before an id, of at most
// limit messages. upto is where to go on, "" at the beginning of all.
func (m *Module) TextsBefore(ctx context.Context, q sqldb.Q, id string, limit int) (out []Text, upto string, err error) {
	rows, upto, err := store.TextsBefore(ctx, q, id, limit)
	out, err = texts(ctx, q, rows, err)
	return out, upto, err
}

// TextsOf are those of some conversations with ids from one on and before another, oldest
// first.
func (m *Module) TextsOf(ctx context.Context, q sqldb.Q, conversations []string, from, before string, limit int) ([]Text, error) {
	rows, err := store.TextsOf(ctx, q, conversations, from, before, limit)
	return texts(ctx, q, rows, err)
}

// CountTexts is how many there are.
func (m *Module) CountTexts(ctx context.Context, q sqldb.Q) (int64, error) {
	return store.CountTexts(ctx, q)
}

// Rooms are the conversations that a person is in at this moment.
func (m *Module) Rooms(ctx context.Context, q sqldb.Q, person string) ([]string, error) {
	return store.Rooms(ctx, q, person)
}

// RoomsAmong are those of a person's conversations in which everybody is one of some,
// and how many conversations they are in at all.
func (m *Module) RoomsAmong(ctx context.Context, q sqldb.Q, person string, among []string) (rooms []string, all int, err error) {
	return store.RoomsAmong(ctx, q, person, among)
}

// Cards name the conversations among some that the reader is in.
func (m *Module) Cards(ctx context.Context, c *httpapi.Call, ids []string) ([]ref.Card, error) {
	return m.cards(ctx, c, ids)
}

// texts are messages as they are read, those that carry others with what they carry.
func texts(ctx context.Context, q sqldb.Q, rows []store.Text, err error) ([]Text, error) {
	out := make([]Text, len(rows))
	at := map[Place]int{}
	var forwards, carriers []Place
	for i, r := range rows {
		out[i] = Text{r.Place, r.ID, r.Sender, r.Body.V, r.Mentions.V, r.Reacted, nil, r.At}
		if r.Attached != "" {
			carriers, at[r.Place] = append(carriers, r.Place), i
		}
		if r.Kind == "forward" {
			forwards, at[r.Place] = append(forwards, r.Place), i
		}
	}
	if err != nil {
		return nil, err
	}
	carried, err := store.CarriedAt(ctx, q, forwards)
	for _, c := range carried {
		t := &out[at[c.Place]]
		t.Text = strings.TrimPrefix(t.Text+"\n"+c.Body.V, "\n")
	}
	if err != nil {
		return nil, err
	}
	files, err := store.FilesAt(ctx, q, carriers)
	for _, f := range files {
		t := &out[at[f.Place]]
		t.Attached = append(t.Attached, f.Kind)
		t.Text = said(t.Text, []store.File{{About: f.About}})
	}
	return out, err
}
