package law

import (
	"strings"

	"tramway/internal/civil"
	"tramway/internal/law/dated"
	"tramway/internal/money"
)

type averageValues struct {
	WindowMonths  int   `json:"window_months"`
	YearDays      int   `json:"year_days"`
	OvertimeShare ratio `json:"overtime_share"`
}

var averageTable = dated.MustLoad[averageValues](dataFiles, "average_wages")

// ExcludedPeriod is a run of days for which no or less than full wages were
// paid for a reason the law lists. Wages is what was paid for those days.
type ExcludedPeriod struct {
	Days     civil.Period
	Wages    money.Exact
	FullPaid bool   // paid in full: such days stay in
	Reason   string // free text; a reason that the law does not list keeps the days in
}

// unlisted are absences that are on no list of the law: their days stay in, and so does their pay.
var unlisted = map[string]bool{
	"unauthorised_absence": true, "unauthorized_absence": true, "absence_without_leave": true, "absent_without_leave": true,
	"absenteeism": true, "no_show": true, "lateness": true,
}

// staysIn tells whether the days count in the average although they come as excluded.
func (p ExcludedPeriod) staysIn() bool {
	return p.FullPaid || unlisted[strings.ReplaceAll(strings.ToLower(strings.TrimSpace(p.Reason)), " ", "_")]
}

// WagePeriod is one wage period with the wages earned in it.
type WagePeriod struct {
	Days  civil.Period
	Wages Figure
}

// AverageIn asks for the average daily wage ("713 wages"). Wages earned in the
// window come either as one Figure or as WagePeriods that must cover the window
// exactly. Days to disregard come as periods or as a plain count with its wages.
// Rate and PayDays are for a payment made from the average; PayDays nil means none.
type AverageIn struct {
	SpecifiedDate   civil.Date
	EmploymentStart civil.Date
	Wages           Figure
	WagePeriods     []WagePeriod
	Excluded        []ExcludedPeriod
	ExcludedDays    int
	ExcludedWages   money.Exact
	PayDays         *money.Exact
	Rate            money.Exact
	Settings        Settings
}

// AverageOut carries the window, the days taken out, the exact average and the
// payment rounded to the cent. Daily is undetermined when wages are missing or
// no day is left to divide by.
type AverageOut struct {
	Window       civil.Period
	WindowDays   int
	ExcludedDays int
	Daily        Figure
	Payment      Figure
	Working      Working
}

// AverageWindow returns the 12 calendar months before the month of the specified
// date, cut at the start of employment (Concise Guide, Appendix 1). For someone
// employed for less than a calendar month the settings decide; known is false
// when they leave it undetermined or no day has been worked before the date.
func AverageWindow(specified, start civil.Date, s Settings, w *Working) (window civil.Period, known bool, err error) {
	var g guard
	g.day("specified_date", specified)
	g.hired("employment_start", start)
	g.order("specified_date", start, specified)
	if g.err == nil {
		g.err = s.Check()
	}
	if g.err != nil {
		return window, false, g.err
	}
	rule, row, err := averageTable.On(specified)
	if err != nil {
		return window, false, outside("specified_date", specified, err)
	}
	window, known = cutWindow(specified, start, rule, s, w)
	if known {
		w.Say("line.window", row.Source, Day("specified", specified), Day("from", window.From), Day("to", window.To), Count("days", window.Days()))
	}
	return window, known, nil
}

func cutWindow(specified, start civil.Date, rule averageValues, s Settings, w *Working) (civil.Period, bool) {
	month := specified.MonthStart()
	window := civil.Period{From: civil.Max(month.AddMonths(-rule.WindowMonths), start), To: month.AddDays(-1)}
	if window.Days() > 0 {
		return window, true
	}
	window = civil.Period{From: start, To: specified.AddDays(-1)}
	if s.pick("average_under_one_month", w) == "undetermined" || window.Days() == 0 {
		w.Say("line.average_impracticable", "eo.average")
		return civil.Period{}, false
	}
	return window, true
}

// AverageDailyWage divides the wages of the window, less those paid for
// disregarded days, by the days of the window, less the disregarded days.
func AverageDailyWage(in AverageIn) (AverageOut, error) {
	var out AverageOut
	window, known, err := AverageWindow(in.SpecifiedDate, in.EmploymentStart, in.Settings, &out.Working)
	if err != nil {
		return AverageOut{}, err
	}
	if err := in.check(window); err != nil {
		return AverageOut{}, err
	}
	if !known {
		return out, nil
	}
	out.Window, out.WindowDays = window, window.Days()
	wages := in.wages()
	for _, p := range in.Excluded {
		if p.staysIn() {
			out.Working.Say("line.average_stays", "eo.average", Day("from", p.Days.From), Day("to", p.Days.To))
		}
	}
	days, taken := in.excluded(window)
	out.ExcludedDays = days
	if out.Daily, err = divide(wages, taken, out.WindowDays, days, &out.Working); err != nil {
		return AverageOut{}, err
	}
	out.pay(in)
	return out, nil
}

func divide(wages Figure, taken money.Exact, window, excluded int, w *Working) (Figure, error) {
	if excluded > window {
		return Figure{}, Bad("excluded_periods", CodeMoreThanStock, Count("value", excluded))
	}
	if wages.Known && wages.Value.Less(taken) {
		return Figure{}, Bad("excluded_wages", CodeMoreThanStock, Number("value", taken))
	}
	if !wages.Known || excluded == window {
		w.Say("line.average_impracticable", "eo.average")
		return Figure{}, nil
	}
	daily := wages.Value.Sub(taken).Over(window - excluded)
	w.Say("line.average", "eo.average", Money("wages", wages.Value), Money("excluded_wages", taken), Count("days", window),
		Count("excluded_days", excluded), Number("adw", daily.Round(4)))
	return Known(daily), nil
}

func (o *AverageOut) pay(in AverageIn) {
	if in.PayDays == nil || !o.Daily.Known {
		return
	}
	o.Payment = Known(o.Daily.Value.Mul(*in.PayDays).Mul(in.Rate).Round(2))
	o.Working.Say("line.average_payment", "eo.average", Number("adw", o.Daily.Value.Round(4)), Number("days", *in.PayDays),
		Number("rate", in.Rate), Money("amount", o.Payment.Value))
}
