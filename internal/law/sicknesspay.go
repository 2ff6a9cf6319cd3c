package law

import (
	"tramway/internal/civil"
	"tramway/internal/money"
)

// Reasons that let a single day count as a sickness day (Cap. 57 s.33).
var singleDayReasons = map[string]bool{
	"pregnancy_check_up": true, "pregnancy_examination": true, "post_confinement_treatment": true, "miscarriage": true,
}

// SicknessPayIn is one certified (or not) absence. Accumulated is the stock of
// paid sickness days; without it (not Known) the months since ContinuousSince give it.
// PaidHolidays are statutory holidays with holiday pay; RestDays matter only
// to the setting sick_rest_days_count.
type SicknessPayIn struct {
	ContinuousSince civil.Date
	Sick            civil.Period
	Certificate     bool
	Reason          string
	Accumulated     Figure
	PaidHolidays    []civil.Date
	RestWeekdays    []civil.Weekday
	Compensation    bool // employees' compensation is payable for these days
	RefusedDoctor   bool // treatment by the recognised company doctor was refused without reason
	AverageWage     Figure
	Settings        Settings
}

// SicknessPayOut: days accumulated and paid, the allowance, and the holiday pay
// that takes its place on statutory holidays, each rounded once.
type SicknessPayOut struct {
	Accumulated, PaidDays, HolidayDays int
	Amount, HolidayPay                 Figure
	Working                            Working
}

// SicknessAllowance pays 4/5 of the average daily wage for four or more
// consecutive certified sickness days out of the stock (Cap. 57 ss.33 to 35).
func SicknessAllowance(in SicknessPayIn) (SicknessPayOut, error) {
	if err := in.check(); err != nil {
		return SicknessPayOut{}, err
	}
	rule, _, err := sickTable.On(in.Sick.From)
	if err != nil {
		return SicknessPayOut{}, outside("sick_from", in.Sick.From, err)
	}
	var out SicknessPayOut
	if err := out.stock(in); err != nil {
		return SicknessPayOut{}, err
	}
	for _, h := range in.PaidHolidays {
		out.HolidayDays += one(in.Sick.Contains(h))
	}
	if out.entitled(in, rule) {
		out.PaidDays = out.affordable(in, in.Sick.Days()-out.HolidayDays)
	}
	out.Amount = in.AverageWage.then(func(a money.Exact) money.Exact { return a.Mul(rule.PayRate.Exact).Times(out.PaidDays).Round(2) })
	out.HolidayPay = in.AverageWage.then(func(a money.Exact) money.Exact { return a.Times(out.HolidayDays).Round(2) })
	if out.Amount.Known {
		out.Working.Say("line.sick_pay", "eo.sick.pay", Count("days", out.PaidDays), Number("adw", in.AverageWage.Value), Number("rate", rule.PayRate.Exact), Money("amount", out.Amount.Value))
		if out.HolidayDays > 0 {
			out.Working.Say("line.sick_holiday_pay", "eo.s40", Count("days", out.HolidayDays), Money("amount", out.HolidayPay.Value))
		}
	}
	return out, nil
}

// stock finds the days in hand when the absence begins.
func (o *SicknessPayOut) stock(in SicknessPayIn) error {
	if in.Accumulated.Known {
		o.Accumulated = int(in.Accumulated.Value.Floor())
		return nil
	}
	s, err := SicknessAccrual(in.ContinuousSince.MonthsUntil(in.Sick.From), 0, &o.Working)
	o.Accumulated = s.Total()
	return err
}

// entitled goes through the conditions and says which one fails.
func (o *SicknessPayOut) entitled(in SicknessPayIn, rule sickValues) bool {
	length := in.consecutive(&o.Working)
	switch {
	case in.Compensation:
		o.Working.Say("line.sick_compensation", "eo.sick")
	case in.RefusedDoctor:
		o.Working.Say("line.sick_refused", "eo.sick")
	case !in.Certificate:
		o.Working.Say("line.sick_no_certificate", "eo.sick")
	case length < rule.MinConsecutive && !singleDayReasons[in.Reason]:
		o.Working.Say("line.sick_too_short", "eo.sick", Count("days", length), Count("minimum", rule.MinConsecutive))
	default:
		return true
	}
	return false
}

func (in SicknessPayIn) consecutive(w *Working) int {
	days := in.Sick.Days()
	rest := weekdaySet(in.RestWeekdays)
	if len(rest) == 0 || in.Settings.pick("sick_rest_days_count", w) == "count" {
		return days
	}
	for d := in.Sick.From; !d.After(in.Sick.To); d = d.AddDays(1) {
		days -= one(rest[d.Weekday()])
	}
	return days
}

// affordable limits the days to the stock.
func (o *SicknessPayOut) affordable(in SicknessPayIn, days int) int {
	if days <= o.Accumulated {
		return days
	}
	o.Working.Say("line.sick_short_stock", "open.sick", Count("days", days), Count("stock", o.Accumulated))
	if in.Settings.pick("sick_days_short_of_stock", &o.Working) == "pay_none" {
		return 0
	}
	return o.Accumulated
}

func (in SicknessPayIn) check() error {
	var g guard
	g.hired("continuous_since", in.ContinuousSince)
	g.day("sick_from", in.Sick.From)
	g.day("sick_to", in.Sick.To)
	g.order("sick_to", in.Sick.From, in.Sick.To)
	g.order("sick_from", in.ContinuousSince, in.Sick.From)
	g.figure("adw", in.AverageWage)
	g.figure("accumulated", in.Accumulated)
	v, _ := sickTable.Newest()
	if in.Accumulated.Known && money.Int(int64(v.Category1+v.Category2)).Less(in.Accumulated.Value) {
		g.fail("accumulated", CodeAbsurd, Number("value", in.Accumulated.Value))
	}
	g.days("statutory_holidays_with_holiday_pay", in.PaidHolidays)
	if g.err == nil {
		g.err = in.Settings.Check()
	}
	return g.err
}
