package law

import (
	"tramway/internal/civil"
	"tramway/internal/law/dated"
	"tramway/internal/money"
)

type minimumValues struct {
	Hourly money.Exact `json:"hourly"`
}

type recordValues struct {
	MonthlyCap money.Exact `json:"monthly_cap"`
}

var (
	minimumTable = dated.MustLoad[minimumValues](dataFiles, "minimum_wage")
	recordTable  = dated.MustLoad[recordValues](dataFiles, "hours_record")
)

// MinimumWageRate returns the statutory hourly rate on a day (Cap. 608, Schedule 3).
func MinimumWageRate(day civil.Date, w *Working) (money.Exact, error) {
	v, row, err := minimumTable.On(day)
	if err != nil {
		return money.Exact{}, outside("dates", day, err)
	}
	w.Say("line.smw_rate", row.Source, Day("date", day), Money("rate", v.Hourly))
	return v.Hourly, nil
}

// RatedHours are hours worked at one hourly rate.
type RatedHours struct{ Hours, Rate money.Exact }

// DayHours are the hours worked on one day.
type DayHours struct {
	Day   civil.Date
	Hours money.Exact
}

// RateHours finds the rate of each day's hours. A day may come more than once, for several shifts.
func RateHours(days []DayHours, w *Working) ([]RatedHours, error) {
	var g guard
	out := make([]RatedHours, 0, len(days))
	worked := map[civil.Date]money.Exact{}
	for _, d := range days {
		g.amount("hours_by_date.hours", d.Hours)
		worked[d.Day] = worked[d.Day].Add(d.Hours)
		g.atMost("hours_by_date.hours", worked[d.Day], 24)
		if g.err != nil {
			return nil, g.err
		}
		rate, err := MinimumWageRate(d.Day, w)
		if err != nil {
			return nil, Renamed("hours_by_date.date", err)
		}
		out = append(out, RatedHours{d.Hours, rate})
	}
	return out, nil
}

// MinimumWageOut: Minimum for the wage period and what is owed on top of the
// wages counted, both to the cent. Extra is undetermined without the wages.
type MinimumWageOut struct {
	Minimum money.Exact
	Extra   Figure
	Working Working
}

// MinimumWage compares the wages payable for hours worked with hours x rate
// (Cap. 608 ss.8 and 9). Hours before and after a change of rate come as two entries.
func MinimumWage(hours []RatedHours, wages Figure) (MinimumWageOut, error) {
	var g guard
	g.figure("wages_counted", wages)
	if len(hours) == 0 {
		g.fail("hours_by_rate", CodeMissing)
	}
	var out MinimumWageOut
	total := money.Int(0)
	for _, h := range hours {
		g.atMost("hours_by_rate.hours", h.Hours, limits.HoursInPeriod)
		g.amount("hours_by_rate.rate", h.Rate)
		line := h.Hours.Mul(h.Rate)
		total = total.Add(line)
		out.Working.Say("line.minimum", "mwo.hours", Number("hours", h.Hours), Money("rate", h.Rate), Money("amount", line))
	}
	if g.err != nil {
		return MinimumWageOut{}, g.err
	}
	out.Minimum = total.Round(2)
	out.Extra = wages.then(func(paid money.Exact) money.Exact {
		return money.Max(money.Int(0), out.Minimum.Sub(paid).Round(2))
	})
	if out.Extra.Known {
		out.Working.Say("line.minimum_extra", "mwo.extra", Money("minimum", out.Minimum), Money("wages", wages.Value), Money("amount", out.Extra.Value))
	}
	return out, nil
}

// HoursRecordRequired tells whether total hours must be recorded for a wage
// period: when monthly wages are below the cap (Cap. 57, Ninth Schedule).
func HoursRecordRequired(periodEnd civil.Date, wages Figure, w *Working) (Answer, error) {
	var g guard
	g.day("wage_period_end", periodEnd)
	g.figure("wages", wages)
	if g.err != nil {
		return No, g.err
	}
	v, row, err := recordTable.On(periodEnd)
	if err != nil {
		return No, outside("wage_period_end", periodEnd, err)
	}
	answer := Undetermined
	if wages.Known {
		answer = YesIf(wages.Value.Less(v.MonthlyCap))
	}
	w.Say("line.hours_record", row.Source, Day("date", periodEnd), Money("cap", v.MonthlyCap), Word("answer", "answer."+answer.String()))
	return answer, nil
}
