package check

import (
	"strings"

	"tramway/internal/civil"
	"tramway/internal/law"
	"tramway/internal/money"
)

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
