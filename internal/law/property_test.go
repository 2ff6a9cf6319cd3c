package law_test

import (
	"os"
	"os/exec"
	"testing"

	"pgregory.net/rapid"

	"tramway/internal/civil"
	"tramway/internal/law"
	"tramway/internal/money"
)

func drawDay(t *rapid.T, name string) civil.Date {
	return civil.Must("2015-01-01").AddDays(rapid.IntRange(0, 4000).Draw(t, name))
}

func drawCents(t *rapid.T, name string, most int64) money.Exact {
	return money.Cents(rapid.Int64Range(0, most).Draw(t, name)).Exact()
}

func average(t *rapid.T, in law.AverageIn) law.AverageOut {
	out, err := law.AverageDailyWage(in)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// More wages never give a smaller average, and more unpaid days taken out never a smaller one either.
func TestAverageIsMonotonic(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		in := law.AverageIn{SpecifiedDate: drawDay(t, "day"), EmploymentStart: civil.Must("2010-01-01"), Rate: money.Int(1)}
		wages := drawCents(t, "wages", 1e9)
		in.Wages, in.ExcludedDays = law.Known(wages), rapid.IntRange(0, 300).Draw(t, "excluded")
		base := average(t, in)
		in.ExcludedDays++
		if more := average(t, in); more.Daily.Value.Less(base.Daily.Value) {
			t.Fatal("an unpaid day less lowered the average")
		}
		in.ExcludedDays--
		in.Wages = law.Known(wages.Add(money.Fraction(1, 100)))
		if more := average(t, in); !base.Daily.Value.Less(more.Daily.Value) {
			t.Fatal("a cent more did not raise the average")
		}
	})
}

// A disregarded period may be written as one or as two that meet.
func TestExcludedPeriodsAreAdditive(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		from := civil.Must("2025-09-01").AddDays(rapid.IntRange(0, 250).Draw(t, "from"))
		long := rapid.IntRange(2, 60).Draw(t, "days")
		cut := rapid.IntRange(1, long-1).Draw(t, "cut")
		a, b := drawCents(t, "a", 1e6), drawCents(t, "b", 1e6)
		in := law.AverageIn{SpecifiedDate: civil.Must("2026-09-10"), EmploymentStart: civil.Must("2020-01-01"), Rate: money.Int(1), Wages: law.Known(money.Int(400000))}
		in.Excluded = []law.ExcludedPeriod{{Days: civil.Period{From: from, To: from.AddDays(long - 1)}, Wages: a.Add(b)}}
		whole := average(t, in)
		in.Excluded = []law.ExcludedPeriod{{Days: civil.Period{From: from.AddDays(cut), To: from.AddDays(long - 1)}, Wages: b},
			{Days: civil.Period{From: from, To: from.AddDays(cut - 1)}, Wages: a}}
		if split := average(t, in); split.Daily.Value.Cmp(whole.Daily.Value) != 0 || split.ExcludedDays != whole.ExcludedDays {
			t.Fatalf("%s in one piece, %s in two", whole.Daily.Value, split.Daily.Value)
		}
	})
}

// A shift loses no minute when it is split between weeks, and two shifts that meet count as one.
func TestShiftHoursAreAdditive(t *testing.T) {
	t.Parallel()
	hours := func(t *rapid.T, from, to civil.Moment) money.Exact {
		weeks, _, err := law.ShiftHoursByWeek(law.ShiftIn{Start: from, End: to})
		if err != nil {
			t.Fatal(err)
		}
		sum := money.Int(0)
		for _, w := range weeks {
			sum = sum.Add(w.Hours.Value)
		}
		return sum
	}
	rapid.Check(t, func(t *rapid.T) {
		start := drawDay(t, "day").At(rapid.IntRange(0, 1439).Draw(t, "minute"))
		n := rapid.IntRange(2, 72*60).Draw(t, "minutes")
		cut := rapid.IntRange(1, n-1).Draw(t, "cut")
		whole := hours(t, start, start.Plus(n))
		if whole.Cmp(money.Fraction(int64(n), 60)) != 0 || whole.Cmp(hours(t, start, start.Plus(cut)).Add(hours(t, start.Plus(cut), start.Plus(n)))) != 0 {
			t.Fatalf("%s + %d minutes", start, n)
		}
	})
}

// Leave, sickness days, severance and contributions never shrink as service or income grows.
func TestEntitlementsAreMonotonic(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		start := civil.Must("2000-01-01").AddDays(rapid.IntRange(0, 5000).Draw(t, "start"))
		day := start.AddDays(rapid.IntRange(0, 12000).Draw(t, "days"))
		_, before := law.LeaveEarned(start, day)
		if _, after := law.LeaveEarned(start, day.AddDays(1)); after < before {
			t.Fatalf("leave fell from %d to %d", before, after)
		}
		var w law.Working
		months := rapid.IntRange(0, 600).Draw(t, "months")
		a, _ := law.SicknessAccrual(months, 0, &w)
		b, _ := law.SicknessAccrual(months+1, 0, &w)
		if b.Total() < a.Total() || a.Category1 > 36 || a.Category2 > 84 {
			t.Fatalf("stock after %d months %v, then %v", months, a, b)
		}
		income := drawCents(t, "income", 1e7)
		c, _ := law.MPFMonthly(income, &w)
		d, _ := law.MPFMonthly(income.Add(money.Int(1)), &w)
		if d.Employer.Less(c.Employer) || d.Employee.Less(c.Employee) || c.Employer.Less(c.Employee) {
			t.Fatalf("contributions %v then %v", c, d)
		}
	})
}

// A part of the payment never exceeds the ceilings, and the offsets never exceed their part.
func TestSeveranceKeepsItsCeilings(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		start := civil.Must("1990-01-01").AddDays(rapid.IntRange(0, 13000).Draw(t, "start"))
		end := civil.Max(start, civil.Must("2004-01-01")).AddDays(rapid.IntRange(0, 9000).Draw(t, "days"))
		pay := func(name string) law.ServicePay {
			return law.ServicePay{Wages: law.Known(drawCents(t, name, 5e6))}
		}
		in := law.SeveranceIn{Start: start, Termination: end, Before: pay("before"), Last: pay("last"),
			Mandatory: drawCents(t, "mandatory", 5e7), Voluntary: drawCents(t, "voluntary", 5e7)}
		out, err := law.SeveranceOrLongService(in)
		if err != nil {
			t.Fatal(err)
		}
		if money.Int(390000).Less(out.Total.Value) || out.Net.Value.Sign() < 0 || out.Pre.Value.Less(out.OffsetPre.Value) || out.Post.Value.Less(out.OffsetPost.Value) {
			t.Fatalf("%+v", out)
		}
		in.Termination = end.AddDays(1)
		later, err := law.SeveranceOrLongService(in)
		if err != nil || !start.Before(civil.Must("2025-05-01")) && later.Total.Value.Less(out.Total.Value) {
			t.Fatalf("a day more lowered %s to %s, %v", out.Total.Value, later.Total.Value, err)
		}
	})
}

// The minimum wage of a period does not depend on how its hours are written down.
func TestMinimumWageIsAdditive(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		rate := money.Must("43.1")
		a, b := money.Fraction(rapid.Int64Range(0, 9000).Draw(t, "a"), 60), money.Fraction(rapid.Int64Range(0, 9000).Draw(t, "b"), 60)
		one, err1 := law.MinimumWage([]law.RatedHours{{Hours: a.Add(b), Rate: rate}}, law.Figure{})
		two, err2 := law.MinimumWage([]law.RatedHours{{Hours: a, Rate: rate}, {Hours: b, Rate: rate}}, law.Figure{})
		if err1 != nil || err2 != nil || one.Minimum.Cmp(two.Minimum) != 0 {
			t.Fatalf("%s and %s", one.Minimum, two.Minimum)
		}
	})
}

// The examples come out the same wherever the machine stands and whatever its language.
func TestIndependentOfTimeZoneAndLocale(t *testing.T) {
	t.Parallel()
	if os.Getenv("TRAMWAY_LAW_ZONE_CHILD") != "" {
		t.Skip("this is the child")
	}
	for _, zone := range []string{"Pacific/Kiritimati", "America/Los_Angeles", "Asia/Hong_Kong"} {
		cmd := exec.Command(os.Args[0], "-test.run=^(TestEveryWorkingRenders|TestHolidayTablesFollowTheRules)$", "-test.count=1")
		cmd.Env = append(os.Environ(), "TZ="+zone, "LC_ALL=tr_TR.UTF-8", "LANG=ar_EG.UTF-8", "TRAMWAY_LAW_ZONE_CHILD=1")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", zone, err, out)
		}
	}
}
