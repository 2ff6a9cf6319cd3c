package check

import (
	"tramway/internal/law"
	"tramway/internal/law/company"
	"tramway/internal/money"
)

// eitherWay demands shifts with their punches or bare minutes, not both and not neither.
func eitherWay(g given) error {
	switch {
	case g.has("shifts") && g.has("minutes"):
		return law.Bad("minutes", law.CodeConflict)
	case !g.has("shifts") && !g.has("minutes"):
		return law.Bad("shifts", law.CodeMissing)
	}
	return nil
}

func companyOvertime(g given) (answer, error) {
	if err := eitherWay(g); err != nil {
		return answer{}, err
	}
	pay := overtimePay(g)
	if pay != nil && !g.has("hourly_rate") {
		return answer{}, law.Bad("hourly_rate", law.CodeMissing)
	}
	in := company.OvertimeIn{Minutes: each[int](g, "minutes"), Unit: g.wholeOr("unit_minutes", company.Defaults.OvertimeUnit),
		CountEarly: g.flag("count_early"), Pay: pay}
	for _, s := range each[given](g, "shifts") {
		if s.has("scheduled_start") != s.has("punched_in") {
			return answer{}, law.Bad("shifts.punched_in", law.CodeMissing)
		}
		in.Shifts = append(in.Shifts, company.Shift{Start: s.moment("scheduled_start"), End: s.moment("scheduled_end"), In: s.moment("punched_in"),
			Out: s.moment("punched_out"), Punched: s.has("punched_out"), HasStart: s.has("scheduled_start")})
	}
	out, err := company.Overtime(in)
	figures := object{"overtime_minutes": list(out.Counted), "minutes_worked_past_shift": list(out.Actual),
		"total_overtime_minutes": out.TotalCounted, "total_minutes_worked_past_shift": out.TotalActual}
	if in.Pay != nil {
		figures["pay"] = out.Pay
		figures["binds"] = out.Binds
		if out.Binds == "" {
			figures["binds"] = undetermined
		}
	}
	return answer{figures, out.Working}, err
}

func overtimePay(g given) *company.OvertimePay {
	if !g.has("hourly_rate") && !g.has("multiplier") && !g.has("normal_hours") && !g.has("normal_wages") {
		return nil
	}
	p := company.OvertimePay{Rate: g.number("hourly_rate"), Multiplier: money.Int(1), Hours: g.figure("normal_hours"), Wages: g.figure("normal_wages"), On: g.date("on")}
	if g.has("multiplier") {
		p.Multiplier = g.number("multiplier")
	}
	return &p
}

func companyPaidTime(g given) (answer, error) {
	if err := eitherWay(g); err != nil {
		return answer{}, err
	}
	in := company.MealIn{After: g.wholeOr("meal_after_minutes", company.Defaults.MealAfter), Meal: g.wholeOr("meal_minutes", company.Defaults.Meal),
		ShortDay: company.Defaults.ShortDay}
	if g.has("short_day") {
		in.ShortDay = g.text("short_day")
	}
	for _, n := range each[int](g, "minutes") {
		in.Stays = append(in.Stays, company.Attendance{Minutes: n})
	}
	for _, s := range each[given](g, "shifts") {
		in.Stays = append(in.Stays, company.Attendance{Start: s.moment("start"), End: s.moment("end"), Timed: true, OnDuty: s.flag("on_duty")})
	}
	out, err := company.PaidTime(in)
	return answer{object{"paid_minutes": list(out.Paid), "deducted_minutes": list(out.Deducted),
		"total_paid_minutes": out.Total, "total_paid_hours": money.Fraction(int64(out.Total), 60).Round(4)}, out.Working}, err
}

func companyLeave(g given) (answer, error) {
	out, err := company.LeaveAccrual(company.AccrualIn{Start: g.date("employment_start"), On: g.date("on"),
		DaysPerYear: g.figure("days_per_year"), Lump: g.flag("lump_grant"), Taken: g.number("taken")})
	return answer{object{"completed_months": out.Months, "credited": out.Credited.Round(4), "earned_by_law": out.EarnedByLaw,
		"balance": out.Left.Round(4), "binds": out.Binds}, out.Working}, err
}
