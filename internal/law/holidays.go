package law

import (
	"tramway/internal/civil"
)

// StatutoryHolidays lists the statutory holidays of a year as they fall, before
// any shift for rest days (Cap. 57 s.39). The option is the employer's choice,
// Christmas or WinterSolstice; empty leaves it to the settings.
func StatutoryHolidays(year int, option string, s Settings) (HolidayYear, error) {
	start, err := yearStart("year", year)
	if err != nil {
		return HolidayYear{}, err
	}
	values, row, err := statutoryTable.On(start)
	if err != nil {
		return HolidayYear{}, outside("year", start, err)
	}
	out := HolidayYear{Year: year, Status: row.Status}
	if option, err = chooseOption(option, s, &out.Working); err != nil {
		return HolidayYear{}, err
	}
	out.Days = append(out.Days, values.Days...)
	out.Days = append(out.Days, optionDay(values, option))
	sortHolidays(out.Days)
	out.say("line.statutory_year", row.Source)
	return out, nil
}

func chooseOption(option string, s Settings, w *Working) (string, error) {
	switch option {
	case Christmas, WinterSolstice:
		w.Say("line.employer_option", "eo.s39", Word("holiday", "holiday."+option))
		return option, nil
	case "":
		if err := s.Check(); err != nil {
			return "", err
		}
		return s.pick("winter_holiday", w), nil
	}
	return "", Bad("employer_option", CodeChoice, Text("value", option))
}

func optionDay(v statutoryValues, option string) Holiday {
	if option == WinterSolstice {
		return Holiday{WinterSolstice, v.WinterSolstice}
	}
	return Holiday{Christmas, v.Christmas}
}

func (y *HolidayYear) say(key, source string) {
	y.Working.Say(key, source, Text("year", y.Days[0].Date.String()[:4]), Count("count", len(y.Days)))
	for _, h := range y.Days {
		y.Working.Say("line.holiday", "", Word("holiday", "holiday."+h.Key), Day("date", h.Date))
	}
	if y.Status == "forecast" {
		y.Working.Say("line.not_gazetted", "computed")
	}
}

// GeneralHolidays lists the general holidays of a year (Cap. 149), after the
// moves for Sundays and for two on one day. Every Sunday is a general holiday
// too; withSundays adds them.
func GeneralHolidays(year int, withSundays bool) (HolidayYear, error) {
	start, err := yearStart("year", year)
	if err != nil {
		return HolidayYear{}, err
	}
	values, row, err := generalTable.On(start)
	if err != nil {
		return HolidayYear{}, outside("year", start, err)
	}
	out := HolidayYear{Year: year, Status: row.Status}
	out.Days = append(out.Days, values.Days...)
	if withSundays {
		first := start.AddDays((7 - int(start.Weekday())) % 7)
		for d := first; d.Year() == year; d = d.AddDays(7) {
			out.Days = append(out.Days, Holiday{"sunday", d})
		}
		sortHolidays(out.Days)
	}
	out.say("line.general_year", row.Source)
	return out, nil
}

// IsGeneralHoliday tells whether the day is a Sunday or one of the general holidays (Cap. 149).
func IsGeneralHoliday(d civil.Date) (bool, error) {
	if d.Weekday() == civil.Sunday {
		return true, nil
	}
	values, _, err := generalTable.On(d)
	if err != nil {
		return false, outside("date", d, err)
	}
	return hasDay(values.Days, d), nil
}

// IsStatutoryHoliday tells whether the day is a statutory holiday under the
// employer's option; an empty option accepts either.
func IsStatutoryHoliday(d civil.Date, option string) (bool, error) {
	values, _, err := statutoryTable.On(d)
	if err != nil {
		return false, outside("date", d, err)
	}
	either := option == "" && (d == values.WinterSolstice || d == values.Christmas)
	return either || option != "" && optionDay(values, option).Date == d || hasDay(values.Days, d), nil
}

func hasDay(days []Holiday, d civil.Date) bool {
	for _, x := range days {
		if x.Date == d {
			return true
		}
	}
	return false
}
