package law

import "tramway/internal/civil"

// LeaveSpanIn is a stretch of annual leave with the rest days and statutory holidays that may lie in it.
type LeaveSpanIn struct {
	Leave        civil.Period
	RestWeekdays []civil.Weekday
	Holidays     []civil.Date
	Settings     Settings
}

// LeaveSpanOut counts the leave days used and the days the employer must name anew.
type LeaveSpanOut struct {
	Counted, ReplaceRest, ReplaceHolidays int
	Working                               Working
}

// AnnualLeaveWithRestDays: a rest day or statutory holiday inside the leave uses
// a leave day and another one must be named (Cap. 57 s.41AA). A company may skip
// such days instead; that is the setting annual_leave_rest_day.
func AnnualLeaveWithRestDays(in LeaveSpanIn) (LeaveSpanOut, error) {
	if err := in.check(); err != nil {
		return LeaveSpanOut{}, err
	}
	rest, holidays := weekdaySet(in.RestWeekdays), map[civil.Date]bool{}
	for _, h := range in.Holidays {
		holidays[h] = true
	}
	var out LeaveSpanOut
	skipped := 0
	for d := in.Leave.From; !d.After(in.Leave.To); d = d.AddDays(1) {
		isRest, isHoliday := rest[d.Weekday()], holidays[d]
		out.ReplaceRest += one(isRest)
		out.ReplaceHolidays += one(isHoliday)
		skipped += one(isRest || isHoliday)
	}
	out.Counted = in.Leave.Days()
	if in.Settings.pick("annual_leave_rest_day", &out.Working) == "skipped" {
		out = LeaveSpanOut{Counted: out.Counted - skipped, Working: out.Working}
	}
	out.Working.Say("line.leave_span", "eo.al", Count("days", out.Counted), Count("rest", out.ReplaceRest), Count("holidays", out.ReplaceHolidays))
	return out, nil
}

func (in LeaveSpanIn) check() error {
	var g guard
	g.day("leave_from", in.Leave.From)
	g.day("leave_to", in.Leave.To)
	g.order("leave_to", in.Leave.From, in.Leave.To)
	g.count("leave_to", in.Leave.Days(), 0, limits.DaysInYear)
	for _, h := range in.Holidays {
		g.day("statutory_holidays", h)
	}
	if g.err == nil {
		g.err = in.Settings.Check()
	}
	return g.err
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
