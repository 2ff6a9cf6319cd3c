package identifier

import "regexp"

var eightDigits = regexp.MustCompile(`^[0-9]{8}$`)

// businessNumber checks a Business Registration Number (Cap. 310), which is also
// the Unique Business Identifier: eight digits, grouped as anybody likes. No
// check digit is published, so none is asked for. Leading zeros are kept.
func businessNumber(s string) (Result, error) { return shaped(eightDigits)(ungrouped(s)) }
