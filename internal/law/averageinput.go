package law

import (
	"sort"

	"tramway/internal/civil"
	"tramway/internal/money"
)

func (in AverageIn) check(window civil.Period) error {
	var g guard
	g.figure("wages_in_window", in.Wages)
	g.count("excluded_day_count", in.ExcludedDays, 0, limits.LargestCount)
	g.amount("excluded_wages", in.ExcludedWages)
	g.amount("rate", in.Rate)
	if in.PayDays != nil {
		g.atMost("days_payable", *in.PayDays, limits.LeaveDays)
	}
	if len(in.Excluded) > 0 && (in.ExcludedDays > 0 || in.ExcludedWages.Sign() > 0) {
		g.fail("excluded_periods", CodeConflict)
	}
	if in.Wages.Known && len(in.WagePeriods) > 0 {
		g.fail("wage_periods", CodeConflict)
	}
	in.checkExcluded(&g, window)
	in.checkWagePeriods(&g, window)
	return g.err
}

func (in AverageIn) checkExcluded(g *guard, window civil.Period) {
	sorted := append([]ExcludedPeriod(nil), in.Excluded...)
	sort.Slice(sorted, func(i, j int) bool { return sorted[i].Days.From.Before(sorted[j].Days.From) })
	for i, p := range sorted {
		g.day("excluded_periods.from", p.Days.From)
		g.day("excluded_periods.to", p.Days.To)
		g.order("excluded_periods", p.Days.From, p.Days.To)
		g.amount("excluded_periods.wages_paid", p.Wages)
		if i > 0 && !sorted[i-1].Days.To.Before(p.Days.From) {
			g.fail("excluded_periods", CodeOverlap, Day("date", p.Days.From))
		}
		// Wages of a period that is only partly in the window cannot be split without the daily record.
		inside := p.Days.Overlap(window).Days()
		if !p.staysIn() && p.Wages.Sign() > 0 && inside > 0 && inside < p.Days.Days() {
			g.fail("excluded_periods", CodeStraddles, Day("from", p.Days.From), Day("to", p.Days.To))
		}
	}
}

// checkWagePeriods demands that the wage periods cover the window: no gap, no overlap, nothing outside.
func (in AverageIn) checkWagePeriods(g *guard, window civil.Period) {
	if len(in.WagePeriods) == 0 || window.Days() == 0 {
		return
	}
	sorted := append([]WagePeriod(nil), in.WagePeriods...)
	sort.Slice(sorted, func(i, j int) bool { return sorted[i].Days.From.Before(sorted[j].Days.From) })
	next := window.From
	for i, p := range sorted {
		g.order("wage_periods", p.Days.From, p.Days.To)
		g.figure("wage_periods.wages", p.Wages)
		switch {
		case i > 0 && p.Days.From.Before(next):
			g.fail("wage_periods", CodeOverlap, Day("date", p.Days.From))
		case p.Days.From.After(next):
			g.fail("wage_periods", CodeGap, Day("date", next))
		case p.Days.From.Before(next) || p.Days.To.After(window.To):
			g.fail("wage_periods", CodeStraddles, Day("from", p.Days.From), Day("to", p.Days.To))
		}
		next = p.Days.To.AddDays(1)
	}
	if !next.After(window.To) {
		g.fail("wage_periods", CodeGap, Day("date", next))
	}
}

// wages is undetermined as soon as one wage period has no record.
func (in AverageIn) wages() Figure {
	if len(in.WagePeriods) == 0 {
		return in.Wages
	}
	total := money.Int(0)
	for _, p := range in.WagePeriods {
		if !p.Wages.Known {
			return Figure{}
		}
		total = total.Add(p.Wages.Value)
	}
	return Known(total)
}

// excluded counts the disregarded days that lie in the window and what was paid for them.
func (in AverageIn) excluded(window civil.Period) (days int, wages money.Exact) {
	days, wages = in.ExcludedDays, in.ExcludedWages
	for _, p := range in.Excluded {
		inside := p.Days.Overlap(window).Days()
		if inside == 0 || p.staysIn() {
			continue
		}
		days += inside
		wages = wages.Add(p.Wages)
	}
	return days, wages
}
