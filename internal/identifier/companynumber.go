package identifier

import (
	"regexp"

	"tramway/internal/civil"
)

var companyForm = regexp.MustCompile(`^F?[0-9]{7}$`)

// companyNumber checks a number of the Companies Registry: seven digits, F and
// seven digits for a registered non-Hong Kong company, or the eight digits of the
// Business Registration Number.
func companyNumber(s string) (Result, error) {
	if r, err := shaped(companyForm)(s); err == nil {
		return r, nil
	}
	return businessNumber(s)
}

// companyNumberForms are the forms of a new company's number, by the first day on
// which certificates showed them (Companies Registry and Inland Revenue
// Department, Unique Business Identifier).
var companyNumberForms = []struct {
	from civil.Date
	form *regexp.Regexp
}{
	{civil.Must("2023-12-27"), eightDigits},
	{civil.Must("1900-01-01"), companyForm},
}

// CompanyNumberFits tells whether a canonical company number has the form that a
// certificate of incorporation or registration of that day shows. The number in
// use today may be another one: since the change every company is known by its
// Business Registration Number.
func CompanyNumberFits(canonical string, certified civil.Date) bool {
	for _, era := range companyNumberForms {
		if !certified.Before(era.from) {
			return era.form.MatchString(canonical)
		}
	}
	return false
}
