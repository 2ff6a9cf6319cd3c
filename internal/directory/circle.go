package directory

import (
	"context"

	"tramway/internal/directory/internal/store"
	"tramway/internal/sqldb"
)

// Circle is whom something is for: everybody, or those in departments, with all below
// them, and persons; Only, unless nil, leaves these persons of them.
type Circle struct {
	Everybody            bool
	Departments, Persons []string
	Only                 []string
}

// In are those of a circle who have not left, in order of id after one of them.
func (m *Module) In(ctx context.Context, q sqldb.Q, c Circle, after string, limit int) ([]string, error) {
	deep, err := c.deep(ctx, q)
	if err != nil {
		return nil, err
	}
	return store.InCircle(ctx, q, deep, after, limit)
}

// Size is how many are in a circle.
func (m *Module) Size(ctx context.Context, q sqldb.Q, c Circle) (int, error) {
	deep, err := c.deep(ctx, q)
	if err != nil {
		return 0, err
	}
	return store.CountCircle(ctx, q, deep)
}

// deep takes in what is below the chosen departments.
func (c Circle) deep(ctx context.Context, q sqldb.Q) (store.Circle, error) {
	out := store.Circle{Everybody: c.Everybody, Persons: c.Persons, Only: c.Only}
	if c.Everybody || len(c.Departments) == 0 {
		return out, nil
	}
	all, err := store.Departments(ctx, q)
	for _, d := range c.Departments {
		out.Departments = append(out.Departments, store.Subtree(all, d)...)
	}
	return out, err
}
