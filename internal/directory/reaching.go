package directory

import (
	"context"

	"tramway/internal/directory/internal/store"
	"tramway/internal/httpapi"
	"tramway/internal/sqldb"
)

// Within are those of departments, and of what is below them, whom the reader sees.
// unknown: the reader does not see one of the departments.
func (m *Module) Within(ctx context.Context, c *httpapi.Call, departments []string) (persons []string, unknown bool, err error) {
	if len(departments) == 0 {
		return nil, false, nil
	}
	v, err := look(ctx, c)
	if err != nil {
		return nil, false, err
	}
	below := sqldb.Strings{}
	for _, d := range departments {
		if !hasDepartment(v.shown, d) {
			return nil, true, nil
		}
		below = append(below, store.Subtree(v.shown, d)...)
	}
	persons, err = store.Standing(ctx, c.Org.Read(), below)
	if err != nil {
		return nil, false, err
	}
	seen, err := v.sees(ctx, c, persons)
	out := persons[:0]
	for _, p := range persons {
		if seen[p] {
			out = append(out, p)
		}
	}
	return out, false, err
}

// Reach is where somebody is reached; "" where nothing is known.
type Reach struct {
	Email string
	Phone string // E.164
}

// Reach says it of those of some persons who have not left.
func (m *Module) Reach(ctx context.Context, q sqldb.Q, ids []string) (map[string]Reach, error) {
	rows, err := store.Reach(ctx, q, ids)
	out := map[string]Reach{}
	for _, r := range rows {
		out[r.ID] = Reach{store.Text(r.Email), store.Text(r.Phone)}
	}
	return out, err
}
