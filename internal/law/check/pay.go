package check

import (
	"tramway/internal/law"
	"tramway/internal/money"
)

func deductions(g given) (answer, error) {
	var asked []law.Deduction
	for _, c := range each[given](g, "requested") {
		if c.has("amount") == c.has("value_of_loss") {
			return answer{}, law.Bad("requested.amount", law.CodeConflict)
		}
		asked = append(asked, law.Deduction{Kind: c.text("kind"), Amount: c.number("amount").Add(c.number("value_of_loss"))})
	}
	out, err := law.Deductions(g.number("wages_payable"), asked)
	return answer{object{"max_each": list(out.Each), "max_total_of_these": out.Total, "outside_the_half": out.Apart}, out.Working}, err
}

func absence(g given) (answer, error) {
	in := law.AbsenceIn{MonthlyWages: g.number("monthly_wages"), Basis: g.text("basis"), PeriodHours: g.number("hours_in_period"),
		AbsentDays: g.number("absent_days"), AbsentHours: g.number("absent_hours"), HoursPerDay: g.figure("hours_per_day")}
	field := "calendar_days"
	switch in.Basis {
	case "":
		in.Basis = law.CalendarDays
	case law.WorkingDays:
		field = "working_days"
	case law.HoursBasis:
		field = "hours_in_period"
	}
	if !g.has(field) {
		return answer{}, law.Bad(field, law.CodeMissing)
	}
	if in.Basis != law.HoursBasis {
		in.PeriodDays = money.Int(int64(g.whole(field)))
	}
	var w law.Working
	out, err := law.AbsenceDeduction(in, &w)
	return answer{object{"max_deduction": out}, w}, err
}

func endOfYear(g given) (answer, error) {
	period := g.period("payment_period")
	if g.has("payment_period") == g.has("lunar_year") {
		return answer{}, law.Bad("payment_period", law.CodeConflict)
	}
	if g.has("lunar_year") {
		var err error
		if period, err = law.LunarYear(g.whole("lunar_year")); err != nil {
			return answer{}, err
		}
	}
	amount := g.figure("contract_amount")
	if !amount.Known {
		amount = g.figure("average_monthly_wages")
	}
	return overCases(g, "payment", func(c given, w *law.Working) (any, error) {
		if err := stillEmployed(c, period.To.String()); err != nil {
			return nil, err
		}
		return law.EndOfYearPayment(law.EndOfYearIn{Period: period, Amount: amount, Start: c.date("start"), End: c.date("end"),
			Reason: c.text("reason"), ProbationMonths: c.whole("probation_months"), Discretionary: g.flag("discretionary")}, w)
	})
}

// stillEmployed refuses a case whose two ways of saying the same thing disagree.
func stillEmployed(c given, periodEnd string) error {
	if !c.has("still_employed") {
		return nil
	}
	left := c.has("end") && c.date("end").String() < periodEnd
	if c.flag("still_employed") == left || !c.flag("still_employed") && !c.has("end") {
		return law.Bad("cases.still_employed", law.CodeConflict)
	}
	return nil
}

func maternity(g given) (answer, error) {
	out, err := law.MaternityPay(g.figure("adw"), g.whole("weeks_continuous_before_leave"), g.date("leave_start"))
	return answer{object{"daily_rate": out.Daily, "weeks_1_to_10": out.First, "weeks_11_to_14": out.Last, "total": out.Total,
		"leave_weeks": out.LeaveWeeks}, out.Working}, err
}

func paternity(g given) (answer, error) {
	out, err := law.PaternityPay(g.figure("adw"), g.whole("days"), g.whole("weeks_continuous_before"), g.date("leave_start"))
	return answer{object{"daily_rate": out.Daily, "payment": out.Payment, "paid_days": out.PaidDays}, out.Working}, err
}
