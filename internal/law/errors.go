package law

import (
	"errors"
	"fmt"

	"tramway/internal/civil"
	"tramway/internal/law/dated"
	"tramway/internal/money"
)

// InputError says which fact cannot be used and why. Code is stable; the text
// for people stands in the catalogues under MessageKey.
type InputError struct {
	Field string
	Code  string
	Args  []Arg
}

// Codes of an InputError.
const (
	CodeMissing       = "missing"
	CodeType          = "type"
	CodeUnknownKey    = "unknown_key"
	CodeUnknownTopic  = "unknown_topic"
	CodeChoice        = "not_a_choice"
	CodeBeforeTables  = "before_tables"
	CodeAfterTables   = "after_tables"
	CodeOrder         = "end_before_start"
	CodeNegative      = "negative"
	CodeAbsurd        = "absurd"
	CodeGap           = "gap"
	CodeOverlap       = "overlap"
	CodeStraddles     = "straddles_window"
	CodeWeekEnd       = "not_a_saturday"
	CodeNotHoliday    = "not_a_statutory_holiday"
	CodeConflict      = "conflict"
	CodeTwelveMonths  = "not_twelve_months"
	CodeMoreThanStock = "more_than_there_is"
)

// Error is for logs; people read the catalogue.
func (e *InputError) Error() string {
	s := "law: " + e.Field + ": " + e.Code
	for _, a := range e.Args {
		s += fmt.Sprintf(" %s=%s", a.Name, a.Value)
	}
	return s
}

// MessageKey names the catalogue entry.
func (e *InputError) MessageKey() string { return "error." + e.Code }

// Bad makes an InputError.
func Bad(field, code string, args ...Arg) *InputError { return &InputError{field, code, args} }

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

// outside turns the error of a table into the error of the field that asked.
func outside(field string, d civil.Date, err error) error {
	if err == nil {
		return nil
	}
	code := CodeAfterTables
	if errors.Is(err, dated.ErrBefore) {
		code = CodeBeforeTables
	}
	return Bad(field, code, Day("date", d))
}
