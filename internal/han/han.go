// Package han folds Chinese and Latin text into one form for searching and
// comparing: traditional to simplified, full width to half, upper case to lower;
// brings single characters that stand for one another to one form; and gives the
// pinyin by which people look names up, and readings in Mandarin and Cantonese.
//
// Floor: 0
package han

import (
	"strings"
	"sync"
	"unicode"

	"github.com/longbridgeapp/opencc"
	"github.com/mozillazg/go-pinyin"
	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"
)

// simplify: the dictionaries of OpenCC, from Hong Kong and Taiwan forms.
var simplify = sync.OnceValue(func() *opencc.OpenCC {
	c, err := opencc.New("t2s")
	if err != nil {
		panic(err) // the dictionaries are embedded in the library
	}
	return c
})

// Fold brings text into the one form: two texts that a person would type for the
// same thing fold to the same.
func Fold(s string) string {
	s = strings.ToLower(width.Fold.String(norm.NFKC.String(s)))
	if !hasHan(s) {
		return s
	}
	out, err := simplify().Convert(s)
	if err != nil {
		return s // a text the dictionaries can't take is searched as it is
	}
	return out
}

func hasHan(s string) bool {
	for _, r := range s {
		if unicode.Is(unicode.Han, r) {
			return true
		}
	}
	return false
}

// Words cuts text into what is indexed: Latin words and numbers as they are, and
// each suffix of a run of Han, so that any run inside it is a prefix of a word.
func Words(s string) []string {
	var out []string
	for _, run := range runs(Fold(s)) {
		if !hasHan(run) {
			out = append(out, run)
			continue
		}
		rs := []rune(run)
		for i := range rs {
			out = append(out, string(rs[i:min(len(rs), i+8)]))
		}
	}
	return out
}

// runs cuts folded text into runs of Han and of other letters and digits.
func runs(s string) []string {
	var out []string
	var run []rune
	var kind int
	flush := func() {
		if len(run) > 0 {
			out = append(out, string(run))
		}
		run = run[:0]
	}
	for _, r := range s {
		k := 0
		switch {
		case unicode.Is(unicode.Han, r):
			k = 1
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r):
			k = 2
		}
		if k != kind {
			flush()
		}
		if kind = k; k != 0 {
			run = append(run, r)
		}
	}
	flush()
	return out
}

// Query cuts what somebody typed into the words that must all be found as
// prefixes.
func Query(s string) []string { return runs(Fold(s)) }

// Pinyin gives the words by which a Chinese name is typed on a Latin keyboard:
// whole ("chendawen"), initials ("cdw"), each syllable alone, and what is written in one
// word after the surname ("dawen": GB/T 28039), however long that is.
func Pinyin(name string) []string {
	args := pinyin.NewArgs()
	var initials strings.Builder
	var each []string
	for _, syllables := range pinyin.Pinyin(Fold(name), args) {
		initials.WriteByte(syllables[0][0])
		each = append(each, syllables[0])
	}
	if each == nil {
		return nil
	}
	out := append([]string{strings.Join(each, ""), initials.String()}, each...)
	for i := 1; i < len(each)-1; i++ {
		out = append(out, strings.Join(each[i:], ""))
	}
	return out
}
