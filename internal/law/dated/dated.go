// Package dated holds law as tables whose rows each have a first and a last day
// and a source. It promises that the rows of a table follow each other without
// gap or overlap, and that a day outside the rows is an error, never a guess.
//
// Floor: 1
package dated

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"

	"tramway/internal/civil"
)

// Errors for a day outside a table.
var (
	ErrBefore = errors.New("dated: before the first row of the table")
	ErrAfter  = errors.New("dated: after the last row of the table")
)

// Row is one state of the law: the days on which it holds (Until is zero while
// no end is known), its source (a key of the source list) and its values.
type Row struct {
	From   civil.Date                 `json:"from"`
	Until  civil.Date                 `json:"until,omitzero"`
	Source string                     `json:"source"`
	Status string                     `json:"status"`
	Values map[string]json.RawMessage `json:"values"`
}

// Contains tells whether the row holds on the day.
func (r Row) Contains(d civil.Date) bool {
	return !d.Before(r.From) && (r.Until.IsZero() || !d.After(r.Until))
}

// Info is a table for a reader: its rows from the oldest to the newest and,
// where a change is already expected, the day to look again.
type Info struct {
	ID     string     `json:"id"`
	Title  string     `json:"title"`
	Review civil.Date `json:"review,omitzero"`
	Rows   []Row      `json:"rows"`
}

// At returns the row in force on the day, ErrBefore or ErrAfter.
func (t Info) At(d civil.Date) (Row, error) {
	i, err := t.index(d)
	if err != nil {
		return Row{}, err
	}
	return t.Rows[i], nil
}

// index looks from the newest row back, because recent days are asked for most.
func (t Info) index(d civil.Date) (int, error) {
	last := len(t.Rows) - 1
	if until := t.Rows[last].Until; !until.IsZero() && d.After(until) {
		return 0, fmt.Errorf("%w %s: %s", ErrAfter, t.ID, d)
	}
	for i := last; i >= 0; i-- {
		if !d.Before(t.Rows[i].From) {
			return i, nil
		}
	}
	return 0, fmt.Errorf("%w %s: %s", ErrBefore, t.ID, d)
}

// Next returns the first row that begins after the day, if the table has one.
func (t Info) Next(d civil.Date) (Row, bool) {
	for _, r := range t.Rows {
		if r.From.After(d) {
			return r, true
		}
	}
	return Row{}, false
}

// Table is an Info whose values have been read into T.
type Table[T any] struct {
	Info
	values []T
}

// Load reads data/ID.json. Its errors are mistakes in the data, so programs use MustLoad.
func Load[T any](files fs.FS, id string) (*Table[T], error) {
	raw, err := fs.ReadFile(files, "data/"+id+".json")
	if err != nil {
		return nil, err
	}
	t := &Table[T]{}
	if err := json.Unmarshal(raw, &t.Info); err != nil {
		return nil, fmt.Errorf("dated: %s: %w", id, err)
	}
	if t.ID != id || len(t.Rows) == 0 {
		return nil, fmt.Errorf("dated: %s: the file names table %q with %d rows", id, t.ID, len(t.Rows))
	}
	t.Title = "table." + id
	return t, t.read()
}

// MustLoad is Load for data compiled into the program: a mistake there is found by any test.
func MustLoad[T any](files fs.FS, id string) *Table[T] {
	t, err := Load[T](files, id)
	if err != nil {
		panic(err)
	}
	return t
}

func (t *Table[T]) read() error {
	t.values = make([]T, len(t.Rows))
	for i, r := range t.Rows {
		if err := t.follows(i); err != nil {
			return err
		}
		raw, err := json.Marshal(r.Values)
		if err == nil {
			err = json.Unmarshal(raw, &t.values[i])
		}
		if err != nil {
			return fmt.Errorf("dated: %s row %d: %w", t.ID, i, err)
		}
	}
	return nil
}

func (t *Table[T]) follows(i int) error {
	r := t.Rows[i]
	switch {
	case r.From.IsZero() || r.Source == "" || r.Status == "" || len(r.Values) == 0:
		return fmt.Errorf("dated: %s row %d lacks from, source, status or values", t.ID, i)
	case !r.Until.IsZero() && r.Until.Before(r.From):
		return fmt.Errorf("dated: %s row %d ends before it begins", t.ID, i)
	case i > 0 && t.Rows[i-1].Until.AddDays(1) != r.From:
		return fmt.Errorf("dated: %s rows %d and %d do not meet", t.ID, i-1, i)
	}
	return nil
}

// On returns the values and the row in force on the day, ErrBefore or ErrAfter.
func (t *Table[T]) On(d civil.Date) (T, Row, error) {
	i, err := t.index(d)
	if err != nil {
		var none T
		return none, Row{}, err
	}
	return t.values[i], t.Rows[i], nil
}

// Newest returns the last row, for questions that carry no date.
func (t *Table[T]) Newest() (T, Row) {
	i := len(t.Rows) - 1
	return t.values[i], t.Rows[i]
}
