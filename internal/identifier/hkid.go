package identifier

import "regexp"

var hkidForm = regexp.MustCompile(`^([A-Z]{1,2})([0-9]{6})(?:\(([0-9A])\)|([0-9A]))$`)

var hkidWeights = []int{9, 8, 7, 6, 5, 4, 3, 2}

// hkid checks a Hong Kong identity card number (Cap. 177): one or two letters,
// six digits and a check character 0 to 9 or A, with or without brackets.
// Canonical: AB987654(3). All letters are allowed, also those not issued yet.
func hkid(s string) (Result, error) {
	m := hkidForm.FindStringSubmatch(withoutBlanks(s))
	if m == nil {
		return Result{}, Form
	}
	body, check := m[1]+m[2], m[3]+m[4]
	if check != hkidCheck(body) {
		return Result{}, CheckCharacter
	}
	return Result{Canonical: body + "(" + check + ")"}, nil
}

// hkidCheck gives the check character of prefix and digits, modulo 11. A missing
// first letter is a blank and is worth 36.
func hkidCheck(body string) string {
	if len(body) == 7 {
		body = " " + body
	}
	return string("0123456789A"[(11-weighted(body, hkidWeights, 36)%11)%11])
}
