package company_test

import (
	"testing"

	"pgregory.net/rapid"

	"tramway/internal/civil"
	"tramway/internal/law"
	"tramway/internal/law/company"
	"tramway/internal/money"
)

func overtime(t *rapid.T, unit int, minutes ...int) company.OvertimeOut {
	out, err := company.Overtime(company.OvertimeIn{Minutes: minutes, Unit: unit})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Overtime is whole units, never more than was worked and less than a unit short
// of it; it grows with the minutes and adds up over the shifts.
func TestOvertimeIsWholeUnits(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		unit := rapid.IntRange(1, 240).Draw(t, "unit")
		a, b := rapid.IntRange(0, 1439).Draw(t, "a"), rapid.IntRange(0, 1439).Draw(t, "b")
		one, two := overtime(t, unit, a).TotalCounted.Value.Floor(), overtime(t, unit, b).TotalCounted.Value.Floor()
		if one%int64(unit) != 0 || one > int64(a) || int64(a)-one >= int64(unit) {
			t.Fatalf("%d minutes in units of %d give %d", a, unit, one)
		}
		if more := overtime(t, unit, a+1).TotalCounted.Value.Floor(); more < one {
			t.Fatalf("a minute more lowered %d to %d", one, more)
		}
		if both := overtime(t, unit, a, b); both.TotalCounted.Value.Floor() != one+two || both.TotalActual.Value.Floor() != int64(a+b) {
			t.Fatalf("%d and %d together give %s", a, b, both.TotalCounted.Value)
		}
	})
}

// However low the company's rate: with the overtime pay the wages reach the minimum wage for every minute.
func TestOvertimePayNeverUndercutsTheMinimumWage(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		cents := func(name string, most int64) money.Exact {
			return money.Cents(rapid.Int64Range(0, most).Draw(t, name)).Exact()
		}
		minutes := rapid.SliceOfN(rapid.IntRange(0, 300), 1, 8).Draw(t, "minutes")
		p := company.OvertimePay{Rate: cents("rate", 10000), Multiplier: money.Fraction(3, 2), Hours: law.Known(money.Int(rapid.Int64Range(0, 300).Draw(t, "hours"))),
			Wages: law.Known(cents("wages", 2_000_000)), On: civil.Must("2026-06-30")}
		out, err := company.Overtime(company.OvertimeIn{Minutes: minutes, Unit: 15, Pay: &p})
		if err != nil {
			t.Fatal(err)
		}
		least := p.Hours.Value.Add(out.TotalActual.Value.Over(60)).Mul(money.Must("43.1")).Round(2)
		rule := out.TotalCounted.Value.Over(60).Mul(p.Rate).Mul(p.Multiplier).Round(2)
		if p.Wages.Value.Add(out.Pay.Value).Less(least) || out.Pay.Value.Less(rule) {
			t.Fatalf("pay %s, by rule %s, wages %s, least %s", out.Pay.Value, rule, p.Wages.Value, least)
		}
		if law := rule.Less(out.Pay.Value); law != (out.Binds == company.BindsLaw) {
			t.Fatalf("pay %s against %s, but %s binds", out.Pay.Value, rule, out.Binds)
		}
	})
}

func paid(t *rapid.T, short string, after, meal int, minutes ...int) company.MealOut {
	in := company.MealIn{After: after, Meal: meal, ShortDay: short}
	for _, n := range minutes {
		in.Stays = append(in.Stays, company.Attendance{Minutes: n})
	}
	out, err := company.PaidTime(in)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Paid time is never below nothing nor above the stay, loses a meal at most and
// adds up over the stays. It grows with the stay, but for the one step at which a
// whole meal is taken off; where a short day bears a part there is no step.
func TestPaidTime(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		after := rapid.IntRange(1, 1440).Draw(t, "after")
		meal := rapid.IntRange(0, after).Draw(t, "meal")
		a, b := rapid.IntRange(0, 4319).Draw(t, "a"), rapid.IntRange(0, 4320).Draw(t, "b")
		for _, short := range []string{company.WholeMeal, company.PartMeal} {
			out := paid(t, short, after, meal, a, a+1, b)
			for i, n := range []int{a, a + 1, b} {
				if out.Paid[i] < 0 || out.Paid[i]+out.Deducted[i] != n || out.Deducted[i] > meal {
					t.Fatalf("%d minutes: %d paid, %d off", n, out.Paid[i], out.Deducted[i])
				}
			}
			step := short == company.WholeMeal && a+1 == after
			if out.Paid[1] < out.Paid[0] && !step {
				t.Fatalf("%s: a minute more than %d lowered %d to %d", short, a, out.Paid[0], out.Paid[1])
			}
			if out.Total != out.Paid[0]+out.Paid[1]+out.Paid[2] {
				t.Fatalf("%v in all %d", out.Paid, out.Total)
			}
		}
	})
}

// Credited leave never shrinks, is never below what the law has granted, and a
// richer contract never gives less. After whole years without a contract of its
// own the monthly rule and the law agree.
func TestLeaveAccrualNeverUndercutsTheLaw(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		in := company.AccrualIn{Start: civil.Must("1990-01-01").AddDays(rapid.IntRange(0, 15000).Draw(t, "start")), Lump: rapid.Bool().Draw(t, "lump")}
		in.On = civil.Max(in.Start, civil.Must("2000-01-01")).AddDays(rapid.IntRange(0, 6000).Draw(t, "days"))
		if rapid.Bool().Draw(t, "contract") {
			in.DaysPerYear = law.Known(money.Fraction(rapid.Int64Range(0, 60).Draw(t, "halves"), 2))
		}
		now := accrual(t, in)
		later := in
		later.On = in.On.AddDays(1)
		richer := in
		richer.DaysPerYear = law.Known(in.DaysPerYear.Value.Add(money.Int(1)))
		byLaw := money.Int(int64(now.EarnedByLaw))
		if now.Credited.Less(byLaw) || accrual(t, later).Credited.Less(now.Credited) || in.DaysPerYear.Known && accrual(t, richer).Credited.Less(now.Credited) {
			t.Fatalf("%s to %s: %+v", in.Start, in.On, now)
		}
		if !in.Lump && !in.DaysPerYear.Known && now.Months%12 == 0 && now.Credited.Cmp(byLaw) != 0 {
			t.Fatalf("after %d months %s, the law gives %s", now.Months, now.Credited, byLaw)
		}
	})
}

func accrual(t *rapid.T, in company.AccrualIn) company.AccrualOut {
	out, err := company.LeaveAccrual(in)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// A month's share adds up: each of the twelve months of a service year credits the same.
func TestEachMonthCreditsTheSame(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		start := civil.Must("2010-01-01").AddDays(rapid.IntRange(0, 4000).Draw(t, "start"))
		month := rapid.IntRange(0, 200).Draw(t, "month")
		at := func(months int) money.Exact {
			return accrual(t, company.AccrualIn{Start: start, On: start.AddMonths(months)}).Credited
		}
		var w law.Working
		days, err := law.AnnualLeaveDays(month/12+1, &w)
		if err != nil {
			t.Fatal(err)
		}
		if share := at(month + 1).Sub(at(month)); share.Cmp(money.Fraction(int64(days), 12)) != 0 {
			t.Fatalf("month %d from %s credits %s of %d days", month+1, start, share, days)
		}
	})
}
