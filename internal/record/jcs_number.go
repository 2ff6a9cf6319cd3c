package record

import (
	"math"
	"strconv"
	"strings"
)

// maxExact is 2^53: up to here a double holds every whole number.
const maxExact = 1 << 53

func (s *scanner) number(dst []byte) ([]byte, error) {
	token, whole := s.numberToken()
	if token == "" {
		return nil, s.fail("expected a value")
	}
	f, err := strconv.ParseFloat(token, 64)
	if err != nil {
		return nil, s.fail("number too large")
	}
	start := len(dst)
	dst = appendNumber(dst, f)
	if whole && math.Abs(f) >= maxExact && string(dst[start:]) != token {
		return nil, s.fail("whole number that a double cannot hold")
	}
	return dst, nil
}

// numberToken reads the grammar of RFC 8259 section 6 and reports whether the
// number has neither fraction nor exponent. It returns "" when none is there.
func (s *scanner) numberToken() (token string, whole bool) {
	start := s.pos
	if s.pos < len(s.in) && s.in[s.pos] == '-' {
		s.pos++
	}
	first := s.pos
	if n := s.digits(); n == 0 || (n > 1 && s.in[first] == '0') {
		return "", false
	}
	whole = true
	if s.pos < len(s.in) && s.in[s.pos] == '.' {
		s.pos, whole = s.pos+1, false
		if s.digits() == 0 {
			return "", false
		}
	}
	if s.pos < len(s.in) && (s.in[s.pos] == 'e' || s.in[s.pos] == 'E') {
		if whole = false; !s.exponent() {
			return "", false
		}
	}
	return string(s.in[start:s.pos]), whole
}

func (s *scanner) exponent() bool {
	s.pos++
	if s.pos < len(s.in) && (s.in[s.pos] == '+' || s.in[s.pos] == '-') {
		s.pos++
	}
	return s.digits() > 0
}

func (s *scanner) digits() int {
	start := s.pos
	for s.pos < len(s.in) && '0' <= s.in[s.pos] && s.in[s.pos] <= '9' {
		s.pos++
	}
	return s.pos - start
}

// appendNumber spells f as ECMAScript's Number::toString does (RFC 8785 section
// 3.2.2.3): the fewest digits that give f back, an exponent only below 1e-6 and
// from 1e21 on. f must be finite.
func appendNumber(dst []byte, f float64) []byte {
	if f == 0 {
		return append(dst, '0') // -0 too
	}
	if abs := math.Abs(f); abs >= 1e-6 && abs < 1e21 {
		return strconv.AppendFloat(dst, f, 'f', -1, 64)
	}
	text := strconv.FormatFloat(f, 'e', -1, 64)
	// Go writes at least two digits of exponent, ECMAScript no leading zero.
	text = strings.Replace(text, "e-0", "e-", 1)
	return append(dst, text...)
}
