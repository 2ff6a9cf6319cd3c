package mainland

import (
	"slices"

	"tramway/internal/civil"
	"tramway/internal/law"
)

// Holidays lists the statutory public holidays of a year, for which work is paid
// at 300%: 13 days from 2025. Two may fall on one day.
func Holidays(year int) (law.HolidayYear, error) {
	day, err := civil.New(year, 1, 1)
	if err != nil {
		return law.HolidayYear{}, law.Bad("year", law.CodeAfterTables, law.Count("date", year))
	}
	v, row, err := holidayTable.On(day)
	if err != nil {
		return law.HolidayYear{}, outside("year", day, err)
	}
	out := law.HolidayYear{Year: year, Status: row.Status, Days: append([]law.Holiday(nil), v.Days...)}
	for _, h := range out.Days {
		out.Working.Say("line.holiday", row.Source, law.Word("holiday", "holiday."+h.Key), law.Day("date", h.Date))
	}
	if row.Status == "forecast" {
		out.Working.Say("line.not_gazetted", "computed")
	}
	return out, nil
}

// Kinds of day.
const (
	Workday      = "workday"
	RestDay      = "rest_day"
	Holiday      = "holiday"
	Undetermined = "undetermined"
)

// KindOfDay tells whether a day is a statutory holiday, a working day or a day
// of rest under the standard week, with the yearly moves of working weekends.
// Years whose arrangement is not announced are undetermined, statutory holidays apart.
func KindOfDay(day civil.Date) (string, error) {
	holidays, _, err := holidayTable.On(day)
	if err != nil {
		return "", outside("dates", day, err)
	}
	for _, h := range holidays.Days {
		if h.Date == day {
			return Holiday, nil
		}
	}
	moves, _, err := workdayTable.On(day)
	switch weekend := day.Weekday() == civil.Saturday || day.Weekday() == civil.Sunday; {
	case err != nil:
		return Undetermined, nil
	case slices.Contains(moves.Work, day):
		return Workday, nil
	case weekend || slices.Contains(moves.Off, day):
		return RestDay, nil
	}
	return Workday, nil
}
