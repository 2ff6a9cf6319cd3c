package law

import (
	"tramway/internal/civil"
	"tramway/internal/law/dated"
	"tramway/internal/money"
)

type eoyValues struct {
	QualifyingMonths int `json:"qualifying_months"`
	ProbationIgnored int `json:"probation_months_ignored"`
	DaysAfter        int `json:"days_after"`
}

var eoyTable = dated.MustLoad[eoyValues](dataFiles, "end_of_year")

// EndOfYearIn is one employee's claim to the end-of-year payment of a payment
// period. Amount is the whole payment (one average month's wages when the
// contract fixes none). End is zero while the employment goes on.
type EndOfYearIn struct {
	Period          civil.Period
	Amount          Figure
	Start, End      civil.Date
	Reason          string
	ProbationMonths int
	Discretionary   bool // a written term says the payment is at the employer's discretion
}

// EndOfYearPayment returns the whole payment for a whole period; otherwise a
// part by days when three months of the period, probation (up to three months)
// apart, were worked and the employee is still employed at its end or was
// dismissed, but not summarily (Cap. 57 Part IIA).
func EndOfYearPayment(in EndOfYearIn, w *Working) (Figure, error) {
	rule, source, err := in.check()
	if err != nil {
		return Figure{}, err
	}
	share, key := in.share(rule)
	if share.Sign() == 0 {
		w.Say(key, source)
		return Known(money.Int(0)), nil
	}
	out := in.Amount.then(func(a money.Exact) money.Exact { return a.Mul(share).Round(2) })
	if !out.Known {
		w.Say("line.average_impracticable", source)
	} else {
		w.Say(key, source, Count("days", in.employed().Days()), Count("length", in.Period.Days()), Money("whole", in.Amount.Value), Money("amount", out.Value))
	}
	return out, nil
}

func (in EndOfYearIn) employed() civil.Period {
	p := civil.Period{From: in.Start, To: in.Period.To}
	if !in.End.IsZero() {
		p.To = in.End
	}
	return p.Overlap(in.Period)
}

// share is the part of the payment due, and the line that explains it.
func (in EndOfYearIn) share(rule eoyValues) (money.Exact, string) {
	worked := in.employed()
	left := !in.End.IsZero() && in.End.Before(in.Period.To)
	counted := civil.Max(in.Period.From, in.Start.AddMonths(min(in.ProbationMonths, rule.ProbationIgnored)))
	switch {
	case in.Discretionary:
		return money.Exact{}, "line.eoy_discretionary"
	case worked.Days() == in.Period.Days():
		return money.Int(1), "line.eoy_whole"
	case left && (in.Reason == Resignation || in.Reason == SummaryDismissal):
		return money.Exact{}, "line.eoy_left"
	case worked.Days() == 0 || counted.AddMonths(rule.QualifyingMonths).After(worked.To.AddDays(1)):
		return money.Exact{}, "line.eoy_too_short"
	}
	return money.Fraction(int64(worked.Days()), int64(in.Period.Days())), "line.eoy_part"
}

func (in EndOfYearIn) check() (eoyValues, string, error) {
	var g guard
	g.day("payment_period", in.Period.From)
	g.day("payment_period", in.Period.To)
	g.order("payment_period", in.Period.From, in.Period.To)
	g.hired("cases.start", in.Start)
	g.figure("contract_amount", in.Amount)
	g.count("cases.probation_months", in.ProbationMonths, 0, 60)
	if in.Period.Days() > 400 {
		g.fail("payment_period", CodeAbsurd, Count("value", in.Period.Days()))
	}
	if !in.End.IsZero() {
		g.day("cases.end", in.End)
		g.order("cases.end", in.Start, in.End)
		if in.End.Before(in.Period.To) {
			g.reason("cases.reason", in.Reason)
		}
	}
	if g.err != nil {
		return eoyValues{}, "", g.err
	}
	v, row, err := eoyTable.On(in.Period.From)
	return v, row.Source, outside("payment_period", in.Period.From, err)
}

// LunarYear returns the payment period that stands when the contract names none:
// from Lunar New Year's Day to the eve of the next.
func LunarYear(year int) (civil.Period, error) {
	start, err := yearStart("lunar_year", year)
	if err != nil {
		return civil.Period{}, err
	}
	next, _ := yearStart("lunar_year", year+1)
	this, _, err := festivalTable.On(start)
	if err != nil {
		return civil.Period{}, outside("lunar_year", start, err)
	}
	then, _, err := festivalTable.On(next)
	if err != nil {
		return civil.Period{}, outside("lunar_year", next, err)
	}
	return civil.Period{From: this.LunarNewYear, To: then.LunarNewYear.AddDays(-1)}, nil
}
