package han

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed forms.txt
var formsText string

// forms leads from each other form to the one that is kept.
var forms = sync.OnceValue(func() map[rune]rune {
	out := map[rune]rune{}
	eachLine(formsText, func(kept, others string) {
		for _, r := range others {
			out[r] = []rune(kept)[0]
		}
	})
	return out
})

// Base brings characters that stand for one another to one form: simplified for
// traditional, 恒 for 恆, 峰 for 峯. It looks at one character at a time, so that
// a name with a blank or a strange letter in it gives the same characters; Fold
// looks at words, which reads better and must not decide whether names are equal.
func Base(s string) string { return strings.Map(Form, s) }

// Form is [Base] for one character.
func Form(r rune) rune {
	if kept, ok := forms()[r]; ok {
		return kept
	}
	return r
}

// eachLine reads a table of lines "head rest", with # before what is said about it.
func eachLine(text string, take func(head, rest string)) {
	for line := range strings.Lines(text) {
		head, rest, ok := strings.Cut(strings.TrimSpace(line), " ")
		if ok && head != "#" {
			take(head, rest)
		}
	}
}
