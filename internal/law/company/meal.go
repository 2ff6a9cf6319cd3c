package company

import (
	"slices"

	"tramway/internal/civil"
	"tramway/internal/law"
)

// How a day too short for the whole meal is treated.
const (
	WholeMeal = "whole" // below the limit nothing is taken off, from it on the whole meal
	PartMeal  = "part"  // the meal follows the hours before it: who stays longer is never paid less
)

// Attendance is one stay at work. OnDuty says that the employee had to attend
// through the meal, as a guard does who eats at the post.
type Attendance struct {
	Start, End civil.Moment
	Minutes    int // used when Timed is false
	Timed      bool
	OnDuty     bool
}

// MealIn asks what of each stay is paid once the meal is taken off.
type MealIn struct {
	Stays       []Attendance
	After, Meal int
	ShortDay    string
}

// MealOut gives paid and deducted minutes for each stay, in the order asked.
type MealOut struct {
	Paid, Deducted []int
	Total          int
	Working        law.Working
}

// PaidTime takes the meal off each stay that reaches the limit: 8 hours with one
// hour of meal give 7 paid hours. A meal on duty is time worked in law (Cap. 608
// s.4) and is not taken off.
func PaidTime(in MealIn) (MealOut, error) {
	if err := in.check(); err != nil {
		return MealOut{}, err
	}
	var out MealOut
	for _, a := range in.Stays {
		n := a.minutes()
		off := in.off(n)
		if a.OnDuty && off > 0 {
			off = 0
			out.Working.Say("line.co_meal_on_duty", "mwo.hours", law.Count("minutes", n))
		}
		out.Paid, out.Deducted, out.Total = append(out.Paid, n-off), append(out.Deducted, off), out.Total+n-off
		out.Working.Say("line.co_meal", source, law.Count("minutes", n), law.Count("off", off), law.Count("after", in.After), law.Count("paid", n-off))
	}
	out.Working.Say("line.co_meal_total", source, law.Count("minutes", out.Total), law.Count("hours", out.Total/60), law.Count("rest", out.Total%60))
	return out, nil
}

// off is what the rule takes from a stay of n minutes.
func (in MealIn) off(n int) int {
	switch {
	case n >= in.After:
		return in.Meal
	case in.ShortDay == PartMeal:
		return max(0, n-(in.After-in.Meal))
	}
	return 0
}

func (a Attendance) minutes() int {
	if a.Timed {
		return int(a.Start.MinutesUntil(a.End))
	}
	return a.Minutes
}

func (in MealIn) check() error {
	if err := first(whole("meal_after_minutes", in.After, 1, Defaults.LongestDay), whole("meal_minutes", in.Meal, 0, in.After)); err != nil {
		return err
	}
	if in.ShortDay != WholeMeal && in.ShortDay != PartMeal {
		return law.Bad("short_day", law.CodeChoice, law.Text("value", in.ShortDay))
	}
	for _, a := range in.Stays {
		if err := a.check(); err != nil {
			return err
		}
	}
	return noOverlap(in.Stays)
}

func (a Attendance) check() error {
	if !a.Timed {
		return whole("minutes", a.Minutes, 0, Defaults.LongestShift)
	}
	if a.End.Before(a.Start) {
		return law.Bad("shifts.end", law.CodeOrder, law.Text("from", a.Start.String()), law.Text("to", a.End.String()))
	}
	return first(law.InReach("shifts.start", a.Start.Date()), law.InReach("shifts.end", a.End.Date()),
		whole("shifts.end", a.minutes(), 0, Defaults.LongestShift))
}

func noOverlap(stays []Attendance) error {
	var timed []Attendance
	for _, a := range stays {
		if a.Timed {
			timed = append(timed, a)
		}
	}
	slices.SortFunc(timed, func(a, b Attendance) int { return int(b.Start.MinutesUntil(a.Start)) })
	for i := 1; i < len(timed); i++ {
		if timed[i].Start.Before(timed[i-1].End) {
			return law.Bad("shifts", law.CodeOverlap, law.Text("date", timed[i].Start.String()))
		}
	}
	return nil
}
