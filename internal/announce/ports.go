package announce

import (
	"context"

	"tramway/internal/authz"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// Name is how a person is shown; Picture is the stored file, or empty.
type Name struct{ Name, NameZh, Title, Picture string }

// Circle is whom something is for: everybody, or those in departments, with all below
// them, and persons; Only, unless nil, leaves these persons of them.
type Circle struct {
	Everybody            bool
	Departments, Persons []string
	Only                 []string
}

// People is what announcements ask of whoever knows people.
type People interface {
	Names(ctx context.Context, q sqldb.Q, ids []string) (map[string]Name, error)
	// In are those of a circle who have not left, in order of id after one of them.
	In(ctx context.Context, q sqldb.Q, c Circle, after string, limit int) ([]string, error)
	Size(ctx context.Context, q sqldb.Q, c Circle) (int, error)
	// Places finds persons and departments; what is not there is absent.
	Places(ctx context.Context, q sqldb.Q, refs []ref.Ref) (map[ref.Ref]authz.Resource, error)
}
