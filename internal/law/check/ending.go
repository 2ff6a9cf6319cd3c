package check

import (
	"strings"

	"tramway/internal/civil"
	"tramway/internal/law"
	"tramway/internal/money"
)

func wholeFigure(n int) law.Figure { return law.Known(money.Int(int64(n))) }

func pairs(contributions []law.Contribution) object {
	employer, employee := []any{}, []any{}
	for _, c := range contributions {
		employer, employee = append(employer, c.Employer), append(employee, c.Employee)
	}
	return object{"employer": employer, "employee": employee}
}

func mpfMonthly(g given) (answer, error) {
	var w law.Working
	var out []law.Contribution
	for _, income := range each[money.Exact](g, "relevant_income") {
		c, err := law.MPFMonthly(income, &w)
		if err != nil {
			return answer{}, err
		}
		out = append(out, c)
	}
	return answer{pairs(out), w}, nil
}

func mpfNonMonthly(g given) (answer, error) {
	var w law.Working
	var out []law.Contribution
	for _, x := range each[given](g, "cases") {
		c, err := law.MPFNonMonthly(x.whole("days"), x.number("income"), &w)
		if err != nil {
			return answer{}, err
		}
		out = append(out, c)
	}
	return answer{pairs(out), w}, nil
}

func mpfNew(g given) (answer, error) {
	income, _ := g["relevant_income"].(map[civil.Month]money.Exact)
	out, err := law.MPFNewEmployee(law.NewMemberIn{Start: g.date("employment_start"), End: g.date("employment_end"), Income: income,
		Storms: each[civil.Date](g, "severe_weather_days"), Settings: g.settings()})
	return answer{object{"covered": out.Covered, "day_30": out.Day30, "day_60": out.Day60, "employee_contributes_from": out.EmployeeFrom,
		"first_contribution_due": out.Due, "first_remittance_employer": out.Employer, "first_remittance_employee": out.Employee}, out.Working}, err
}

func mpfCovered(g given) (answer, error) {
	return overCases(g, "covered", func(c given, w *law.Working) (any, error) {
		casual := strings.HasSuffix(c.text("industry"), "_casual") || strings.HasPrefix(c.text("industry"), "casual_")
		industry := strings.TrimPrefix(strings.TrimSuffix(c.text("industry"), "_casual"), "casual_")
		years, err := age(c)
		if err != nil {
			return nil, err
		}
		casual = casual && (industry == "construction" || industry == "catering")
		return law.MPFCovered(law.MPFPerson{Casual: casual, DaysEmployed: c.whole("days_employed"), Age: years}, w)
	})
}

// age keeps a negative age apart from none at all.
func age(c given) (int, error) {
	if n := c.whole("age"); n < 0 {
		return 0, law.Bad("cases.age", law.CodeNegative, law.Count("value", n))
	}
	return c.wholeOr("age", law.NoAge), nil
}

func mpfDay(g given) (answer, error) {
	var w law.Working
	due := []any{}
	for _, m := range each[civil.Month](g, "months") {
		d, err := law.MPFContributionDay(m, each[civil.Date](g, "severe_weather_days"), &w)
		if err != nil {
			return answer{}, err
		}
		due = append(due, d)
	}
	return answer{object{"due": due}, w}, nil
}

func severance(g given) (answer, error) {
	before, err := servicePay(g, "last_full_month_wages_before_transition", "average_monthly_wages_before_transition", "wages_of_18_days_before_transition")
	if err != nil {
		return answer{}, err
	}
	last, err := servicePay(g, "last_full_month_wages", "average_monthly_wages", "wages_of_18_days")
	if err != nil {
		return answer{}, err
	}
	out, err := law.SeveranceOrLongService(law.SeveranceIn{Start: g.date("employment_start"), Termination: g.date("termination_date"),
		Before: before, Last: last, Mandatory: g.number("employer_mandatory_mpf"), Voluntary: g.number("employer_voluntary_mpf"),
		Gratuity: g.number("length_of_service_gratuity"), Settings: g.settings()})
	return answer{object{"pre_transition": out.Pre, "post_transition": out.Post, "total": out.Total, "offset_pre": out.OffsetPre,
		"offset_post": out.OffsetPost, "net_payable": out.Net}, out.Working}, err
}

// servicePay picks the elected average over the last month, or the 18 days of a daily-rated employee.
func servicePay(g given, month, average, eighteen string) (law.ServicePay, error) {
	if g.has(eighteen) {
		if g.has(average) || g.has(month) {
			return law.ServicePay{}, law.Bad(eighteen, law.CodeConflict)
		}
		return law.ServicePay{Wages: g.figure(eighteen), Eighteen: true}, nil
	}
	if g.has(average) {
		return law.ServicePay{Wages: g.figure(average)}, nil
	}
	return law.ServicePay{Wages: g.figure(month)}, nil
}

func severanceKind(g given) (answer, error) {
	return overCases(g, "kind", func(c given, w *law.Working) (any, error) {
		if !c.has("months") && !c.has("years") {
			return nil, law.Bad("cases.months", law.CodeMissing)
		}
		years, err := age(c)
		if err != nil {
			return nil, err
		}
		return law.SeveranceKind(c.whole("months")+12*c.whole("years"), c.text("reason"), years, w)
	})
}

func noticeRequired(g given) (answer, error) {
	return overCases(g, "notice", func(c given, w *law.Working) (any, error) {
		var agreed *law.Notice
		if c.has("agreed") {
			n := get[law.Notice](c, "agreed")
			agreed = &n
		}
		n, err := law.RequiredNotice(c.text("stage"), agreed, w)
		return object{"months": n.Months, "days": n.Days}, err
	})
}

func noticeLastDay(g given) (answer, error) {
	return overCases(g, "last_day", func(c given, w *law.Working) (any, error) {
		return law.NoticeLastDay(c.date("given"), get[law.Notice](c, "notice"), w)
	})
}

func inLieu(g given) (answer, error) {
	in := law.InLieuIn{Notice: get[law.Notice](g, "notice"), Wages: g.figure("wages_in_window"), WindowDays: g.whole("window_days"),
		ExcludedDays: g.whole("excluded_days"), ExcludedWages: g.number("excluded_wages"), AverageDaily: g.figure("adw"), PaidDays: g.figure("paid_days_in_notice")}
	out, err := law.PaymentInLieu(in)
	figures := object{"payment": out.Payment}
	if in.Notice.Months > 0 {
		out.AverageMonths.Value = out.AverageMonths.Value.Round(4)
		figures["average_months"] = out.AverageMonths
	}
	return answer{figures, out.Working}, err
}
