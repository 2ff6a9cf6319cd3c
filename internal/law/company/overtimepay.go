package company

import (
	"tramway/internal/civil"
	"tramway/internal/law"
	"tramway/internal/money"
)

// OvertimePay asks for the pay of the counted minutes at the contract's rate and
// multiplier. With the hours and wages of the rest of the wage period the
// minimum wage on the day On is held against it.
type OvertimePay struct {
	Rate, Multiplier money.Exact
	Hours, Wages     law.Figure
	On               civil.Date
}

// pay multiplies and then asks the law: all minutes are hours worked, so the
// wages of the period may not fall below the minimum wage for them (Cap. 608 s.9).
func (o *OvertimeOut) pay(p *OvertimePay, shifts []Shift) error {
	if p == nil {
		return nil
	}
	if err := p.check(); err != nil {
		return err
	}
	if !o.TotalActual.Known {
		return nil
	}
	hours := o.TotalCounted.Value.Over(60)
	amount := hours.Mul(p.Rate).Mul(p.Multiplier).Round(2)
	o.Pay, o.Binds = law.Known(amount), BindsCompany
	o.Working.Say("line.co_overtime_pay", source, law.Number("hours", hours), law.Money("rate", p.Rate), law.Number("multiplier", p.Multiplier), law.Money("amount", amount))
	if !p.Hours.Known {
		return nil
	}
	rate, err := p.minimum(shifts, &o.Working)
	if err != nil {
		return err
	}
	return o.floor(*p, rate, amount)
}

// minimum is the statutory rate on the day On. A shift under another rate belongs to another sum.
func (p OvertimePay) minimum(shifts []Shift, w *law.Working) (money.Exact, error) {
	rate, err := law.MinimumWageRate(p.On, w)
	if err != nil {
		return rate, law.Renamed("on", err)
	}
	for _, s := range shifts {
		var aside law.Working
		if other, err := law.MinimumWageRate(s.End.Date(), &aside); err != nil || other.Cmp(rate) != 0 {
			return rate, law.Bad("on", law.CodeStraddles, law.Day("from", s.End.Date()), law.Day("to", p.On))
		}
	}
	return rate, nil
}

func (o *OvertimeOut) floor(p OvertimePay, rate, amount money.Exact) error {
	all := p.Hours.Value.Add(o.TotalActual.Value.Over(60))
	least, err := law.MinimumWage([]law.RatedHours{{Hours: all, Rate: rate}}, law.Known(p.Wages.Value.Add(amount)))
	if err != nil {
		return law.Renamed("normal_hours", err)
	}
	o.Working = append(o.Working, least.Working...)
	if least.Extra.Value.Sign() == 0 {
		o.Working.Say("line.co_binds_company", source)
		return nil
	}
	o.Pay, o.Binds = law.Known(amount.Add(least.Extra.Value)), BindsLaw
	o.Working.Say("line.co_binds_law", "mwo.extra", law.Money("company", amount), law.Money("law", o.Pay.Value))
	return nil
}

func (p OvertimePay) check() error {
	if err := first(law.Within("hourly_rate", p.Rate, Defaults.MostAmount), law.Within("multiplier", p.Multiplier, Defaults.MostMultiplier)); err != nil {
		return err
	}
	if !p.Hours.Known && !p.Wages.Known {
		return nil
	}
	switch {
	case !p.Hours.Known:
		return law.Bad("normal_hours", law.CodeMissing)
	case !p.Wages.Known:
		return law.Bad("normal_wages", law.CodeMissing)
	case p.On.IsZero():
		return law.Bad("on", law.CodeMissing)
	}
	return first(law.Within("normal_hours", p.Hours.Value, Defaults.MostHoursInMonth), law.Within("normal_wages", p.Wages.Value, Defaults.MostAmount))
}
