package directory

import (
	"context"
	"slices"

	"tramway/internal/directory/internal/store"
	"tramway/internal/httpapi"
	"tramway/internal/sqldb"
)

// Calls knows whom somebody may call.
type Calls interface {
	// Callable are those of some persons whom another may call.
	Callable(ctx context.Context, q sqldb.Q, from string, to []string) (map[string]bool, error)
}

// SetCalls says who knows; a telephone number is for whoever may call it.
func (m *Module) SetCalls(c Calls) { m.calls = c }

// unlist takes from rows, in place, the numbers that the reader may not call. Who edits a
// person has to know them whole, and nobody is kept from their own.
func (m *Module) unlist(ctx context.Context, c *httpapi.Call, may [][]string, rows []store.Person) (callable map[string]bool, err error) {
	var ids []string
	for _, p := range rows {
		if p.Phone != nil && p.ID != c.Person() {
			ids = append(ids, p.ID)
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	callable, err = m.calls.Callable(ctx, c.Org.Read(), c.Person(), ids)
	for i, p := range rows {
		if p.ID != c.Person() && !callable[p.ID] && !slices.Contains(may[i], "edit") {
			rows[i].Phone = nil
		}
	}
	return callable, err
}

// foundOpenly are those of a list that are found by what the reader is shown: else
// typing the beginnings of a number that is kept from them would tell it. views are rows
// as they are shown.
func foundOpenly(words []string, rows []store.Person, views []Person) []Person {
	out := views[:0]
	for i, v := range views {
		if rows[i].HasNumbers(words) {
			out = append(out, v)
		}
	}
	return out
}
