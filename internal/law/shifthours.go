package law

import (
	"maps"
	"slices"
	"sort"

	"tramway/internal/civil"
	"tramway/internal/money"
)

// ShiftIn is one shift on the wall clock. The unpaid break may carry the moment
// it began; Other holds hours already counted, by the Saturday that ends the week.
type ShiftIn struct {
	Start, End   civil.Moment
	BreakMinutes int
	BreakStart   civil.Moment
	BreakPlaced  bool
	Other        map[civil.Date]money.Exact
	Settings     Settings
}

// WeekHours are the hours counted in the week ending on that Saturday.
type WeekHours struct {
	Ending civil.Date
	Hours  Figure
}

// ShiftHoursByWeek splits a shift at the midnight after Saturday (Cap. 57, Schedule 1).
// A break without a time leaves both weeks undetermined when the shift crosses that midnight.
func ShiftHoursByWeek(in ShiftIn) ([]WeekHours, Working, error) {
	if err := in.check(); err != nil {
		return nil, nil, err
	}
	var w Working
	minutes := in.split(&w)
	var out []WeekHours
	for ending, f := range minutes {
		if f.Known {
			f.Value = f.Value.Over(60).Add(in.Other[ending])
		}
		out = append(out, WeekHours{ending, f})
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Ending.Before(out[j].Ending) })
	week := money.Int(int64(limits.HoursInWeek))
	for _, h := range out {
		if week.Less(h.Hours.Value) {
			return nil, nil, Bad("other_hours_in_week_ending", CodeAbsurd, Number("value", h.Hours.Value))
		}
		w.Say("line.week_hours", "eo.sch1.week", Day("week", h.Ending), hoursArg(h.Hours))
	}
	return out, w, nil
}

func (in ShiftIn) check() error {
	var g guard
	checkShift(&g, in.Start, in.End)
	g.count("unpaid_break_minutes", in.BreakMinutes, 0, int(in.Start.MinutesUntil(in.End)))
	if in.BreakPlaced && (in.BreakStart.Before(in.Start) || in.BreakStart.MinutesUntil(in.End) < int64(in.BreakMinutes)) {
		g.fail("break_start", CodeConflict)
	}
	for _, ending := range slices.SortedFunc(maps.Keys(in.Other), civil.Date.Compare) {
		h := in.Other[ending]
		g.day("other_hours_in_week_ending", ending)
		g.amount("other_hours_in_week_ending", h)
		if ending.Weekday() != civil.Saturday {
			g.fail("other_hours_in_week_ending", CodeWeekEnd, Day("date", ending))
		}
		if money.Int(int64(limits.HoursInWeek)).Less(h) {
			g.fail("other_hours_in_week_ending", CodeAbsurd, Number("value", h))
		}
	}
	if g.err == nil {
		g.err = in.Settings.Check()
	}
	return g.err
}

// checkShift demands a shift that ends after it begins and is not absurdly long.
func checkShift(g *guard, start, end civil.Moment) {
	g.day("shift_start", start.Date())
	g.day("shift_end", end.Date())
	if !start.Before(end) {
		g.fail("shift_end", CodeOrder, Text("from", start.String()), Text("to", end.String()))
	}
	if start.MinutesUntil(end) > int64(limits.ShiftHours)*60 {
		g.fail("shift_end", CodeAbsurd, Text("value", end.String()))
	}
}

// split returns the minutes per week, with a zero for weeks that only Other names.
func (in ShiftIn) split(w *Working) map[civil.Date]Figure {
	minutes := map[civil.Date]Figure{}
	for ending := range in.Other {
		minutes[ending] = Known(money.Int(0))
	}
	first, last := in.Start.Date().WeekEnding(), in.End.Date().WeekEnding()
	for ending := first; !ending.After(last); ending = ending.AddDays(7) {
		week := civil.Period{From: ending.WeekStart(), To: ending}
		n := in.Start.MinutesWithin(in.End, week)
		if n > 0 || ending == first {
			minutes[ending] = Known(money.Int(n - in.breakWithin(week)))
		}
	}
	if in.BreakMinutes > 0 && !in.BreakPlaced {
		in.placeBreak(minutes, first, last, w)
	}
	return minutes
}

func (in ShiftIn) breakWithin(week civil.Period) int64 {
	if !in.BreakPlaced {
		return 0
	}
	return in.BreakStart.MinutesWithin(in.BreakStart.Plus(in.BreakMinutes), week)
}

// placeBreak takes off a break whose time was not recorded.
func (in ShiftIn) placeBreak(minutes map[civil.Date]Figure, first, last civil.Date, w *Working) {
	if _, crosses := minutes[last]; !crosses || first == last || in.Start.MinutesWithin(in.End, civil.Period{From: last.WeekStart(), To: last}) == 0 {
		last = first
	}
	week := first
	if first != last {
		switch in.Settings.pick("break_without_time", w) {
		case "undetermined":
			minutes[first], minutes[last] = Figure{}, Figure{}
			return
		case "later_week":
			week = last
		}
	}
	pause := money.Int(int64(in.BreakMinutes))
	if f := minutes[week]; !f.Value.Less(pause) {
		minutes[week] = Known(f.Value.Sub(pause))
		return
	}
	minutes[week] = Figure{}
}
