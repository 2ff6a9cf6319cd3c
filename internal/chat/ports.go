package chat

import (
	"context"

	"tramway/internal/httpapi"
	"tramway/internal/sqldb"
)

// Name is how a person is shown.
type Name struct {
	Name, NameZh, Title, Picture string

	Robot string // what a robot is called; "": it is a person

	Imported bool // an author of imported messages, who is not in the directory
	// Outside is the company of somebody from outside, which may be ""; nil: a colleague.
	Outside *string
}

// People is what the chat asks of whoever knows the organisation's people:
// names by id, those who left or never were are absent.
type People interface {
	Names(ctx context.Context, q sqldb.Q, ids []string) (map[string]Name, error)
	// Called are persons who may be called by some words, so many at most, in the order of
	// their ids after one of these; some of them are found by something else.
	Called(ctx context.Context, q sqldb.Q, words, after string, limit int) ([]string, error)
	// Seen are those of some persons whom the reader of a request may know of.
	Seen(ctx context.Context, c *httpapi.Call, ids []string) (map[string]bool, error)
	// Departments are what those of some ids are called that are departments.
	Departments(ctx context.Context, q sqldb.Q, ids []string) (map[string]Name, error)
	// Placed are those of some persons (nil: all) who are in the organisation now, each with
	// their departments and all above these.
	Placed(ctx context.Context, q sqldb.Q, persons []string) (map[string][]string, error)
}
