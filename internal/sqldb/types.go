package sqldb

import (
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// Micros is a moment as microseconds since 1970 in UTC, the form both engines
// store, compare and index alike. Zero means "never".
type Micros int64

// At makes Micros of a time; the zero time is 0.
func At(t time.Time) Micros {
	if t.IsZero() {
		return 0
	}
	return Micros(t.UnixMicro())
}

// Time is the moment in UTC; 0 is the zero time.
func (m Micros) Time() time.Time {
	if m == 0 {
		return time.Time{}
	}
	return time.UnixMicro(int64(m)).UTC()
}

// JSON is a column holding a T as JSON.
type JSON[T any] struct{ V T }

// AsJSON wraps a value for a JSON column.
func AsJSON[T any](v T) JSON[T] { return JSON[T]{v} }

// Value implements driver.Valuer.
func (j JSON[T]) Value() (driver.Value, error) {
	b, err := json.Marshal(j.V)
	return string(b), err
}

// Scan implements sql.Scanner.
func (j *JSON[T]) Scan(src any) error {
	b, err := bytesOf(src)
	if err != nil || b == nil {
		return err
	}
	return json.Unmarshal(b, &j.V)
}

// Sealer encrypts and decrypts with the organisation's key for sealed columns.
type Sealer interface {
	Seal(plain []byte) ([]byte, error)
	Open(sealed []byte) ([]byte, error)
	// Blind is a keyed hash of a word, of 32 bytes: the same for the same word.
	Blind(word string) []byte
}

// Sealed is a column of class content or sensitive. Declare it {{SEALED}} in
// the migration. On PostgreSQL the stored bytes are AES-256-GCM under the
// organisation's key; on SQLite the file is encrypted as a whole.
type Sealed[T any] struct {
	V   T
	raw []byte
}

// Seal wraps a value for a sealed column.
func Seal[T any](v T) Sealed[T] { return Sealed[T]{V: v} }

func (s Sealed[T]) seal(db *DB) (any, error) {
	plain, err := s.encode()
	if err != nil {
		return nil, err
	}
	if db.dialect == SQLite {
		return plain, nil
	}
	if db.sealer == nil {
		return nil, errNoSealer
	}
	return db.sealer.Seal(plain)
}

var errNoSealer = errors.New("sqldb: sealed column without a key")

// unseal is the plain text of what a sealed column holds.
func (d *DB) unseal(stored []byte) ([]byte, error) {
	if d.dialect == SQLite || len(stored) == 0 {
		return stored, nil
	}
	if d.sealer == nil {
		return nil, errNoSealer
	}
	return d.sealer.Open(stored)
}

func (s Sealed[T]) encode() ([]byte, error) {
	switch v := any(s.V).(type) {
	case string:
		return []byte(v), nil
	case []byte:
		return v, nil
	}
	return json.Marshal(s.V)
}

// Scan implements sql.Scanner; open, called after it, decrypts.
func (s *Sealed[T]) Scan(src any) error {
	b, err := bytesOf(src)
	s.raw = append([]byte(nil), b...)
	return err
}

func (s *Sealed[T]) open(db *DB) error {
	plain, err := db.unseal(s.raw)
	s.raw = nil
	if err != nil || len(plain) == 0 {
		return err
	}
	switch v := any(&s.V).(type) {
	case *string:
		*v = string(plain)
		return nil
	case *[]byte:
		*v = plain
		return nil
	}
	return json.Unmarshal(plain, &s.V)
}

func bytesOf(src any) ([]byte, error) {
	switch v := src.(type) {
	case nil:
		return nil, nil
	case []byte:
		return v, nil
	case string:
		return []byte(v), nil
	}
	return nil, fmt.Errorf("sqldb: can't read %T as bytes", src)
}
