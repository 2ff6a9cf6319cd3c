package rules

import "strings"

// The index knows each glyph alone and each two that stand together; of a word it knows
// the whole, its beginnings of three and of five letters behind a #, and what word comes
// next. What it gives is more than what answers a query, and [Query.In] looks at the text.
const (
	shortHead  = 3
	longHead   = 5
	longestRun = 40 // letters of a word that count
	head       = "#"
)

// Fact is a word of the index that no text gives: who wrote it, where it is, what it
// has. It begins with ##, so that nothing written is taken for one.
func Fact(kind, value string) string { return head + head + kind + strings.ToLower(value) }

// Words are those that stand for a text in the index, each once.
func Words(text string) []string {
	f := fold(text)
	seen := map[string]bool{}
	var out []string
	add := func(w string) {
		if !seen[w] {
			seen[w] = true
			out = append(out, w)
		}
	}
	var last []rune // the word before, if nothing but signs and blanks stand between
	f.runs(func(k kind, from, to int) {
		if k == letter {
			word := cut(f.runes[from:to])
			add(string(word))
			if last != nil {
				add(pair(last, word))
			}
			last = word
			if len(word) >= shortHead {
				add(head + string(word[:shortHead]))
			}
			if len(word) >= longHead {
				add(head + string(word[:longHead]))
			}
			return
		}
		last = nil
		for i := from; i < to; i++ {
			add(string(f.runes[i]))
			if i+1 < to {
				add(string(f.runes[i : i+2]))
			}
		}
	})
	return out
}

func pair(a, b []rune) string { return head + string(a) + head + string(b) }

// asked are the words of the index that a run of a query needs; whole: as it is
// written, not as the beginning of a word.
func asked(k kind, run []rune, whole bool) []string {
	if k == glyph {
		if len(run) == 1 {
			return []string{string(run)}
		}
		var out []string
		for i := range len(run) - 1 {
			out = append(out, string(run[i:i+2]))
		}
		return out
	}
	switch run = cut(run); {
	case whole, len(run) < shortHead:
		return []string{string(run)}
	case len(run) < longHead:
		return []string{head + string(run[:shortHead])}
	}
	return []string{head + string(run[:longHead])}
}
