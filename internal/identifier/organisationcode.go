package identifier

import "regexp"

var organisationForm = regexp.MustCompile(`^([0-9A-Z]{8})-?([0-9X])$`)

var organisationWeights = []int{3, 7, 9, 10, 5, 8, 4, 2}

// organisationCode checks a mainland organisation code (GB 11714): eight digits or
// letters and a check character 0 to 9 or X. Canonical with a hyphen: Y2922948-X.
func organisationCode(s string) (Result, error) {
	m := organisationForm.FindStringSubmatch(withoutBlanks(s))
	if m == nil {
		return Result{}, Form
	}
	if m[2][0] != organisationCheck(m[1]) {
		return Result{}, CheckCharacter
	}
	return Result{Canonical: m[1] + "-" + m[2]}, nil
}

// organisationCheck is 11 less the sum modulo 11, where 10 is X and 11 is 0.
func organisationCheck(body string) byte {
	return "0123456789X"[(11-weighted(body, organisationWeights, 0)%11)%11]
}
