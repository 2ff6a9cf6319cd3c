package sqldb

import (
	"database/sql"
	"fmt"
	"reflect"
	"strings"
	"sync"
)

// openable is a column that the DB has to decrypt after the scan.
type openable interface{ open(*DB) error }

// mapper knows which field of T each column goes to.
type mapper struct {
	fields [][]int // per column; nil: T itself is the value
	opens  []int   // columns whose field is openable
}

type mapperKey struct {
	typ  reflect.Type
	cols string
}

var mappers sync.Map // mapperKey → *mapper

func mapperFor[T any](rows *sql.Rows) (*mapper, error) {
	cols, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	typ := reflect.TypeFor[T]()
	key := mapperKey{typ, strings.Join(cols, ",")}
	if m, ok := mappers.Load(key); ok {
		return m.(*mapper), nil
	}
	m, err := newMapper(typ, cols)
	if err != nil {
		return nil, err
	}
	mappers.Store(key, m)
	return m, nil
}

var scannerType = reflect.TypeFor[sql.Scanner]()
var openableType = reflect.TypeFor[openable]()

func newMapper(typ reflect.Type, cols []string) (*mapper, error) {
	if typ.Kind() != reflect.Struct || reflect.PointerTo(typ).Implements(scannerType) {
		if len(cols) != 1 {
			return nil, fmt.Errorf("sqldb: %d columns for one %s", len(cols), typ)
		}
		m := &mapper{fields: [][]int{nil}}
		if reflect.PointerTo(typ).Implements(openableType) {
			m.opens = []int{0}
		}
		return m, nil
	}
	byTag := map[string]reflect.StructField{}
	collect(typ, nil, byTag)
	m := &mapper{}
	for i, c := range cols {
		f, ok := byTag[c]
		if !ok {
			return nil, fmt.Errorf("sqldb: no field of %s is tagged db:%q", typ, c)
		}
		m.fields = append(m.fields, f.Index)
		if reflect.PointerTo(f.Type).Implements(openableType) {
			m.opens = append(m.opens, i)
		}
	}
	return m, nil
}

// collect gathers tagged fields, also of embedded structs.
func collect(typ reflect.Type, at []int, into map[string]reflect.StructField) {
	for i := range typ.NumField() {
		f := typ.Field(i)
		f.Index = append(append([]int(nil), at...), i)
		if tag := f.Tag.Get("db"); tag != "" {
			into[tag] = f
		} else if f.Anonymous && f.Type.Kind() == reflect.Struct {
			collect(f.Type, f.Index, into)
		}
	}
}

func (m *mapper) scan(db *DB, rows *sql.Rows, row any) error {
	v := reflect.ValueOf(row).Elem()
	dest := make([]any, len(m.fields))
	for i, f := range m.fields {
		if f == nil {
			dest[i] = row
		} else {
			dest[i] = v.FieldByIndex(f).Addr().Interface()
		}
	}
	if err := rows.Scan(dest...); err != nil {
		return err
	}
	for _, i := range m.opens {
		if err := dest[i].(openable).open(db); err != nil {
			return err
		}
	}
	return nil
}
