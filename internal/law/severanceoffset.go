package law

import (
	"tramway/internal/money"
)

func rounded(f Figure) Figure {
	return f.then(func(x money.Exact) money.Exact { return x.Round(2) })
}

// settle offsets: mandatory contributions only against the first part; voluntary
// contributions and gratuities against what is left of the first, then the second.
func (o *SeveranceOut) settle(first, second money.Exact, in SeveranceIn) {
	mandatory := money.Min(in.Mandatory, first)
	free := in.Voluntary.Add(in.Gratuity)
	freeFirst := money.Min(free, first.Sub(mandatory))
	freeSecond := money.Min(free.Sub(freeFirst), second)
	total := first.Add(second)
	offsetPre := mandatory.Add(freeFirst)
	o.Pre, o.Post, o.Total = rounded(Known(first)), rounded(Known(second)), rounded(Known(total))
	o.OffsetPre, o.OffsetPost = rounded(Known(offsetPre)), rounded(Known(freeSecond))
	o.Net = rounded(Known(total.Sub(offsetPre).Sub(freeSecond)))
	o.Working.Say("line.offset_before", "eo.offset", Money("mandatory", mandatory), Money("voluntary", freeFirst))
	o.Working.Say("line.offset_after", "eo.offset", Money("voluntary", freeSecond))
	o.Working.Say("line.net", "", Money("total", o.Total.Value), Money("amount", o.Net.Value))
}

func (in SeveranceIn) check() (severanceValues, error) {
	var g guard
	g.hired("employment_start", in.Start)
	g.day("termination_date", in.Termination)
	g.order("termination_date", in.Start, in.Termination)
	g.figure("last_full_month_wages_before_transition", in.Before.Wages)
	g.figure("last_full_month_wages", in.Last.Wages)
	g.amount("employer_mandatory_mpf", in.Mandatory)
	g.amount("employer_voluntary_mpf", in.Voluntary)
	g.amount("length_of_service_gratuity", in.Gratuity)
	if g.err == nil {
		g.err = in.Settings.Check()
	}
	if g.err != nil {
		return severanceValues{}, g.err
	}
	rule, _, err := severanceTable.On(in.Termination)
	return rule, outside("termination_date", in.Termination, err)
}

// Kinds of payment on the end of employment.
const (
	Severance   = "severance"
	LongService = "long_service"
	NoPayment   = "none"
	Unknown     = "undetermined"
)

// severanceReasons are redundancy and its like; longReasons give long service payment.
var (
	severanceReasons = map[string]bool{Redundancy: true, LayOff: true, ExpiredRedundancy: true}
	longReasons      = map[string]bool{DismissalNoFault: true, Dismissal: true, DismissalInLieu: true, DismissalPlain: true,
		ContractExpired: true, DeathOfEmployee: true, IllHealth: true}
)

// SeveranceKind tells which payment is due for complete months of service and a
// reason; never both (Cap. 57 ss.31B and 31R). Age (or NoAge) matters for resignation.
func SeveranceKind(months int, reason string, age int, w *Working) (string, error) {
	var g guard
	g.count("months", months, 0, 1200)
	g.age(age)
	g.reason("reason", reason)
	if g.err != nil {
		return "", g.err
	}
	rule, _ := severanceTable.Newest()
	kind := NoPayment
	switch long := months >= rule.LongMonths; {
	case severanceReasons[reason] && months >= rule.SeveranceMonths:
		kind = Severance
	case long && longReasons[reason]:
		kind = LongService
	case long && (reason == Resignation || reason == Retirement):
		kind = byAge(age, rule.OldAge)
	}
	w.Say("line.severance_kind", "eo.severance", Count("months", months), Word("reason", "reason."+reason), Word("kind", "payment."+kind))
	return kind, nil
}

func byAge(age, old int) string {
	switch {
	case age == NoAge:
		return Unknown
	case age >= old:
		return LongService
	}
	return NoPayment
}
