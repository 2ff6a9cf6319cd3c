package civil

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestEveryDayAgreesWithTheStandardCalendar(t *testing.T) {
	t.Parallel()
	day := time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC)
	d := Must("1900-01-01")
	for day.Year() <= lastYear {
		if got := d.String(); got != day.Format("2006-01-02") {
			t.Fatalf("got %s, want %s", got, day.Format("2006-01-02"))
		}
		if int(d.Weekday()) != int(day.Weekday()) {
			t.Fatalf("%s is a %s, want %s", d, d.Weekday(), day.Weekday())
		}
		if back, err := Parse(d.String()); err != nil || back != d {
			t.Fatalf("%s reads back as %s, %v", d, back, err)
		}
		d, day = d.AddDays(1), day.AddDate(0, 0, 1)
	}
}

func TestParseRefusesWhatIsNoDay(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"", "2026-2-01", "2026-02-29", "2025-13-01", "2026-00-10", "1899-12-31",
		"2200-01-01", "2026/01/01", "2026-01-01T", "２０26-01-0", "2026-04-31", "+026-01-01"} {
		if d, err := Parse(s); err == nil {
			t.Errorf("%q was read as %s", s, d)
		}
	}
}

func TestAddMonths(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-01-06", 3, "2026-04-06"}, {"2026-01-31", 1, "2026-03-01"}, {"2024-01-31", 1, "2024-03-01"},
		{"2024-02-29", 12, "2025-03-01"}, {"2024-02-29", 48, "2028-02-29"}, {"2025-11-30", 3, "2026-03-01"},
		{"2026-03-15", -12, "2025-03-15"}, {"2026-12-01", 1, "2027-01-01"}, {"2026-08-31", 3, "2026-12-01"},
	} {
		if got := Must(c.from).AddMonths(c.n).String(); got != c.want {
			t.Errorf("%s + %d months = %s, want %s", c.from, c.n, got, c.want)
		}
	}
}

func TestMonthsUntilIsTheLargestThatFits(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := Must("2000-01-01").AddDays(rapid.IntRange(0, 12000).Draw(t, "from"))
		o := d.AddDays(rapid.IntRange(0, 9000).Draw(t, "days"))
		n := d.MonthsUntil(o)
		if d.AddMonths(n).After(o) || !d.AddMonths(n+1).After(o) {
			t.Fatalf("%s to %s: %d months", d, o, n)
		}
	})
}

func TestWeeksEndOnSaturday(t *testing.T) {
	t.Parallel()
	for _, c := range [][2]string{{"2026-01-17", "2026-01-17"}, {"2026-01-18", "2026-01-24"}, {"2026-03-08", "2026-03-14"}} {
		if got := Must(c[0]).WeekEnding().String(); got != c[1] {
			t.Errorf("week of %s ends %s, want %s", c[0], got, c[1])
		}
	}
	// 2000 is one of the years with 53 Saturdays and 53 Sundays: every day still has one week.
	for d := Must("2000-01-01"); d.Year() == 2000; d = d.AddDays(1) {
		if d.WeekStart().DaysUntil(d.WeekEnding()) != 6 || d.WeekEnding().Weekday() != Saturday {
			t.Fatalf("week of %s", d)
		}
		if s := d.WeekStarting(Wednesday); s.Weekday() != Wednesday || s.After(d) || s.DaysUntil(d) > 6 {
			t.Fatalf("week of %s starting Wednesday begins %s", d, s)
		}
	}
}

func TestPeriod(t *testing.T) {
	t.Parallel()
	if _, err := NewPeriod(Must("2026-01-02"), Must("2026-01-01")); !errors.Is(err, ErrOrder) {
		t.Error("an end before its start was accepted")
	}
	a := Period{Must("2026-01-01"), Must("2026-01-10")}
	if o := a.Overlap(Period{Must("2026-01-08"), Must("2026-02-01")}); o.Days() != 3 {
		t.Errorf("overlap has %d days", o.Days())
	}
	if o := a.Overlap(Period{Must("2026-01-11"), Must("2026-02-01")}); o.Days() != 0 {
		t.Errorf("periods that only touch overlap by %d days", o.Days())
	}
}

func TestMonthAndMoment(t *testing.T) {
	t.Parallel()
	m, err := ParseMonth("2024-02")
	if err != nil || m.Days() != 29 || m.Add(11).String() != "2025-01" || m.Until(m.Add(5)) != 5 {
		t.Errorf("February 2024: %v %d", err, m.Days())
	}
	a, _ := ParseMoment("2026-03-07T22:00")
	b, _ := ParseMoment("2026-03-08T06:00")
	if a.MinutesUntil(b) != 480 || a.String() != "2026-03-07T22:00" || !a.Before(b) {
		t.Error("moment arithmetic")
	}
	if got := a.MinutesWithin(b, Period{Must("2026-03-08"), Must("2026-03-14")}); got != 360 {
		t.Errorf("minutes after midnight: %d", got)
	}
	for _, s := range []string{"2026-03-07 22:00", "2026-03-07T24:00", "2026-03-07T22:60", "2026-03-07T2:00", ""} {
		if _, err := ParseMoment(s); err == nil {
			t.Errorf("%q was read", s)
		}
	}
}

func TestDateAsJSON(t *testing.T) {
	t.Parallel()
	var p Period
	if err := json.Unmarshal([]byte(`{"from":"2026-01-01","to":"2026-12-31"}`), &p); err != nil || p.Days() != 365 {
		t.Fatalf("%v %v", p, err)
	}
	out, err := json.Marshal(p)
	if err != nil || string(out) != `{"from":"2026-01-01","to":"2026-12-31"}` {
		t.Errorf("%s %v", out, err)
	}
	if err := json.Unmarshal([]byte(`{"from":"2026-02-30"}`), &p); err == nil {
		t.Error("30 February was accepted")
	}
}
