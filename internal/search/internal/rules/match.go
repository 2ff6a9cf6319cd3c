package rules

import "slices"

// Mark is a stretch of a text that answers a query: characters from, up to but without
// to.
type Mark struct{ From, To int }

// In says whether a text answers the query, and where: marks in order, none over
// another.
func (q Query) In(text string) (marks []Mark, ok bool) {
	f := fold(text)
	for _, t := range q.terms {
		found := t.in(f)
		if len(found) == 0 {
			return nil, false
		}
		marks = append(marks, found...)
	}
	return united(marks), true
}

// in are the places of a term, at most mostMarks of them.
func (t term) in(f folded) (out []Mark) {
	for at := 0; at < len(f.runes) && len(out) < mostMarks; {
		end := t.at(f, at)
		if end < 0 {
			at++
			continue
		}
		out = append(out, Mark{f.from[at], f.upto[end-1]})
		at = end
	}
	return out
}

// mostMarks of a term are enough to show a text by.
const mostMarks = 100

// at says where the term ends that begins at a place; -1 if none does.
func (t term) at(f folded, at int) int {
	for i, r := range t.runs {
		if i > 0 {
			for at < len(f.runes) && f.kinds[at] == between {
				at++
			}
		}
		if at = r.at(f, at, t.whole); at < 0 {
			return -1
		}
	}
	return at
}

func (r run) at(f folded, at int, whole bool) int {
	end := at + len(r.runes)
	if end > len(f.runes) || f.runes[at] != r.runes[0] || !slices.Equal(f.runes[at:end], r.runes) {
		return -1
	}
	if r.kind == glyph {
		return end
	}
	begins := at == 0 || f.kinds[at-1] != letter
	ends := end == len(f.runes) || f.kinds[end] != letter
	if !begins || !ends && (whole || len(r.runes) < shortHead) {
		return -1
	}
	return end
}

// united puts marks in order and makes one of those that touch.
func united(marks []Mark) (out []Mark) {
	slices.SortFunc(marks, func(a, b Mark) int { return a.From - b.From })
	for _, m := range marks {
		if n := len(out); n > 0 && m.From <= out[n-1].To {
			out[n-1].To = max(out[n-1].To, m.To)
			continue
		}
		out = append(out, m)
	}
	return out
}
