// Package page cuts lists into pages by opaque cursors: no list answers with
// more than Max rows, and none counts rows it does not show.
//
// Floor: 0
package page

import (
	"encoding/base64"
	"encoding/json"
	"errors"
)

// Max is the most rows one answer holds; Default is used when none is asked.
const (
	Max     = 200
	Default = 50
)

// ErrCursor is returned for a cursor this program did not make.
var ErrCursor = errors.New("page: bad cursor")

// Of is one page; Next is empty on the last one.
type Of[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next"`
}

// Limit clamps an asked page size into 1..Max.
func Limit(asked int) int {
	switch {
	case asked <= 0:
		return Default
	case asked > Max:
		return Max
	}
	return asked
}

// Cut makes a page from limit+1 fetched rows: the extra row only shows that
// there is more. key gives the cursor position of the last row shown.
func Cut[T, K any](rows []T, limit int, key func(T) K) Of[T] {
	if rows == nil {
		rows = []T{}
	}
	if len(rows) <= limit {
		return Of[T]{Items: rows}
	}
	rows = rows[:limit]
	return Of[T]{Items: rows, Next: Encode(key(rows[limit-1]))}
}

// Encode makes an opaque cursor from a position.
func Encode(position any) string {
	b, err := json.Marshal(position)
	if err != nil {
		panic(err) // positions are plain structs of this program
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

// Decode reads a cursor back; an empty cursor leaves position as it is.
func Decode(cursor string, position any) error {
	if cursor == "" {
		return nil
	}
	b, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil || len(b) > 1000 || json.Unmarshal(b, position) != nil {
		return ErrCursor
	}
	return nil
}
