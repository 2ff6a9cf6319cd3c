package law

import (
	"tramway/internal/law/dated"
	"tramway/internal/money"
)

type deductionValues struct {
	DamagePerCase money.Exact `json:"damage_per_case"`
	DamageShare   ratio       `json:"damage_share"`
	RecoveryShare ratio       `json:"recovery_share"`
	AllShare      ratio       `json:"all_share"`
}

var deductionTable = dated.MustLoad[deductionValues](dataFiles, "deductions")

// group says which limit applies to a kind of deduction (Cap. 57 s.32).
type group int

const (
	unlawful group = iota
	damage         // a fixed sum a case, and a share of wages for all cases
	recovery       // a share of wages for all advances and overpayments
	limited        // only the limit on all deductions together
	apart          // outside the limit on all deductions together
)

var deductionGroups = map[string]group{
	"damage": damage, "loss": damage,
	"overpaid_wages": recovery, "overpayment": recovery, "advance": recovery, "advance_of_wages": recovery,
	"food": limited, "accommodation": limited, "food_and_accommodation": limited, "food_and_lodging": limited,
	"scheme_with_written_request": limited, "loan_with_written_consent": limited,
	"paternity_pay_without_document": limited, "required_by_law": limited, "mpf": limited,
	"absence": apart, "maintenance": apart, "attachment_order": apart, "maintenance_attachment_order": apart,
	"fine": unlawful, "penalty": unlawful, "loan_without_consent": unlawful, "recruitment_fee": unlawful,
}

// DeductionKinds lists the kinds of deduction the rule knows.
func DeductionKinds() []string {
	kinds := make([]string, 0, len(deductionGroups))
	for k := range deductionGroups {
		kinds = append(kinds, k)
	}
	return kinds
}

// Deduction is one deduction asked for; for damage the amount is the value of the loss.
type Deduction struct {
	Kind   string
	Amount money.Exact
}

// DeductionsOut: the most for each deduction taken alone, and for all together.
// Apart is the part of Total that stands outside the limit on all.
type DeductionsOut struct {
	Each         []money.Exact
	Total, Apart money.Exact
	Working      Working
}

// Deductions applies the limits of Cap. 57 s.32 to the wages payable for the period.
func Deductions(wages money.Exact, asked []Deduction) (DeductionsOut, error) {
	var g guard
	g.amount("wages_payable", wages)
	for _, d := range asked {
		g.amount("requested.amount", d.Amount)
		if _, ok := deductionGroups[d.Kind]; !ok {
			g.fail("requested.kind", CodeChoice, Text("value", d.Kind))
		}
	}
	if g.err != nil {
		return DeductionsOut{}, g.err
	}
	rule, row := deductionTable.Newest()
	sums := map[group]money.Exact{}
	var out DeductionsOut
	for _, d := range asked {
		kind := deductionGroups[d.Kind]
		most := alone(kind, d.Amount, wages, rule)
		sums[kind] = sums[kind].Add(most)
		out.Each = append(out.Each, most.Round(2))
		out.Working.Say("line.deduction", row.Source, Word("kind", "deduction."+d.Kind), Money("asked", d.Amount), Money("most", most))
	}
	out.together(sums, wages, rule, row.Source)
	return out, nil
}

// alone is the limit of one deduction as if no other were made.
func alone(kind group, amount, wages money.Exact, rule deductionValues) money.Exact {
	switch kind {
	case damage:
		return money.Min(money.Min(amount, rule.DamagePerCase), wages.Mul(rule.DamageShare.Exact))
	case recovery:
		return money.Min(amount, wages.Mul(rule.RecoveryShare.Exact))
	case unlawful:
		return money.Int(0)
	case apart:
		return money.Min(amount, wages)
	}
	return amount
}

func (o *DeductionsOut) together(sums map[group]money.Exact, wages money.Exact, rule deductionValues, source string) {
	inside := money.Min(sums[damage], wages.Mul(rule.DamageShare.Exact))
	inside = inside.Add(money.Min(sums[recovery], wages.Mul(rule.RecoveryShare.Exact))).Add(sums[limited])
	limit := wages.Mul(rule.AllShare.Exact)
	o.Working.Say("line.deduction_limit", source, Money("sum", inside), Money("limit", limit))
	// What stands apart comes first: the rest can take no more than the wages that are left.
	outside := money.Min(sums[apart], wages)
	o.Apart = outside.Round(2)
	o.Total = money.Min(money.Min(inside, limit).Add(outside), wages).Round(2)
	o.Working.Say("line.total", "", Money("amount", o.Total))
}
