// Package company states rules that an employer sets for its own staff: how
// overtime is counted from punches, when meal time is taken off, how annual
// leave is credited. They are settings of the company, not law, and stand apart
// from the rules of law for that reason; every line they write names the company
// as its source.
//
// Promises: no rule here takes away what the law gives. Where a setting would
// give less, the law's figure stands and the working says that the law binds.
// Figures are exact, bad facts are a law.InputError, missing punches give
// "undetermined".
//
// Floor: 1
package company

import (
	"embed"
	"encoding/json"

	"tramway/internal/law"
	"tramway/internal/money"
)

//go:embed data/company_rules.json
var files embed.FS

const source = "company.rule"

// Who decides a figure.
const (
	BindsCompany = "company_rule"
	BindsLaw     = "law"
)

// Rules are the settings of a company that has chosen nothing, and the edges of what it may choose.
type Rules struct {
	OvertimeUnit     int    `json:"overtime_unit_minutes"`
	MealAfter        int    `json:"meal_after_minutes"`
	Meal             int    `json:"meal_minutes"`
	ShortDay         string `json:"short_day"`
	LeaveMonths      int    `json:"leave_months"`
	PartYearDays     int    `json:"leave_part_year_days"`
	LargestUnit      int    `json:"largest_unit_minutes"`
	LongestDay       int    `json:"longest_day_minutes"`
	LongestShift     int    `json:"longest_shift_minutes"`
	MostLeave        int64  `json:"most_leave_days"`
	MostMultiplier   int64  `json:"largest_multiplier"`
	MostAmount       int64  `json:"largest_amount"`
	MostHoursInMonth int64  `json:"most_hours_in_period"`
}

// Defaults are the settings as shipped.
var Defaults = read()

func read() (r Rules) {
	raw, err := files.ReadFile("data/company_rules.json")
	if err == nil {
		err = json.Unmarshal(raw, &r)
	}
	if err != nil {
		panic("company: " + err.Error())
	}
	return r
}

// whole demands a whole number from low to high.
func whole(field string, n, low, high int) error {
	if n >= 0 && n < low {
		return law.Bad(field, law.CodeAbsurd, law.Count("value", n))
	}
	return law.Within(field, money.Int(int64(n)), int64(high))
}

// first returns the first mistake of several conditions.
func first(mistakes ...error) error {
	for _, err := range mistakes {
		if err != nil {
			return err
		}
	}
	return nil
}

func sum(minutes []law.Figure) law.Figure {
	total := money.Int(0)
	for _, m := range minutes {
		if !m.Known {
			return law.Figure{}
		}
		total = total.Add(m.Value)
	}
	return law.Known(total)
}
