package law

import (
	"tramway/internal/civil"
	"tramway/internal/money"
)

// CommonYearIn asks for the leave of a common leave year (Cap. 57 Part VIIIA).
// Entitlement is the full year's days; without it (not Known) the steps of
// service are applied, by anniversary and by common year, and the better counts.
type CommonYearIn struct {
	EmploymentStart civil.Date
	Year            civil.Period
	Entitlement     Figure
	Settings        Settings
}

// CommonYearOut: ProRata is exact; LeaveDays counts any fraction as a full day.
type CommonYearOut struct {
	DaysEmployed int
	ProRata      money.Exact
	LeaveDays    int
	Working      Working
}

// CommonLeaveYear gives entitlement x days employed / 365 for a part year and
// exactly the entitlement for a whole one, even in a leap year.
func CommonLeaveYear(in CommonYearIn) (CommonYearOut, error) {
	if err := in.check(); err != nil {
		return CommonYearOut{}, err
	}
	employed := civil.Period{From: civil.Max(in.EmploymentStart, in.Year.From), To: in.Year.To}
	out := CommonYearOut{DaysEmployed: employed.Days()}
	full := in.Entitlement
	years := 0
	if !full.Known {
		years = max(1, in.EmploymentStart.YearsUntil(in.Year.To.AddDays(1)))
		full = Known(money.Int(int64(newestLeave.days(years))))
	}
	out.ProRata = partYear(full.Value, out.DaysEmployed, employed.From == in.Year.From)
	out.say(full.Value)
	if years > 1 && in.Settings.pick("common_year_reading", &out.Working) == "never_less" {
		out.neverLess(in, employed)
	}
	out.LeaveDays = int(out.ProRata.Ceil())
	out.Working.Say("line.round_up_days", "eo.al", Number("days", out.ProRata.Round(4)), Count("whole", out.LeaveDays))
	return out, nil
}

func partYear(full money.Exact, days int, whole bool) money.Exact {
	if whole {
		return full
	}
	return money.Min(full, full.Times(days).Over(newestLeave.YearDays))
}

func (o *CommonYearOut) say(full money.Exact) {
	o.Working.Say("line.common_year", "eo.al", Count("days", o.DaysEmployed), Number("entitlement", full),
		Count("year", newestLeave.YearDays), Number("result", o.ProRata.Round(4)))
}

// neverLess compares with the leave that the service years inside this common year would earn by anniversary.
func (o *CommonYearOut) neverLess(in CommonYearIn, employed civil.Period) {
	total := money.Int(0)
	for y := 1; ; y++ {
		service := civil.Period{From: in.EmploymentStart.AddMonths(12 * (y - 1)), To: in.EmploymentStart.AddMonths(12 * y).AddDays(-1)}
		if service.From.After(employed.To) {
			break
		}
		if n := service.Overlap(employed).Days(); n > 0 {
			total = total.Add(money.Int(int64(newestLeave.days(y))).Times(n).Over(service.Days()))
		}
	}
	o.Working.Say("line.by_anniversary", "open.al", Number("days", total.Round(4)))
	o.ProRata = money.Max(o.ProRata, total)
}

func (in CommonYearIn) check() error {
	var g guard
	g.hired("employment_start", in.EmploymentStart)
	g.day("common_leave_year", in.Year.From)
	g.day("common_leave_year", in.Year.To)
	g.order("common_leave_year", in.Year.From, in.Year.To)
	if g.err == nil && in.Year.From.AddMonths(newestLeave.LeaveYearMonths).AddDays(-1) != in.Year.To {
		g.fail("common_leave_year", CodeTwelveMonths, Day("from", in.Year.From), Day("to", in.Year.To))
	}
	g.order("employment_start", in.EmploymentStart, in.Year.To)
	g.figure("full_year_entitlement", in.Entitlement)
	if in.Entitlement.Known && money.Int(366).Less(in.Entitlement.Value) {
		g.fail("full_year_entitlement", CodeAbsurd, Number("value", in.Entitlement.Value))
	}
	if g.err == nil {
		g.err = in.Settings.Check()
	}
	return g.err
}
