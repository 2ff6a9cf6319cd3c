package moderation

import (
	"unicode"

	"tramway/internal/han"
)

// A text is compared as its letters and digits alone, each with whether something stood
// before it: so "s p a m", "s.p.a.m" and "ｓｐａｍ" are one, and where words end is known.
type letters struct {
	r   []rune
	gap []bool // something that is no letter stands before
}

// read folds a text: scripts, width and case are one; what can't be seen is left out.
func read(text string) letters {
	var out letters
	gap := true
	for _, r := range han.Fold(text) {
		switch {
		case unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Mn, r): // zero width, marks above letters
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			out.r, out.gap = append(out.r, r), append(out.gap, gap)
			gap = false
		default:
			gap = true
		}
	}
	return out
}

// written says that a letter belongs to a script that parts its words by spaces.
func written(r rune) bool {
	return !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai)
}

// index finds words by their first two letters, so that a text is gone through once
// whatever the number of words.
type index map[[2]rune][]entry

type entry struct {
	word letters
	text string // as it was entered
	rule int
}

// add puts a word in; one without letters says nothing and is left out.
func (x index) add(text string, rule int) {
	w := read(text)
	if len(w.r) == 0 {
		return
	}
	k := x.key(w.r)
	x[k] = append(x[k], entry{w, text, rule})
}

func (index) key(r []rune) [2]rune {
	if len(r) == 1 {
		return [2]rune{r[0]}
	}
	return [2]rune{r[0], r[1]}
}

// each tells the words that a text meets, until yield says enough.
func (x index) each(text letters, yield func(entry) bool) {
	for at := range text.r {
		for _, k := range [][2]rune{{text.r[at]}, x.key(text.r[at:])} {
			for _, e := range x[k] {
				if e.word.at(text, at) && !yield(e) {
					return
				}
			}
			if len(text.r)-at == 1 {
				break // both keys are one
			}
		}
	}
}

// at says whether a word stands at a place of a text: its letters follow one another,
// it begins and ends where words do, and inside it the letters hang together as they do
// in the word, or are all apart, or all together.
func (w letters) at(text letters, from int) bool {
	n := len(w.r)
	if from+n > len(text.r) {
		return false
	}
	for i := range n {
		if text.r[from+i] != w.r[i] {
			return false
		}
	}
	if written(w.r[0]) && !text.gap[from] && written(text.r[from-1]) {
		return false
	}
	if end := from + n; written(w.r[n-1]) && end < len(text.r) && !text.gap[end] && written(text.r[end]) {
		return false
	}
	return w.hangs(text.gap[from:from+n], text.r[from:from+n])
}

func (w letters) hangs(gap []bool, r []rune) bool {
	as, apart := true, true
	for i := 1; i < len(gap); i++ {
		if !written(r[i]) || !written(r[i-1]) {
			continue // between Chinese characters a space says nothing
		}
		as = as && (!gap[i] || w.gap[i])
		apart = apart && gap[i]
	}
	return as || apart
}
