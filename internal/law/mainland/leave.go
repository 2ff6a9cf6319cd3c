package mainland

import (
	"tramway/internal/law"
	"tramway/internal/law/dated"
	"tramway/internal/money"
)

// AnnualLeave returns the days of leave by complete years of working life with
// all employers: 5 from one year, 10 from ten, 15 from twenty (Regulations on
// Paid Annual Leave art. 3).
func AnnualLeave(workingYears int, w *law.Working) (int, error) {
	if workingYears < 0 {
		return 0, law.Bad("working_years", law.CodeNegative, law.Count("value", workingYears))
	}
	if workingYears > 100 {
		return 0, law.Bad("working_years", law.CodeAbsurd, law.Count("value", workingYears))
	}
	v, row := leaveTable.Newest()
	days := 0
	for _, s := range v.Steps {
		if workingYears >= s.FromYears {
			days = s.Days
		}
	}
	w.Say("line.leave_days", row.Source, law.Count("years", workingYears), law.Count("days", days))
	return days, nil
}

// PartYearIn asks for a year only partly worked: the days of the calendar year
// with the organisation over the days of the year. MonthlyWage gives the pay for
// what is left untaken.
type PartYearIn struct {
	WorkingYears           int
	CalendarDays, YearDays int
	Taken                  money.Exact
	MonthlyWage            law.Figure
}

// PartYearOut: whole days due (a fraction of a day is dropped), days left, and
// what is paid for them: in total, and on top of the normal wage already paid.
type PartYearOut struct {
	Days         int
	Untaken      money.Exact
	Total, Extra law.Figure
	Working      law.Working
}

// AnnualLeavePartYear applies the rules for joining or leaving within a year
// (Implementation Measures arts. 5, 10 to 12). Untaken days are paid at 300% of
// the daily wage (monthly wage / 21.75), the normal wage included.
func AnnualLeavePartYear(in PartYearIn) (PartYearOut, error) {
	if err := in.check(); err != nil {
		return PartYearOut{}, err
	}
	var out PartYearOut
	full, err := AnnualLeave(in.WorkingYears, &out.Working)
	if err != nil {
		return PartYearOut{}, err
	}
	v, row := leaveTable.Newest()
	out.Days = int(money.Int(int64(full)).Times(in.CalendarDays).Over(in.YearDays).Floor())
	out.Untaken = money.Max(money.Int(0), money.Int(int64(out.Days)).Sub(in.Taken))
	out.Working.Say("line.cn_part_year", row.Source, law.Count("full", full), law.Count("days", in.CalendarDays),
		law.Count("year", in.YearDays), law.Count("due", out.Days), law.Number("untaken", out.Untaken))
	if in.MonthlyWage.Known {
		out.pay(in.MonthlyWage.Value, v, row)
	}
	return out, nil
}

func (o *PartYearOut) pay(wage money.Exact, v leaveValues, row dated.Row) {
	hours, _ := hoursTable.Newest()
	daily := wage.Div(hours.PaidDays.Exact)
	total := daily.Mul(o.Untaken).Mul(v.Untaken.Exact)
	o.Total = law.Known(total.Round(2))
	o.Extra = law.Known(total.Sub(daily.Mul(o.Untaken).Mul(v.AlreadyPaid.Exact)).Round(2))
	o.Working.Say("line.cn_untaken", row.Source, law.Number("days", o.Untaken), law.Number("daily", daily.Round(4)),
		law.Number("rate", v.Untaken.Exact), law.Yuan("amount", o.Total.Value), law.Yuan("extra", o.Extra.Value))
}

func (in PartYearIn) check() error {
	if in.YearDays != 365 && in.YearDays != 366 {
		return law.Bad("year_days", law.CodeAbsurd, law.Count("value", in.YearDays))
	}
	if in.CalendarDays < 0 {
		return law.Bad("calendar_days", law.CodeNegative, law.Count("value", in.CalendarDays))
	}
	if in.CalendarDays > in.YearDays {
		return law.Bad("calendar_days", law.CodeAbsurd, law.Count("value", in.CalendarDays))
	}
	if err := law.Within("taken", in.Taken, 366); err != nil {
		return err
	}
	if in.MonthlyWage.Known {
		return law.Within("monthly_wage", in.MonthlyWage.Value, largestAmount)
	}
	return nil
}
