package law

import (
	"tramway/internal/civil"
	"tramway/internal/law/dated"
	"tramway/internal/money"
)

type continuousValues struct {
	WeekHours     money.Exact `json:"week_hours"`
	FourWeekHours money.Exact `json:"four_week_hours"` // 0: the rule has no four-week test
	FourWeeks     int         `json:"four_weeks"`
	WeeksNeeded   int         `json:"weeks_needed"`
}

var continuousTable = dated.MustLoad[continuousValues](dataFiles, "continuous_contract")

// ContinuousIn asks whether a contract is continuous (Cap. 57, Schedule 1).
// Hours holds the hours counted for each week, from the week that ends on
// FirstWeekEnding (a Saturday); an undetermined Figure is a missing record.
type ContinuousIn struct {
	EmploymentStart civil.Date
	FirstWeekEnding civil.Date
	Hours           []Figure
	Settings        Settings
}

// WeekResult is one statutory week: does it qualify by its own hours or the
// four-week total, and is the contract continuous when it ends.
type WeekResult struct {
	Ending     civil.Date
	Qualifies  Answer
	Continuous Answer
}

// ContinuousOut lists the weeks. When the last week is continuous, Since is the
// day the chain began; SinceKnown is Undetermined where records are missing.
type ContinuousOut struct {
	Weeks      []WeekResult
	Since      civil.Date
	SinceKnown Answer
	Working    Working
}

// ContinuousContract applies the 418 test to weeks ending by 17 January 2026 and the 468 test to later weeks.
func ContinuousContract(in ContinuousIn) (ContinuousOut, error) {
	if err := in.check(); err != nil {
		return ContinuousOut{}, err
	}
	c := newChain(in)
	for i := range in.Hours {
		if err := c.week(i); err != nil {
			return ContinuousOut{}, err
		}
	}
	c.since()
	return c.out, nil
}

func (in ContinuousIn) check() error {
	var g guard
	g.hired("employment_start", in.EmploymentStart)
	g.day("first_week_ending", in.FirstWeekEnding)
	g.order("first_week_ending", in.EmploymentStart, in.FirstWeekEnding)
	if g.err == nil && in.FirstWeekEnding.Weekday() != civil.Saturday {
		g.fail("first_week_ending", CodeWeekEnd, Day("date", in.FirstWeekEnding))
	}
	g.count("weekly_hours", len(in.Hours), 1, limits.LargestCount/20)
	week := money.Int(int64(limits.HoursInWeek))
	for _, h := range in.Hours {
		g.figure("weekly_hours", h)
		if h.Known && week.Less(h.Value) {
			g.fail("weekly_hours", CodeAbsurd, Number("value", h.Value))
		}
	}
	if g.err == nil {
		g.err = in.Settings.Check()
	}
	return g.err
}

// chain walks the weeks in order. before counts the weeks of the employment that precede the records.
type chain struct {
	in       ContinuousIn
	out      ContinuousOut
	before   int
	partial  bool
	lenient  bool
	lookBack bool
}

func newChain(in ContinuousIn) *chain {
	c := &chain{in: in, partial: in.EmploymentStart.Weekday() != civil.Sunday}
	c.before = in.EmploymentStart.WeekEnding().DaysUntil(in.FirstWeekEnding) / 7
	c.lenient, c.lookBack = true, true
	w := &c.out.Working
	if c.partial {
		c.lenient = in.Settings.pick("first_partial_week", w) == "counts"
	}
	change := continuousTable.Rows[len(continuousTable.Rows)-1].From
	last := in.FirstWeekEnding.AddDays(7 * (len(in.Hours) - 1))
	if in.FirstWeekEnding.Before(change) && last.After(change) {
		c.lookBack = in.Settings.pick("look_back_over_change", w) == "allowed"
	}
	if c.before > 0 {
		w.Say("line.weeks_before_records", "eo.sch1", Count("weeks", c.before))
	}
	return c
}

func (c *chain) week(i int) error {
	ending := c.in.FirstWeekEnding.AddDays(7 * i)
	rule, row, err := continuousTable.On(ending)
	if err != nil || ending.After(limits.LastDay) {
		return Bad("weekly_hours", CodeAfterTables, Day("date", ending))
	}
	own := atLeast(c.bounds(i, 1), rule.WeekHours)
	c.out.Working.Say("line.week_own", row.Source, Day("week", ending), hoursArg(c.in.Hours[i]),
		Number("minimum", rule.WeekHours), Word("answer", "answer."+own.String()))
	result := own
	if own != Yes {
		result = either(own, c.block(i, ending, rule, row))
	}
	if c.partial && c.before+i == 0 && c.lenient {
		result = Yes
	}
	c.out.Weeks = append(c.out.Weeks, WeekResult{Ending: ending, Qualifies: result})
	c.out.Weeks[i].Continuous = c.continuous(i, rule.WeeksNeeded)
	c.out.Working.Say("line.week_result", row.Source, Day("week", ending), Word("qualifies", "answer."+result.String()),
		Word("continuous", "answer."+c.out.Weeks[i].Continuous.String()))
	return nil
}
