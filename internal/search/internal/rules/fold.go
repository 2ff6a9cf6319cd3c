// Package rules is what search decides without a database: how text is folded, which
// words stand for it in the index, how a query is read, and whether a text answers it.
// One tokeniser serves both engines.
//
// Floor: 1
package rules

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"tramway/internal/han"
)

// kind is what a character is to search.
type kind byte

const (
	between kind = iota // signs and blanks: not searched
	letter              // of scripts that part their words by blanks
	glyph               // of scripts that do not: any stretch of them is found
)

// folded is text in the one form in which it is compared, with the place in the
// original that each of its characters comes from.
type folded struct {
	runes []rune
	kinds []kind
	from  []int // of each: the character of the original, counted from 0
	upto  []int // the one after its last
}

// fold brings text into one form: NFKC, which also makes full width half, lower case,
// and one form for characters that stand for one another.
func fold(s string) folded {
	n := utf8.RuneCountInString(s)
	f := folded{make([]rune, 0, n), make([]kind, 0, n), make([]int, 0, n), make([]int, 0, n)}
	var it norm.Iter
	it.InitString(norm.NFKC, s)
	for at, pos := 0, 0; !it.Done(); {
		part := it.Next()
		upto := at + utf8.RuneCountInString(s[pos:it.Pos()])
		for _, r := range string(part) {
			f.add(han.Form(unicode.ToLower(r)), at, upto)
		}
		at, pos = upto, it.Pos()
	}
	return f
}

// add leaves out what is not seen: joiners, marks of direction, selectors of a variant.
func (f *folded) add(r rune, from, upto int) {
	if r >= utf8.RuneSelf && unicode.In(r, unicode.Cf, unicode.Variation_Selector) {
		return
	}
	k := kindOf(r)
	if k == letter && unicode.IsMark(r) { // belongs to what it stands on
		k = between
		if n := len(f.kinds); n > 0 {
			k = f.kinds[n-1]
		}
	}
	f.runes, f.kinds, f.from, f.upto = append(f.runes, r), append(f.kinds, k), append(f.from, from), append(f.upto, upto)
}

// unparted are the scripts that write without blanks between words; Korean has blanks,
// but what is looked for stands with its endings.
var unparted = []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Bopomofo, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar}

func kindOf(r rune) kind {
	switch {
	case r < utf8.RuneSelf:
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return letter
		}
		return between
	case unicode.In(r, unparted...) && (unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsNumber(r)):
		return glyph
	case unicode.IsLetter(r), unicode.IsNumber(r), unicode.IsMark(r):
		return letter
	}
	return between
}

// runs calls with each stretch of one kind that is searched: from, to places in f.
func (f folded) runs(each func(k kind, from, to int)) {
	for at := 0; at < len(f.runes); {
		end := at + 1
		for end < len(f.runes) && f.kinds[end] == f.kinds[at] {
			end++
		}
		if f.kinds[at] != between {
			each(f.kinds[at], at, end)
		}
		at = end
	}
}
