package identifier

import "regexp"

// passportForm: number and check, nationality, birth and check, sex, expiry and
// check, optional data and check, last check. A date of birth may be unknown in
// part and then has fillers.
var passportForm = regexp.MustCompile(
	`^[A-Z0-9][A-Z0-9<]{8}[0-9][A-Z<]{3}[0-9<]{6}[0-9][MFX<][0-9]{6}[0-9][A-Z0-9<]{14}[0-9<][0-9]$`)

var passportWeights = []int{7, 3, 1}

const noOptionalData = "<<<<<<<<<<<<<<"

// passportLine checks the second line of the machine readable zone of a passport
// (ICAO Doc 9303 part 4, TD3): 44 characters with five check digits.
func passportLine(s string) (Result, error) {
	s = withoutBlanks(s)
	if !passportForm.MatchString(s) {
		return Result{}, Form
	}
	all := s[0:10] + s[13:20] + s[21:43]
	if !passportPart(s[0:9], s[9]) || !passportPart(s[13:19], s[19]) || !passportPart(s[21:27], s[27]) ||
		!optionalPart(s[28:42], s[42]) || !passportPart(all, s[43]) {
		return Result{}, CheckCharacter
	}
	return Result{Canonical: s}, nil
}

func passportPart(part string, check byte) bool {
	return check == '0'+byte(weighted(part, passportWeights, 0)%10)
}

// optionalPart: where there is no optional data its check may be a filler too.
func optionalPart(part string, check byte) bool {
	return part == noOptionalData && check == '<' || passportPart(part, check)
}
