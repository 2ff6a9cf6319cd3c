package law

import "tramway/internal/money"

func (in InLieuIn) check() error {
	var g guard
	in.Notice.length(&g, "notice")
	g.figure("wages_in_window", in.Wages)
	g.count("window_days", in.WindowDays, 0, 366)
	g.count("excluded_days", in.ExcludedDays, 0, 366)
	g.amount("excluded_wages", in.ExcludedWages)
	g.figure("adw", in.AverageDaily)
	g.figure("paid_days_in_notice", in.PaidDays)
	if in.ExcludedDays > in.WindowDays && in.Wages.Known {
		g.fail("excluded_days", CodeMoreThanStock, Count("value", in.ExcludedDays))
	}
	if in.Wages.Known && in.Wages.Value.Less(in.ExcludedWages) {
		g.fail("excluded_wages", CodeMoreThanStock, Number("value", in.ExcludedWages))
	}
	if in.PaidDays.Known && money.Int(int64(in.Notice.Days)).Less(in.PaidDays.Value) && in.Notice.Months == 0 {
		g.fail("paid_days_in_notice", CodeMoreThanStock, Number("value", in.PaidDays.Value))
	}
	return g.err
}

// months divides the wages by the months the included days make, unrounded.
func (o *InLieuOut) months(in InLieuIn) {
	included := in.WindowDays - in.ExcludedDays
	if !in.Wages.Known || included <= 0 {
		return
	}
	v, row := noticeTable.Newest()
	months := money.Int(int64(included)).Over(v.YearDays).Times(12)
	monthly := in.Wages.Value.Sub(in.ExcludedWages).Div(months)
	o.AverageMonths = Known(months)
	o.Payment = Known(monthly.Times(in.Notice.Months).Round(2))
	o.Working.Say("line.average_months", row.Source, Count("days", included), Count("year", v.YearDays), Number("months", months.Round(4)))
	o.Working.Say("line.in_lieu_months", row.Source, Money("wages", in.Wages.Value.Sub(in.ExcludedWages)), Number("months", months.Round(4)),
		Count("notice", in.Notice.Months), Money("amount", o.Payment.Value))
}

// days multiplies the average daily wage by the days that would have been paid.
func (o *InLieuOut) days(in InLieuIn) error {
	daily := in.AverageDaily
	if !daily.Known && in.Wages.Known {
		var err error
		if daily, err = divide(in.Wages, in.ExcludedWages, in.WindowDays, in.ExcludedDays, &o.Working); err != nil {
			return err
		}
	}
	if !daily.Known || !in.PaidDays.Known {
		return nil
	}
	o.Payment = Known(daily.Value.Mul(in.PaidDays.Value).Round(2))
	o.Working.Say("line.in_lieu_days", "eo.notice", Number("adw", daily.Value.Round(4)), Number("days", in.PaidDays.Value), Money("amount", o.Payment.Value))
	return nil
}
