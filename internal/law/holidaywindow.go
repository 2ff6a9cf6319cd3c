package law

import "tramway/internal/civil"

// Window is a choice of days with the last day for notice, where the law fixes
// one. Empty is true when no day is allowed.
type Window struct {
	Days       civil.Period
	Empty      bool
	NoticeBy   civil.Date
	NoticeSaid bool
	Working    Working
}

// Sides of a holiday on which another day may be given.
const (
	Before = "before"
	After  = "after"
)

// AlternativeHoliday returns the days that may replace a statutory holiday on
// which the employee must work (Cap. 57 s.39). Notice counts clear hours: before
// the statutory holiday when the alternative comes after it, and before the
// alternative day itself (day, if chosen already) when it comes first.
func AlternativeHoliday(holiday civil.Date, side string, day civil.Date) (Window, error) {
	rule, source, err := windowRule(holiday, false)
	if err != nil {
		return Window{}, err
	}
	out := Window{}
	switch side {
	case Before:
		out.Days = civil.Period{From: holiday.AddDays(-rule.AlternativeDays), To: holiday.AddDays(-1)}
		out.notice(day, rule.NoticeHours)
	case After:
		out.Days = civil.Period{From: holiday.AddDays(1), To: holiday.AddDays(rule.AlternativeDays)}
		out.notice(holiday, rule.NoticeHours)
	default:
		return Window{}, Bad("alternative_holiday", CodeChoice, Text("value", side))
	}
	if !day.IsZero() && !out.Days.Contains(day) {
		return Window{}, Bad("alternative_date", CodeConflict, Day("date", day))
	}
	out.Working.Say("line.alternative_window", source, Day("date", holiday), Count("days", rule.AlternativeDays),
		Day("from", out.Days.From), Day("to", out.Days.To))
	if out.NoticeSaid {
		out.Working.Say("line.notice_by", source, Count("hours", rule.NoticeHours), Day("date", out.NoticeBy))
	}
	return out, nil
}

// windowRule refuses a day that is no statutory holiday, unless it is said to be an alternative one.
func windowRule(holiday civil.Date, isAlternative bool) (holidayRule, string, error) {
	var g guard
	g.day("statutory_holiday", holiday)
	if g.err == nil && !isAlternative {
		g.err = demandStatutory("statutory_holiday", holiday, "")
	}
	if g.err != nil {
		return holidayRule{}, "", g.err
	}
	rule, row, err := holidayTable.On(holiday)
	return rule, row.Source, outside("statutory_holiday", holiday, err)
}

// notice finds the last day that leaves all the clear hours before midnight of the day.
func (w *Window) notice(day civil.Date, hours int) {
	if day.IsZero() {
		return
	}
	w.NoticeBy, w.NoticeSaid = day.AddDays(-(hours+23)/24-1), true
}

// SubstitutedHoliday returns the days on which a holiday may be taken by
// agreement instead of the statutory (or alternative) day (Cap. 57 s.39).
func SubstitutedHoliday(holiday civil.Date, isAlternative, agreed bool) (Window, error) {
	rule, source, err := windowRule(holiday, isAlternative)
	if err != nil {
		return Window{}, err
	}
	out := Window{Empty: !agreed}
	if !agreed {
		out.Working.Say("line.no_agreement", source)
		return out, nil
	}
	out.Days = civil.Period{From: holiday.AddDays(-rule.SubstitutedDays), To: holiday.AddDays(rule.SubstitutedDays)}
	out.Working.Say("line.substituted_window", source, Count("days", rule.SubstitutedDays),
		Day("from", out.Days.From), Day("to", out.Days.To))
	return out, nil
}
