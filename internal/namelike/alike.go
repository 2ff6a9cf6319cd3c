package namelike

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// likeLetters puts letters for digits, and for pairs of letters, that look like
// them. 0 and 1 are not here: a skeleton has seen to them.
func likeLetters(key string) string { return lettersForDigits.Replace(key) }

var lettersForDigits = strings.NewReplacer("5", "s", "2", "z", "3", "e", "4", "a", "7", "t", "8", "b", "vv", "w", "cl", "d")

// fewestLetters: in shorter names one letter makes another name. A name of five
// that gains one is not short any more.
const fewestLetters = 6

// mostLetters is more than any register takes; a longer text is compared whole
// and not letter by letter, which would cost the square of its length.
const mostLetters = 160

func misspellable(key string) bool {
	n := utf8.RuneCountInString(key)
	return n >= fewestLetters-1 && n <= mostLetters && !strings.ContainsFunc(key, chinese)
}

func spelledAlike(a, b []string) bool {
	return slices.ContainsFunc(a, func(x string) bool {
		return slices.ContainsFunc(b, func(y string) bool {
			return max(utf8.RuneCountInString(x), utf8.RuneCountInString(y)) >= fewestLetters && oneSlip(x, y)
		})
	})
}

// oneSlip tells whether one letter more, less or other, or two neighbours that
// changed places, make one text of the other.
func oneSlip(x, y string) bool {
	a, b := []rune(x), []rune(y)
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	swapped := len(a) == 2 && len(b) == 2 && a[0] == b[1] && a[1] == b[0]
	return swapped || len(a) <= 1 && len(b) <= 1
}

// mixesScripts tells whether a word has letters of two scripts that nobody writes
// in one word. Latin stands beside Chinese, kana and Hangul in usual names.
func mixesScripts(text string) bool {
	first := ""
	for _, r := range text {
		s := scriptOf(r)
		if s != "" && first != "" && s != first {
			return true
		}
		if s != "" {
			first = s
		}
	}
	return false
}

// scriptOf names the script of a letter; nothing for what all scripts share.
func scriptOf(r rune) string {
	if r <= unicode.MaxASCII {
		if unicode.IsLetter(r) {
			return "Latin"
		}
		return ""
	}
	if !unicode.IsLetter(r) || chinese(r) || unicode.In(r, unicode.Hangul, unicode.Common, unicode.Inherited) {
		return ""
	}
	for name, table := range unicode.Scripts {
		if unicode.Is(table, r) {
			return name
		}
	}
	return ""
}
