package namelike

import (
	"slices"
	"strings"
	"unicode"

	"tramway/internal/han"
)

// sounds gives for each key with Chinese characters how it may be heard. Keys
// that share one are of one length and either differ in one character (at one or
// more places) that can be read the same, or are read the same throughout by
// their usual readings, in Mandarin or in Cantonese. Tones are not heard.
func sounds(keys []string) []string {
	var out []string
	for _, key := range keys {
		rs := []rune(key)
		if len(rs) > mostLetters || !slices.ContainsFunc(rs, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
			continue
		}
		for _, readings := range []func(rune) []string{mandarin, cantonese} {
			out = append(out, throughout(rs, readings))
			for i, r := range rs {
				out = append(out, oneHeard(rs, i, readings(r))...)
			}
		}
	}
	return out
}

// mandarin and cantonese mark whose reading it is: a syllable of the one must not
// meet one of the other.
func mandarin(r rune) []string {
	return each(han.Mandarin(r), func(s string) string { return "[m " + s + "]" })
}

func cantonese(r rune) []string {
	return each(han.Cantonese(r), func(s string) string { return "[y " + s + "]" })
}

// throughout puts the usual reading for every character that has one.
func throughout(rs []rune, readings func(rune) []string) string {
	var out strings.Builder
	for _, r := range rs {
		if rr := readings(r); len(rr) > 0 {
			out.WriteString(rr[0])
		} else {
			out.WriteRune(r)
		}
	}
	return out.String()
}

// oneHeard puts each reading of the character at a place there, and everywhere
// that the same character stands.
func oneHeard(rs []rune, place int, readings []string) []string {
	var out []string
	for _, heard := range readings {
		out = append(out, string(rs[:place])+heard+string(rs[place+1:]), strings.ReplaceAll(string(rs), string(rs[place]), heard))
	}
	return out
}
