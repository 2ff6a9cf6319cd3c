package record_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"

	"tramway/internal/record"
)

// The samples of RFC 8785, sections 3.2.2 and 3.2.3.
func TestCanonicalJSONGivesTheSamplesOfTheRFC(t *testing.T) {
	t.Parallel()
	samples := map[string]string{
		`{ "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
		   "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
		   "literals": [null, true, false] }`: `{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
		`{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One",
		  "\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}`: `{"\r":"Carriage Return","1":"One","` + "\u0080" + `":"Control","ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign","😀":"Emoji: Grinning Face","` + "\ufb33" + `":"Hebrew Letter Dalet With Dagesh"}`,
		` [ 56 , { "d" : true , "10" : null , "1" : [ ] } , { } ] `: `[56,{"1":[],"10":null,"d":true},{}]`,
		`"\b\t\n\f\r\u0001\u001f\u007f\u2028"`:                      `"\b\t\n\f\r\u0001\u001f` + "\u007f\u2028" + `"`,
		`{"b":1,"a":{"z":-0.0,"y":-1}}`:                             `{"a":{"y":-1,"z":0},"b":1}`,
		`{"":0,"a":1,"aa":2,"A":3}`:                                 `{"":0,"A":3,"a":1,"aa":2}`,
	}
	for in, want := range samples {
		got, err := record.CanonicalJSON([]byte(in))
		if err != nil || string(got) != want {
			t.Errorf("CanonicalJSON(%s)\n got %s (%v)\nwant %s", in, got, err, want)
		}
	}
}

// RFC 8785 appendix B: IEEE 754 bits and how ECMAScript spells them.
func TestCanonicalJSONSpellsNumbersAsECMAScript(t *testing.T) {
	t.Parallel()
	for bits, want := range map[uint64]string{
		0x0000000000000000: "0", 0x8000000000000000: "0",
		0x0000000000000001: "5e-324", 0x8000000000000001: "-5e-324",
		0x7fefffffffffffff: "1.7976931348623157e+308", 0xffefffffffffffff: "-1.7976931348623157e+308",
		0x4340000000000000: "9007199254740992", 0xc340000000000000: "-9007199254740992",
		0x4430000000000000: "295147905179352830000", 0x44b52d02c7e14af5: "9.999999999999997e+22",
		0x44b52d02c7e14af6: "1e+23", 0x44b52d02c7e14af7: "1.0000000000000001e+23",
		0x444b1ae4d6e2ef4e: "999999999999999700000", 0x444b1ae4d6e2ef4f: "999999999999999900000",
		0x444b1ae4d6e2ef50: "1e+21", 0x3eb0c6f7a0b5ed8c: "9.999999999999997e-7",
		0x3eb0c6f7a0b5ed8d: "0.000001", 0x41b3de4355555553: "333333333.3333332",
		0x41b3de4355555554: "333333333.33333325", 0x41b3de4355555555: "333333333.3333333",
		0x41b3de4355555556: "333333333.3333334", 0x41b3de4355555557: "333333333.33333343",
		0xbecbf647612f3696: "-0.0000033333333333333333", 0x43143ff3c1cb0959: "1424953923781206.2",
	} {
		in := []byte(jsonNumber(math.Float64frombits(bits)))
		got, err := record.CanonicalJSON(in)
		if err != nil || string(got) != want {
			t.Errorf("%016x: got %s (%v), want %s", bits, got, err, want)
		}
	}
}

// jsonNumber spells f another way than the canonical one, with an exponent always.
func jsonNumber(f float64) string {
	if f == 0 {
		return "-0e5"
	}
	return strings.Replace(formatE(f), "e", "E", 1)
}

func TestCanonicalJSONRefusesWhatHasNoOneSpelling(t *testing.T) {
	t.Parallel()
	for name, in := range map[string]string{
		"nothing": "", "spaces": "  ", "two values": "1 2", "name twice": `{"a":1,"a":1}`,
		"name twice in escapes": `{"a":1,"\u0061":2}`, "name twice deeper": `[{"x":{"b":1,"c":2,"b":3}}]`,
		"NaN": "NaN", "Infinity": "-Infinity", "overflow": "1e309", "not UTF-8": "\"\xff\"",
		"lone high surrogate": `"\ud800"`, "lone low surrogate": `"\udc00"`, "high and letter": `"\ud800a"`,
		"high and high": `"\ud800\ud800"`, "raw control": "\"a\nb\"", "open string": `"a`, "open escape": `"\`,
		"unknown escape": `"\x41"`, "short escape": `"\u00"`, "bad escape": `"\u00g0"`, "signed escape": `"\u+041"`,
		"leading zero": "01", "plus": "+1", "bare point": "1.", "point first": ".5", "bare exponent": "1e", "minus": "-",
		"trailing comma": "[1,]", "trailing comma in object": `{"a":1,}`, "no colon": `{"a" 1}`, "name unquoted": "{a:1}",
		"wrong word": "nul", "comment": "/**/1", "NUL": "[1\x00]", "open array": "[1", "open object": `{"a":1`,
		"whole number lost": "9007199254740993", "long whole number lost": "123456789012345678901",
		"too deep": strings.Repeat("[", 200) + strings.Repeat("]", 200),
	} {
		if got, err := record.CanonicalJSON([]byte(in)); !errors.Is(err, record.ErrJSON) {
			t.Errorf("%s: got %q, %v; want ErrJSON", name, got, err)
		}
	}
}

func FuzzCanonicalJSON(f *testing.F) {
	for _, seed := range []string{`{"b":[1,2.50,-0],"a":"\ud83d\ude00\u000f"}`, `{"a":1,"a":2}`, "1e400", "295147905179352830000",
		`"\ud800"`, "[[[]]]", `{"":{"":null}}`, "\"\xff\"", "9007199254740993", `{"ﬀ":1,"😀":2}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		once, err := record.CanonicalJSON(in)
		if err != nil {
			return
		}
		twice, err := record.CanonicalJSON(once)
		if err != nil || !bytes.Equal(once, twice) {
			t.Fatalf("not a fixed point: %q then %q (%v)", once, twice, err)
		}
		var was, is any
		if err := json.Unmarshal(in, &was); err != nil {
			t.Fatalf("accepted what is not JSON: %q: %v", in, err)
		}
		if err := json.Unmarshal(once, &is); err != nil {
			t.Fatalf("made what is not JSON: %q: %v", once, err)
		}
		if a, b := asText(was), asText(is); a != b {
			t.Fatalf("meaning changed: %s became %s", a, b)
		}
	})
}
