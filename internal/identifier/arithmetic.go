package identifier

// value reads a digit as itself and a letter as A=10 to Z=35; anything else, a
// blank or a filler, is worth what the caller says.
func value(c byte, other int) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'A' && c <= 'Z':
		return int(c-'A') + 10
	}
	return other
}

// weighted sums value × weight, the weights beginning anew when they run out.
func weighted(s string, weights []int, other int) int {
	sum := 0
	for i := range len(s) {
		sum += value(s[i], other) * weights[i%len(weights)]
	}
	return sum
}
