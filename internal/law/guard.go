package law

import (
	"tramway/internal/civil"
	"tramway/internal/money"
)

// Within refuses a negative number and one above the most there can be; for rule sets beside this one.
func Within(field string, x money.Exact, most int64) error {
	var g guard
	g.atMost(field, x, int(most))
	return g.err
}

// InReach refuses a day that the engine does not reach.
func InReach(field string, d civil.Date) error {
	var g guard
	g.day(field, d)
	return g.err
}

// guard remembers the first mistake, so that a rule can state its conditions in a row.
type guard struct{ err error }

func (g *guard) fail(field, code string, args ...Arg) {
	if g.err == nil {
		g.err = Bad(field, code, args...)
	}
}

// day demands a day within the reach of the engine.
func (g *guard) day(field string, d civil.Date) {
	switch {
	case d.IsZero():
		g.fail(field, CodeMissing)
	case d.Before(limits.FirstDay):
		g.fail(field, CodeBeforeTables, Day("date", d), Day("first", limits.FirstDay))
	case d.After(limits.LastDay):
		g.fail(field, CodeAfterTables, Day("date", d), Day("last", limits.LastDay))
	}
}

// hired demands a day on which a working life may have begun.
func (g *guard) hired(field string, d civil.Date) {
	if !d.IsZero() && d.Before(limits.FirstHire) {
		g.fail(field, CodeBeforeTables, Day("date", d), Day("first", limits.FirstHire))
	}
	if d.IsZero() || d.After(limits.LastDay) {
		g.day(field, d)
	}
}

// order demands that to is not before from.
func (g *guard) order(field string, from, to civil.Date) {
	if to.Before(from) {
		g.fail(field, CodeOrder, Day("from", from), Day("to", to))
	}
}

// amount demands a sum of money or a number that is neither negative nor absurd.
func (g *guard) amount(field string, x money.Exact) {
	switch {
	case x.Sign() < 0:
		g.fail(field, CodeNegative, Number("value", x))
	case limits.LargestAmount.Less(x):
		g.fail(field, CodeAbsurd, Number("value", x))
	}
}

// atMost demands a number from 0 to the most there can be.
func (g *guard) atMost(field string, x money.Exact, most int) {
	g.amount(field, x)
	if money.Int(int64(most)).Less(x) {
		g.fail(field, CodeAbsurd, Number("value", x))
	}
}

// days demands days within the reach of the engine, none of them twice.
func (g *guard) days(field string, days []civil.Date) {
	seen := make(map[civil.Date]bool, len(days))
	for _, d := range days {
		g.day(field, d)
		if seen[d] {
			g.fail(field, CodeOverlap, Day("date", d))
		}
		seen[d] = true
	}
}

func (g *guard) figure(field string, f Figure) {
	if f.Known {
		g.amount(field, f.Value)
	}
}

// count demands a whole number from low to high.
func (g *guard) count(field string, n, low, high int) {
	switch {
	case n < 0 && low >= 0:
		g.fail(field, CodeNegative, Count("value", n))
	case n < low || n > high:
		g.fail(field, CodeAbsurd, Count("value", n))
	}
}
