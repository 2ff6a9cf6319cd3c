package search

import (
	"context"

	"tramway/internal/httpapi"
	"tramway/internal/search/internal/store"
	"tramway/internal/sqldb"
)

// Place names a message: the conversation and its place there.
type Place = store.Place

// Message is a message that the members of its conversation can read.
type Message struct {
	Place
	ID       string
	Sender   string
	Text     string
	Mentions []string // person ids, or "all"
	Reacted  bool
	Attached []string // kinds of what it carries: file, image, voice, location, contact
	At       sqldb.Micros
}

// Source is what search asks of whoever keeps messages.
type Source interface {
	// Texts are the messages at some places, in no order; what nobody can read any
	// more, or not yet, is absent.
	Texts(ctx context.Context, q sqldb.Q, places []Place) ([]Message, error)
	// TextsSeen are those of them that a person may read at this moment.
	TextsSeen(ctx context.Context, q sqldb.Q, person string, places []Place) ([]Message, error)
	// TextsBefore goes through all, latest first: those before an id, of at most limit
	// that are looked at. upto is where to go on, "" at the beginning of all.
	TextsBefore(ctx context.Context, q sqldb.Q, id string, limit int) (out []Message, upto string, err error)
	// CountTexts is how many there are.
	CountTexts(ctx context.Context, q sqldb.Q) (int64, error)
	// Rooms are the conversations that a person is in at this moment.
	Rooms(ctx context.Context, q sqldb.Q, person string) ([]string, error)
	// Titles name conversations as the reader of a request sees them.
	Titles(ctx context.Context, c *httpapi.Call, ids []string) (map[string]string, error)
}

// Name is how a person is shown.
type Name struct {
	Name, NameZh, Picture string
	Outside               *string // the company of somebody from outside; nil: a colleague
}

// People is what search asks of whoever knows people.
type People interface {
	Names(ctx context.Context, q sqldb.Q, ids []string) (map[string]Name, error)
}
