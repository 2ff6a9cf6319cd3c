package law

import (
	"tramway/internal/civil"
	"tramway/internal/law/dated"
	"tramway/internal/money"
)

type maternityValues struct {
	Weeks         int         `json:"weeks"`
	CappedWeeks   int         `json:"capped_weeks"`
	Cap           money.Exact `json:"cap"`
	PayAfterWeeks int         `json:"pay_after_weeks"`
	LeaveAfter    int         `json:"leave_after_weeks"`
	PayRate       ratio       `json:"pay_rate"`
}

type paternityValues struct {
	Days          int   `json:"days"`
	PayAfterWeeks int   `json:"pay_after_weeks"`
	PayRate       ratio `json:"pay_rate"`
}

var (
	maternityTable = dated.MustLoad[maternityValues](dataFiles, "maternity")
	paternityTable = dated.MustLoad[paternityValues](dataFiles, "paternity")
)

// MaternityOut: the daily rate, the two parts of the pay (the last weeks have a
// ceiling) and the total, each rounded once. Leave is due under any continuous
// contract, pay only after the weeks the law asks for.
type MaternityOut struct {
	LeaveWeeks                int
	Daily, First, Last, Total Figure
	Working                   Working
}

// MaternityPay takes the average daily wage, the weeks of continuous contract
// immediately before the leave, and the first day of the leave (zero: the newest
// row of the table). Cap. 57 Part III.
func MaternityPay(adw Figure, weeks int, leaveStart civil.Date) (MaternityOut, error) {
	var g guard
	g.figure("adw", adw)
	g.count("weeks_continuous_before_leave", weeks, 0, 5200)
	if !leaveStart.IsZero() {
		g.day("leave_start", leaveStart)
	}
	if g.err != nil {
		return MaternityOut{}, g.err
	}
	rule, row := maternityTable.Newest()
	if !leaveStart.IsZero() {
		var err error
		if rule, row, err = maternityTable.On(leaveStart); err != nil {
			return MaternityOut{}, outside("leave_start", leaveStart, err)
		}
	}
	var out MaternityOut
	if weeks >= rule.LeaveAfter {
		out.LeaveWeeks = rule.Weeks
	}
	out.Working.Say("line.maternity_weeks", row.Source, Count("weeks", weeks), Count("leave", out.LeaveWeeks), Count("needed", rule.PayAfterWeeks))
	if adw.Known {
		out.pay(adw.Value, weeks >= rule.PayAfterWeeks, rule, row.Source)
	}
	return out, nil
}

func (o *MaternityOut) pay(adw money.Exact, paid bool, rule maternityValues, source string) {
	daily := adw.Mul(rule.PayRate.Exact)
	first, last := money.Int(0), money.Int(0)
	if paid {
		first = daily.Times(7 * (rule.Weeks - rule.CappedWeeks))
		last = money.Min(daily.Times(7*rule.CappedWeeks), rule.Cap)
	}
	o.Daily, o.First, o.Last = Known(daily.Round(2)), Known(first.Round(2)), Known(last.Round(2))
	o.Total = Known(first.Add(last).Round(2))
	o.Working.Say("line.daily_rate", source, Number("adw", adw), Number("rate", rule.PayRate.Exact), Money("amount", daily))
	if !paid {
		o.Working.Say("line.parent_unpaid", source, Count("needed", rule.PayAfterWeeks))
		return
	}
	o.Working.Say("line.maternity_first", source, Count("days", 7*(rule.Weeks-rule.CappedWeeks)), Money("amount", first))
	o.Working.Say("line.maternity_last", source, Count("days", 7*rule.CappedWeeks), Money("cap", rule.Cap), Money("amount", last))
	o.Working.Say("line.total", "", Money("amount", o.Total.Value))
}

// PaternityOut: the daily rate and the payment for the paid days, rounded once.
type PaternityOut struct {
	PaidDays       int
	Daily, Payment Figure
	Working        Working
}

// PaternityPay pays up to five days at 4/5 with 40 weeks of continuous contract
// (Cap. 57 Part IIIA). leaveStart may be zero: the newest row of the table.
func PaternityPay(adw Figure, days, weeks int, leaveStart civil.Date) (PaternityOut, error) {
	var g guard
	g.figure("adw", adw)
	g.count("days", days, 0, 366)
	g.count("weeks_continuous_before", weeks, 0, 5200)
	if !leaveStart.IsZero() {
		g.day("leave_start", leaveStart)
	}
	if g.err != nil {
		return PaternityOut{}, g.err
	}
	rule, row := paternityTable.Newest()
	if !leaveStart.IsZero() {
		var err error
		if rule, row, err = paternityTable.On(leaveStart); err != nil {
			return PaternityOut{}, outside("leave_start", leaveStart, err)
		}
	}
	var out PaternityOut
	if weeks >= rule.PayAfterWeeks {
		out.PaidDays = min(days, rule.Days)
	} else {
		out.Working.Say("line.parent_unpaid", row.Source, Count("needed", rule.PayAfterWeeks))
	}
	out.Daily = adw.then(func(a money.Exact) money.Exact { return a.Mul(rule.PayRate.Exact).Round(2) })
	out.Payment = adw.then(func(a money.Exact) money.Exact { return a.Mul(rule.PayRate.Exact).Times(out.PaidDays).Round(2) })
	if adw.Known {
		out.Working.Say("line.daily_rate", row.Source, Number("adw", adw.Value), Number("rate", rule.PayRate.Exact), Money("amount", out.Daily.Value))
		out.Working.Say("line.paternity_pay", row.Source, Count("days", out.PaidDays), Count("most", rule.Days), Money("amount", out.Payment.Value))
	}
	return out, nil
}
