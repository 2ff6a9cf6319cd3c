package law_test

import (
	"testing"

	"pgregory.net/rapid"

	"tramway/internal/civil"
	"tramway/internal/law"
	"tramway/internal/money"
)

// Deductions never exceed what was asked, nor the wages; more wages never allow less.
func TestDeductionsKeepTheirLimits(t *testing.T) {
	t.Parallel()
	kinds := law.DeductionKinds()
	rapid.Check(t, func(t *rapid.T) {
		wages := drawCents(t, "wages", 5e6)
		asked, sum := []law.Deduction{}, money.Int(0)
		for range rapid.IntRange(0, 6).Draw(t, "count") {
			d := law.Deduction{Kind: rapid.SampledFrom(kinds).Draw(t, "kind"), Amount: drawCents(t, "amount", 5e6)}
			asked, sum = append(asked, d), sum.Add(d.Amount)
		}
		out, err := law.Deductions(wages, asked)
		more, err2 := law.Deductions(wages.Add(money.Int(1)), asked)
		if err != nil || err2 != nil {
			t.Fatal(err, err2)
		}
		if wages.Less(out.Total) || sum.Less(out.Total) || out.Total.Less(out.Apart) || more.Total.Less(out.Total) {
			t.Fatalf("of %s: %s, apart %s; with a dollar more %s", wages, out.Total, out.Apart, more.Total)
		}
	})
}

// An hour more in any week never breaks a continuous contract, and a record that
// is found settles what was undetermined without turning a yes or a no round.
func TestContinuityIsMonotonic(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		start := civil.Must("2025-10-01").AddDays(rapid.IntRange(0, 200).Draw(t, "start"))
		in := law.ContinuousIn{EmploymentStart: start, FirstWeekEnding: start.WeekEnding()}
		for range rapid.IntRange(1, 12).Draw(t, "weeks") {
			in.Hours = append(in.Hours, law.Known(money.Int(rapid.Int64Range(0, 40).Draw(t, "hours"))))
		}
		base := continuity(t, in)
		i := rapid.IntRange(0, len(in.Hours)-1).Draw(t, "week")
		kept := in.Hours[i]
		in.Hours[i] = law.Known(kept.Value.Add(money.Int(1)))
		more := continuity(t, in)
		in.Hours[i] = law.Figure{}
		missing := continuity(t, in)
		for w := range base {
			if base[w] == law.Yes && more[w] != law.Yes {
				t.Fatalf("an hour more in week %d broke week %d", i+1, w+1)
			}
			if missing[w] != law.Undetermined && missing[w] != base[w] {
				t.Fatalf("without week %d week %d is %s, with it %s", i+1, w+1, missing[w], base[w])
			}
		}
	})
}

func continuity(t *rapid.T, in law.ContinuousIn) []law.Answer {
	out, err := law.ContinuousContract(in)
	if err != nil {
		t.Fatal(err)
	}
	var answers []law.Answer
	for _, w := range out.Weeks {
		answers = append(answers, w.Continuous)
	}
	return answers
}

// Notice given a day later never ends a day earlier, and a month more never sooner.
func TestNoticeIsMonotonic(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		given := drawDay(t, "given")
		n := law.Notice{Months: rapid.IntRange(0, 12).Draw(t, "months")}
		if n.Months == 0 {
			n.Days = rapid.IntRange(0, 90).Draw(t, "days")
		}
		last := func(given civil.Date, n law.Notice) civil.Date {
			var w law.Working
			d, err := law.NoticeLastDay(given, n, &w)
			if err != nil {
				t.Fatal(err)
			}
			return d
		}
		longer := law.Notice{Months: n.Months + 1}
		if last(given.AddDays(1), n).Before(last(given, n)) || n.Months > 0 && !last(given, longer).After(last(given, n)) {
			t.Fatalf("%v given on %s", n, given)
		}
	})
}

// Leave of a common leave year is whole days, at least the exact part, and never
// more than a day above it; an earlier start never earns less.
func TestCommonLeaveYearRoundsUpOnce(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		year := civil.Period{From: drawDay(t, "from")}
		year.To = year.From.AddMonths(12).AddDays(-1)
		start := year.From.AddDays(rapid.IntRange(-4000, 364).Draw(t, "start"))
		now, err := law.CommonLeaveYear(law.CommonYearIn{EmploymentStart: start, Year: year})
		earlier, err2 := law.CommonLeaveYear(law.CommonYearIn{EmploymentStart: start.AddDays(-1), Year: year})
		if err != nil || err2 != nil {
			t.Fatal(err, err2)
		}
		whole := money.Int(int64(now.LeaveDays))
		if whole.Less(now.ProRata) || !whole.Less(now.ProRata.Add(money.Int(1))) || earlier.LeaveDays < now.LeaveDays {
			t.Fatalf("from %s in the year of %s: %s, %d days; a day earlier %d", start, year.From, now.ProRata, now.LeaveDays, earlier.LeaveDays)
		}
	})
}
