package check

import (
	"slices"

	"tramway/internal/civil"
	"tramway/internal/law"
	"tramway/internal/money"
)

func readBool(v any, _ law.GivenKey, path string) (any, error) {
	if b, ok := v.(bool); ok {
		return b, nil
	}
	return nil, law.Bad(path, law.CodeType)
}

func readNumber(v any, _ law.GivenKey, path string) (any, error) {
	if x, ok := number(v); ok {
		return x, nil
	}
	return nil, law.Bad(path, law.CodeType)
}

func readInt(v any, _ law.GivenKey, path string) (any, error) {
	x, ok := number(v)
	if !ok || x.Cmp(money.Int(x.Floor())) != 0 {
		return nil, law.Bad(path, law.CodeType)
	}
	if n := x.Floor(); n < -1000000 || n > 1000000 {
		return nil, law.Bad(path, law.CodeAbsurd, law.Number("value", x))
	}
	return int(x.Floor()), nil
}

func readChoice(v any, k law.GivenKey, path string) (any, error) {
	s, ok := v.(string)
	if !ok {
		return nil, law.Bad(path, law.CodeType)
	}
	for _, name := range []string{s, alsoCalled[s]} {
		if name != "" && slices.Contains(k.Choices, name) {
			return name, nil
		}
	}
	return nil, law.Bad(path, law.CodeChoice, law.Text("value", s))
}

// alsoCalled lists other usual names of a choice.
var alsoCalled = map[string]string{
	"layoff": law.LayOff, "retrenchment": law.Redundancy, "dismissal_redundancy": law.Redundancy,
	"fixed_term_expiry": law.ContractExpired, "fixed_term_expired": law.ContractExpired, "contract_expiry": law.ContractExpired,
	"non_renewal": law.ContractExpired, "non_renewal_redundancy": law.ExpiredRedundancy,
	"permanently_unfit": law.IllHealth, "permanent_incapacity": law.IllHealth,
	"dismissal_payment_in_lieu": law.DismissalInLieu, "dismissal_in_lieu": law.DismissalInLieu,
	"maintenance_order": "maintenance", "court_ordered_maintenance": "maintenance", "mpf_contribution": "mpf", "employee_mpf": "mpf",
	"meals": "food", "lodging": "accommodation", "housing": "accommodation", "wage_advance": "advance", "damage_or_loss": "damage",
}

func readPeriod(v any, k law.GivenKey, path string) (any, error) {
	ends, ok := v.([]any)
	if !ok || len(ends) != 2 {
		return nil, law.Bad(path, law.CodeType)
	}
	from, err := readers["date"](ends[0], k, path)
	if err != nil {
		return nil, err
	}
	to, err := readers["date"](ends[1], k, path)
	if err != nil {
		return nil, err
	}
	return civil.Period{From: from.(civil.Date), To: to.(civil.Date)}, nil
}

// byKey reads an object whose keys are dates or months and whose values are numbers.
func byKey[K comparable](parse func(string) (K, error)) reader {
	return func(v any, _ law.GivenKey, path string) (any, error) {
		o, ok := v.(object)
		if !ok {
			return nil, law.Bad(path, law.CodeType)
		}
		out := map[K]money.Exact{}
		for _, name := range keysOf(o) {
			key, err := parsed(parse, name, path)
			if err != nil {
				return nil, err
			}
			x, ok := number(o[name])
			if !ok {
				return nil, law.Bad(path, law.CodeType)
			}
			out[key.(K)] = x
		}
		return out, nil
	}
}

func readSettings(v any, _ law.GivenKey, path string) (any, error) {
	o, ok := v.(object)
	if !ok {
		return nil, law.Bad(path, law.CodeType)
	}
	s := law.Settings{}
	for _, name := range keysOf(o) {
		choice, ok := o[name].(string)
		if !ok {
			return nil, law.Bad(path+"."+name, law.CodeType)
		}
		s[name] = choice
	}
	return s, s.Check()
}
