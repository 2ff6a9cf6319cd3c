package check

import (
	"tramway/internal/civil"
	"tramway/internal/law"
)

func leaveEntitlement(g given) (answer, error) {
	return overWholes(g, "completed_years", "days", func(n int, w *law.Working) (any, error) { return law.AnnualLeaveDays(n, w) })
}

func leaveBalance(g given) (answer, error) {
	var w law.Working
	b, err := law.AnnualLeaveBalance(g.date("employment_start"), g.date("on"), g.number("taken"), &w)
	return answer{object{"completed_years": b.CompletedYears, "earned": b.Earned, "balance": b.Left,
		"leave_year": civil.Period{From: b.YearStart, To: b.YearEnd}}, w}, err
}

func commonYear(g given) (answer, error) {
	out, err := law.CommonLeaveYear(law.CommonYearIn{EmploymentStart: g.date("employment_start"), Year: g.period("common_leave_year"),
		Entitlement: g.figure("full_year_entitlement"), Settings: g.settings()})
	return answer{object{"days_employed": out.DaysEmployed, "pro_rata": out.ProRata.Round(2), "leave_days": out.LeaveDays}, out.Working}, err
}

func leaveOnTermination(g given) (answer, error) {
	out, err := law.AnnualLeaveOnTermination(law.LeaveEndIn{EmploymentStart: g.date("employment_start"), Termination: g.date("termination_date"),
		Reason: g.text("reason"), YearStart: g.date("current_leave_year_start"), Entitlement: g.number("current_year_entitlement"),
		Untaken: g.number("untaken_days_of_earlier_years"), AverageWage: g.figure("adw_at_termination")})
	return answer{object{"days_in_current_leave_year": out.DaysInYear, "pro_rata_days": out.ProRata.Round(4),
		"total_days": out.Total.Round(4), "payment": out.Payment}, out.Working}, err
}

func leaveBlocks(g given) (answer, error) {
	var w law.Working
	separate, block := []any{}, []any{}
	for _, c := range each[given](g, "cases") {
		s, err := law.AnnualLeaveBlocks(c.whole("entitlement"), &w)
		if err != nil {
			return answer{}, err
		}
		separate, block = append(separate, s.MaxSeparate), append(block, s.MinConsecutive)
	}
	return answer{object{"max_separate_days": separate, "min_consecutive_days": block}, w}, nil
}

func leaveBuyout(g given) (answer, error) {
	return overWholes(g, "entitlements", "max_days_paid_in_lieu", func(n int, w *law.Working) (any, error) { return law.AnnualLeaveBuyout(n, w) })
}

func leaveWithRest(g given) (answer, error) {
	out, err := law.AnnualLeaveWithRestDays(law.LeaveSpanIn{Leave: civil.Period{From: g.date("leave_from"), To: g.date("leave_to")},
		RestWeekdays: each[civil.Weekday](g, "appointed_rest_weekdays"), Holidays: each[civil.Date](g, "statutory_holidays"), Settings: g.settings()})
	return answer{object{"leave_days_counted": out.Counted, "replacement_rest_days_to_appoint": out.ReplaceRest,
		"replacement_holidays_to_appoint": out.ReplaceHolidays}, out.Working}, err
}

func sickAccrual(g given) (answer, error) {
	var w law.Working
	total, one, two := []any{}, []any{}, []any{}
	for _, n := range each[int](g, "completed_months") {
		s, err := law.SicknessAccrual(n, g.whole("taken"), &w)
		if err != nil {
			return answer{}, err
		}
		total, one, two = append(total, s.Total()), append(one, s.Category1), append(two, s.Category2)
	}
	return answer{object{"total": total, "category_1": one, "category_2": two}, w}, nil
}

func sickCategories(g given) (answer, error) {
	var w law.Working
	stock := law.SickStock{Category1: g.whole("category_1"), Category2: g.whole("category_2")}
	after, later, err := law.SicknessCategories(stock, g.whole("sickness_days_taken"), g.whole("then_completed_months"), g.wholeOr("monthly_rate", 4), &w)
	return answer{object{"after_leave": categories(after), "after_month": categories(later)}, w}, err
}

func categories(s law.SickStock) object {
	return object{"category_1": s.Category1, "category_2": s.Category2}
}

func sickPay(g given) (answer, error) {
	in := law.SicknessPayIn{ContinuousSince: g.date("continuous_since"), Sick: civil.Period{From: g.date("sick_from"), To: g.date("sick_to")},
		Certificate: g.flag("certificate"), Reason: g.text("reason"), PaidHolidays: each[civil.Date](g, "statutory_holidays_with_holiday_pay"),
		RestWeekdays: each[civil.Weekday](g, "appointed_rest_weekdays"), Compensation: g.flag("employees_compensation"),
		RefusedDoctor: g.flag("refused_company_doctor"), AverageWage: g.figure("adw"), Settings: g.settings()}
	if g.has("accumulated") {
		in.Accumulated = wholeFigure(g.whole("accumulated"))
	}
	out, err := law.SicknessAllowance(in)
	return answer{object{"days_accumulated": out.Accumulated, "paid_days": out.PaidDays, "amount": out.Amount,
		"holiday_pay_days": out.HolidayDays, "holiday_pay": out.HolidayPay}, out.Working}, err
}
