package telemetry

import (
	"strings"
	"unicode/utf8"
)

// fold turns the forms that a Chinese keyboard gives to digits, letters, brackets
// and dashes into ASCII and drops invisible characters, so that a number is found
// however it was typed. at maps each byte of the folded text to the original; it
// is nil, and the text the same, if there was nothing to fold.
func fold(s string) (text string, at []int) {
	if !foldable(s) {
		return s, nil
	}
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		folded, ok := foldRune(r)
		switch {
		case !ok:
			b.WriteString(s[i : i+n])
			for k := range n {
				at = append(at, i+k)
			}
		case folded != 0:
			b.WriteByte(folded)
			at = append(at, i)
		}
		i += n
	}
	return b.String(), append(at, len(s))
}

func foldable(s string) bool {
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if _, ok := foldRune(r); ok {
			return true
		}
		i += n
	}
	return false
}

// foldRune is the ASCII form of a character, 0 for one that is not seen; ok is
// false for a character that stays.
func foldRune(r rune) (c byte, ok bool) {
	switch {
	case r < 0x80:
		return 0, false
	case r >= 0xFF01 && r <= 0xFF5E: // full width
		return byte(r - 0xFF01 + '!'), true
	case r == 0x3000 || r == 0xA0 || r == 0x202F || r >= 0x2002 && r <= 0x200A:
		return ' ', true
	case r >= 0x2010 && r <= 0x2015 || r == 0x2212 || r == 0xFE63:
		return '-', true
	case r == '【' || r == '〔' || r == '﹙':
		return '(', true
	case r == '】' || r == '〕' || r == '﹚':
		return ')', true
	case r >= 0x200B && r <= 0x200F || r == 0x2060 || r == 0xFEFF || r == 0xAD:
		return 0, true
	}
	return 0, false
}
