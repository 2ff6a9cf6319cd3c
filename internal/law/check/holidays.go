package check

import (
	"tramway/internal/civil"
	"tramway/internal/law"
	"tramway/internal/money"
)

func continuousContract(g given) (answer, error) {
	in := law.ContinuousIn{EmploymentStart: g.date("employment_start"), FirstWeekEnding: g.date("first_week_ending"), Settings: g.settings()}
	hours, _ := g["weekly_hours"].([]any)
	for _, h := range hours {
		f := law.Figure{}
		if x, ok := h.(money.Exact); ok {
			f = law.Known(x)
		}
		in.Hours = append(in.Hours, f)
	}
	out, err := law.ContinuousContract(in)
	var qualifies, continuous []any
	for _, w := range out.Weeks {
		qualifies, continuous = append(qualifies, w.Qualifies), append(continuous, w.Continuous)
	}
	since := any(out.Since)
	if out.SinceKnown == law.Undetermined {
		since = undetermined
	}
	return answer{object{"week_qualifies": qualifies, "continuous_at_week_end": continuous, "continuous_since": since}, out.Working}, err
}

func shiftHours(g given) (answer, error) {
	other, _ := g["other_hours_in_week_ending"].(map[civil.Date]money.Exact)
	weeks, w, err := law.ShiftHoursByWeek(law.ShiftIn{Start: g.moment("shift_start"), End: g.moment("shift_end"),
		BreakMinutes: g.whole("unpaid_break_minutes"), BreakStart: g.moment("break_start"), BreakPlaced: g.has("break_start"),
		Other: other, Settings: g.settings()})
	hours := object{}
	for _, x := range weeks {
		x.Hours.Value = x.Hours.Value.Round(4)
		hours[x.Ending.String()] = x.Hours
	}
	return answer{object{"hours_in_week_ending": hours}, w}, err
}

func calendar(y law.HolidayYear, err error) (answer, error) {
	names := make([]any, len(y.Days))
	for i, h := range y.Days {
		names[i] = h.Key
	}
	return answer{object{"count": len(y.Days), "dates": list(y.Dates()), "holidays": names, "status": y.Status}, y.Working}, err
}

func statutoryHolidays(g given) (answer, error) {
	return calendar(law.StatutoryHolidays(g.whole("year"), g.text("employer_option"), g.settings()))
}

func generalHolidays(g given) (answer, error) {
	return calendar(law.GeneralHolidays(g.whole("year"), g.has("exclude_sundays") && !g.flag("exclude_sundays")))
}

func holidayOnRestDay(g given) (answer, error) {
	day, w, err := law.HolidayOnRestDay(law.RestDayHolidayIn{Holiday: g.date("statutory_holiday"),
		RestWeekdays: each[civil.Weekday](g, "appointed_rest_weekdays"), Option: g.text("employer_option"),
		Taken: each[civil.Date](g, "other_alternative_or_substituted_holidays"), Settings: g.settings()})
	return answer{object{"holiday_granted_on": day}, w}, err
}

func alternativeHoliday(g given) (answer, error) {
	out, err := law.AlternativeHoliday(g.date("statutory_holiday"), g.text("alternative_holiday"), g.date("alternative_date"))
	figures := object{"earliest": out.Days.From, "latest": out.Days.To}
	if out.NoticeSaid {
		figures["last_day_to_give_notice"] = out.NoticeBy
	}
	return answer{figures, out.Working}, err
}

func substitutedHoliday(g given) (answer, error) {
	out, err := law.SubstitutedHoliday(g.date("statutory_holiday"), g.flag("is_alternative"), g.flag("agreed_with_employee"))
	return answer{object{"allowed": !out.Empty, "earliest": out.Days.From, "latest": out.Days.To}, out.Working}, err
}

func holidayPay(g given) (answer, error) {
	days := each[civil.Date](g, "statutory_holidays")
	single := g.has("statutory_holiday")
	if single == (len(days) > 0) {
		return answer{}, law.Bad("statutory_holiday", law.CodeConflict)
	}
	if single {
		days = []civil.Date{g.date("statutory_holiday")}
	}
	out, err := law.HolidayPay(law.HolidayPayIn{ContinuousSince: g.date("continuous_contract_since"), Holidays: days, AverageWage: g.figure("adw")})
	if err != nil {
		return answer{}, err
	}
	figures := object{"paid": list(out.Paid)}
	if single {
		figures = object{"holiday_granted": true, "holiday_pay": out.Paid[0]}
	}
	if _, asked := g["adw"]; asked {
		figures["amount"] = out.Pay
	}
	return answer{figures, out.Working}, nil
}

func nightShift(g given) (answer, error) {
	out, err := law.NightShiftOverHoliday(g.moment("shift_start"), g.moment("shift_end"), g.date("statutory_holiday"))
	return answer{object{"hours_on_holiday": out.Hours.Round(4), "holiday_enjoyed_on_that_day": out.Enjoyed,
		"needs_alternative_or_substituted_holiday": !out.Enjoyed}, out.Working}, err
}

func restPattern(g given) (answer, error) {
	out, err := law.RestDayPattern(law.RestPatternIn{RestDays: each[civil.Date](g, "rest_days"), Roster: g.period("roster"),
		WeekStarts: get[civil.Weekday](g, "week_starts"), Settings: g.settings()})
	var breach any
	if out.FirstBreach.From != (civil.Date{}) {
		breach = out.FirstBreach
	}
	return answer{object{"ok": out.OK, "ok_fixed_weeks": out.FixedWeeks, "ok_any_seven_consecutive_days": out.Rolling,
		"first_breach_window": breach}, out.Working}, err
}

func restSwap(g given) (answer, error) {
	out, err := law.RestDaySubstitution(g.date("original_rest_day"), g.flag("by_agreement"), g.flag("emergency"))
	return answer{object{"allowed_same_month_before": out.Earlier, "allowed_after": out.Later}, out.Working}, err
}
