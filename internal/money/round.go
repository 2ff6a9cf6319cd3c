package money

import (
	"math/big"
	"math/bits"
	"strings"
)

var half = big.NewRat(1, 2)

func scale(places int) *big.Int {
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil)
}

// scaled returns x times 10^places, rounded half up to a whole number.
func (x Exact) scaled(places int) *big.Int {
	t := new(big.Rat).SetInt(scale(places))
	t.Mul(t, x.rat())
	t.Add(t, half)
	// Div rounds towards minus infinity because the denominator is positive: that is half up.
	return new(big.Int).Div(t.Num(), t.Denom())
}

// Round rounds half up to that many decimal places.
func (x Exact) Round(places int) Exact {
	return Exact{new(big.Rat).SetFrac(x.scaled(places), scale(places))}
}

// Ceil returns the smallest whole number that is not below x.
func (x Exact) Ceil() int64 {
	n := new(big.Int).Neg(x.rat().Num())
	n.Div(n, x.rat().Denom())
	return -n.Int64()
}

// Floor returns the largest whole number that is not above x.
func (x Exact) Floor() int64 {
	return new(big.Int).Div(x.rat().Num(), x.rat().Denom()).Int64()
}

// Cents rounds an amount half up to the cent. ok is false when it does not fit
// in 64 bits, that is above about 92 thousand million million dollars.
func (x Exact) Cents() (c Cents, ok bool) {
	n := x.scaled(2)
	return Cents(n.Int64()), n.IsInt64()
}

// Decimal writes x with at most that many places, half up, without trailing zeros.
func (x Exact) Decimal(places int) string {
	s := x.Fixed(places)
	if !strings.Contains(s, ".") {
		return s
	}
	return strings.TrimRight(strings.TrimRight(s, "0"), ".")
}

// Fixed writes x with exactly that many places, half up.
func (x Exact) Fixed(places int) string {
	n := x.scaled(places)
	sign := ""
	if n.Sign() < 0 {
		sign, n = "-", new(big.Int).Neg(n)
	}
	s := n.String()
	if places == 0 {
		return sign + s
	}
	if len(s) <= places {
		s = strings.Repeat("0", places+1-len(s)) + s
	}
	return sign + s[:len(s)-places] + "." + s[len(s)-places:]
}

// String writes up to six decimal places.
func (x Exact) String() string { return x.Decimal(6) }

// MarshalJSON writes a JSON number of up to six places.
func (x Exact) MarshalJSON() ([]byte, error) { return []byte(x.String()), nil }

// UnmarshalJSON reads a JSON number without going through binary floating point.
func (x *Exact) UnmarshalJSON(text []byte) error {
	v, err := Parse(string(text))
	if err == nil {
		*x = v
	}
	return err
}

// MulDiv returns a*b/c rounded half up without losing a digit in between, for
// inner loops. All three must be non-negative and c positive; ok is false on
// overflow of the result.
func MulDiv(a, b, c int64) (result int64, ok bool) {
	if a < 0 || b < 0 || c <= 0 {
		return 0, false
	}
	hi, lo := bits.Mul64(uint64(a), uint64(b))
	lo, carry := bits.Add64(lo, uint64(c)/2, 0)
	hi += carry
	if hi >= uint64(c) {
		return 0, false
	}
	// With an odd divisor c/2 is rounded down, but then no remainder is exactly one half.
	q, _ := bits.Div64(hi, lo, uint64(c))
	return int64(q), q <= 1<<63-1
}
