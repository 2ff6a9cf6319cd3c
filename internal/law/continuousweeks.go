package law

import (
	"tramway/internal/civil"
	"tramway/internal/law/dated"
	"tramway/internal/money"
)

// span is the least and the most that missing records leave possible.
type span struct{ low, high money.Exact }

// bounds adds up the weeks ending with week i; a week without a record may hold anything from no hours to all.
func (c *chain) bounds(i, weeks int) span {
	var s span
	for j := i - weeks + 1; j <= i; j++ {
		if j >= 0 && c.in.Hours[j].Known {
			s.low = s.low.Add(c.in.Hours[j].Value)
			s.high = s.high.Add(c.in.Hours[j].Value)
			continue
		}
		s.high = s.high.Add(money.Int(int64(limits.HoursInWeek)))
	}
	return s
}

func atLeast(s span, minimum money.Exact) Answer {
	switch {
	case !s.low.Less(minimum):
		return Yes
	case s.high.Less(minimum):
		return No
	}
	return Undetermined
}

func either(a, b Answer) Answer {
	switch {
	case a == Yes || b == Yes:
		return Yes
	case a == Undetermined || b == Undetermined:
		return Undetermined
	}
	return No
}

// block applies the four-week total. It needs four weeks of employment, so it
// is closed during the first three.
func (c *chain) block(i int, ending civil.Date, rule continuousValues, row dated.Row) Answer {
	if rule.FourWeekHours.Sign() == 0 {
		return No
	}
	first := c.before + i - rule.FourWeeks + 1
	if first < 0 || first == 0 && c.partial && !c.lenient {
		c.out.Working.Say("line.block_closed", row.Source, Day("week", ending), Count("weeks", rule.FourWeeks))
		return No
	}
	if !c.lookBack && ending.AddDays(-7*(rule.FourWeeks-1)).Before(row.From) {
		return No
	}
	s := c.bounds(i, rule.FourWeeks)
	got := atLeast(s, rule.FourWeekHours)
	c.out.Working.Say("line.week_block", row.Source, Day("week", ending), Number("total", s.low),
		Number("minimum", rule.FourWeekHours), Word("answer", "answer."+got.String()))
	return got
}

// continuous asks whether each of the last weeks needed qualifies.
func (c *chain) continuous(i, needed int) Answer {
	if c.before+i+1 < needed {
		return No
	}
	result := Yes
	for j := i - needed + 1; j <= i; j++ {
		switch {
		case j < 0 || c.out.Weeks[j].Qualifies == Undetermined:
			result = Undetermined
		case c.out.Weeks[j].Qualifies == No:
			return No
		}
	}
	return result
}

// since looks back from the last week to the start of its chain.
func (c *chain) since() {
	last := len(c.out.Weeks) - 1
	c.out.SinceKnown = c.out.Weeks[last].Continuous
	if c.out.SinceKnown != Yes {
		return
	}
	i := last
	for i > 0 && c.out.Weeks[i-1].Qualifies == Yes {
		i--
	}
	if i > 0 && c.out.Weeks[i-1].Qualifies == Undetermined || i == 0 && c.before > 0 {
		c.out.SinceKnown = Undetermined
		return
	}
	c.out.Since = civil.Max(c.in.EmploymentStart, c.out.Weeks[i].Ending.WeekStart())
	c.out.Working.Say("line.continuous_since", "eo.sch1", Day("date", c.out.Since))
}

func hoursArg(f Figure) Arg {
	if !f.Known {
		return Word("hours", "answer.undetermined")
	}
	return Number("hours", f.Value)
}
