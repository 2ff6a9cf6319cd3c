package chat

import (
	"context"

	"tramway/internal/id"
	"tramway/internal/sqldb"
)

// Authors is what the chat asks of whoever knows who wrote in another program and is not
// in the directory.
type Authors interface {
	// Names are what those of some ids were called that are such authors.
	Names(ctx context.Context, q sqldb.Q, ids []string) (map[string]string, error)
}

// SetAuthors is told to the chat before it serves.
func (m *Module) SetAuthors(a Authors) { m.people = withAuthors{m.people, a} }

type withAuthors struct {
	People
	authors Authors
}

// Names asks about authors only if somebody is no person.
func (w withAuthors) Names(ctx context.Context, q sqldb.Q, ids []string) (map[string]Name, error) {
	out, err := w.People.Names(ctx, q, ids)
	if err != nil {
		return nil, err
	}
	var others []string
	for _, one := range ids {
		if _, known := out[one]; !known && id.Check(one) == nil {
			others = append(others, one)
		}
	}
	if len(others) == 0 {
		return out, nil
	}
	names, err := w.authors.Names(ctx, q, others)
	for one, name := range names {
		out[one] = AuthorName(name)
	}
	return out, err
}

// AuthorName says that somebody is known by what was imported, and not in the directory.
func AuthorName(name string) Name {
	return Name{Name: name + " (imported)", NameZh: name + "（匯入）", Imported: true}
}
