package law_test

import (
	"errors"
	"testing"

	"pgregory.net/rapid"

	"tramway/internal/civil"
	"tramway/internal/law"
	"tramway/internal/money"
)

// The fast average and the explained one are the same to the cent, and the fast one allocates nothing.
func TestFastAverageEqualsTheExplainedOne(t *testing.T) {
	t.Parallel()
	window := civil.Period{From: civil.Must("2025-09-01"), To: civil.Must("2026-08-31")}
	rapid.Check(t, func(t *rapid.T) {
		days := make([]law.WageDay, window.Days())
		in := law.AverageIn{SpecifiedDate: civil.Must("2026-09-10"), EmploymentStart: civil.Must("2020-01-01"), Rate: money.Fraction(4, 5)}
		pay := money.Int(rapid.Int64Range(1, 14).Draw(t, "days"))
		in.PayDays = &pay
		kept, out := int64(0), int64(0)
		for i := range days {
			c := rapid.Int64Range(0, 300000).Draw(t, "cents")
			days[i] = law.WageDay{Cents: money.Cents(c), Disregarded: i > 0 && c%5 == 0}
			if days[i].Disregarded {
				in.ExcludedDays++
				out += c
			} else {
				kept += c
			}
		}
		in.Wages, in.ExcludedWages = law.Known(money.Cents(kept+out).Exact()), money.Cents(out).Exact()
		slow, err := law.AverageDailyWage(in)
		if err != nil {
			t.Fatal(err)
		}
		fast, err := law.AverageOfDays(window, days)
		if err != nil {
			t.Fatal(err)
		}
		c, ok := fast.Pay(pay.Floor(), 4, 5)
		if !ok || c.Exact().Cmp(slow.Payment.Value) != 0 {
			t.Fatalf("fast %s, explained %s", c, slow.Payment.Value)
		}
	})
}

func TestFastAverageRefusesBadRecords(t *testing.T) {
	t.Parallel()
	window := civil.Period{From: civil.Must("2026-01-01"), To: civil.Must("2026-01-03")}
	var bad *law.InputError
	if _, err := law.AverageOfDays(window, make([]law.WageDay, 2)); !errors.As(err, &bad) || bad.Code != law.CodeGap {
		t.Errorf("a missing day: %v", err)
	}
	if _, err := law.AverageOfDays(window, []law.WageDay{{Cents: 5}, {Cents: -1}, {}}); !errors.As(err, &bad) || bad.Code != law.CodeNegative {
		t.Errorf("a negative day: %v", err)
	}
	none := law.DailyAverage{}
	if _, ok := none.Pay(1, 1, 1); ok {
		t.Error("an average over no days was paid")
	}
}

func TestInnerLoopsAllocateNothing(t *testing.T) {
	start, today := civil.Must("2009-03-15"), civil.Must("2026-11-22")
	window := civil.Period{From: civil.Must("2025-11-01"), To: civil.Must("2026-10-31")}
	days := make([]law.WageDay, window.Days())
	days[0].Cents = 100
	if n := testing.AllocsPerRun(100, func() {
		law.LeaveEarned(start, today)
		a, _ := law.AverageOfDays(window, days)
		a.Pay(1, 1, 1)
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
