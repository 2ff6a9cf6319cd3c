package sqldb

import "context"

// Value is a stored value in neutral form under its column.
type Value struct {
	Column Column
	V      any // string, int64, bool, []byte or nil; sealed columns are opened
}

// EachRow hands over the rows of a part, one after the other, with what each value
// is. The slice is used again for the next row.
func EachRow(ctx context.Context, q Q, p Part, places []Place, fn func([]Value) error) error {
	f, err := formOf(p.Table, places)
	if err != nil {
		return err
	}
	out := make([]Value, len(f.Names))
	for i, name := range f.Names {
		out[i].Column = Column{Name: name, Class: Structure, Type: f.types[i]}
		for _, c := range p.Table.Columns {
			if c.Name == name {
				out[i].Column = c
			}
		}
	}
	return f.each(ctx, q, p, func(row []any) error {
		for i, v := range row {
			out[i].V = v
		}
		return fn(out)
	})
}
