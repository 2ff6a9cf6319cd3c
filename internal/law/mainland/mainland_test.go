package mainland

import (
	"errors"
	"testing"

	"tramway/internal/civil"
	"tramway/internal/law"
	"tramway/internal/money"
)

func TestOvertimeRates(t *testing.T) {
	t.Parallel()
	out, err := Overtime(OvertimeIn{MonthlyWage: money.Int(6000), Workday: money.Int(1), RestDay: money.Int(1), Holiday: money.Int(1)})
	if err != nil {
		t.Fatal(err)
	}
	// 6,000 / 21.75 / 8 = 34.4828 an hour.
	for name, c := range map[string]struct {
		got  money.Exact
		want string
	}{"workday": {out.Workday, "51.72"}, "rest day": {out.RestDay, "68.97"}, "holiday": {out.Holiday, "103.45"}, "total": {out.Total, "224.14"}} {
		if c.got.Fixed(2) != c.want {
			t.Errorf("%s: %s, want %s", name, c.got, c.want)
		}
	}
}

func TestThirteenHolidaysFrom2025(t *testing.T) {
	t.Parallel()
	for y := 2025; y <= 2030; y++ {
		h, err := Holidays(y)
		if err != nil || len(h.Days) != 13 {
			t.Errorf("%d: %d holidays, %v", y, len(h.Days), err)
		}
		if forecast := y > 2026; forecast != (h.Status == "forecast") {
			t.Errorf("%d is %s", y, h.Status)
		}
	}
}

func TestMovedWeekends(t *testing.T) {
	t.Parallel()
	worked := map[int]int{2025: 5, 2026: 6}
	for y, want := range worked {
		n := 0
		for d, _ := civil.New(y, 1, 1); d.Year() == y; d = d.AddDays(1) {
			kind, err := KindOfDay(d)
			if err != nil {
				t.Fatal(err)
			}
			if kind == Workday && (d.Weekday() == civil.Saturday || d.Weekday() == civil.Sunday) {
				n++
			}
		}
		if n != want {
			t.Errorf("%d has %d working weekend days, want %d", y, n, want)
		}
	}
}

func TestLeaveSteps(t *testing.T) {
	t.Parallel()
	var w law.Working
	for years, want := range map[int]int{0: 0, 1: 5, 9: 5, 10: 10, 19: 10, 20: 15, 40: 15} {
		if got, err := AnnualLeave(years, &w); err != nil || got != want {
			t.Errorf("%d years: %d days, %v", years, got, err)
		}
	}
}

func TestBadInputIsNamed(t *testing.T) {
	t.Parallel()
	var w law.Working
	_, e1 := AnnualLeave(-1, &w)
	_, e2 := AnnualLeave(101, &w)
	_, e3 := Overtime(OvertimeIn{MonthlyWage: money.Int(-1)})
	_, e4 := Overtime(OvertimeIn{Workday: money.Int(745)})
	_, e5 := Overtime(OvertimeIn{On: civil.Must("2008-01-02")})
	_, e6 := OvertimeHours([]money.Exact{money.Int(25)}, civil.Date{})
	_, e7 := Holidays(2024)
	_, e8 := Holidays(99999)
	_, e9 := AnnualLeavePartYear(PartYearIn{WorkingYears: 1, CalendarDays: 1, YearDays: 300})
	want := []string{law.CodeNegative, law.CodeAbsurd, law.CodeNegative, law.CodeAbsurd, law.CodeBeforeTables, law.CodeAbsurd, law.CodeBeforeTables, law.CodeAfterTables, law.CodeAbsurd}
	for i, err := range []error{e1, e2, e3, e4, e5, e6, e7, e8, e9} {
		var bad *law.InputError
		if !errors.As(err, &bad) || bad.Code != want[i] {
			t.Errorf("case %d: %v, want %s", i+1, err, want[i])
		}
	}
}
