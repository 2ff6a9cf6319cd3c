package sqldb

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
)

// ErrRows is returned for a stream that is not rows in neutral form.
var ErrRows = errors.New("sqldb: not rows of these tables")

// A batch is one commit of a load. Its bounds keep memory small and a commit
// within the time of a closure.
const (
	batchRows  = 500
	batchBytes = 1 << 20
)

// ReadRows hands over the rows of a stream, batch after batch; each batch is of
// one table and has the columns named. It says how many rows each table gave.
func ReadRows(r io.Reader, tables []Table, places []Place, fn func(table string, columns []string, rows [][]any) error) ([]Count, error) {
	s := &rowReader{in: json.NewDecoder(r), tables: tables, places: places, fn: fn}
	for {
		var v json.RawMessage
		err := s.in.Decode(&v)
		if err == io.EOF {
			return s.counts, s.flush()
		}
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			err = fmt.Errorf("%w: %w", ErrRows, err)
		}
		if err == nil {
			err = s.value(v)
		}
		if err != nil {
			return nil, err
		}
	}
}

type rowReader struct {
	in     *json.Decoder
	tables []Table
	places []Place
	fn     func(string, []string, [][]any) error

	form   form
	rows   [][]any
	size   int
	counts []Count
}

func (s *rowReader) value(v json.RawMessage) error {
	if bytes.HasPrefix(v, []byte("{")) {
		if err := s.flush(); err != nil {
			return err
		}
		return s.header(v)
	}
	if err := s.row(v); err != nil {
		return fmt.Errorf("table %s: %w", s.form.Table, err)
	}
	if s.size += len(v); s.size < batchBytes && len(s.rows) < batchRows {
		return nil
	}
	return s.flush()
}

// header begins the next table.
func (s *rowReader) header(v json.RawMessage) error {
	var h form
	if err := json.Unmarshal(v, &h); err != nil {
		return fmt.Errorf("%w: %w", ErrRows, err)
	}
	i := slices.IndexFunc(s.tables, func(t Table) bool { return t.Name == h.Table })
	if i < 0 {
		return fmt.Errorf("%w: table %q", ErrRows, h.Table)
	}
	known, err := formOf(s.tables[i], s.places)
	if err != nil {
		return err
	}
	for _, name := range h.Names {
		at := slices.Index(known.Names, name)
		if at < 0 {
			return fmt.Errorf("%w: column %s.%q", ErrRows, h.Table, name)
		}
		h.types = append(h.types, known.types[at])
	}
	h.place = known.place
	s.form = h
	s.counts = append(s.counts, Count{Table: h.Table})
	return nil
}

func (s *rowReader) row(v json.RawMessage) (err error) {
	var raw []json.RawMessage
	if err := json.Unmarshal(v, &raw); err != nil || len(raw) != len(s.form.types) || len(raw) == 0 {
		return fmt.Errorf("%w: a row of %d values", ErrRows, len(raw))
	}
	row := make([]any, len(raw))
	for i, r := range raw {
		if string(r) == "null" {
			continue
		}
		if row[i], err = codecs[s.form.types[i]].write(r); err != nil {
			return fmt.Errorf("%w: column %s: %w", ErrRows, s.form.Names[i], err)
		}
	}
	s.rows = append(s.rows, row)
	s.counts[len(s.counts)-1].Rows++
	return nil
}

func (s *rowReader) flush() error {
	if len(s.rows) == 0 {
		return nil
	}
	err := s.fn(s.form.Table, s.form.Names, s.rows)
	s.rows, s.size = nil, 0
	if err != nil {
		return fmt.Errorf("table %s: %w", s.form.Table, err)
	}
	return nil
}
