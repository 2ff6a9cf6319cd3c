package verification

import (
	"errors"
	"strings"

	"tramway/internal/civil"
	"tramway/internal/fault"
	"tramway/internal/identifier"
)

// Numbers are what stands on the papers. They are kept sealed.
type Numbers struct {
	BRCertificate    string `json:"br_certificate,omitempty" maxLength:"60" doc:"of the Business Registration Certificate: 99510874-000-04-26-A"`
	CompanyNo        string `json:"company_no,omitempty" maxLength:"40" doc:"of the certificate of incorporation"`
	IncorporatedOn   string `json:"incorporated_on,omitempty" maxLength:"10" doc:"day of the certificate of incorporation, YYYY-MM-DD"`
	CreditCode       string `json:"credit_code,omitempty" maxLength:"40" doc:"Unified Social Credit Code"`
	Representative   string `json:"representative,omitempty" maxLength:"120" doc:"legal representative"`
	RepresentativeID string `json:"representative_id,omitempty" maxLength:"40" doc:"resident identity number; shown masked"`
	OtherNo          string `json:"other_no,omitempty" maxLength:"60" doc:"of a registration of another kind"`
}

// fields are the numbers by name, each with the kind that checks it.
func (n *Numbers) fields() map[string]*string {
	return map[string]*string{"br_certificate": &n.BRCertificate, "company_no": &n.CompanyNo, "credit_code": &n.CreditCode,
		"representative": &n.Representative, "representative_id": &n.RepresentativeID, "other_no": &n.OtherNo}
}

var kinds = map[string]identifier.Kind{"br_certificate": identifier.BusinessCertificate, "company_no": identifier.CompanyNumber,
	"credit_code": identifier.CreditCode, "representative_id": identifier.ResidentID}

// check brings the numbers into their one form and notes every bad one. Nothing may
// be missing yet: a draft is kept as far as it is.
func (n *Numbers) check(today civil.Date, bad *fault.Fields) {
	for field, value := range n.fields() {
		*value = strings.TrimSpace(*value)
		kind, checked := kinds[field]
		if *value == "" || !checked {
			continue
		}
		r, err := identifier.Check(kind, *value, today)
		if err != nil {
			bad.Add("body.numbers."+field, code(err))
			continue
		}
		*value = r.Canonical
	}
	n.checkCompany(today, bad)
}

// checkCompany: since 27 December 2023 a Hong Kong company has one number, and a
// certificate of incorporation shows the form of its day.
func (n *Numbers) checkCompany(today civil.Date, bad *fault.Fields) {
	if len(n.CompanyNo) == 8 && n.CompanyNo[0] != 'F' && len(n.BRCertificate) > 8 && n.BRCertificate[:8] != n.CompanyNo {
		bad.Add("body.numbers.company_no", "numbers_differ")
	}
	if n.IncorporatedOn == "" {
		return
	}
	day, err := civil.Parse(n.IncorporatedOn)
	if err != nil || day.After(today) {
		bad.Add("body.numbers.incorporated_on", "date_past")
	} else if n.CompanyNo != "" && !identifier.CompanyNumberFits(n.CompanyNo, day) {
		bad.Add("body.numbers.company_no", "number_of_another_day")
	}
}

func code(err error) string {
	if errors.Is(err, identifier.CheckCharacter) {
		return "number_check"
	}
	return "number_form"
}

// missing notes what has to be there before it is handed in.
func (n *Numbers) missing(needs Needs, bad *fault.Fields) {
	for field, value := range n.fields() {
		if needs.number(field) && *value == "" {
			bad.Add("body.numbers."+field, "required")
		}
	}
}

// masked is how numbers are shown and recorded.
func (n Numbers) masked() Numbers {
	if n.RepresentativeID != "" {
		n.RepresentativeID = identifier.Mask(identifier.ResidentID, n.RepresentativeID)
	}
	return n
}
