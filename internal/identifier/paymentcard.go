package identifier

import (
	"regexp"
	"strings"
)

var cardForm = regexp.MustCompile(`^[0-9]{12,19}$`)

// issuers are ranges of first digits and the lengths of their cards.
var issuers = []struct {
	from, to string
	lengths  []int
}{
	{"4", "4", []int{13, 16, 19}},
	{"51", "55", []int{16}},
	{"2221", "2720", []int{16}},
	{"34", "34", []int{15}},
	{"37", "37", []int{15}},
	{"6011", "6011", []int{16, 19}},
	{"644", "649", []int{16, 19}},
	{"65", "65", []int{16, 19}},
	{"3528", "3589", []int{16, 19}},
	{"62", "62", []int{16, 17, 18, 19}},
	{"300", "305", []int{14}},
	{"36", "36", []int{14}},
	{"38", "39", []int{14}},
}

// paymentCard checks the number of a payment card (ISO/IEC 7812): 12 to 19 digits
// that are not all the same, the Luhn check, and a range with its length. Errors
// also: NoSuchIssuer.
func paymentCard(s string) (Result, error) {
	s = ungrouped(s)
	switch {
	case !cardForm.MatchString(s) || strings.Count(s, s[:1]) == len(s):
		return Result{}, Form
	case !luhn(s):
		return Result{}, CheckCharacter
	case !issued(s):
		return Result{}, NoSuchIssuer
	}
	return Result{Canonical: s}, nil
}

// luhn doubles every second digit from the right and takes nine off above nine.
func luhn(s string) bool {
	sum := 0
	for i := range len(s) {
		d := value(s[len(s)-1-i], 0) << (i % 2)
		sum += d - d/10*9
	}
	return sum%10 == 0
}

func issued(s string) bool {
	for _, r := range issuers {
		for _, n := range r.lengths {
			if start := s[:len(r.from)]; n == len(s) && start >= r.from && start <= r.to {
				return true
			}
		}
	}
	return false
}
