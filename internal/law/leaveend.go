package law

import (
	"slices"

	"tramway/internal/civil"
	"tramway/internal/money"
)

// Reasons for which employment ends.
const (
	Resignation       = "resignation"
	Dismissal         = "dismissal_with_notice"
	SummaryDismissal  = "summary_dismissal"
	Redundancy        = "redundancy"
	ContractExpired   = "fixed_term_not_renewed"
	DeathOfEmployee   = "death"
	IllHealth         = "ill_health"
	MutualAgreement   = "mutual_agreement"
	Retirement        = "retirement"
	DismissalInLieu   = "dismissal_with_payment_in_lieu"
	DismissalNoFault  = "dismissal_not_redundancy"
	LayOff            = "lay_off"
	ExpiredRedundancy = "fixed_term_not_renewed_redundancy"
	DismissalPlain    = "dismissal"
)

// EndReasons lists the reasons the rules know.
var EndReasons = []string{Resignation, Dismissal, SummaryDismissal, Redundancy, ContractExpired, DeathOfEmployee, IllHealth,
	MutualAgreement, Retirement, DismissalInLieu, DismissalNoFault, LayOff, ExpiredRedundancy, DismissalPlain}

func (g *guard) reason(field, reason string) {
	if reason == "" {
		g.fail(field, CodeMissing)
	}
	if !slices.Contains(EndReasons, reason) {
		g.fail(field, CodeChoice, Text("value", reason))
	}
}

// LeaveEndIn asks what annual leave is paid when employment ends. YearStart is
// the first day of the leave year now running, Entitlement its full days,
// Untaken the days left of completed leave years.
type LeaveEndIn struct {
	EmploymentStart, Termination civil.Date
	Reason                       string
	YearStart                    civil.Date
	Entitlement                  money.Exact
	Untaken                      money.Exact
	AverageWage                  Figure
}

// LeaveEndOut: days are exact, the payment is rounded once.
type LeaveEndOut struct {
	DaysInYear     int
	ProRata, Total money.Exact
	Payment        Figure
	Working        Working
}

// AnnualLeaveOnTermination pays untaken leave of completed years always, and of
// the running year entitlement x days / 365 when three months of it have passed
// and the dismissal is not summary (Cap. 57 s.41D). The fraction is not rounded up.
func AnnualLeaveOnTermination(in LeaveEndIn) (LeaveEndOut, error) {
	if err := in.check(); err != nil {
		return LeaveEndOut{}, err
	}
	end := in.Termination.AddDays(1)
	out := LeaveEndOut{DaysInYear: in.YearStart.DaysUntil(end)}
	complete := in.YearStart.AddMonths(newestLeave.LeaveYearMonths)
	switch {
	case end == complete:
		out.ProRata = in.Entitlement
		out.Working.Say("line.leave_year_complete", "eo.al.end", Number("days", in.Entitlement))
	case in.YearStart.AddMonths(newestLeave.ProRataAfter).After(end):
		out.Working.Say("line.leave_under_three_months", "eo.al.end", Count("days", out.DaysInYear))
	case in.Reason == SummaryDismissal:
		out.Working.Say("line.leave_summary", "eo.al.end")
	default:
		out.ProRata = partYear(in.Entitlement, out.DaysInYear, false)
		out.Working.Say("line.leave_pro_rata", "eo.al.end", Count("days", out.DaysInYear), Number("entitlement", in.Entitlement),
			Count("year", newestLeave.YearDays), Number("result", out.ProRata.Round(4)))
	}
	out.Total = out.ProRata.Add(in.Untaken)
	out.Payment = in.AverageWage.then(func(a money.Exact) money.Exact { return a.Mul(out.Total).Round(2) })
	out.Working.Say("line.leave_untaken", "eo.al.end", Number("untaken", in.Untaken), Number("total", out.Total.Round(4)))
	if out.Payment.Known {
		out.Working.Say("line.leave_payment", "eo.al.end", Number("total", out.Total.Round(4)), Number("adw", in.AverageWage.Value), Money("amount", out.Payment.Value))
	}
	return out, nil
}

func (in LeaveEndIn) check() error {
	var g guard
	g.hired("employment_start", in.EmploymentStart)
	g.day("termination_date", in.Termination)
	g.day("current_leave_year_start", in.YearStart)
	g.order("termination_date", in.EmploymentStart, in.Termination)
	g.order("current_leave_year_start", in.YearStart, in.Termination)
	g.order("current_leave_year_start", in.EmploymentStart, in.YearStart)
	if g.err == nil && in.YearStart.AddMonths(newestLeave.LeaveYearMonths).Before(in.Termination.AddDays(1)) {
		g.fail("current_leave_year_start", CodeTwelveMonths, Day("from", in.YearStart), Day("to", in.Termination))
	}
	g.reason("reason", in.Reason)
	g.atMost("current_year_entitlement", in.Entitlement, limits.DaysInYear)
	g.atMost("untaken_days_of_earlier_years", in.Untaken, limits.LeaveDays)
	g.figure("adw_at_termination", in.AverageWage)
	return g.err
}
