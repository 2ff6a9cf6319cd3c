package check

import (
	"tramway/internal/civil"
	"tramway/internal/law"
	"tramway/internal/law/mainland"
	"tramway/internal/money"
)

func mainlandOvertime(g given) (answer, error) {
	out, err := mainland.Overtime(mainland.OvertimeIn{MonthlyWage: g.number("monthly_wage"), Workday: g.number("workday_hours"),
		RestDay: g.number("rest_day_hours"), Holiday: g.number("holiday_hours"), On: g.date("on")})
	return answer{object{"hourly": out.Hourly.Round(4), "workday_pay": out.Workday, "rest_day_pay": out.RestDay,
		"holiday_pay": out.Holiday, "total": out.Total}, out.Working}, err
}

func mainlandHours(g given) (answer, error) {
	out, err := mainland.OvertimeHours(each[money.Exact](g, "daily_overtime_hours"), g.date("on"))
	return answer{object{"total": out.Total, "within_month_limit": out.WithinMonth, "days_over_limit": list(out.DaysOverMost)}, out.Working}, err
}

func mainlandHolidays(g given) (answer, error) { return calendar(mainland.Holidays(g.whole("year"))) }

func mainlandWorkday(g given) (answer, error) {
	var w law.Working
	kinds := []any{}
	for _, d := range each[civil.Date](g, "dates") {
		kind, err := mainland.KindOfDay(d)
		if err != nil {
			return answer{}, err
		}
		w.Say("line.cn_day", "cn.notice", law.Day("date", d), law.Word("kind", "cn."+kind))
		kinds = append(kinds, kind)
	}
	return answer{object{"kinds": kinds}, w}, nil
}

func mainlandLeave(g given) (answer, error) {
	return overWholes(g, "working_years", "days", func(n int, w *law.Working) (any, error) { return mainland.AnnualLeave(n, w) })
}

func mainlandPartYear(g given) (answer, error) {
	out, err := mainland.AnnualLeavePartYear(mainland.PartYearIn{WorkingYears: g.whole("working_years"), CalendarDays: g.whole("calendar_days"),
		YearDays: g.wholeOr("year_days", 365), Taken: g.number("taken"), MonthlyWage: g.figure("monthly_wage")})
	figures := object{"days": out.Days, "untaken": out.Untaken}
	if out.Total.Known {
		figures["pay_total"], figures["pay_on_top"] = out.Total, out.Extra
	}
	return answer{figures, out.Working}, err
}
