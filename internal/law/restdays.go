package law

import (
	"tramway/internal/civil"
	"tramway/internal/law/dated"
)

type restValues struct {
	EveryDays     int `json:"every_days"`
	SwapDaysAfter int `json:"swap_days_after"`
}

var restTable = dated.MustLoad[restValues](dataFiles, "rest_days")

// RestPatternIn is a roster and the rest days in it. WeekStarts matters only to
// the reading by fixed weeks.
type RestPatternIn struct {
	RestDays   []civil.Date
	Roster     civil.Period
	WeekStarts civil.Weekday
	Settings   Settings
}

// RestPatternOut gives both readings of "one in every period of seven days" and,
// as OK, the one the settings choose. A reading is undetermined when the roster
// holds no whole period of seven days for it. FirstBreach is the first seven
// days without a rest day; it is empty when there are none.
type RestPatternOut struct {
	OK, FixedWeeks, Rolling Answer
	FirstBreach             civil.Period
	Working                 Working
}

// RestDayPattern checks a roster (Cap. 57 s.17). Weeks only partly in the roster are not judged.
func RestDayPattern(in RestPatternIn) (RestPatternOut, error) {
	rule, row, err := in.check()
	if err != nil {
		return RestPatternOut{}, err
	}
	rest := make(map[civil.Date]bool, len(in.RestDays))
	for _, d := range in.RestDays {
		rest[d] = true
	}
	out := RestPatternOut{FixedWeeks: Undetermined, Rolling: Undetermined}
	last := in.Roster.To.AddDays(1 - rule.EveryDays)
	for d := in.Roster.From; !d.After(last); d = d.AddDays(1) {
		window := civil.Period{From: d, To: d.AddDays(rule.EveryDays - 1)}
		kept := YesIf(anyDay(rest, window))
		if kept == No && out.FirstBreach.From.IsZero() {
			out.FirstBreach = window
			out.Working.Say("line.rest_breach", row.Source, Day("from", window.From), Day("to", window.To))
		}
		out.Rolling = out.Rolling.unless(kept)
		if d.Weekday() == in.WeekStarts {
			out.FixedWeeks = out.FixedWeeks.unless(kept)
		}
	}
	out.choose(in.Settings, row.Source)
	return out, nil
}

// unless keeps a no that was found before and takes the new answer otherwise.
func (a Answer) unless(now Answer) Answer {
	if a == No {
		return No
	}
	return now
}

func (o *RestPatternOut) choose(s Settings, source string) {
	o.OK = o.Rolling
	if s.pick("rest_day_reading", &o.Working) == "fixed_weeks" {
		o.OK = o.FixedWeeks
	}
	o.Working.Say("line.rest_readings", source, Word("fixed", "answer."+o.FixedWeeks.String()),
		Word("rolling", "answer."+o.Rolling.String()))
}

func (in RestPatternIn) check() (restValues, dated.Row, error) {
	var g guard
	g.day("roster", in.Roster.From)
	g.day("roster", in.Roster.To)
	g.order("roster", in.Roster.From, in.Roster.To)
	g.count("week_starts", int(in.WeekStarts), 0, 6)
	for _, d := range in.RestDays {
		g.day("rest_days", d)
	}
	if g.err == nil {
		g.err = in.Settings.Check()
	}
	if g.err != nil {
		return restValues{}, dated.Row{}, g.err
	}
	rule, row, err := restTable.On(in.Roster.From)
	return rule, row, outside("roster", in.Roster.From, err)
}

func anyDay(set map[civil.Date]bool, p civil.Period) bool {
	for d := p.From; !d.After(p.To); d = d.AddDays(1) {
		if set[d] {
			return true
		}
	}
	return false
}

// RestSwap is where a rest day may go instead: earlier in its month, or in the
// days after it. Either may be empty (To before From).
type RestSwap struct {
	Earlier, Later civil.Period
	Working        Working
}

// RestDaySubstitution returns the days that may replace a rest day: both runs
// with the employee's consent, only the later one after work compelled by a
// breakdown or emergency, none otherwise (Cap. 57 ss.18 and 19).
func RestDaySubstitution(original civil.Date, agreed, emergency bool) (RestSwap, error) {
	var g guard
	g.day("original_rest_day", original)
	if g.err != nil {
		return RestSwap{}, g.err
	}
	rule, row, err := restTable.On(original)
	if err != nil {
		return RestSwap{}, outside("original_rest_day", original, err)
	}
	none := civil.Period{From: original, To: original.AddDays(-1)}
	out := RestSwap{none, none, nil}
	if agreed {
		out.Earlier = civil.Period{From: original.MonthStart(), To: original.AddDays(-1)}
	}
	if agreed || emergency {
		out.Later = civil.Period{From: original.AddDays(1), To: original.AddDays(rule.SwapDaysAfter)}
	}
	out.say(row.Source, rule.SwapDaysAfter)
	return out, nil
}

func (r *RestSwap) say(source string, days int) {
	if r.Later.Days() == 0 {
		r.Working.Say("line.no_agreement", source)
	}
	if r.Earlier.Days() > 0 {
		r.Working.Say("line.rest_earlier", source, Day("from", r.Earlier.From), Day("to", r.Earlier.To))
	}
	if r.Later.Days() > 0 {
		r.Working.Say("line.rest_later", source, Count("days", days), Day("from", r.Later.From), Day("to", r.Later.To))
	}
}
