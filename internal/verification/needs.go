package verification

import (
	"slices"

	"tramway/internal/host"
)

// Needs are what an organisation of a region and kind hands in (F104, F108, F112,
// F117, F124).
type Needs struct {
	Numbers []string `json:"numbers" doc:"fields that have to be filled in"`
	Papers  []string `json:"papers" doc:"kinds of papers that have to be there"`
}

// needsOf: companies prove themselves by their register; a school by the registration
// of its kind, everybody else by their statutes, and a letter that says for whom the
// person acts. A mainland company's is one page: licence, code, representative.
func needsOf(region, kind string) Needs {
	switch {
	case kind == "company" && region == "hk":
		return Needs{[]string{"br_certificate", "company_no"}, host.Regions["hk"].Documents}
	case kind == "company" && region == "cn":
		return Needs{[]string{"credit_code", "representative", "representative_id"}, host.Regions["cn"].Documents}
	case kind == "company":
		return Needs{[]string{"other_no"}, host.Regions[region].Documents}
	case kind == "school":
		return Needs{[]string{"other_no"}, []string{"registration", "authority"}}
	case kind == "government":
		return Needs{nil, []string{"authority"}}
	}
	return Needs{[]string{"other_no"}, []string{"statutes", "authority"}}
}

func (n Needs) number(field string) bool { return slices.Contains(n.Numbers, field) }

func (n Needs) paper(kind string) bool { return slices.Contains(n.Papers, kind) }
