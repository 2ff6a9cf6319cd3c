// Package law states the employment law of Hong Kong as pure rules: no clock,
// no database, no network. Each rule takes facts (dates, amounts, hours) and
// returns figures together with its working, line by line, with the part of the
// law behind each line. All numbers of the law stand in dated tables under
// data/; the code holds only how they are applied.
//
// Promises: exact fractions until one rounding, half up to the cent, at each
// payable line; days are days in Hong Kong and weeks end on Saturday; bad input
// is an *InputError, never a wrong figure; missing records give "undetermined",
// never a guess; where the law is unsettled a named Setting decides and the
// working says so.
//
// Floor: 1
package law

import "tramway/internal/money"

// Answer is yes, no, or undetermined because a record is missing.
type Answer int8

const (
	No Answer = iota
	Yes
	Undetermined
)

// YesIf turns a settled question into an Answer.
func YesIf(yes bool) Answer {
	if yes {
		return Yes
	}
	return No
}

// String gives "no", "yes" or "undetermined".
func (a Answer) String() string { return [...]string{"no", "yes", "undetermined"}[a] }

// Figure is a number that may be undetermined because a record is missing.
type Figure struct {
	Value money.Exact
	Known bool
}

// Known wraps a number that is there; the zero Figure is undetermined.
func Known(x money.Exact) Figure { return Figure{x, true} }

// then applies f to a known value and keeps an undetermined one as it is.
func (f Figure) then(apply func(money.Exact) money.Exact) Figure {
	if !f.Known {
		return f
	}
	return Known(apply(f.Value))
}
