package money

import "strings"

// Cents is an amount of Hong Kong dollars in cents, as it is paid.
type Cents int64

// Exact turns cents back into an exact number of dollars.
func (c Cents) Exact() Exact { return Fraction(int64(c), 100) }

// String writes dollars with two places, such as 1234.50.
func (c Cents) String() string { return c.Exact().Fixed(2) }

// HKD writes the amount for people, such as HK$1,234.50.
func (c Cents) HKD() string { return HKD(c.Exact()) }

// HKD rounds an amount half up to the cent and writes it for people.
func HKD(x Exact) string {
	s := x.Fixed(2)
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = "-", s[1:]
	}
	return sign + "HK$" + Group(s)
}

// Group puts a comma after every three digits of the whole part.
func Group(s string) string {
	whole, part, point := strings.Cut(s, ".")
	var b strings.Builder
	for i, r := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(r)
	}
	if point {
		b.WriteString("." + part)
	}
	return b.String()
}
