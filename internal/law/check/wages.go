package check

import (
	"tramway/internal/civil"
	"tramway/internal/law"
	"tramway/internal/money"
)

func averageDailyWage(g given) (answer, error) {
	if g.text("kind") == "window_only" {
		return windows(g)
	}
	for _, name := range []string{"specified_date", "employment_start"} {
		if !g.has(name) {
			return answer{}, law.Bad(name, law.CodeMissing)
		}
	}
	rate, ok := rateOf(g)
	if !ok && g.has("days_payable") {
		return answer{}, law.Bad("rate", law.CodeMissing)
	}
	in := averageFacts(g, rate)
	out, err := law.AverageDailyWage(in)
	out.Daily.Value = out.Daily.Value.Round(4)
	figures := object{"window_from": out.Window.From, "window_to": out.Window.To, "window_days": out.WindowDays,
		"excluded_days": out.ExcludedDays, "adw": out.Daily}
	if in.PayDays != nil {
		figures["payment"] = out.Payment
	}
	return answer{figures, out.Working}, err
}

func averageFacts(g given, rate money.Exact) law.AverageIn {
	in := law.AverageIn{SpecifiedDate: g.date("specified_date"), EmploymentStart: g.date("employment_start"),
		Wages: g.figure("wages_in_window"), ExcludedDays: g.whole("excluded_day_count"), ExcludedWages: g.number("excluded_wages"),
		Rate: rate, Settings: g.settings()}
	if g.has("days_payable") {
		days := g.number("days_payable")
		in.PayDays = &days
	}
	for _, p := range each[given](g, "excluded_periods") {
		in.Excluded = append(in.Excluded, law.ExcludedPeriod{Days: span(p), Wages: p.number("wages_paid"), FullPaid: p.flag("full_pay"), Reason: p.text("reason")})
	}
	for _, p := range each[given](g, "wage_periods") {
		in.WagePeriods = append(in.WagePeriods, law.WagePeriod{Days: span(p), Wages: p.figure("wages")})
	}
	return in
}

func span(p given) civil.Period { return civil.Period{From: p.date("from"), To: p.date("to")} }

// rateOf is the share of the average that the law pays for the purpose; ok is
// false when neither the facts nor the purpose tell it.
func rateOf(g given) (rate money.Exact, ok bool) {
	if g.has("rate") {
		return g.number("rate"), true
	}
	switch g.text("kind") {
	case "sickness_allowance", "maternity_leave_pay", "paternity_leave_pay":
		return money.Fraction(4, 5), true
	case "holiday_pay", "annual_leave_pay", "end_of_year_payment", "payment_in_lieu_of_notice", "termination", "calculator":
		return money.Int(1), true
	}
	return money.Exact{}, false
}

func windows(g given) (answer, error) {
	cases := each[given](g, "cases")
	if len(cases) == 0 {
		cases = []given{g}
	}
	var w law.Working
	out := []any{}
	for _, c := range cases {
		window, known, err := law.AverageWindow(c.date("specified_date"), c.date("employment_start"), g.settings(), &w)
		if err != nil {
			return answer{}, err
		}
		if !known {
			out = append(out, undetermined)
			continue
		}
		out = append(out, window)
	}
	return answer{object{"windows": out}, w}, nil
}

func overtimeCounts(g given) (answer, error) {
	var w law.Working
	counts, flagged := []any{}, []any{}
	for _, c := range each[given](g, "cases") {
		yes, open, err := law.OvertimeCounts(law.OvertimeAverage{Basic: c.number("basic_monthly_average"),
			Overtime: c.number("overtime_monthly_average"), Constant: c.flag("constant")}, g.settings(), &w)
		if err != nil {
			return answer{}, err
		}
		counts, flagged = append(counts, yes), append(flagged, open)
	}
	return answer{object{"include_overtime": counts, "readings_differ": flagged}, w}, nil
}

func overtimePremium(g given) (answer, error) {
	out, err := law.OvertimePremium(law.OvertimePremiumIn{Month: get[civil.Month](g, "period"), HourlyRate: g.number("hourly_rate"),
		NormalHours: g.number("normal_hours"), ExtraHours: g.number("overtime_hours"), ContractMultiplier: g.figure("contract_overtime_multiplier")})
	figures := object{"statutory_premium": out.Statutory, "minimum_wage_floor": out.Floor}
	if out.Contract.Known {
		figures["contract_overtime_pay"] = out.Contract
	}
	return answer{figures, out.Working}, err
}

func minimumWage(g given) (answer, error) {
	var hours []law.RatedHours
	var w law.Working
	for _, c := range each[given](g, "hours_by_rate") {
		hours = append(hours, law.RatedHours{Hours: c.number("hours"), Rate: c.number("rate")})
	}
	var days []law.DayHours
	for _, c := range each[given](g, "hours_by_date") {
		days = append(days, law.DayHours{Day: c.date("date"), Hours: c.number("hours")})
	}
	if len(hours) > 0 && len(days) > 0 {
		return answer{}, law.Bad("hours_by_date", law.CodeConflict)
	}
	dated, err := law.RateHours(days, &w)
	if err != nil {
		return answer{}, err
	}
	hours = append(hours, dated...)
	out, err := law.MinimumWage(hours, g.figure("wages_counted"))
	return answer{object{"minimum": out.Minimum, "additional_remuneration": out.Extra}, append(w, out.Working...)}, err
}

func smwRate(g given) (answer, error) {
	var w law.Working
	rates := []any{}
	for _, d := range each[civil.Date](g, "dates") {
		rate, err := law.MinimumWageRate(d, &w)
		if err != nil {
			return answer{}, err
		}
		rates = append(rates, rate)
	}
	return answer{object{"rates": rates}, w}, nil
}

func hoursRecord(g given) (answer, error) {
	return overCases(g, "required", func(c given, w *law.Working) (any, error) {
		return law.HoursRecordRequired(c.date("wage_period_end"), c.figure("wages"), w)
	})
}

func wageDue(g given) (answer, error) {
	return overCases(g, "latest_payment", func(c given, w *law.Working) (any, error) {
		return law.WageDueDate(c.date("wage_period_end"), c.date("termination_date"), w)
	})
}
