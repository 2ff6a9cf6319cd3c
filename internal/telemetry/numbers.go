package telemetry

import "strings"

// identityCard finds a Hong Kong identity card number whose digits begin at d in
// the word that begins at a: one or two letters, six digits, and a check digit in
// brackets, after a sign, or alone. The check digit is not verified: a number with
// a slip in it still names somebody.
func identityCard(s string, a, d int) span {
	start, adjacent := cardLetters(s, a, d)
	if start < 0 {
		return none
	}
	sure := isUpper(s[start]) && isUpper(s[start+letters(s, start)-1])
	end := digits(s, d, 6, 3)
	if end == 0 {
		return none
	}
	if e := bracketed(s, end); e > 0 {
		return span{start, e}
	}
	if !adjacent && !sure {
		return none // "a 1234567 byte file"
	}
	if e := checkDigit(s, end, sure); e > 0 {
		return span{start, e}
	}
	return none
}

func letters(s string, i int) int {
	n := 0
	for i+n < len(s) && isLetter(s[i+n]) {
		n++
	}
	return n
}

// cardLetters finds the letters before the digits, -1 if there are none; they may
// stand apart by one sign.
func cardLetters(s string, a, d int) (start int, adjacent bool) {
	if d > a {
		return max(a, d-2, d-trailingLetters(s, d)), true
	}
	if d < 2 || !strings.ContainsRune(" -_.", rune(s[d-1])) {
		return -1, false
	}
	n := trailingLetters(s, d-1)
	if n == 0 || n > 2 || d-1-n > 0 && isAlnum(s[d-2-n]) {
		return -1, false
	}
	return d - 1 - n, false
}

// trailingLetters counts the letters that end at end.
func trailingLetters(s string, end int) int {
	n := 0
	for end-n > 0 && isLetter(s[end-n-1]) {
		n++
	}
	return n
}

func bracketed(s string, i int) int {
	i = skip(s, i, " ", 1)
	if i >= len(s) || strings.IndexByte("([{<", s[i]) < 0 {
		return 0
	}
	i = skip(s, i+1, " ", 1)
	if i >= len(s) || !isAlnum(s[i]) {
		return 0
	}
	end := skip(s, i+1, " ", 1)
	if end < len(s) && strings.IndexByte(")]}>", s[end]) >= 0 {
		return end + 1
	}
	if end < len(s) && isAlnum(s[end]) {
		return 0
	}
	return i + 1
}

// checkDigit reads 0 to 9 or A, alone or after a sign. Between small letters a
// blank or a slash means something else: a path, a count.
func checkDigit(s string, i int, sure bool) int {
	signs := "-"
	if sure {
		signs = "-/. _"
	}
	i = skip(s, i, signs, 1)
	if i >= len(s) || !isDigit(s[i]) && s[i]|0x20 != 'a' || i+1 < len(s) && isAlnum(s[i+1]) {
		return 0
	}
	return i + 1
}

// digits reads n digits from i, with one blank or dash after each group digits;
// 0 if they are not there.
func digits(s string, i, n, group int) int {
	for k := range n {
		if k > 0 && k%group == 0 {
			i = skip(s, i, " -", 1)
		}
		if i >= len(s) || !isDigit(s[i]) {
			return 0
		}
		i++
	}
	return i
}

// skip passes over at most n of the given signs.
func skip(s string, i int, signs string, n int) int {
	for ; n > 0 && i < len(s) && strings.IndexByte(signs, s[i]) >= 0; n-- {
		i++
	}
	return i
}
