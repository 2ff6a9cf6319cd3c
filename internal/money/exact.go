// Package money computes with exact numbers: fractions that never lose a
// digit, and cents that are rounded once, half up, when a line becomes payable.
// No binary floating point is used anywhere.
//
// Floor: 0
package money

import (
	"errors"
	"fmt"
	"math/big"
	"strings"
)

// ErrNumber says that a text is not a plain decimal number of reasonable length.
var ErrNumber = errors.New("money: not a decimal number")

const maxDigits = 30

// Exact is an exact fraction: an amount, a number of hours or of days. It never
// changes once made; the zero value is 0.
type Exact struct{ r *big.Rat }

var zero = new(big.Rat)

func (x Exact) rat() *big.Rat {
	if x.r == nil {
		return zero
	}
	return x.r
}

// Int returns n.
func Int(n int64) Exact { return Exact{new(big.Rat).SetInt64(n)} }

// Fraction returns n/d; d must not be 0.
func Fraction(n, d int64) Exact { return Exact{big.NewRat(n, d)} }

// Parse reads a decimal such as 42.1, -3 or 1.5e3, of at most 30 digits.
func Parse(text string) (Exact, error) {
	if !plainDecimal(text) {
		return Exact{}, fmt.Errorf("%w: %.40q", ErrNumber, text)
	}
	r, ok := new(big.Rat).SetString(text)
	if !ok {
		return Exact{}, fmt.Errorf("%w: %.40q", ErrNumber, text)
	}
	return Exact{r}, nil
}

// Must is Parse for numbers written in a test or a data file.
func Must(text string) Exact {
	x, err := Parse(text)
	if err != nil {
		panic(err)
	}
	return x
}

// plainDecimal keeps out fractions, hexadecimal, infinities and exponents that would fill the memory.
func plainDecimal(text string) bool {
	s := strings.TrimPrefix(text, "-")
	mantissa, exponent, scaled := strings.Cut(strings.ToLower(s), "e")
	if scaled {
		exponent = strings.TrimLeft(exponent, "+-")
		if len(exponent) == 0 || len(exponent) > 2 || !allDigits(exponent) || exponent > "18" && len(exponent) == 2 {
			return false
		}
	}
	whole, part, point := strings.Cut(mantissa, ".")
	if point && part == "" || whole == "" {
		return false
	}
	return len(whole)+len(part) <= maxDigits && allDigits(whole) && allDigits(part)
}

func allDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// ParseFraction reads a decimal or a fraction such as 4/5.
func ParseFraction(text string) (Exact, error) {
	n, d, isFraction := strings.Cut(text, "/")
	x, err := Parse(n)
	if err != nil || !isFraction {
		return x, err
	}
	y, err := Parse(d)
	if err != nil || y.Sign() == 0 {
		return Exact{}, fmt.Errorf("%w: %.40q", ErrNumber, text)
	}
	return x.Div(y), nil
}

// Add, Sub, Mul and Div are exact; the divisor must not be 0.
func (x Exact) Add(y Exact) Exact { return Exact{new(big.Rat).Add(x.rat(), y.rat())} }
func (x Exact) Sub(y Exact) Exact { return Exact{new(big.Rat).Sub(x.rat(), y.rat())} }
func (x Exact) Mul(y Exact) Exact { return Exact{new(big.Rat).Mul(x.rat(), y.rat())} }
func (x Exact) Div(y Exact) Exact { return Exact{new(big.Rat).Quo(x.rat(), y.rat())} }

// Times multiplies by a whole number.
func (x Exact) Times(n int) Exact { return x.Mul(Int(int64(n))) }

// Over divides by a whole number, which must not be 0.
func (x Exact) Over(n int) Exact { return x.Div(Int(int64(n))) }

// Cmp orders numbers, Sign compares with 0, Less tells x < y.
func (x Exact) Cmp(y Exact) int   { return x.rat().Cmp(y.rat()) }
func (x Exact) Sign() int         { return x.rat().Sign() }
func (x Exact) Less(y Exact) bool { return x.Cmp(y) < 0 }

// Min and Max pick the smaller and the larger.
func Min(a, b Exact) Exact {
	if b.Less(a) {
		return b
	}
	return a
}

func Max(a, b Exact) Exact {
	if a.Less(b) {
		return b
	}
	return a
}
