// Package fault gives errors a few kinds that every floor understands. What
// the program does depends on the kind, what a person reads depends on the
// code (translated by package lang at the door), what an operator sees in the
// log is the whole chain.
//
// Floor: 0
package fault

import (
	"errors"
	"fmt"
	"unicode/utf8"
)

// Kind decides how a door answers; httpapi maps each to one HTTP status.
type Kind uint8

// The kinds. Internal is the zero value, so an error nobody classified is
// never shown to a person in detail.
const (
	Internal     Kind = iota
	Invalid           // input breaks a rule; Fields say which
	Unknown           // nobody is signed in
	Denied            // signed in, but may not
	NotFound          // absent, or hidden from this person: both look the same
	Conflict          // somebody changed it first, or it can't be in this state
	TooLarge          // above a declared size
	TooMany           // above a declared rate
	Unavailable       // try again later: a part of the installation is down
	Unreadable        // a house or backup can't be opened with the keys at hand
	Unacceptable      // the request is in a form the door does not speak
)

// Args fill the placeholders of a translated message.
type Args map[string]any

// Field is one bad input: where it is ("body.name") and what is wrong with it.
type Field struct {
	Location string
	Code     string
	Args     Args
}

// Error is a classified error. Code is stable across releases.
type Error struct {
	Kind   Kind
	Code   string
	Args   Args
	Fields []Field
	cause  error
}

// New makes an error of a kind; code names its message.
func New(k Kind, code string, args ...Args) *Error {
	e := &Error{Kind: k, Code: code}
	if len(args) > 0 {
		e.Args = args[0]
	}
	return e
}

// Wrap classifies a cause. The cause is for the log, never for a person.
func Wrap(cause error, k Kind, code string, args ...Args) *Error {
	e := New(k, code, args...)
	e.cause = cause
	return e
}

// Bad reports one bad input field.
func Bad(location, code string, args ...Args) *Error {
	f := Field{Location: location, Code: code}
	if len(args) > 0 {
		f.Args = args[0]
	}
	return &Error{Kind: Invalid, Code: "invalid", Fields: []Field{f}}
}

// Fields collects bad fields, so that a form reports all of them at once.
type Fields []Field

// Add notes one more bad field.
func (fs *Fields) Add(location, code string, args ...Args) {
	*fs = append(*fs, Bad(location, code, args...).Fields...)
}

// Length notes a text of fewer characters than least, or of more than most: required,
// too_short, too_long.
func (fs *Fields) Length(location, text string, least, most int) {
	switch n := utf8.RuneCountInString(text); {
	case n < least && n == 0:
		fs.Add(location, "required")
	case n < least:
		fs.Add(location, "too_short", Args{"min": least})
	case n > most:
		fs.Add(location, "too_long", Args{"max": most})
	}
}

// Err is nil when nothing was noted.
func (fs Fields) Err() error {
	if len(fs) == 0 {
		return nil
	}
	return &Error{Kind: Invalid, Code: "invalid", Fields: fs}
}

func (e *Error) Error() string {
	s := e.Code
	for _, f := range e.Fields {
		s += fmt.Sprintf(" [%s: %s]", f.Location, f.Code)
	}
	if e.cause != nil {
		s += ": " + e.cause.Error()
	}
	return s
}

func (e *Error) Unwrap() error { return e.cause }

// Of finds the classified error in a chain; nil if nobody classified it.
func Of(err error) *Error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return nil
}

// Is says whether err carries this code.
func Is(err error, code string) bool {
	e := Of(err)
	return e != nil && e.Code == code
}

// KindOf is Internal for errors nobody classified.
func KindOf(err error) Kind {
	if e := Of(err); e != nil {
		return e.Kind
	}
	return Internal
}
