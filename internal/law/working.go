package law

import (
	"slices"
	"strconv"
	"strings"

	"tramway/internal/civil"
	"tramway/internal/money"
)

// Kind tells a renderer how to write an argument.
type Kind string

const (
	KindMoney  Kind = "money"  // Hong Kong dollars with two places: 1234.50
	KindYuan   Kind = "yuan"   // renminbi with two places
	KindNumber Kind = "number" // up to six places
	KindDate   Kind = "date"   // YYYY-MM-DD
	KindWord   Kind = "word"   // a key of the catalogue
	KindText   Kind = "text"   // written as it is
)

// Arg is one typed argument of a line.
type Arg struct {
	Name  string `json:"name"`
	Kind  Kind   `json:"kind"`
	Value string `json:"value"`
}

// Money, Yuan, Number, Count, Day, Word and Text make arguments.
func Money(name string, x money.Exact) Arg  { return Arg{name, KindMoney, x.Fixed(2)} }
func Yuan(name string, x money.Exact) Arg   { return Arg{name, KindYuan, x.Fixed(2)} }
func Number(name string, x money.Exact) Arg { return Arg{name, KindNumber, x.Decimal(6)} }
func Count(name string, n int) Arg          { return Arg{name, KindNumber, strconv.Itoa(n)} }
func Day(name string, d civil.Date) Arg     { return Arg{name, KindDate, d.String()} }
func Word(name, key string) Arg             { return Arg{name, KindWord, key} }
func Text(name, text string) Arg            { return Arg{name, KindText, text} }

// Days writes several dates, separated by commas.
func Days(name string, days []civil.Date) Arg {
	s := make([]string, len(days))
	for i, d := range days {
		s[i] = d.String()
	}
	return Arg{name, KindDate, strings.Join(s, ",")}
}

// Line is one step of a computation: what was done (a key of the catalogues),
// with which figures, and the part of the law behind it (a key of the sources).
type Line struct {
	Key    string `json:"key"`
	Source string `json:"source"`
	Args   []Arg  `json:"args,omitempty"`
}

// Working is the computation from top to bottom.
type Working []Line

// sayOnce adds a line unless the working has the same one already.
func (w *Working) sayOnce(key, source string, args ...Arg) {
	for _, l := range *w {
		if l.Key == key && slices.Equal(l.Args, args) {
			return
		}
	}
	w.Say(key, source, args...)
}

// Say adds a line. The source may be empty for plain arithmetic.
func (w *Working) Say(key, source string, args ...Arg) {
	*w = append(*w, Line{key, source, args})
}
