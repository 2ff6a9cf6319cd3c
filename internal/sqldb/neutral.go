package sqldb

import (
	"fmt"
	"slices"
)

// Rows in neutral form are what one engine writes and the other reads: a stream
// of JSON values, for each table an object that names it and its columns, then
// one array for each row. Sealed columns are plain in it, so it must be encrypted
// where it goes; columns that only one engine has are left out.

// Place says that the rows of a table stand in an order without gaps, and where
// each engine keeps it. In neutral form it is a column of its own, counted from
// 1; rows the sequencer has not placed yet come last, in the order in which it
// would have placed them.
type Place struct {
	Table    string
	SQLite   string // column of the place, counted from 1
	Postgres string // the same; NULL until the sequencer gave it
	Base     int64  // what the first place is on PostgreSQL
	Passed   string // query of a place that was given, though its row may be gone; or ""
}

// placeColumn is its name in neutral form.
const placeColumn = "place"

// Part are the rows of a table that satisfy a condition; Where "" is all.
type Part struct {
	Table Table
	Where string
	Args  []any
}

// Whole are all rows of tables, but of those that are made of others.
func Whole(tables []Table) []Part {
	var out []Part
	for _, t := range tables {
		if !t.Derived {
			out = append(out, Part{Table: t})
		}
	}
	return out
}

// Count is how many rows of a table went through.
type Count struct {
	Table string `json:"table"`
	Rows  int64  `json:"rows"`
}

// form is a table in neutral form.
type form struct {
	Table string   `json:"table"`
	Names []string `json:"columns"`
	types []string // as declared
	place *Place
}

// formOf picks the columns both engines have, and the place.
func formOf(t Table, places []Place) (form, error) {
	f := form{Table: t.Name}
	if i := slices.IndexFunc(places, func(p Place) bool { return p.Table == t.Name }); i >= 0 {
		f.place = &places[i]
		f.add(placeColumn, "BIGINT")
	}
	engines := map[string]Dialect{}
	for _, c := range t.Columns {
		first, twice := engines[c.Name]
		engines[c.Name] = c.Engine
		if f.place.keeps(c.Name) || (c.Engine != "" && (!twice || first == c.Engine)) {
			continue
		}
		if codecs[c.Type].write == nil {
			return form{}, fmt.Errorf("sqldb: %s.%s: %s has no neutral form", t.Name, c.Name, c.Type)
		}
		f.add(c.Name, c.Type)
	}
	return f, nil
}

func (f *form) add(name, typ string) {
	f.Names, f.types = append(f.Names, name), append(f.types, typ)
}

// keeps says that a column is how an engine keeps the place.
func (p *Place) keeps(column string) bool {
	return p != nil && (column == p.SQLite || column == p.Postgres)
}

// column is what holds a neutral column on an engine.
func (f form) column(d Dialect, name string) string {
	switch {
	case f.place == nil || name != placeColumn:
		return name
	case d == SQLite:
		return f.place.SQLite
	}
	return f.place.Postgres
}
