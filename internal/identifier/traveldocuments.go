package identifier

import "regexp"

// The forms of travel documents. None has a published check character except in
// the machine readable zone.
var (
	// Mainland Travel Permit for Hong Kong and Macao Residents: H or M and eight
	// digits; older cards add two that count renewals.
	travelPermit = regexp.MustCompile(`^[HM][0-9]{8}(?:[0-9]{2})?$`)

	// Mainland Travel Permit for Taiwan Residents.
	taiwanPermit = eightDigits

	// Exit-entry Permit for Travelling to and from Hong Kong and Macao; the letters
	// I and O are not used.
	exitPermit = regexp.MustCompile(`^C(?:[0-9]{8}|[A-HJ-NP-Z][0-9]{7})$`)

	// Passport of the Hong Kong SAR.
	hksarPassport = regexp.MustCompile(`^(?:[KH][0-9]{8}|KJ[0-9]{7})$`)

	// Passport of the People's Republic of China: ordinary, service, diplomatic.
	prcPassport = regexp.MustCompile(`^(?:[EGDSP][0-9]{8}|E[A-HJ-NP-Z][0-9]{7})$`)
)
