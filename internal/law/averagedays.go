package law

import (
	"tramway/internal/civil"
	"tramway/internal/money"
)

// WageDay is the record of one day: the wages earned for it and whether it is
// disregarded because no or less than full wages were paid for a listed reason.
type WageDay struct {
	Cents       money.Cents
	Disregarded bool
}

// DailyAverage is an average daily wage as a fraction that needs no allocation:
// Cents divided by Days. Days is 0 when it cannot be determined.
type DailyAverage struct {
	Cents money.Cents
	Days  int
}

// AverageOfDays averages daily records, one for each day of the window in order.
// It returns an InputError when the records do not fit the window or are negative.
func AverageOfDays(window civil.Period, days []WageDay) (DailyAverage, error) {
	if len(days) != window.Days() {
		return DailyAverage{}, Bad("daily_records", CodeGap, Day("date", window.From.AddDays(len(days))))
	}
	var a DailyAverage
	var seen int64 // all bits of all amounts: a negative or absurd one shows in the sum of bits
	for i := range days {
		seen |= int64(days[i].Cents)
		if !days[i].Disregarded {
			a.Cents += days[i].Cents
			a.Days++
		}
	}
	switch {
	case seen < 0:
		return DailyAverage{}, Bad("daily_records", CodeNegative, Text("value", "-"))
	case seen>>50 != 0:
		return DailyAverage{}, Bad("daily_records", CodeAbsurd, Text("value", money.Cents(seen).HKD()))
	}
	return a, nil
}

// Pay returns days x average x numerator/denominator, rounded once, half up to
// the cent. ok is false when the average is undetermined or the sum overflows.
func (a DailyAverage) Pay(days, numerator, denominator int64) (money.Cents, bool) {
	if a.Days == 0 {
		return 0, false
	}
	c, ok := money.MulDiv(int64(a.Cents), days*numerator, int64(a.Days)*denominator)
	return money.Cents(c), ok
}
