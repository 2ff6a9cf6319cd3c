package rules

import "strings"

// Snippet is a stretch of a text around its first marks.
type Snippet struct {
	Text  string
	Marks []Mark // in Text
	Cut   bool   // the text goes on before it
	More  bool   // the text goes on after it
}

// before is how many characters are shown ahead of the first mark.
const before = 30

// Cut takes at most length characters of a text, so that its first mark is in sight.
// Line breaks become blanks.
func Cut(text string, marks []Mark, length int) Snippet {
	all := []rune(strings.Map(func(r rune) rune {
		if r == '\n' || r == '\r' || r == '\t' {
			return ' '
		}
		return r
	}, text))
	from := 0
	if len(marks) > 0 && len(all) > length {
		from = min(max(0, marks[0].From-before), len(all)-length)
	}
	to := min(len(all), from+length)
	s := Snippet{Text: string(all[from:to]), Marks: []Mark{}, Cut: from > 0, More: to < len(all)}
	for _, m := range marks {
		if m.From < to && m.To > from {
			s.Marks = append(s.Marks, Mark{max(m.From, from) - from, min(m.To, to) - from})
		}
	}
	return s
}

// HasLink says whether a text has an address of the web in it.
func HasLink(text string) bool {
	low := strings.ToLower(text)
	return strings.Contains(low, "https://") || strings.Contains(low, "http://")
}
