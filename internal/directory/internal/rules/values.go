package rules

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"tramway/internal/civil"
	"tramway/internal/han"
)

// The kinds of an organisation's own fields.
const (
	KindText   = "text"
	KindNumber = "number"
	KindDate   = "date"
	KindChoice = "choice"
)

// MaxValue is the most characters of a value.
const MaxValue = 500

// Own is a field of the organisation as far as values ask.
type Own struct {
	ID       string
	Names    []string // in all languages
	Kind     string
	Choices  []string
	Required bool
}

var number = regexp.MustCompile(`^-?[0-9]{1,15}(\.[0-9]{1,6})?$`)

// Clean brings a value into the one form in which it is kept; code says what is wrong
// with it.
func (o Own) Clean(written string) (value, code string) {
	written = strings.TrimSpace(written)
	if written == "" {
		return "", ""
	}
	switch o.Kind {
	case KindNumber:
		n := strings.ReplaceAll(han.Fold(written), ",", "")
		if !number.MatchString(n) {
			return "", "number"
		}
		return n, ""
	case KindDate:
		return Day(written)
	case KindChoice:
		i := slices.IndexFunc(o.Choices, func(c string) bool { return han.Fold(c) == han.Fold(written) })
		if i < 0 {
			return "", "unknown_choice"
		}
		return o.Choices[i], ""
	}
	if len([]rune(written)) > MaxValue {
		return "", "too_long"
	}
	return written, ""
}

// layouts are how a day is written here; the last is how Excel hands on a cell of
// its own short date.
var layouts = []string{"2006-1-2", "2006/1/2", "2/1/2006", "2.1.2006", "2-1-2006", "2006年1月2日", "2 Jan 2006", "01-02-06"}

// Day brings a day into the form 2006-01-02; years are from 1900 to 2199.
func Day(written string) (day, code string) {
	written = strings.TrimSpace(written)
	for _, l := range layouts {
		t, err := time.Parse(l, written)
		if err != nil || t.Year() < 1900 || t.Year() > 2199 {
			continue
		}
		if d, err := civil.New(t.Year(), int(t.Month()), t.Day()); err == nil {
			return d.String(), ""
		}
	}
	if written == "" {
		return "", ""
	}
	return "", "date"
}
