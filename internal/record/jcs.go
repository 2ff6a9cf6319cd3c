package record

import (
	"errors"
	"fmt"
	"unicode/utf8"
)

// ErrJSON: the text is not JSON that RFC 8785 can give one spelling: broken
// syntax, a name twice in an object, text that is not Unicode, a number that a
// double cannot hold, or nesting deeper than 128.
var ErrJSON = errors.New("record: JSON")

const maxDepth = 128

// CanonicalJSON returns raw in the canonical form of RFC 8785: no spaces, names
// sorted by UTF-16 code units, numbers and strings spelt as ECMAScript spells
// them. Errors wrap [ErrJSON].
//
// One rule is stricter than the RFC: a whole number that a double cannot hold
// (9007199254740993) is refused instead of being changed. Send such as a string.
func CanonicalJSON(raw []byte) ([]byte, error) {
	if !utf8.Valid(raw) {
		return nil, fmt.Errorf("%w: not UTF-8", ErrJSON)
	}
	s := &scanner{in: raw}
	out, err := s.value(make([]byte, 0, len(raw)))
	if err != nil {
		return nil, err
	}
	if s.space(); s.pos != len(s.in) {
		return nil, s.fail("text after the value")
	}
	return out, nil
}

// scanner reads JSON and appends its canonical form as it goes.
type scanner struct {
	in    []byte
	pos   int
	depth int
}

func (s *scanner) fail(why string) error {
	return fmt.Errorf("%w: %s at byte %d", ErrJSON, why, s.pos)
}

func (s *scanner) space() {
	for s.pos < len(s.in) {
		switch s.in[s.pos] {
		case ' ', '\t', '\n', '\r':
			s.pos++
		default:
			return
		}
	}
}

// peek skips spaces and returns the next byte, 0 at the end.
func (s *scanner) peek() byte {
	if s.space(); s.pos < len(s.in) {
		return s.in[s.pos]
	}
	return 0
}

// take reports whether c comes next, and steps over it.
func (s *scanner) take(c byte) bool {
	if s.peek() != c || s.pos == len(s.in) {
		return false
	}
	s.pos++
	return true
}

func (s *scanner) value(dst []byte) ([]byte, error) {
	switch c := s.peek(); c {
	case '{', '[':
		return s.nested(dst, c)
	case '"':
		text, err := s.text()
		return appendString(dst, text), err
	case 't':
		return s.literal(dst, "true")
	case 'f':
		return s.literal(dst, "false")
	case 'n':
		return s.literal(dst, "null")
	default:
		return s.number(dst)
	}
}

// nested bounds the recursion, since the text may come from a stranger's file.
func (s *scanner) nested(dst []byte, open byte) ([]byte, error) {
	if s.depth++; s.depth > maxDepth {
		return nil, s.fail("nested too deep")
	}
	defer func() { s.depth-- }()
	s.pos++
	if open == '{' {
		return s.object(dst)
	}
	return s.array(dst)
}

func (s *scanner) literal(dst []byte, word string) ([]byte, error) {
	end := s.pos + len(word)
	if end > len(s.in) || string(s.in[s.pos:end]) != word {
		return nil, s.fail("unknown word")
	}
	s.pos = end
	return append(dst, word...), nil
}
