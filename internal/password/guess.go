package password

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// fold is the form in which passwords are compared with what attackers try: no
// capitals, no widths.
func fold(s string) string { return cases.Fold().String(norm.NFKC.String(s)) }

// common: on the list, by itself or with digits and signs around it; one short
// piece said over and over; or characters in a row.
func common(p string) bool {
	f := fold(p)
	core := strings.TrimFunc(f, func(r rune) bool { return !unicode.IsLetter(r) })
	return listed(f) || listed(letters(f)) || listed(core) || repeats(f) || inRow(f)
}

// shortest piece that may be repeated: two words of this length are a phrase.
const shortest = 8

// repeats: the whole is a piece shorter than eight characters, again and again.
func repeats(s string) bool {
	r := []rune(s)
	for n := 1; n < shortest && 2*n <= len(r); n++ {
		same := true
		for i := n; i < len(r) && same; i++ {
			same = r[i] == r[i-n]
		}
		if same {
			return true
		}
	}
	return false
}

// inRow: nearly every character follows the one before, up or down: abcdef, 987654,
// and along the rows of a keyboard.
func inRow(s string) bool {
	r, steps := []rune(s), 0
	for i := 1; i < len(r); i++ {
		d := r[i] - r[i-1]
		if d >= -1 && d <= 1 || beside(r[i-1], r[i]) {
			steps++
		}
	}
	return len(r) > 1 && steps*10 >= (len(r)-1)*9
}

var keyboard = []string{"1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./", "9012"}

func beside(a, b rune) bool {
	pair, back := string([]rune{a, b}), string([]rune{b, a})
	return slices.ContainsFunc(keyboard, func(row string) bool { return strings.Contains(row, pair) || strings.Contains(row, back) })
}

// madeOf: once what is known of the owner is cut out, less is left than a password
// beside a second factor must have.
func madeOf(p string, known Known) bool {
	f := letters(fold(p))
	rest := f
	for _, w := range words(known) {
		rest = strings.ReplaceAll(rest, w, "")
	}
	return rest != f && utf8.RuneCountInString(rest) < Beside
}

// words are the known names, whole and piece by piece, longest first; pieces of
// fewer than three letters (two Chinese characters) say nothing.
func words(known Known) []string {
	out := []string{"tramway"}
	for _, k := range known {
		k = fold(k)
		pieces := strings.FieldsFunc(k, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		for _, w := range append(pieces, letters(k)) {
			if len(w) >= 3 {
				out = append(out, w)
			}
		}
	}
	slices.SortFunc(out, func(a, b string) int { return len(b) - len(a) })
	return out
}

// letters keeps letters and digits.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}
