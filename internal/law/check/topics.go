package check

import "tramway/internal/law"

// topics maps the names of law.Topics to the rules.
var topics = map[string]topic{
	"continuous_contract": continuousContract, "shift_hours_by_week": shiftHours,
	"statutory_holidays": statutoryHolidays, "general_holidays": generalHolidays,
	"holiday_on_rest_day": holidayOnRestDay, "alternative_holiday": alternativeHoliday,
	"substituted_holiday": substitutedHoliday, "holiday_pay_eligibility": holidayPay,
	"night_shift_over_statutory_holiday": nightShift, "rest_day_pattern": restPattern,
	"rest_day_substitution": restSwap,

	"average_daily_wage": averageDailyWage, "overtime_in_average_wages": overtimeCounts,
	"overtime_premium": overtimePremium, "minimum_wage": minimumWage, "smw_rate": smwRate,
	"hours_record_required": hoursRecord, "wage_due_date": wageDue, "deductions": deductions,
	"absence_deduction": absence, "end_of_year_payment": endOfYear,

	"annual_leave_entitlement": leaveEntitlement, "annual_leave_balance": leaveBalance,
	"common_leave_year": commonYear, "annual_leave_on_termination": leaveOnTermination,
	"annual_leave_blocks": leaveBlocks, "annual_leave_buyout": leaveBuyout,
	"annual_leave_with_rest_day": leaveWithRest,

	"sickness_accrual": sickAccrual, "sickness_categories": sickCategories,
	"sickness_allowance": sickPay, "maternity_leave_pay": maternity, "paternity_leave_pay": paternity,

	"mpf_monthly": mpfMonthly, "mpf_non_monthly": mpfNonMonthly, "mpf_new_employee": mpfNew,
	"mpf_sixty_day_rule": mpfCovered, "mpf_contribution_day": mpfDay,

	"severance_or_long_service": severance, "severance_or_lsp_eligibility": severanceKind,
	"notice_required": noticeRequired, "notice_last_day": noticeLastDay, "payment_in_lieu_of_notice": inLieu,

	"mainland_overtime": mainlandOvertime, "mainland_hours": mainlandHours,
	"mainland_public_holidays": mainlandHolidays, "mainland_workday": mainlandWorkday,
	"mainland_annual_leave": mainlandLeave, "mainland_annual_leave_part_year": mainlandPartYear,

	"company_overtime": companyOvertime, "company_paid_time": companyPaidTime, "company_leave_accrual": companyLeave,
}

// overCases answers every case of a list and keeps the order.
func overCases(g given, name string, one func(c given, w *law.Working) (any, error)) (answer, error) {
	var w law.Working
	out := []any{}
	for _, c := range each[given](g, "cases") {
		v, err := one(c, &w)
		if err != nil {
			return answer{}, err
		}
		out = append(out, v)
	}
	return answer{object{name: out}, w}, nil
}

// overWholes does the same for a list of whole numbers.
func overWholes(g given, key, name string, one func(n int, w *law.Working) (any, error)) (answer, error) {
	var w law.Working
	out := []any{}
	for _, n := range each[int](g, key) {
		v, err := one(n, &w)
		if err != nil {
			return answer{}, err
		}
		out = append(out, v)
	}
	return answer{object{name: out}, w}, nil
}
