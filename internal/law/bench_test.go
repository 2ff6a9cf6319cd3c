package law_test

import (
	"testing"

	"tramway/internal/civil"
	"tramway/internal/law"
	"tramway/internal/money"
)

// One balance each: the target is 1,000,000 a second and core.
func BenchmarkAnnualLeaveBalances(b *testing.B) {
	start, today := civil.Must("2009-03-15"), civil.Must("2026-11-22")
	total := 0
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		_, earned := law.LeaveEarned(start.AddDays(i%6000), today)
		total += earned - min(earned, i%30) // what is left after the days taken
	}
	if total == 0 {
		b.Fatal("nothing was earned")
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "balances/s")
}

// One average over 12 months of daily records and one payment each: the target is 100,000 a second and core.
func BenchmarkAverageDailyWages(b *testing.B) {
	window := civil.Period{From: civil.Must("2025-11-01"), To: civil.Must("2026-10-31")}
	days := make([]law.WageDay, window.Days())
	for i := range days {
		days[i] = law.WageDay{Cents: 65000, Disregarded: i%7 == 0}
		if days[i].Disregarded {
			days[i].Cents = 0
		}
	}
	var total money.Cents
	b.ReportAllocs()
	for b.Loop() {
		a, err := law.AverageOfDays(window, days)
		if err != nil {
			b.Fatal(err)
		}
		pay, ok := a.Pay(4, 4, 5)
		if !ok {
			b.Fatal("no average")
		}
		total += pay
	}
	if total == 0 {
		b.Fatal("nothing was paid")
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "averages/s")
}
