package record

import (
	"cmp"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// text reads a string token and returns what it means.
func (s *scanner) text() (string, error) {
	s.pos++ // the opening quote
	var out []byte
	for s.pos < len(s.in) {
		c := s.in[s.pos]
		s.pos++
		switch {
		case c == '"':
			return string(out), nil
		case c < 0x20:
			return "", s.fail("control character in a string")
		case c != '\\':
			out = append(out, c)
		default:
			var err error
			if out, err = s.escape(out); err != nil {
				return "", err
			}
		}
	}
	return "", s.fail("string without end")
}

// simpleEscape gives the byte behind a one-letter escape (RFC 8259 section 7).
var simpleEscape = map[byte]byte{
	'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t',
}

func (s *scanner) escape(out []byte) ([]byte, error) {
	if s.pos == len(s.in) {
		return nil, s.fail("escape without end")
	}
	c := s.in[s.pos]
	s.pos++
	if plain, ok := simpleEscape[c]; ok {
		return append(out, plain), nil
	}
	if c != 'u' {
		return nil, s.fail("unknown escape")
	}
	r, err := s.codePoint()
	return utf8.AppendRune(out, r), err
}

// codePoint reads four hex digits, and the second half of a surrogate pair when
// the first half came: half a pair is no character.
func (s *scanner) codePoint() (rune, error) {
	first, err := s.hex4()
	if err != nil || !utf16.IsSurrogate(first) {
		return first, err
	}
	if s.pos+2 > len(s.in) || string(s.in[s.pos:s.pos+2]) != `\u` {
		return 0, s.fail("half a surrogate pair")
	}
	s.pos += 2
	second, err := s.hex4()
	if err != nil {
		return 0, err
	}
	r := utf16.DecodeRune(first, second)
	if r == utf8.RuneError {
		return 0, s.fail("half a surrogate pair")
	}
	return r, nil
}

func (s *scanner) hex4() (rune, error) {
	if s.pos+4 > len(s.in) {
		return 0, s.fail("short \\u escape")
	}
	n, err := strconv.ParseUint(string(s.in[s.pos:s.pos+4]), 16, 32)
	if err != nil {
		return 0, s.fail("bad \\u escape")
	}
	s.pos += 4
	return rune(n), nil
}

// appendString spells text as RFC 8785 section 3.2.2.2 does: only the quote, the
// backslash and the controls below U+0020 are escaped.
func appendString(dst []byte, text string) []byte {
	const hex = "0123456789abcdef"
	dst = append(dst, '"')
	for i := range len(text) {
		switch c := text[i]; {
		case c == '"' || c == '\\':
			dst = append(dst, '\\', c)
		case c >= 0x20:
			dst = append(dst, c)
		case shortEscape[c] != 0:
			dst = append(dst, '\\', shortEscape[c])
		default:
			dst = append(dst, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		}
	}
	return append(dst, '"')
}

var shortEscape = [0x20]byte{'\b': 'b', '\t': 't', '\n': 'n', '\f': 'f', '\r': 'r'}

// compareUTF16 orders by UTF-16 code units (RFC 8785 section 3.2.3). It differs
// from byte order only where a character beyond U+FFFF meets one of U+E000..FFFF.
func compareUTF16(a, b string) int {
	for a != "" && b != "" {
		ra, na := utf8.DecodeRuneInString(a)
		rb, nb := utf8.DecodeRuneInString(b)
		if ra != rb {
			return compareUnits(ra, rb)
		}
		a, b = a[na:], b[nb:]
	}
	return cmp.Compare(len(a), len(b))
}

func compareUnits(a, b rune) int {
	if (a > 0xFFFF) == (b > 0xFFFF) {
		return cmp.Compare(a, b)
	}
	return cmp.Compare(leadUnit(a), leadUnit(b))
}

func leadUnit(r rune) rune {
	if r > 0xFFFF {
		return 0xD800 + (r-0x10000)>>10
	}
	return r
}
