package law

import (
	"errors"

	"tramway/internal/civil"
)

// RestDayHolidayIn asks where a statutory holiday goes that falls on a rest day.
// RestWeekdays are the appointed rest days; a contractual day off is not one of
// them. Taken holds other alternative or substituted holidays.
type RestDayHolidayIn struct {
	Holiday      civil.Date
	RestWeekdays []civil.Weekday
	Option       string
	Taken        []civil.Date
	Settings     Settings
}

// HolidayOnRestDay returns the day on which the holiday is granted: the next day
// that is neither a statutory, alternative or substituted holiday nor a rest day
// (Cap. 57 s.39). Earlier holidays that had to move first keep their new days.
func HolidayOnRestDay(in RestDayHolidayIn) (civil.Date, Working, error) {
	var w Working
	rest, err := in.check()
	if err != nil {
		return civil.Date{}, nil, err
	}
	if in.Option, err = chooseOption(in.Option, in.Settings, &w); err != nil {
		return civil.Date{}, nil, err
	}
	if err := demandStatutory("statutory_holiday", in.Holiday, in.Option); err != nil {
		return civil.Date{}, nil, err
	}
	granted, err := in.move(rest)
	if err != nil {
		return civil.Date{}, nil, Renamed("statutory_holiday", err)
	}
	sayMove(&w, in.Holiday, granted)
	return granted, w, nil
}

// move walks the run of holidays and rest days up to the holiday and lets each that has to move take its day.
func (in RestDayHolidayIn) move(rest map[civil.Weekday]bool) (civil.Date, error) {
	taken := map[civil.Date]bool{}
	for _, d := range in.Taken {
		taken[d] = true
	}
	granted := in.Holiday
	for d := firstOfRun(in.Holiday, in.Option, rest); !d.After(in.Holiday); d = d.AddDays(1) {
		if is, err := IsStatutoryHoliday(d, in.Option); err != nil || !is || !rest[d.Weekday()] {
			continue
		}
		moved, err := nextFree(d, in.Option, rest, taken)
		if err != nil {
			return moved, err
		}
		taken[moved] = true
		if d == in.Holiday {
			granted = moved
		}
	}
	return granted, nil
}

func sayMove(w *Working, holiday, granted civil.Date) {
	if granted == holiday {
		w.Say("line.holiday_stays", "eo.s39", Day("date", holiday))
		return
	}
	w.Say("line.holiday_moves", "eo.s39", Day("date", holiday), Day("granted", granted))
}

// firstOfRun goes back over the run of rest days and holidays in which an earlier move could still matter.
func firstOfRun(d civil.Date, option string, rest map[civil.Weekday]bool) civil.Date {
	for {
		before := d.AddDays(-1)
		is, err := IsStatutoryHoliday(before, option)
		if err != nil || !is && !rest[before.Weekday()] {
			return d
		}
		d = before
	}
}

func nextFree(d civil.Date, option string, rest map[civil.Weekday]bool, taken map[civil.Date]bool) (civil.Date, error) {
	for {
		d = d.AddDays(1)
		is, err := IsStatutoryHoliday(d, option)
		if err != nil {
			return d, err
		}
		if !is && !taken[d] && !rest[d.Weekday()] {
			return d, nil
		}
	}
}

func (in RestDayHolidayIn) check() (map[civil.Weekday]bool, error) {
	var g guard
	g.day("statutory_holiday", in.Holiday)
	rest := weekdaySet(in.RestWeekdays)
	if len(rest) == 7 {
		g.fail("appointed_rest_weekdays", CodeAbsurd, Count("value", 7))
	}
	for _, d := range in.Taken {
		g.day("other_alternative_or_substituted_holidays", d)
	}
	return rest, g.err
}

func weekdaySet(days []civil.Weekday) map[civil.Weekday]bool {
	set := make(map[civil.Weekday]bool, len(days))
	for _, d := range days {
		set[d] = true
	}
	return set
}

// demandStatutory refuses a day that is not a statutory holiday under the option
// (either option when it is empty), and a day that the tables do not reach.
func demandStatutory(field string, d civil.Date, option string) error {
	is, err := IsStatutoryHoliday(d, option)
	if err != nil {
		return Renamed(field, err)
	}
	if !is {
		return Bad(field, CodeNotHoliday, Day("date", d))
	}
	return nil
}

// Renamed moves an InputError to the field the caller knows.
func Renamed(field string, err error) error {
	var bad *InputError
	if errors.As(err, &bad) {
		return Bad(field, bad.Code, bad.Args...)
	}
	return err
}
