package rules

import (
	"cmp"
	"slices"
	"time"
)

// Count is how many people something is said of.
type Count struct {
	Label string `json:"label"`
	Count int    `json:"count"`
}

// Month is how many came and went in a month.
type Month struct {
	Month  string `json:"month" doc:"2026-11"`
	Joined int    `json:"joined"`
	Left   int    `json:"left"`
}

// Tenures are the bounds of memberships' ages in years: below 1, from 1 to below 3 …,
// from the last on.
var Tenures = []int{1, 3, 5, 10}

// Tenure is the place among [Tenures] of who joined on a day, as seen on another; a
// year is full on the same date, of 29 February on 1 March.
func Tenure(joined, now time.Time) int {
	for i, years := range Tenures {
		if joined.AddDate(years, 0, 0).After(now) {
			return i
		}
	}
	return len(Tenures)
}

// Months are the last so many months, the present one last, without figures.
func Months(now time.Time, n int) []Month {
	out := make([]Month, n)
	for i := range out {
		out[i].Month = time.Date(now.Year(), now.Month()-time.Month(n-1-i), 1, 0, 0, 0, 0, now.Location()).Format("2006-01")
	}
	return out
}

// Ranked puts counts in order: the most first, then by label.
func Ranked(counts map[string]int) []Count {
	out := make([]Count, 0, len(counts))
	for label, n := range counts {
		out = append(out, Count{label, n})
	}
	slices.SortFunc(out, func(a, b Count) int { return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Label, b.Label)) })
	return out
}
