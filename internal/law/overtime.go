package law

import (
	"tramway/internal/civil"
	"tramway/internal/money"
)

// OvertimeAverage is the monthly average, over 12 months, of basic wages and of overtime pay.
type OvertimeAverage struct {
	Basic, Overtime money.Exact
	Constant        bool
}

// OvertimeCounts tells whether overtime pay belongs to wages when an average is
// computed: when constant, or when it reaches the share of average monthly wages
// (Cap. 57 s.2). Whether those wages include the overtime itself is open; flagged
// is true where the two readings differ.
func OvertimeCounts(o OvertimeAverage, s Settings, w *Working) (counts, flagged bool, err error) {
	var g guard
	g.amount("basic_monthly_average", o.Basic)
	g.amount("overtime_monthly_average", o.Overtime)
	if g.err == nil {
		g.err = s.Check()
	}
	if g.err != nil {
		return false, false, g.err
	}
	rule, row := averageTable.Newest()
	if o.Constant {
		w.Say("line.overtime_constant", row.Source)
		return true, false, nil
	}
	without := reaches(o.Overtime, o.Basic, rule.OvertimeShare.Exact)
	with := reaches(o.Overtime, o.Basic.Add(o.Overtime), rule.OvertimeShare.Exact)
	counts, flagged = without, without != with
	if s.pick("overtime_base", w) == "with_overtime" {
		counts = with
	}
	w.Say("line.overtime_share", row.Source, Money("overtime", o.Overtime), Money("basic", o.Basic),
		Number("share", rule.OvertimeShare.Exact), Word("answer", "answer."+YesIf(counts).String()))
	if flagged {
		w.Say("line.overtime_flagged", "open.average")
	}
	return counts, flagged, nil
}

func reaches(part, base, share money.Exact) bool {
	return part.Sign() > 0 && !part.Less(base.Mul(share))
}

// OvertimePremiumIn is a month of normal and overtime hours. The multiplier is
// what the contract says; undetermined means it says nothing.
type OvertimePremiumIn struct {
	Month                   civil.Month
	HourlyRate              money.Exact
	NormalHours, ExtraHours money.Exact
	ContractMultiplier      Figure
}

// OvertimePremiumOut: the law itself gives no premium; Floor is the minimum wage
// for all hours, Contract the overtime pay the contract promises.
type OvertimePremiumOut struct {
	Statutory, Floor money.Exact
	Contract         Figure
	Working          Working
}

// OvertimePremium states what is owed for overtime: nothing by statute beyond
// the minimum wage for every hour (Cap. 608), the rest by contract.
func OvertimePremium(in OvertimePremiumIn) (OvertimePremiumOut, error) {
	var g guard
	g.day("period", in.Month.First())
	g.amount("hourly_rate", in.HourlyRate)
	g.amount("normal_hours", in.NormalHours)
	g.amount("overtime_hours", in.ExtraHours)
	g.figure("contract_overtime_multiplier", in.ContractMultiplier)
	hours := in.NormalHours.Add(in.ExtraHours)
	if money.Int(int64(in.Month.Days() * 24)).Less(hours) {
		g.fail("overtime_hours", CodeAbsurd, Number("value", hours))
	}
	if g.err != nil {
		return OvertimePremiumOut{}, g.err
	}
	rate, row, err := minimumTable.On(in.Month.First())
	if err != nil {
		return OvertimePremiumOut{}, outside("period", in.Month.First(), err)
	}
	if later, _, err := minimumTable.On(in.Month.Last()); err != nil || later.Hourly.Cmp(rate.Hourly) != 0 {
		return OvertimePremiumOut{}, Bad("period", CodeStraddles, Day("from", in.Month.First()), Day("to", in.Month.Last()))
	}
	out := OvertimePremiumOut{Floor: hours.Mul(rate.Hourly).Round(2)}
	out.Contract = in.ContractMultiplier.then(func(m money.Exact) money.Exact {
		return in.HourlyRate.Mul(m).Mul(in.ExtraHours).Round(2)
	})
	out.Working.Say("line.no_premium", "eo.overtime")
	out.Working.Say("line.minimum", row.Source, Number("hours", hours), Money("rate", rate.Hourly), Money("amount", out.Floor))
	return out, nil
}
