package identifier

import (
	"regexp"
	"strings"
)

// The classes of a Hong Kong number. No prefix proves a mobile: send a code.
const (
	Fixed         Class = "fixed"
	MobileOrOther Class = "mobile_or_other"
)

var (
	phoneHKForm  = regexp.MustCompile(`^(?:\+852|00852|852)?([2-9][0-9]{7})$`)
	mobileCNForm = regexp.MustCompile(`^(?:\+86|0086|86)?(1[3-9][0-9]{9})$`)
	bracketed    = regexp.MustCompile(`\((\+?[0-9]+)\)`)
	longer       = regexp.MustCompile(`^(?:800|900|999)`)
)

// phoneHK checks a Hong Kong subscriber number (Communications Authority,
// numbering plan): eight digits from 2 to 9 first, with or without 852. Numbers
// in 800 and 900 have more digits and 999 is the emergency call, so none of them
// begins a number of eight. Canonical is E.164.
func phoneHK(s string) (Result, error) {
	m := phoneHKForm.FindStringSubmatch(dialled(s))
	if m == nil || longer.MatchString(m[1]) {
		return Result{}, Form
	}
	class := MobileOrOther
	if m[1][0] == '2' || m[1][0] == '3' {
		class = Fixed
	}
	return Result{Canonical: "+852" + m[1], Class: class}, nil
}

// mobileCN checks a mainland mobile number: 13 to 19 and nine digits, with or
// without 86. Canonical is E.164.
func mobileCN(s string) (Result, error) {
	m := mobileCNForm.FindStringSubmatch(dialled(s))
	if m == nil {
		return Result{}, Form
	}
	return Result{Canonical: "+86" + m[1]}, nil
}

// dialled drops what only groups digits: blanks, hyphens and brackets that pair.
func dialled(s string) string {
	s = bracketed.ReplaceAllString(withoutBlanks(s), "$1-")
	return ungrouped(strings.TrimSuffix(s, "-"))
}
