package namelike

import "unicode"

// word is one word of a name in the ways it is looked at.
type word struct {
	folded [ways]string
	mixed  bool
}

// cut takes a clean name apart. Blanks between Chinese characters part nothing,
// and Chinese and other letters are words of their own even without a blank.
// Points inside initials join: H.K. is HK.
func cut(name string) []word {
	var out []word
	var run []rune
	gap, since := false, 0
	flush := func() {
		if len(run) > 0 {
			out = append(out, fold(string(run)))
		}
		run, since = run[:0], 0
	}
	for _, r := range name {
		switch {
		case r == '.' && since == 1:
			since = 0
		case !inWord(r):
			gap = true
		default:
			if len(run) > 0 && parts(run[len(run)-1], r, gap) {
				flush()
			}
			run, gap, since = append(run, r), false, since+1
		}
	}
	flush()
	return out
}

// parts tells whether a new word begins at r.
func parts(last, r rune, gap bool) bool {
	if unicode.Is(unicode.M, r) {
		return gap
	}
	return chinese(last) != chinese(r) || gap && !chinese(r)
}

// chinese: also the kana that pass for characters (エ for 工).
func chinese(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Katakana, unicode.Hiragana, unicode.Bopomofo) || r == 'ー'
}

// is compares with a word as it looks, whichever way it was folded.
func (w word) is(text string) bool {
	return w.folded[lettersFirst] == text || w.folded[shapesFirst] == text
}

// begins tells whether the words begin with those of a phrase.
func begins(words []word, phrase []string) bool {
	if len(phrase) > len(words) {
		return false
	}
	for i, p := range phrase {
		if !words[i].is(p) {
			return false
		}
	}
	return true
}
