package telemetry

import "strings"

// telephone finds a number whose digits begin at d: with the country code of Hong
// Kong or the mainland, or a mobile number of either without it. A landline of
// eight digits without a country code looks like a date or a count and stays.
func telephone(s string, d int) span {
	if e := country(s, d); e > 0 {
		if d > 0 && s[d-1] == '(' && s[d+3] == ')' {
			d-- // (852) 6123 4567
		}
		return span{d, e}
	}
	if fraction(s, d) {
		return none
	}
	end := 0
	switch c := s[d]; {
	case c >= '4':
		end = digits(s, d, 8, 4)
	case c == '1' && d+1 < len(s) && s[d+1] >= '3':
		end = mainland(s, d)
	}
	if end == 0 || grown(s, end) {
		return none
	}
	return span{d, end}
}

// country reads 852 and eight digits, or 86 and eleven, also after 00.
func country(s string, d int) int {
	i := d
	if strings.HasPrefix(s[i:], "00") {
		i += 2
	}
	end := 0
	if rest, n := after(s, i, "852"); n > 0 && s[rest] >= '2' {
		end = loose(s, rest, 8)
	} else if rest, n := after(s, i, "86"); n > 0 && s[rest] == '1' {
		end = loose(s, rest, 11)
	}
	if end == 0 || end < len(s) && isDigit(s[end]) {
		return 0
	}
	return end
}

// after is where the digits go on behind a country code; n is 0 if the code or
// the digits are not there.
func after(s string, i int, code string) (rest, n int) {
	if !strings.HasPrefix(s[i:], code) {
		return 0, 0
	}
	rest = skip(s, i+len(code), " -().", 3)
	if rest >= len(s) || !isDigit(s[rest]) {
		return 0, 0
	}
	return rest, len(code)
}

// mainland reads eleven digits in the usual groups of 3, 4 and 4.
func mainland(s string, i int) int {
	i = digits(s, i, 3, 3)
	if i == 0 {
		return 0
	}
	return digits(s, skip(s, i, " -", 1), 8, 4)
}

// loose reads n digits with any one sign between any two.
func loose(s string, i, n int) int {
	for k := range n {
		if k > 0 {
			i = skip(s, i, " -.", 1)
		}
		if i >= len(s) || !isDigit(s[i]) {
			return 0
		}
		i++
	}
	return i
}

// international finds the number after a plus sign at i: that of Hong Kong or the
// mainland, or 8 to 15 digits of any other country (E.164).
func international(s string, i int) span {
	d := skip(s, i+1, " (", 2)
	if d >= len(s) || s[d] < '1' || s[d] > '9' {
		return none
	}
	for _, c := range []struct {
		code string
		n    int
	}{{"852", 8}, {"86", 11}} {
		if rest, n := after(s, d, c.code); n > 0 {
			if end := loose(s, rest, c.n); end > 0 {
				return span{i, end}
			}
		}
	}
	end, n := d, 0
	for next := d; next < len(s) && isDigit(s[next]) && n < 15; n++ {
		end = next + 1
		next = skip(s, end, " -.()", 2)
	}
	if n < 8 {
		return none
	}
	return span{i, end}
}

// grown says that the number goes on: with letters it is a duration or a code.
func grown(s string, end int) bool {
	return end < len(s) && (isAlnum(s[end]) || strings.HasPrefix(s[end:], "µ"))
}

// fraction says that the digits are the fraction of a second of a time of day.
func fraction(s string, d int) bool {
	return d >= 4 && s[d-1] == '.' && isDigit(s[d-2]) && isDigit(s[d-3]) && s[d-4] == ':'
}
