package law

import (
	"maps"
	"slices"

	"tramway/internal/civil"
	"tramway/internal/money"
)

// NewMemberIn is a new employee paid by calendar month. Income holds the
// relevant income by month; End is zero while the employment goes on.
type NewMemberIn struct {
	Start    civil.Date
	End      civil.Date
	Income   map[civil.Month]money.Exact
	Storms   []civil.Date
	Settings Settings
}

// NewMemberOut: the 30th and 60th day, from when the employee contributes, when
// the first payment is due and what it holds. Covered is false when the
// employment ended before day 60; the sums are undetermined while a month's
// income is missing.
type NewMemberOut struct {
	Day30, Day60, EmployeeFrom, Due civil.Date
	Covered                         bool
	Employer, Employee              Figure
	Working                         Working
}

// MPFNewEmployee applies the 60-day rule and the employee's contribution
// holiday: the first 30 days and the incomplete month after them (Cap. 485 s.7A).
// The employer contributes from the first day; the first payment is due on the
// contribution day after the month of day 60.
func MPFNewEmployee(in NewMemberIn) (NewMemberOut, error) {
	v, err := in.check()
	if err != nil {
		return NewMemberOut{}, err
	}
	out := NewMemberOut{Day30: in.Start.AddDays(v.HolidayDays - 1), Day60: in.Start.AddDays(v.EmploymentDays - 1)}
	out.EmployeeFrom = out.Day30.InMonth().Add(1).First()
	out.Covered = in.End.IsZero() || !in.End.Before(out.Day60)
	out.Working.Say("line.mpf_new_days", "mpf.new", Day("start", in.Start), Day("day30", out.Day30), Day("day60", out.Day60), Day("from", out.EmployeeFrom))
	if !out.Covered {
		out.Employer, out.Employee = Known(money.Int(0)), Known(money.Int(0))
		out.Working.Say("line.mpf_ended", "mpf.cover", Day("date", in.End))
		return out, nil
	}
	if out.Due, err = MPFContributionDay(out.Day60.InMonth().Add(1), in.Storms, &out.Working); err != nil {
		return NewMemberOut{}, Renamed("employment_start", err)
	}
	out.arrears(in, v)
	return out, nil
}

// arrears adds up the months from the start to the month of day 60.
func (o *NewMemberOut) arrears(in NewMemberIn, v mpfValues) {
	employer, employee := money.Int(0), money.Int(0)
	for m := in.Start.InMonth(); m.Until(o.Day60.InMonth()) >= 0; m = m.Add(1) {
		income, ok := in.Income[m]
		if !ok {
			o.Working.Say("line.mpf_month_missing", "open.records", Text("month", m.String()))
			o.Employer, o.Employee = Figure{}, Figure{}
			return
		}
		c := v.say(income, o.levels(in, m, v), "mpf.levels", &o.Working)
		employer = employer.Add(c.Employer)
		if !m.First().Before(o.EmployeeFrom) {
			employee = employee.Add(c.Employee)
		}
	}
	o.Employer, o.Employee = Known(employer), Known(employee)
	o.Working.Say("line.mpf_first", "mpf.new", Money("employer", employer), Money("employee", employee))
}

// levels of a month that is only partly worked are not settled.
func (o *NewMemberOut) levels(in NewMemberIn, m civil.Month, v mpfValues) levels {
	worked := civil.Period{From: civil.Max(in.Start, m.First()), To: m.Last()}
	if !in.End.IsZero() {
		worked.To = civil.Min(worked.To, in.End)
	}
	if worked.Days() < m.Days() && in.Settings.pick("mpf_incomplete_month", &o.Working) == "levels_by_days" {
		return levels{v.DailyMin.Times(worked.Days()), v.DailyMax.Times(worked.Days())}
	}
	return levels{v.MonthlyMin, v.MonthlyMax}
}

func (in NewMemberIn) check() (mpfValues, error) {
	var g guard
	g.day("employment_start", in.Start)
	if !in.End.IsZero() {
		g.day("employment_end", in.End)
		g.order("employment_end", in.Start, in.End)
	}
	g.days("severe_weather_days", in.Storms)
	for _, m := range slices.SortedFunc(maps.Keys(in.Income), func(a, b civil.Month) int { return b.Until(a) }) {
		g.amount("relevant_income", in.Income[m])
		if m.Until(in.Start.InMonth()) > 0 {
			g.fail("relevant_income", CodeOrder, Day("from", in.Start), Day("to", m.Last()))
		}
	}
	if g.err == nil {
		g.err = in.Settings.Check()
	}
	if g.err != nil {
		return mpfValues{}, g.err
	}
	v, _, err := mpfTable.On(in.Start)
	return v, outside("employment_start", in.Start, err)
}
