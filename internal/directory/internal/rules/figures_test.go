package rules

import (
	"testing"
	"time"
)

func TestHowLongSomebodyIsAMember(t *testing.T) {
	t.Parallel()
	day := func(s string) time.Time {
		d, err := time.Parse(time.DateOnly, s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, r := range []struct {
		joined, now string
		want        int
	}{{"2026-11-22", "2026-11-22", 0}, {"2025-11-23", "2026-11-22", 0}, {"2025-11-22", "2026-11-22", 1}, {"2023-11-22", "2026-11-22", 2},
		{"2024-02-29", "2025-02-28", 0}, {"2024-02-29", "2025-03-01", 1}, {"2016-11-23", "2026-11-22", 3}, {"2016-11-22", "2026-11-22", 4}, {"2027-01-01", "2026-11-22", 0}} {
		if got := Tenure(day(r.joined), day(r.now)); got != r.want {
			t.Errorf("from %s to %s: %d, want %d", r.joined, r.now, got, r.want)
		}
	}
	months := Months(day("2026-03-31"), 12)
	if months[0].Month != "2025-04" || months[11].Month != "2026-03" || months[10].Month != "2026-02" {
		t.Errorf("%v", months)
	}
	if got := Ranked(map[string]int{"b": 1, "a": 1, "c": 5}); got[0].Label != "c" || got[1].Label != "a" {
		t.Errorf("%v", got)
	}
}
