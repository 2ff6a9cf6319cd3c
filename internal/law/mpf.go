package law

import (
	"tramway/internal/civil"
	"tramway/internal/law/dated"
	"tramway/internal/money"
)

type mpfValues struct {
	Rate            ratio       `json:"rate"`
	MonthlyMin      money.Exact `json:"monthly_min"`
	MonthlyMax      money.Exact `json:"monthly_max"`
	DailyMin        money.Exact `json:"daily_min"`
	DailyMax        money.Exact `json:"daily_max"`
	EmploymentDays  int         `json:"employment_days"`
	HolidayDays     int         `json:"holiday_days"`
	AgeFrom         int         `json:"age_from"`
	AgeBelow        int         `json:"age_below"`
	ContributionDay int         `json:"contribution_day"`
}

var mpfTable = dated.MustLoad[mpfValues](dataFiles, "mpf")

// Contribution is what employer and employee owe for a wage period, to the cent.
type Contribution struct{ Employer, Employee money.Exact }

// levels are the least and the most relevant income of a period.
type levels struct{ low, high money.Exact }

// contribute: the employer pays on all income up to the most; the employee
// only when the income reaches the least (Cap. 485 ss.7A, 9 and 10).
func (v mpfValues) contribute(income money.Exact, l levels) Contribution {
	base := money.Min(income, l.high).Mul(v.Rate.Exact).Round(2)
	if income.Less(l.low) {
		return Contribution{base, money.Int(0)}
	}
	return Contribution{base, base}
}

// MPFMonthly returns the mandatory contributions for a month's relevant income.
func MPFMonthly(income money.Exact, w *Working) (Contribution, error) {
	var g guard
	g.amount("relevant_income", income)
	if g.err != nil {
		return Contribution{}, g.err
	}
	v, row := mpfTable.Newest()
	return v.say(income, levels{v.MonthlyMin, v.MonthlyMax}, row.Source, w), nil
}

func (v mpfValues) say(income money.Exact, l levels, source string, w *Working) Contribution {
	c := v.contribute(income, l)
	w.Say("line.mpf", source, Money("income", income), Money("low", l.low), Money("high", l.high),
		Money("employer", c.Employer), Money("employee", c.Employee))
	return c
}

// MPFNonMonthly does the same for a wage period of that many calendar days, with the daily levels.
func MPFNonMonthly(days int, income money.Exact, w *Working) (Contribution, error) {
	var g guard
	g.count("days", days, 1, 92)
	g.amount("income", income)
	if g.err != nil {
		return Contribution{}, g.err
	}
	v, row := mpfTable.Newest()
	return v.say(income, levels{v.DailyMin.Times(days), v.DailyMax.Times(days)}, row.Source, w), nil
}

// NoAge stands where an age was not given.
const NoAge = -1

// MPFPerson is someone whose coverage is asked; the age may be NoAge.
type MPFPerson struct {
	Casual       bool // casual employee of the construction or catering industry
	DaysEmployed int
	Age          int
}

// age demands an age that people reach, or none.
func (g *guard) age(n int) {
	if n != NoAge {
		g.count("cases.age", n, 0, 130)
	}
}

// MPFCovered tells whether the scheme covers the person: aged 18 to 64 and
// employed for 60 days or, as a casual employee of the two industry schemes, from day one.
func MPFCovered(p MPFPerson, w *Working) (bool, error) {
	var g guard
	g.count("days_employed", p.DaysEmployed, 0, limits.LargestCount)
	g.age(p.Age)
	if g.err != nil {
		return false, g.err
	}
	v, _ := mpfTable.Newest()
	needed := v.EmploymentDays
	if p.Casual {
		needed = 1
	}
	aged := p.Age == NoAge || p.Age >= v.AgeFrom && p.Age < v.AgeBelow
	covered := aged && p.DaysEmployed >= needed
	w.Say("line.mpf_covered", "mpf.cover", Count("days", p.DaysEmployed), Count("needed", needed), Count("from", v.AgeFrom),
		Count("below", v.AgeBelow), Word("answer", "answer."+YesIf(covered).String()))
	return covered, nil
}

// MPFContributionDay returns the last day for paying in that month: the 10th or,
// when that is a Saturday, a general holiday, or a gale or black rainstorm day
// (storms), the next day that is none of these (Cap. 485A s.122).
func MPFContributionDay(month civil.Month, storms []civil.Date, w *Working) (civil.Date, error) {
	var g guard
	g.days("severe_weather_days", storms)
	if g.err != nil {
		return civil.Date{}, g.err
	}
	v, _ := mpfTable.Newest()
	due := month.First().AddDays(v.ContributionDay - 1)
	for {
		holiday, err := IsGeneralHoliday(due)
		if err != nil {
			return civil.Date{}, Renamed("months", err)
		}
		if !holiday && due.Weekday() != civil.Saturday && !among(storms, due) {
			break
		}
		w.Say("line.mpf_day_moves", "mpf.day", Day("date", due))
		due = due.AddDays(1)
	}
	w.Say("line.mpf_day", "mpf.day", Day("date", due))
	return due, nil
}

func among(days []civil.Date, d civil.Date) bool {
	for _, x := range days {
		if x == d {
			return true
		}
	}
	return false
}
