package telemetry

import "strings"

// Scrub is the text with everything personal or secret replaced by Hidden; the
// same string, without a copy, if there is nothing.
func Scrub(s string) string {
	s, _ = scrub(s)
	return s
}

func scrub(s string) (string, bool) {
	text, at := fold(s)
	var room [4]span // most lines hide nothing, and few hide more
	found := scan(text, room[:0])
	if len(found) == 0 {
		return s, false
	}
	var b strings.Builder
	from := 0
	for _, f := range found {
		start, end := f.start, f.end
		if at != nil {
			start, end = at[start], at[end]
		}
		b.WriteString(s[from:start])
		b.WriteString(Hidden)
		from = end
	}
	b.WriteString(s[from:])
	return b.String(), true
}

// span is text[start:end].
type span struct{ start, end int }

// none is the span that was not found.
var none = span{}

// scan finds what must be hidden, in order and without overlaps. It looks at
// each word of letters and digits once, and at the signs that announce an
// address, a number with its country, or a value.
func scan(s string, out []span) []span {
	for i := 0; i < len(s); {
		found, next := none, i+1
		switch c := s[i]; {
		case isAlnum(c):
			found, next = word(s, i)
		case c == '+':
			found = international(s, i)
		case c == '@':
			found = email(s, i, 1)
		case c == '%' && strings.HasPrefix(s[i:], "%40"):
			found = email(s, i, 3)
		case c == '=' || c == ':':
			found = assigned(s, i)
		}
		if found != none {
			out = join(out, found)
			next = found.end
		}
		i = max(next, i+1)
	}
	return out
}

// join adds a span; one found later may reach back over earlier ones, as an
// address whose first part is a telephone number does.
func join(out []span, s span) []span {
	for len(out) > 0 && out[len(out)-1].end > s.start {
		last := out[len(out)-1]
		s.start, s.end = min(s.start, last.start), max(s.end, last.end)
		out = out[:len(out)-1]
	}
	return append(out, s)
}

// word looks at a run of letters and digits that begins at i: the first number
// in it, and where to go on.
func word(s string, i int) (span, int) {
	end := i
	for end < len(s) && isAlnum(s[end]) {
		end++
	}
	if known := opaque(s, i, end); known > 0 {
		return none, known
	}
	if equalFold(s[i:end], "bearer") {
		return bearer(s, end), end
	}
	for d := i; d < end; d++ {
		if !isDigit(s[d]) || d > i && isDigit(s[d-1]) {
			continue
		}
		if f := identityCard(s, i, d); f != none {
			return f, f.end
		}
		if f := telephone(s, d); f != none {
			return f, f.end
		}
	}
	return none, end
}

// opaque is the end of an id, UUID, trace id or digest that begins at i, 0 if
// there is none: their digits mean nothing.
func opaque(s string, i, end int) int {
	if isUUID(s, i) {
		return i + 36
	}
	switch end - i {
	case 26:
		if isLower(s[i]) && isLower(s[i+1]) && within(s[i+2:end], 'v') {
			return end
		}
	case 16, 32, 40, 64:
		if within(s[i:end], 'f') {
			return end
		}
	}
	return 0
}

// within says that there are only digits and small letters up to last.
func within(s string, last byte) bool {
	for i := range len(s) {
		if !isDigit(s[i]) && (s[i] < 'a' || s[i] > last) {
			return false
		}
	}
	return true
}

func isUUID(s string, i int) bool {
	if len(s)-i < 36 || len(s)-i > 36 && isAlnum(s[i+36]) {
		return false
	}
	u := s[i : i+36]
	return u[8] == '-' && u[13] == '-' && u[18] == '-' && u[23] == '-' &&
		within(u[:8], 'f') && within(u[9:13], 'f') && within(u[14:18], 'f') && within(u[19:23], 'f') && within(u[24:], 'f')
}
