package sqldb

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// codec turns a stored value into JSON and back, alike for both engines.
type codec struct {
	read  func(d *DB, stored any) (any, error) // something JSON-able
	write func(raw json.RawMessage) (any, error)
}

// codecs are the types a migration may declare for columns that both engines have.
var codecs = map[string]codec{
	"TEXT":       {readText, writeAs[string]},
	"BIGINT":     {readInt, writeAs[int64]},
	"INTEGER":    {readInt, writeAs[int64]},
	"BOOLEAN":    {readBool, writeAs[bool]},
	"{{JSON}}":   {readJSON, writeJSON},
	"{{BYTES}}":  {readBytes, writeAs[[]byte]},
	"{{SEALED}}": {readSealed, writeSealed},
}

var errType = errors.New("sqldb: another type than declared")

func writeAs[T any](raw json.RawMessage) (any, error) {
	var v T
	err := json.Unmarshal(raw, &v)
	return v, err
}

// writeJSON: JSON is a text in neutral form, because its null is not NULL.
func writeJSON(raw json.RawMessage) (any, error) {
	var text string
	err := json.Unmarshal(raw, &text)
	if err == nil && !json.Valid([]byte(text)) {
		err = errType
	}
	return text, err
}

func writeSealed(raw json.RawMessage) (any, error) {
	var plain []byte
	err := json.Unmarshal(raw, &plain)
	return Seal(plain), err
}

// readText refuses what JSON would replace in silence.
func readText(_ *DB, v any) (any, error) {
	b, err := bytesOf(v)
	if err == nil && !utf8.Valid(b) {
		err = errors.New("sqldb: a text that is not UTF-8")
	}
	return string(b), err
}

func readInt(_ *DB, v any) (any, error) {
	if n, ok := v.(int64); ok {
		return n, nil
	}
	return nil, fmt.Errorf("%w: %T", errType, v)
}

func readBool(_ *DB, v any) (any, error) {
	switch v := v.(type) {
	case bool:
		return v, nil
	case int64:
		return v != 0, nil
	}
	return nil, fmt.Errorf("%w: %T", errType, v)
}

// readJSON gives one text whatever the engine made of it: no blanks, names sorted,
// numbers as they were written.
func readJSON(_ *DB, v any) (any, error) {
	b, err := bytesOf(v)
	if err != nil {
		return nil, err
	}
	in := json.NewDecoder(bytes.NewReader(b))
	in.UseNumber()
	var value any
	if err := in.Decode(&value); err != nil {
		return nil, err
	}
	var out strings.Builder
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	err = enc.Encode(value)
	return strings.TrimSuffix(out.String(), "\n"), err
}

func readBytes(_ *DB, v any) (any, error) {
	b, err := bytesOf(v)
	return notNil(b), err
}

func readSealed(d *DB, v any) (any, error) {
	b, err := bytesOf(v)
	if err == nil {
		b, err = d.unseal(b)
	}
	return notNil(b), err
}

// notNil keeps no bytes apart from NULL.
func notNil(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}
