package company

import (
	"tramway/internal/civil"
	"tramway/internal/law"
	"tramway/internal/money"
)

// AccrualIn asks for the leave credited up to the day On. DaysPerYear is what
// the contract promises; without it, or where it is less, the law's days by year
// of service stand. Lump credits a whole year on 1 January instead of a month's
// share with each month from the first day of employment.
type AccrualIn struct {
	Start, On   civil.Date
	DaysPerYear law.Figure
	Lump        bool
	Taken       money.Exact
}

// AccrualOut: days credited by the rule, earned by law, and left; exact.
type AccrualOut struct {
	Months      int
	Credited    money.Exact
	EarnedByLaw int
	Left        money.Exact
	Binds       string
	Working     law.Working
}

// LeaveAccrual credits annual leave month by month. The law (Cap. 57 s.41AA)
// asks for the whole entitlement only when a leave year is complete, so the rule
// may give earlier but, at the end of each leave year, never less.
func LeaveAccrual(in AccrualIn) (AccrualOut, error) {
	if err := in.check(); err != nil {
		return AccrualOut{}, err
	}
	out := AccrualOut{Months: in.Start.MonthsUntil(in.On), Binds: BindsCompany}
	byLaw, err := law.AnnualLeaveBalance(in.Start, in.On, money.Int(0), &out.Working)
	if err != nil {
		return AccrualOut{}, err
	}
	out.EarnedByLaw = byLaw.Earned
	if in.Lump {
		out.lump(in)
	} else {
		out.monthly(in)
	}
	out.Left = out.Credited.Sub(in.Taken)
	if out.Left.Sign() < 0 {
		return AccrualOut{}, law.Bad("taken", law.CodeMoreThanStock, law.Number("value", in.Taken))
	}
	out.Working.Say("line.co_leave_balance", source, law.Number("credited", out.Credited.Round(4)), law.Number("taken", in.Taken), law.Number("left", out.Left.Round(4)))
	out.Working.Say("line.co_leave_ending", "eo.al.end")
	return out, nil
}

// monthly adds a month's share of each service year for every complete month in it.
func (o *AccrualOut) monthly(in AccrualIn) {
	year := Defaults.LeaveMonths
	for y, left := 1, o.Months; left > 0; y, left = y+1, left-year {
		months := min(left, year)
		days := o.yearly(in, y)
		o.Credited = o.Credited.Add(days.Times(months).Over(year))
		o.Working.Say("line.co_leave_months", source, law.Count("year", y), law.Number("days", days), law.Count("months", months), law.Number("credited", o.Credited.Round(4)))
	}
}

// lump credits the rest of the first calendar year by days, any fraction as a
// full day, and then each year whole on 1 January.
func (o *AccrualOut) lump(in AccrualIn) {
	next := firstOfYear(in.Start.Year() + 1)
	days := o.yearly(in, 1)
	part := days.Times(in.Start.DaysUntil(next)).Over(Defaults.PartYearDays)
	o.Credited = money.Min(days, money.Int(part.Ceil()))
	o.Working.Say("line.co_leave_lump", source, law.Day("on", in.Start), law.Number("days", o.Credited), law.Number("credited", o.Credited))
	for ; !next.After(in.On); next = firstOfYear(next.Year() + 1) {
		days = o.yearly(in, max(1, in.Start.YearsUntil(firstOfYear(next.Year()+1))))
		o.Credited = o.Credited.Add(days)
		o.Working.Say("line.co_leave_lump", source, law.Day("on", next), law.Number("days", days), law.Number("credited", o.Credited))
	}
}

// yearly is the year's entitlement: the contract's, unless the law gives more for that year of service.
func (o *AccrualOut) yearly(in AccrualIn, year int) money.Exact {
	var aside law.Working // the law's own line is not needed for each year
	n, _ := law.AnnualLeaveDays(year, &aside)
	byLaw := money.Int(int64(n))
	if !in.DaysPerYear.Known || in.DaysPerYear.Value.Less(byLaw) {
		if in.DaysPerYear.Known {
			o.Binds = BindsLaw
			o.Working.Say("line.co_leave_law", "eo.al", law.Count("year", year), law.Number("company", in.DaysPerYear.Value), law.Number("law", byLaw))
		}
		return byLaw
	}
	return in.DaysPerYear.Value
}

func firstOfYear(year int) civil.Date {
	d, _ := civil.New(year, 1, 1) // the years are within the tables
	return d
}

func (in AccrualIn) check() error {
	if err := first(law.Within("taken", in.Taken, Defaults.MostAmount), law.InReach("on", in.On)); err != nil {
		return err
	}
	if in.DaysPerYear.Known {
		return law.Within("days_per_year", in.DaysPerYear.Value, Defaults.MostLeave)
	}
	return nil
}
