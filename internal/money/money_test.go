package money

import (
	"encoding/json"
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

func TestRoundsHalfUpOnce(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		x      string
		places int
		want   string
	}{
		{"312.475", 2, "312.48"}, {"312.4749999999", 2, "312.47"}, {"0.005", 2, "0.01"}, {"2857.136", 2, "2857.14"},
		{"7", 2, "7.00"}, {"0", 0, "0"}, {"0.5", 0, "1"}, {"-0.015", 2, "-0.01"}, {"1e3", 2, "1000.00"},
		{"999999999999999999.995", 2, "1000000000000000000.00"},
	} {
		if got := Must(c.x).Fixed(c.places); got != c.want {
			t.Errorf("%s to %d places: %s, want %s", c.x, c.places, got, c.want)
		}
	}
	if got := Int(20200).Times(11).Over(334).Decimal(4); got != "665.2695" {
		t.Errorf("222,200 / 334 = %s", got)
	}
}

func TestParseRefusesWhatIsNoDecimal(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"", "-", ".5", "5.", "1/3", "0x10", "Inf", "NaN", "1e99", "1e-99", "1e", "1_000", " 1", "1e19",
		"1234567890123456789012345678901"} {
		if x, err := Parse(s); err == nil {
			t.Errorf("%q was read as %s", s, x)
		}
	}
	if x, err := ParseFraction("4/5"); err != nil || x.Cmp(Fraction(4, 5)) != 0 {
		t.Errorf("4/5 = %s, %v", x, err)
	}
	for _, s := range []string{"1/0", "a/b", "1/2/3"} {
		if _, err := ParseFraction(s); err == nil {
			t.Errorf("%q was read as a fraction", s)
		}
	}
}

func TestHKDollars(t *testing.T) {
	t.Parallel()
	for x, want := range map[string]string{"0": "HK$0.00", "999.999": "HK$1,000.00", "1234567.5": "HK$1,234,567.50", "-20": "-HK$20.00"} {
		if got := HKD(Must(x)); got != want {
			t.Errorf("%s is written %s, want %s", x, got, want)
		}
	}
	if c, ok := Must("12.345").Cents(); !ok || c != 1235 || c.String() != "12.35" || c.HKD() != "HK$12.35" {
		t.Errorf("12.345 is %d cents", c)
	}
	if _, ok := Must("999999999999999999999").Cents(); ok {
		t.Error("an amount beyond 64 bits was accepted")
	}
}

func TestJSONIsExact(t *testing.T) {
	t.Parallel()
	var x Exact
	if err := json.Unmarshal([]byte("0.1"), &x); err != nil || x.Cmp(Fraction(1, 10)) != 0 {
		t.Errorf("0.1 was read as %s", x)
	}
	if err := json.Unmarshal([]byte(`"0.1"`), &x); err == nil {
		t.Error("a text was read as a number")
	}
	if b, _ := json.Marshal(Fraction(1, 3)); string(b) != "0.333333" {
		t.Errorf("one third is written %s", b)
	}
}

func TestCeilAndFloor(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ n, d, up, down int64 }{{7, 2, 4, 3}, {4, 2, 2, 2}, {-7, 2, -3, -4}, {0, 5, 0, 0}, {1, 365, 1, 0}} {
		x := Fraction(c.n, c.d)
		if x.Ceil() != c.up || x.Floor() != c.down {
			t.Errorf("%d/%d: ceil %d floor %d", c.n, c.d, x.Ceil(), x.Floor())
		}
	}
}

func TestMulDivEqualsTheExactFraction(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a := rapid.Int64Range(0, 1<<50).Draw(t, "a")
		b := rapid.Int64Range(0, 1<<40).Draw(t, "b")
		c := rapid.Int64Range(1, 1<<40).Draw(t, "c")
		want := Int(a).Mul(Int(b)).Div(Int(c)).scaled(0)
		got, ok := MulDiv(a, b, c)
		if ok != want.IsInt64() || ok && big.NewInt(got).Cmp(want) != 0 {
			t.Fatalf("%d*%d/%d = %d %v, want %s", a, b, c, got, ok, want)
		}
	})
}
