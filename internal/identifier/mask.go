package identifier

import "strings"

// Mask shows of an identifier only what helps its owner to recognise it, with a
// star for each further digit or letter: of an identity card its letters and two
// digits, of a payment card the last four. Of a resident identity number, whose
// middle is a date of birth, the province. Other kinds show nothing.
func Mask(kind Kind, canonical string) string {
	switch kind {
	case HKID:
		return starred(canonical, strings.IndexAny(canonical, "0123456789")+2, 0)
	case ResidentID:
		return starred(canonical, 2, 0)
	case PaymentCard:
		return starred(canonical, 0, 4)
	}
	return starred(canonical, 0, 0)
}

// starred keeps that many characters at each end, and what is no digit or letter.
func starred(s string, head, tail int) string {
	b := []byte(s)
	for i := head; i < len(b)-tail; i++ {
		if value(b[i], -1) >= 0 {
			b[i] = '*'
		}
	}
	return string(b)
}
