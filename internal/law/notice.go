package law

import (
	"tramway/internal/civil"
	"tramway/internal/law/dated"
	"tramway/internal/money"
)

type noticeValues struct {
	MinimumDays   int `json:"minimum_days"`
	SilentMonths  int `json:"silent_months"`
	ProbationFree int `json:"probation_free_months"`
	YearDays      int `json:"year_days"`
}

var noticeTable = dated.MustLoad[noticeValues](dataFiles, "notice")

// Notice is a length of notice: either months or days, not both.
type Notice struct{ Months, Days int }

// Stages of employment that matter for notice.
const (
	ProbationFirstMonth = "probation_first_month"
	ProbationLater      = "probation_later"
	AfterProbation      = "after_probation"
)

// RequiredNotice returns the notice due at a stage of a continuous contract.
// agreed is what the contract says; nil means it is silent (Cap. 57 ss.5 and 6).
func RequiredNotice(stage string, agreed *Notice, w *Working) (Notice, error) {
	if agreed != nil {
		var g guard
		agreed.length(&g, "cases.agreed")
		if g.err != nil {
			return Notice{}, g.err
		}
	}
	v, row := noticeTable.Newest()
	out := Notice{Days: v.MinimumDays}
	switch {
	case stage == ProbationFirstMonth:
		out = Notice{}
	case stage != ProbationLater && stage != AfterProbation:
		return Notice{}, Bad("stage", CodeChoice, Text("value", stage))
	case agreed != nil && (agreed.Months > 0 || agreed.Days > v.MinimumDays):
		out = *agreed
	case agreed == nil && stage == AfterProbation:
		out = Notice{Months: v.SilentMonths}
	}
	w.Say("line.notice_required", row.Source, Word("stage", "stage."+stage), Count("months", out.Months), Count("days", out.Days))
	return out, nil
}

// NoticeLastDay returns the last day of employment. Months include the day of
// notice and end on the eve of the corresponding date; without such a date, or
// when notice is given on the last day of a month, they end with the month.
// Days begin on the day after.
func NoticeLastDay(given civil.Date, n Notice, w *Working) (civil.Date, error) {
	if err := n.check(given); err != nil {
		return civil.Date{}, err
	}
	last := given.AddDays(n.Days)
	key := "line.notice_days"
	if n.Months > 0 {
		key = "line.notice_months"
		month := given.InMonth().Add(n.Months)
		last = month.Last()
		if given != given.MonthEnd() && given.Day() <= month.Days() {
			last = month.First().AddDays(given.Day() - 2)
		}
	}
	w.Say(key, "eo.notice", Day("given", given), Count("count", n.Months+n.Days), Day("last", last))
	return last, nil
}

// length demands a notice of at most two years.
func (n Notice) length(g *guard, field string) {
	g.count(field, n.Months, 0, 24)
	g.count(field, n.Days, 0, 730)
}

func (n Notice) check(given civil.Date) error {
	var g guard
	g.day("given", given)
	n.length(&g, "notice")
	if n.Months > 0 && n.Days > 0 {
		g.fail("notice", CodeConflict)
	}
	return g.err
}

// InLieuIn asks for the payment instead of notice. For months the wages of the
// 12-month window count; for days the average daily wage (given, or from the
// window) times the days on which wages would have been paid.
type InLieuIn struct {
	Notice        Notice
	Wages         Figure
	WindowDays    int
	ExcludedDays  int
	ExcludedWages money.Exact
	AverageDaily  Figure
	PaidDays      Figure
}

// InLieuOut: AverageMonths is the divisor used for notice in months.
type InLieuOut struct {
	AverageMonths, Payment Figure
	Working                Working
}

// PaymentInLieu computes payment in lieu of notice (Cap. 57 s.7; Concise Guide, Appendix 1).
func PaymentInLieu(in InLieuIn) (InLieuOut, error) {
	if err := in.check(); err != nil {
		return InLieuOut{}, err
	}
	var out InLieuOut
	if in.Notice.Months > 0 {
		out.months(in)
	} else if err := out.days(in); err != nil {
		return InLieuOut{}, err
	}
	if !out.Payment.Known {
		out.Working.Say("line.average_impracticable", "eo.average")
	}
	return out, nil
}
