package rules

import (
	"slices"
	"strings"
)

// Query is what somebody typed, read: every term has to be in a text.
type Query struct{ terms []term }

// term is a stretch of glyphs, a word or its beginning, or what stood in quotes: runs
// with nothing but signs and blanks between them.
type term struct {
	runs  []run
	whole bool // words end where they end
}

type run struct {
	kind  kind
	runes []rune
}

// quotes open and close a phrase, in the ways that keyboards have them.
var quotes = strings.NewReplacer("“", `"`, "”", `"`, "„", `"`, "「", `"`, "」", `"`, "『", `"`, "』", `"`, "＂", `"`, "«", `"`, "»", `"`)

// Parse reads a query. What stands in quotes is found as it is, words in their order;
// outside, every word and every stretch of Chinese is found wherever it stands, words
// of three letters and more also as the beginning of one. A quote that is not closed
// ends with the query.
func Parse(text string) Query {
	var q Query
	for i, part := range strings.Split(quotes.Replace(text), `"`) {
		runs := runsOf(part)
		if i%2 == 1 && len(runs) > 0 {
			q.terms = append(q.terms, term{runs, true})
			continue
		}
		for _, r := range runs {
			q.terms = append(q.terms, term{[]run{r}, false})
		}
	}
	return q
}

func runsOf(text string) (out []run) {
	f := fold(text)
	f.runs(func(k kind, from, to int) { out = append(out, run{k, f.runes[from:to]}) })
	return out
}

// Empty says that nothing is asked for: signs and blanks alone.
func (q Query) Empty() bool { return len(q.terms) == 0 }

// Words are those of the index that every text which answers has, each once.
func (q Query) Words() (out []string) {
	for _, t := range q.terms {
		for i, r := range t.runs {
			words := asked(r.kind, r.runes, t.whole)
			if i > 0 && r.kind == letter && t.runs[i-1].kind == letter {
				words = append(words, pair(cut(t.runs[i-1].runes), cut(r.runes)))
			}
			for _, w := range words {
				if !slices.Contains(out, w) {
					out = append(out, w)
				}
			}
		}
	}
	return out
}

func cut(word []rune) []rune { return word[:min(len(word), longestRun)] }
