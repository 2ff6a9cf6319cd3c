package namelike

import (
	"strings"
	"unicode"

	"github.com/ergochat/confusables"
	"golang.org/x/text/unicode/norm"

	"tramway/internal/han"
)

// rightsMarks claim a right and are no part of a name; NFKC would make letters of them.
const rightsMarks = "™℠®©"

// fillers take room, or none, and show nothing.
var fillers = &unicode.RangeTable{R16: []unicode.Range16{
	{Lo: 0x034F, Hi: 0x034F, Stride: 1}, {Lo: 0x115F, Hi: 0x1160, Stride: 1}, {Lo: 0x17B4, Hi: 0x17B5, Stride: 1},
	{Lo: 0x2800, Hi: 0x2800, Stride: 1}, {Lo: 0x3164, Hi: 0x3164, Stride: 1}, {Lo: 0xFFA0, Hi: 0xFFA0, Stride: 1},
}}

// clean drops what cannot be seen, brings compatibility forms (full width) to
// plain ones and Chinese characters that stand for one another to one form.
func clean(name string) string {
	name = strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.Cf, unicode.Variation_Selector, fillers) || strings.ContainsRune(rightsMarks, r) {
			return -1
		}
		return r
	}, name)
	return strings.ReplaceAll(han.Base(norm.NFKC.String(name)), "&", " and ")
}

// readings are the name as a sign like "|" is punctuation and, where it has such
// signs, as they are the letters they look like.
func readings(name string) []string {
	plain := clean(name)
	lettered := strings.Map(letterFor, plain)
	if lettered == plain {
		return []string{plain}
	}
	return []string{plain, lettered}
}

// letterFor gives the letter that a sign passes for, or the character itself.
func letterFor(r rune) rune {
	if r < unicode.MaxASCII && r != '|' || inWord(r) || unicode.IsSpace(r) {
		return r
	}
	if s := confusables.Skeleton(string(r)); len(s) == 1 && inWord(rune(s[0])) {
		return rune(s[0])
	}
	return r
}

// inWord tells what a word is made of; all else parts words.
func inWord(r rune) bool { return unicode.In(r, unicode.L, unicode.N, unicode.M) }

// hasBadge tells whether a name carries a tick, badge, star or flag, by which it
// would pass for a verified one.
func hasBadge(name string) bool {
	return strings.ContainsFunc(name, func(r rune) bool { return unicode.Is(badges, r) })
}

var badges = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x221A, Hi: 0x221A, Stride: 1}, // a root that passes for a tick
		{Lo: 0x2605, Hi: 0x2606, Stride: 1}, {Lo: 0x2611, Hi: 0x2611, Stride: 1}, {Lo: 0x2690, Hi: 0x2691, Stride: 1},
		{Lo: 0x2705, Hi: 0x2705, Stride: 1}, {Lo: 0x2713, Hi: 0x2714, Stride: 1}, {Lo: 0x272A, Hi: 0x272A, Stride: 1},
		{Lo: 0x2B50, Hi: 0x2B50, Stride: 1},
	},
	R32: []unicode.Range32{
		{Lo: 0x1F1E6, Hi: 0x1F1FF, Stride: 1}, // the letters of which flags are made
		{Lo: 0x1F31F, Hi: 0x1F31F, Stride: 1}, {Lo: 0x1F38C, Hi: 0x1F38C, Stride: 1}, {Lo: 0x1F396, Hi: 0x1F397, Stride: 1},
		{Lo: 0x1F3C1, Hi: 0x1F3C1, Stride: 1}, {Lo: 0x1F3C5, Hi: 0x1F3C6, Stride: 1}, {Lo: 0x1F3F3, Hi: 0x1F3F5, Stride: 1},
		{Lo: 0x1F4DB, Hi: 0x1F4DB, Stride: 1}, {Lo: 0x1F530, Hi: 0x1F530, Stride: 1}, {Lo: 0x1F5F8, Hi: 0x1F5F9, Stride: 1},
		{Lo: 0x1F6A9, Hi: 0x1F6A9, Stride: 1}, {Lo: 0x1F6E1, Hi: 0x1F6E1, Stride: 1}, {Lo: 0x1F947, Hi: 0x1F949, Stride: 1},
	},
}
