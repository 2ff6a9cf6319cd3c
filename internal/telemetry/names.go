package telemetry

// The words that make a name secret wherever they stand in it (access_token,
// passwordHash), those that do so only at its end (api_key, but not key_count),
// and those that say the whole value is a person's.
var (
	secretWords   = []string{"token", "password", "passwd", "passphrase", "secret", "credential", "authorization", "cookie"}
	secretEnds    = []string{"key", "apikey", "otp"}
	personalNames = []string{"hkid", "phone", "mobile", "email"}
)

// Secret says whether the value under this name must never be written. Words are
// told apart at capitals, dots, dashes and underscores; a plural counts as the
// singular.
func Secret(name string) bool {
	for start := 0; start < len(name); {
		end := wordEnd(name, start)
		word := name[start:end]
		if oneOf(word, secretWords) || end == len(name) && oneOf(word, secretEnds) {
			return true
		}
		start = max(end, start+1)
	}
	return false
}

func personal(name string) bool { return oneOf(name, personalNames) }

// wordEnd is where the word that begins at i ends; i if there is none.
func wordEnd(s string, i int) int {
	upper := i < len(s) && isUpper(s[i])
	for j := i; j < len(s); j++ {
		if !isLetter(s[j]) {
			return j
		}
		if isUpper(s[j]) && !upper {
			return j // apiKey
		}
		if j > i && isUpper(s[j]) && j+1 < len(s) && isLower(s[j+1]) {
			return j // APIKey
		}
		if j > i {
			upper = isUpper(s[j])
		}
	}
	return len(s)
}

func oneOf(word string, list []string) bool {
	for _, w := range list {
		if equalFold(word, w) || len(word) == len(w)+1 && word[len(w)]|0x20 == 's' && equalFold(word[:len(w)], w) {
			return true
		}
	}
	return false
}

// equalFold compares ASCII only: the list is, and names are.
func equalFold(s, lower string) bool {
	if len(s) != len(lower) {
		return false
	}
	for i := range len(s) {
		c := s[i]
		if isUpper(c) {
			c |= 0x20
		}
		if c != lower[i] {
			return false
		}
	}
	return true
}

func isUpper(c byte) bool  { return c >= 'A' && c <= 'Z' }
func isLower(c byte) bool  { return c >= 'a' && c <= 'z' }
func isLetter(c byte) bool { return isUpper(c) || isLower(c) }
func isDigit(c byte) bool  { return c >= '0' && c <= '9' }
func isAlnum(c byte) bool  { return isDigit(c) || isLetter(c) }
