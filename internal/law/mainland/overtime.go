package mainland

import (
	"tramway/internal/civil"
	"tramway/internal/law"
	"tramway/internal/money"
)

const largestAmount = 1_000_000_000

// OvertimeIn is a month's overtime by the kind of day. On is the day for which
// the law is asked; zero means the newest.
type OvertimeIn struct {
	MonthlyWage               money.Exact
	Workday, RestDay, Holiday money.Exact
	On                        civil.Date
}

// OvertimeOut: the hourly base (exact) and the pay for each kind of day and in all, to the fen.
type OvertimeOut struct {
	Hourly                           money.Exact
	Workday, RestDay, Holiday, Total money.Exact
	Working                          law.Working
}

// Overtime pays 150% on working days, 200% on rest days without time off and
// 300% on statutory holidays of the wage an hour: monthly wage / 21.75 / 8
// (Labour Law art. 44).
func Overtime(in OvertimeIn) (OvertimeOut, error) {
	v, row, err := hoursOn(in.On)
	if err != nil {
		return OvertimeOut{}, err
	}
	if err := in.check(); err != nil {
		return OvertimeOut{}, err
	}
	out := OvertimeOut{Hourly: in.MonthlyWage.Div(v.PaidDays.Exact).Over(v.DayHours)}
	out.Working.Say("line.cn_hourly", row.Source, law.Yuan("wage", in.MonthlyWage), law.Number("days", v.PaidDays.Exact),
		law.Count("hours", v.DayHours), law.Number("hourly", out.Hourly.Round(4)))
	total := money.Int(0)
	pay := func(kind string, hours money.Exact, rate share) money.Exact {
		amount := out.Hourly.Mul(hours).Mul(rate.Exact)
		total = total.Add(amount)
		out.Working.Say("line.cn_overtime", row.Source, law.Word("kind", "cn."+kind), law.Number("hours", hours),
			law.Number("rate", rate.Exact), law.Yuan("amount", amount))
		return amount.Round(2)
	}
	out.Workday, out.RestDay, out.Holiday = pay("workday", in.Workday, v.Workday), pay("rest_day", in.RestDay, v.RestDay), pay("holiday", in.Holiday, v.Holiday)
	out.Total = total.Round(2)
	out.Working.Say("line.total", "", law.Yuan("amount", out.Total))
	return out, nil
}

func (in OvertimeIn) check() error {
	if err := law.Within("monthly_wage", in.MonthlyWage, largestAmount); err != nil {
		return err
	}
	for _, f := range []struct {
		name  string
		hours money.Exact
	}{{"workday_hours", in.Workday}, {"rest_day_hours", in.RestDay}, {"holiday_hours", in.Holiday}} {
		if err := law.Within(f.name, f.hours, 31*24); err != nil {
			return err
		}
	}
	return nil
}

// HoursOut tells whether the overtime of a month keeps the limits, and which
// days (counted from 1) do not.
type HoursOut struct {
	Total        money.Exact
	WithinMonth  bool
	DaysOverMost []int
	Working      law.Working
}

// OvertimeHours checks 3 hours a day and 36 a month (Labour Law art. 41).
func OvertimeHours(daily []money.Exact, on civil.Date) (HoursOut, error) {
	v, row, err := hoursOn(on)
	if err != nil {
		return HoursOut{}, err
	}
	if len(daily) > 31 {
		return HoursOut{}, law.Bad("daily_overtime_hours", law.CodeAbsurd, law.Count("value", len(daily)))
	}
	var out HoursOut
	for i, h := range daily {
		if err := law.Within("daily_overtime_hours", h, 24); err != nil {
			return HoursOut{}, err
		}
		out.Total = out.Total.Add(h)
		if money.Int(int64(v.OvertimeDay)).Less(h) {
			out.DaysOverMost = append(out.DaysOverMost, i+1)
		}
	}
	out.WithinMonth = !money.Int(int64(v.OvertimeMonth)).Less(out.Total)
	out.Working.Say("line.cn_limits", row.Source, law.Number("total", out.Total), law.Count("month", v.OvertimeMonth),
		law.Count("day", v.OvertimeDay), law.Count("over", len(out.DaysOverMost)))
	return out, nil
}
