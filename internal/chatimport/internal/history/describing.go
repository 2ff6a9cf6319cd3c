package history

import (
	"strings"
	"unicode/utf8"
)

// mostDescribed is how many characters say what a conversation is for.
const mostDescribed = 1000

// Described makes one description of what a source says of a conversation in several
// places, each said once. cut is all of it if it is longer than a description may be.
func Described(parts ...string) (text, cut string) {
	var said []string
	for _, p := range parts {
		p = strings.TrimSpace(Clean(p))
		if p != "" && !strings.Contains(strings.Join(said, "\n"), p) {
			said = append(said, p)
		}
	}
	text = strings.Join(said, "\n")
	if utf8.RuneCountInString(text) > mostDescribed {
		return string([]rune(text)[:mostDescribed]), text
	}
	return text, ""
}
