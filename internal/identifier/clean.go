package identifier

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// longest is beyond any way of writing any identifier; a longer text is refused
// before it costs anything.
const longest = 200

// clean does what is common to all kinds: compatibility forms (full width) to
// plain ones, blanks at the ends off, a to z to upper case. What is not ASCII
// after that is refused: digits of other scripts are no digits here.
func clean(text string) (string, error) {
	if len(text) > longest || !utf8.ValidString(text) {
		return "", Form
	}
	s := strings.TrimSpace(hyphens.Replace(norm.NFKC.String(text)))
	for i := range len(s) {
		if s[i] < ' ' && s[i] != '\t' || s[i] > '~' {
			return "", Form
		}
	}
	return strings.ToUpper(s), nil // all ASCII, so no letter from elsewhere becomes one of ours
}

// hyphens are the two characters that Unicode itself calls a hyphen; the second
// becomes the first under NFKC.
var hyphens = strings.NewReplacer("\u2010", "-")

var blanks = strings.NewReplacer(" ", "", "\t", "")

func withoutBlanks(s string) string { return blanks.Replace(s) }

// ungrouped drops blanks and the hyphens between groups; a hyphen at an end is
// left to be refused.
func ungrouped(s string) string {
	s = withoutBlanks(s)
	if strings.HasPrefix(s, "-") || strings.HasSuffix(s, "-") {
		return s
	}
	return strings.ReplaceAll(s, "-", "")
}

// shaped checks a kind of which only the form is known.
func shaped(form *regexp.Regexp) func(string) (Result, error) {
	return func(s string) (Result, error) {
		s = withoutBlanks(s)
		if !form.MatchString(s) {
			return Result{}, Form
		}
		return Result{Canonical: s}, nil
	}
}
