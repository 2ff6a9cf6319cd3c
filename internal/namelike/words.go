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
	var c cutter
	for _, r := range name {
		c.take(r)
	}
	c.flush()
	return c.words
}

type cutter struct {
	words []word
	run   []rune // the word begun
	gap   bool   // something that is no letter came after it
	since int    // its letters since it began, or since its last point
}

func (c *cutter) take(r rune) {
	switch {
	case r == '.' && c.since == 1:
		c.since = 0
	case !inWord(r):
		c.gap = true
	default:
		if len(c.run) > 0 && parts(c.run[len(c.run)-1], r, c.gap) {
			c.flush()
		}
		c.run, c.gap, c.since = append(c.run, r), false, c.since+1
	}
}

func (c *cutter) flush() {
	if len(c.run) > 0 {
		c.words = append(c.words, fold(string(c.run)))
	}
	c.run, c.since = c.run[:0], 0
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
