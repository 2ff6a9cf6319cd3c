// Package ref names any object of an organisation as "type:id", so that links,
// search, notifications, grants and evidence can speak of things whose module
// they don't know. A module says what its refs mean by giving a resolver.
//
// Floor: 0
package ref

import (
	"errors"
	"strings"
)

// Ref names one object.
type Ref struct {
	Type string
	ID   string
}

// ErrMalformed is returned for text that is not "type:id".
var ErrMalformed = errors.New("ref: malformed")

// To makes a ref.
func To(typ, id string) Ref { return Ref{typ, id} }

// Parse reads "type:id". The type is lower-case letters and underscores; the
// id is 1–200 printable ASCII characters.
func Parse(s string) (Ref, error) {
	typ, id, ok := strings.Cut(s, ":")
	if !ok || typ == "" || id == "" || len(s) > 240 {
		return Ref{}, ErrMalformed
	}
	for _, c := range typ {
		if (c < 'a' || c > 'z') && c != '_' {
			return Ref{}, ErrMalformed
		}
	}
	for _, c := range id {
		if c <= ' ' || c > '~' {
			return Ref{}, ErrMalformed
		}
	}
	return Ref{typ, id}, nil
}

func (r Ref) String() string { return r.Type + ":" + r.ID }

// IsZero says that a ref names nothing.
func (r Ref) IsZero() bool { return r == Ref{} }

// Card is what a person may see of an object from outside its module.
type Card struct {
	Ref      Ref
	Title    string
	Subtitle string
	Link     string   // path in the page below /o/{org}
	Can      []string // what this person may do with it
}
