package law

import (
	"tramway/internal/civil"
	"tramway/internal/law/dated"
	"tramway/internal/money"
)

type severanceValues struct {
	Fraction        ratio       `json:"fraction"`
	WageCeiling     money.Exact `json:"wage_ceiling"`
	Maximum         money.Exact `json:"maximum"`
	SeveranceMonths int         `json:"severance_months"`
	LongMonths      int         `json:"long_service_months"`
	OldAge          int         `json:"old_age"`
	Transition      civil.Date  `json:"transition"`
}

var severanceTable = dated.MustLoad[severanceValues](dataFiles, "severance")

// ServicePay is the pay that a year of service is worth: a full month's wages,
// of which two thirds count, or the wages of 18 working days of a daily-rated
// employee (Eighteen), which count whole. Both have the same ceiling a year.
type ServicePay struct {
	Wages    Figure
	Eighteen bool
}

// SeveranceIn computes a severance or long service payment. Before is the pay of
// the last full month before 1 May 2025, Last of the last full month before the
// end. The employer's mandatory and voluntary MPF and the gratuities for length
// of service may be set against it.
type SeveranceIn struct {
	Start, Termination civil.Date
	Before, Last       ServicePay
	Mandatory          money.Exact
	Voluntary          money.Exact
	Gratuity           money.Exact
	Settings           Settings
}

// SeveranceOut: the parts before and from 1 May 2025, the offsets against each
// and what is left to pay. Each figure is rounded once from exact values, so
// the total may differ by a cent from the sum of the rounded parts.
type SeveranceOut struct {
	Pre, Post, Total, OffsetPre, OffsetPost, Net Figure
	Working                                      Working
}

// SeveranceOrLongService applies 2/3 of the month's wages for each year (Cap. 57
// Parts VA and VB), the ceilings, and the end of offsetting with the employer's
// mandatory MPF for service from 1 May 2025.
func SeveranceOrLongService(in SeveranceIn) (SeveranceOut, error) {
	rule, err := in.check()
	if err != nil {
		return SeveranceOut{}, err
	}
	var out SeveranceOut
	eve := rule.Transition.AddDays(-1)
	before := in.Before
	if in.Termination.Before(rule.Transition) && in.Last.Wages.Known {
		before = in.Last
	}
	pre := out.part("line.part_before", civil.Period{From: in.Start, To: civil.Min(eve, in.Termination)}, before, rule, in.Settings)
	post := out.part("line.part_after", civil.Period{From: civil.Max(rule.Transition, in.Start), To: in.Termination}, in.Last, rule, in.Settings)
	if !pre.Known || !post.Known {
		out.Working.Say("line.wages_missing", "open.records")
		out.Pre, out.Post = rounded(pre), rounded(post)
		return out, nil
	}
	first := money.Min(pre.Value, rule.Maximum)
	second := money.Min(post.Value, rule.Maximum.Sub(first))
	if first.Cmp(pre.Value) != 0 || second.Cmp(post.Value) != 0 {
		out.Working.Say("line.maximum", "eo.offset", Money("maximum", rule.Maximum))
	}
	out.settle(first, second, in)
	return out, nil
}

// part is the payment for the service in p, before the maximum.
func (o *SeveranceOut) part(key string, p civil.Period, pay ServicePay, rule severanceValues, s Settings) Figure {
	if p.Days() == 0 {
		return Known(money.Int(0))
	}
	years := o.years(p, s)
	yearly := pay.yearly(rule)
	if !yearly.Known {
		return yearly
	}
	amount := yearly.Value.Mul(years)
	o.Working.Say(key, "eo.severance", Day("from", p.From), Day("to", p.To), Money("yearly", yearly.Value), Number("years", years), Money("amount", amount))
	return Known(amount)
}

func (p ServicePay) yearly(rule severanceValues) Figure {
	return p.Wages.then(func(wages money.Exact) money.Exact {
		ceiling := rule.WageCeiling.Mul(rule.Fraction.Exact)
		if p.Eighteen {
			return money.Min(wages, ceiling)
		}
		return money.Min(wages.Mul(rule.Fraction.Exact), ceiling)
	})
}

// years counts whole years and, for the rest, its days over the days of the
// service year they lie in (or over 365, by setting).
func (o *SeveranceOut) years(p civil.Period, s Settings) money.Exact {
	end := p.To.AddDays(1)
	whole := p.From.YearsUntil(end)
	last := p.From.AddMonths(12 * whole)
	days := last.DaysUntil(end)
	if days == 0 {
		return money.Int(int64(whole))
	}
	length := last.DaysUntil(p.From.AddMonths(12 * (whole + 1)))
	if s.pick("severance_part_year", &o.Working) == "flat_365" {
		length = 365
	}
	o.Working.Say("line.service_years", "open.severance", Count("years", whole), Count("days", days), Count("length", length))
	return money.Int(int64(whole)).Add(money.Fraction(int64(days), int64(length)))
}
