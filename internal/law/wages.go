package law

import (
	"tramway/internal/civil"
	"tramway/internal/law/dated"
	"tramway/internal/money"
)

type payValues struct {
	DaysAfter int `json:"days_after"`
}

var payTable = dated.MustLoad[payValues](dataFiles, "wage_payment")

// WageDueDate returns the last day for paying wages: seven days after the wage
// period ends or the employment does, whichever is first (Cap. 57 ss.23 to 25).
// Either date may be zero, not both.
func WageDueDate(periodEnd, termination civil.Date, w *Working) (civil.Date, error) {
	var g guard
	from := periodEnd
	if periodEnd.IsZero() || !termination.IsZero() && termination.Before(periodEnd) {
		from = termination
	}
	if !periodEnd.IsZero() {
		g.day("wage_period_end", periodEnd)
	}
	g.day("termination_date", from)
	if g.err != nil {
		return civil.Date{}, g.err
	}
	v, row, err := payTable.On(from)
	if err != nil {
		return civil.Date{}, outside("wage_period_end", from, err)
	}
	due := from.AddDays(v.DaysAfter)
	w.Say("line.wage_due", row.Source, Day("from", from), Count("days", v.DaysAfter), Day("due", due))
	return due, nil
}

// Bases on which a contract may count absence.
const (
	CalendarDays = "calendar_days"
	WorkingDays  = "working_days"
	HoursBasis   = "hours"
)

// AbsenceIn is an absence in one month. PeriodDays are the days of the basis
// (calendar or working days); PeriodHours the hours when the basis is hours.
// HoursPerDay turns absent hours into days and is needed only for them.
type AbsenceIn struct {
	MonthlyWages            money.Exact
	Basis                   string
	PeriodDays, PeriodHours money.Exact
	AbsentDays, AbsentHours money.Exact
	HoursPerDay             Figure
}

// AbsenceDeduction returns the most that may be deducted, in proportion to the
// time absent (Cap. 57 s.32). It is undetermined when hours were missed and the
// hours of a day are not known.
func AbsenceDeduction(in AbsenceIn, w *Working) (Figure, error) {
	part, known, err := in.part()
	if err != nil {
		return Figure{}, err
	}
	if !known {
		w.Say("line.absence_hours_unknown", "open.records")
		return Figure{}, nil
	}
	amount := in.MonthlyWages.Mul(part).Round(2)
	w.Say("line.absence", "eo.s32", Money("wages", in.MonthlyWages), Number("part", part), Word("basis", "basis."+in.Basis), Money("amount", amount))
	return Known(amount), nil
}

// part is the share of the period's time that was missed.
func (in AbsenceIn) part() (money.Exact, bool, error) {
	base := in.PeriodDays
	if in.Basis == HoursBasis {
		base = in.PeriodHours
	}
	if err := in.check(base); err != nil {
		return money.Exact{}, false, err
	}
	absent := in.AbsentDays
	needsDay := in.AbsentHours.Sign() > 0
	if in.Basis == HoursBasis {
		needsDay = in.AbsentDays.Sign() > 0
	}
	switch {
	case in.Basis != HoursBasis && base.Less(absent): // the days alone are too many, whatever the hours of a day
		return money.Exact{}, false, Bad("absent_days", CodeAbsurd, Number("value", absent))
	case needsDay && !in.HoursPerDay.Known:
		return money.Exact{}, false, nil
	case in.Basis == HoursBasis:
		absent = in.AbsentHours.Add(in.AbsentDays.Mul(in.HoursPerDay.Value))
	case needsDay:
		absent = absent.Add(in.AbsentHours.Div(in.HoursPerDay.Value))
	}
	if base.Less(absent) {
		return money.Exact{}, false, Bad("absent_days", CodeAbsurd, Number("value", absent))
	}
	return absent.Div(base), true, nil
}

func (in AbsenceIn) check(base money.Exact) error {
	var g guard
	g.amount("monthly_wages", in.MonthlyWages)
	g.atMost("absent_days", in.AbsentDays, 31)
	g.atMost("absent_hours", in.AbsentHours, 31*24)
	most, field := int64(31), "calendar_days"
	switch in.Basis {
	case CalendarDays:
	case WorkingDays:
		field = "working_days"
	case HoursBasis:
		most, field = 31*24, "hours_in_period"
	default:
		g.fail("basis", CodeChoice, Text("value", in.Basis))
	}
	if base.Sign() <= 0 || money.Int(most).Less(base) {
		g.fail(field, CodeAbsurd, Number("value", base))
	}
	if in.HoursPerDay.Known && (in.HoursPerDay.Value.Sign() <= 0 || money.Int(24).Less(in.HoursPerDay.Value)) {
		g.fail("hours_per_day", CodeAbsurd, Number("value", in.HoursPerDay.Value))
	}
	return g.err
}
