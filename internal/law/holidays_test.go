package law_test

import (
	"encoding/json"
	"slices"
	"testing"

	"tramway/internal/civil"
	"tramway/internal/law"
)

type festivals struct {
	LunarNewYear   civil.Date `json:"lunar_new_year"`
	ChingMing      civil.Date `json:"ching_ming"`
	EasterSunday   civil.Date `json:"easter_sunday"`
	Buddha         civil.Date `json:"buddha"`
	TuenNg         civil.Date `json:"tuen_ng"`
	MidAutumn      civil.Date `json:"mid_autumn"`
	ChungYeung     civil.Date `json:"chung_yeung"`
	WinterSolstice civil.Date `json:"winter_solstice"`
}

func day(t *testing.T, year, month, d int) civil.Date {
	t.Helper()
	x, err := civil.New(year, month, d)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func festivalsOf(t *testing.T, year int) (f festivals) {
	t.Helper()
	raw, err := json.Marshal(valueOn(t, "festivals", day(t, year, 1, 1).String()))
	if err == nil {
		err = json.Unmarshal(raw, &f)
	}
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// easter is the Gregorian computation in the form of Gauss and Lichtenberg.
func easter(t *testing.T, y int) civil.Date {
	k := y / 100
	m := 15 + (3*k+3)/4 - (8*k+13)/25
	s := 2 - (3*k+3)/4
	a := y % 19
	d := (19*a + m) % 30
	r := (d + a/11) / 29
	og := 21 + d - r
	sz := 7 - (y+y/4+s)%7
	oe := 7 - (og-sz)%7
	return day(t, y, 3, 1).AddDays(og + oe - 1)
}

// notSunday are the three days of Lunar New Year without a Sunday, with the fourth day when one was left out.
func lunarNewYear(first civil.Date) []civil.Date {
	var out []civil.Date
	for i := range 4 {
		if d := first.AddDays(i); d.Weekday() != civil.Sunday && len(out) < 3 {
			out = append(out, d)
		}
	}
	return out
}

func afterSunday(d civil.Date) civil.Date {
	if d.Weekday() == civil.Sunday {
		return d.AddDays(1)
	}
	return d
}

// statutoryByRule derives the statutory holidays from the festivals and the list of the law.
func statutoryByRule(t *testing.T, y int, option civil.Date) []civil.Date {
	f := festivalsOf(t, y)
	out := append(lunarNewYear(f.LunarNewYear), day(t, y, 1, 1), f.ChingMing, day(t, y, 5, 1), f.TuenNg, day(t, y, 7, 1),
		afterSunday(f.MidAutumn.AddDays(1)), day(t, y, 10, 1), f.ChungYeung, option)
	if y == 2015 {
		out = append(out, day(t, y, 9, 3))
	}
	for from, d := range map[int]civil.Date{2022: f.Buddha, 2024: afterSunday(day(t, y, 12, 26)), 2026: f.EasterSunday.AddDays(1),
		2028: f.EasterSunday.AddDays(-2), 2030: f.EasterSunday.AddDays(-1)} {
		if y >= from {
			out = append(out, d)
		}
	}
	slices.SortFunc(out, civil.Date.Compare)
	return out
}

// generalByRule moves a holiday on a Sunday, or on a day that is one already, to the next free day.
func generalByRule(t *testing.T, y int) []civil.Date {
	f := festivalsOf(t, y)
	named := append(lunarNewYear(f.LunarNewYear), day(t, y, 1, 1), f.ChingMing, f.EasterSunday.AddDays(-2), f.EasterSunday.AddDays(-1),
		f.EasterSunday.AddDays(1), day(t, y, 5, 1), f.Buddha, f.TuenNg, day(t, y, 7, 1), f.MidAutumn.AddDays(1), day(t, y, 10, 1),
		f.ChungYeung, day(t, y, 12, 25), day(t, y, 12, 26))
	if y == 2015 {
		named = append(named, day(t, y, 9, 3))
	}
	slices.SortFunc(named, civil.Date.Compare)
	var out []civil.Date
	for _, d := range named {
		for d.Weekday() == civil.Sunday || slices.Contains(out, d) {
			d = d.AddDays(1)
		}
		out = append(out, d)
	}
	slices.SortFunc(out, civil.Date.Compare)
	return out
}

func TestHolidayTablesFollowTheRules(t *testing.T) {
	t.Parallel()
	for y := 2015; y <= 2030; y++ {
		f := festivalsOf(t, y)
		if e := easter(t, y); f.EasterSunday != e {
			t.Errorf("Easter %d is %s, the table says %s", y, e, f.EasterSunday)
		}
		for option, d := range map[string]civil.Date{law.Christmas: day(t, y, 12, 25), law.WinterSolstice: f.WinterSolstice} {
			got, err := law.StatutoryHolidays(y, option, nil)
			if want := statutoryByRule(t, y, d); err != nil || !slices.Equal(got.Dates(), want) {
				t.Errorf("statutory %d %s: %v %v, want %v", y, option, got.Dates(), err, want)
			}
		}
		got, err := law.GeneralHolidays(y, false)
		if want := generalByRule(t, y); err != nil || !slices.Equal(got.Dates(), want) {
			t.Errorf("general %d: %v %v, want %v", y, got.Dates(), err, want)
		}
	}
}

func TestHolidayCountsAndMarks(t *testing.T) {
	t.Parallel()
	for y, want := range map[int]struct {
		count  int
		status string
	}{2021: {12, "recomputed"}, 2023: {13, "recomputed"}, 2024: {14, "gazetted"}, 2026: {15, "gazetted"}, 2027: {15, "gazetted"}, 2028: {16, "forecast"}, 2030: {17, "forecast"}} {
		s, err := law.StatutoryHolidays(y, law.Christmas, nil)
		if err != nil || len(s.Days) != want.count || s.Status != want.status {
			t.Errorf("%d: %d statutory holidays, %s, %v", y, len(s.Days), s.Status, err)
		}
		g, err := law.GeneralHolidays(y, true)
		sundays := 52
		if day(t, y, 1, 1).Weekday() == civil.Sunday || day(t, y, 12, 31).Weekday() == civil.Sunday {
			sundays = 53
		}
		if err != nil || len(g.Days) != 17+sundays {
			t.Errorf("%d: %d general holidays with Sundays, %v", y, len(g.Days), err)
		}
	}
}

// Two holidays on two rest days in a row: each gets its own day.
func TestHolidaysOnRestDaysInARow(t *testing.T) {
	t.Parallel()
	rest := []civil.Weekday{civil.Sunday, civil.Monday}
	for holiday, want := range map[string]string{"2026-04-05": "2026-04-07", "2026-04-06": "2026-04-08"} {
		got, _, err := law.HolidayOnRestDay(law.RestDayHolidayIn{Holiday: civil.Must(holiday), RestWeekdays: rest, Option: law.Christmas})
		if err != nil || got.String() != want {
			t.Errorf("%s moves to %s, %v, want %s", holiday, got, err, want)
		}
	}
	got, _, err := law.HolidayOnRestDay(law.RestDayHolidayIn{Holiday: civil.Must("2026-04-06"), RestWeekdays: rest[:1], Option: law.Christmas})
	if err != nil || got.String() != "2026-04-06" {
		t.Errorf("Easter Monday moves to %s, %v", got, err)
	}
}
