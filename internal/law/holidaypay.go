package law

import (
	"tramway/internal/civil"
	"tramway/internal/money"
)

// HolidayPayIn lists holidays of one employee. ContinuousSince is the first day
// of the continuous contract; AverageDailyWage may be left undetermined when
// only the right to pay is asked.
type HolidayPayIn struct {
	ContinuousSince civil.Date
	Holidays        []civil.Date
	AverageWage     Figure
}

// HolidayPayOut answers per holiday, in the order asked. The day off is always
// due; Paid tells whether pay is, and Pay is one day's average wage for each paid day.
type HolidayPayOut struct {
	Paid    []bool
	Pay     Figure
	Working Working
}

// HolidayPay applies the three months of continuous contract immediately before
// the holiday (Cap. 57 s.40) and the rate of s.41.
func HolidayPay(in HolidayPayIn) (HolidayPayOut, error) {
	if err := in.check(); err != nil {
		return HolidayPayOut{}, err
	}
	var out HolidayPayOut
	total := money.Int(0)
	for _, h := range in.Holidays {
		paid, rate, err := out.one(in, h)
		if err != nil {
			return HolidayPayOut{}, err
		}
		if paid {
			total = total.Add(rate)
		}
		out.Paid = append(out.Paid, paid)
	}
	out.Pay = in.AverageWage.then(func(a money.Exact) money.Exact { return a.Mul(total).Round(2) })
	if out.Pay.Known {
		out.Working.Say("line.holiday_pay", "eo.s41", Money("adw", in.AverageWage.Value), Number("days", total), Money("amount", out.Pay.Value))
	}
	return out, nil
}

func (in HolidayPayIn) check() error {
	var g guard
	g.hired("continuous_contract_since", in.ContinuousSince)
	g.days("statutory_holiday", in.Holidays)
	g.figure("adw", in.AverageWage)
	if len(in.Holidays) == 0 {
		g.fail("statutory_holiday", CodeMissing)
	}
	return g.err
}

func (o *HolidayPayOut) one(in HolidayPayIn, holiday civil.Date) (bool, money.Exact, error) {
	rule, _, err := holidayTable.On(holiday)
	if err != nil {
		return false, money.Exact{}, outside("statutory_holiday", holiday, err)
	}
	if listed, err := IsStatutoryHoliday(holiday, ""); err == nil && !listed {
		o.Working.Say("line.holiday_unlisted", "eo.s39", Day("date", holiday))
	}
	first := in.ContinuousSince.AddMonths(rule.PaidAfterMonths)
	paid := !holiday.Before(first)
	o.Working.Say("line.holiday_eligible", "eo.s40", Day("holiday", holiday), Day("since", in.ContinuousSince),
		Count("months", rule.PaidAfterMonths), Day("first", first), Word("answer", "answer."+YesIf(paid).String()))
	return paid, rule.PayRate.Exact, nil
}

// NightShiftOut tells how much of a shift fell on a holiday and what follows.
type NightShiftOut struct {
	Hours   money.Exact
	Enjoyed bool
	Working Working
}

// NightShiftOverHoliday treats a statutory holiday as the whole calendar day: a
// shift that runs into it means the day was not given (Cap. 57 s.39).
func NightShiftOverHoliday(start, end civil.Moment, holiday civil.Date) (NightShiftOut, error) {
	var g guard
	checkShift(&g, start, end)
	g.day("statutory_holiday", holiday)
	if g.err == nil {
		g.err = demandStatutory("statutory_holiday", holiday, "")
	}
	if g.err != nil {
		return NightShiftOut{}, g.err
	}
	minutes := start.MinutesWithin(end, civil.Period{From: holiday, To: holiday})
	out := NightShiftOut{Hours: money.Fraction(minutes, 60), Enjoyed: minutes == 0}
	out.Working.Say("line.hours_on_holiday", "eo.s39", Day("holiday", holiday), Number("hours", out.Hours))
	if !out.Enjoyed {
		out.Working.Say("line.holiday_not_given", "eo.s39", Day("holiday", holiday))
	}
	return out, nil
}
