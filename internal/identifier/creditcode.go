package identifier

import (
	"regexp"
	"strings"
)

// creditAlphabet leaves out I, O, Z, S and V; a character's place is its value.
const creditAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

var creditForm = regexp.MustCompile(`^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$`)

// OrganisationCheck: the organisation code inside a Unified Social Credit Code
// fails its own check. Some genuine early codes do.
const OrganisationCheck Doubt = "organisation_check"

// creditCode checks a Unified Social Credit Code (GB 32100-2015): authority, kind,
// region of six digits, organisation code of nine, check character modulo 31.
// A failing code of a real company exists, so at onboarding a person looks at it.
func creditCode(s string) (Result, error) {
	s = withoutBlanks(s)
	if !creditForm.MatchString(s) {
		return Result{}, Form
	}
	if s[17] != creditCheck(s[:17]) {
		return Result{}, CheckCharacter
	}
	r := Result{Canonical: s}
	if organisationCheck(s[8:16]) != s[16] {
		r.Doubt = OrganisationCheck
	}
	return r, nil
}

// creditCheck weighs each place with the next power of three, modulo 31.
func creditCheck(body string) byte {
	sum, weight := 0, 1
	for i := range len(body) {
		sum += strings.IndexByte(creditAlphabet, body[i]) * weight
		weight = weight * 3 % 31
	}
	return creditAlphabet[(31-sum%31)%31]
}
