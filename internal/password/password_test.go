package password_test

import (
	"strings"
	"testing"

	"tramway/internal/fault"
	"tramway/internal/password"
)

var ada = password.Known{"ada.au@harbour.example", "AU Ada", "Harbour Trading Limited", "海港貿易有限公司"}

func code(err error) string {
	if f := fault.Of(err); f != nil && len(f.Fields) == 1 {
		return f.Fields[0].Code
	}
	return ""
}

func TestWhatWillDoAndWhatWillNot(t *testing.T) {
	t.Parallel()
	for p, want := range map[string]string{
		"correct horse battery":            "",
		"三個人在電車上飲凍檸茶等開工啦":                  "",
		"       a line of blanks":          "",
		"4711-0815-2026-1122":              "",
		"fourteen chars":                   "password_short",
		"":                                 "password_short",
		strings.Repeat("long enough ", 22): "too_long",
		"passwordpassword":                 "password_common",
		"PassWordPassWord":                 "password_common",
		"ｐａｓｓｗｏｒｄpassword":                 "password_common",
		"!!! password1 2026 !!!":           "password_common",
		"aaaaaaaaaaaaaaaaaa":               "password_common",
		"abcabcabcabcabcabc":               "password_common",
		"dragondragondragon":               "password_common",
		"我愛香港我愛香港我愛香港我愛香港": "password_common",
		"abcdefghijklmnop":          "password_common",
		"12345678901234567":         "password_common",
		"qwertyuiopasdfghjkl":       "password_common",
		"ada.au@harbour.example":    "password_known",
		"Harbour-Trading-2026":      "password_known",
		"Tramway!Tramway2026":       "password_known",
		"海港貿易有限公司2026ada":           "password_known",
		"harbour sings at midnight": "",
	} {
		if got := code(password.Check("body.password", p, password.Alone, ada)); got != want {
			t.Errorf("%q: %q, want %q", p, got, want)
		}
	}
	if got := code(password.Check("f", "eight ch", password.Beside, ada)); got != "" {
		t.Errorf("eight characters beside a second factor: %s", got)
	}
	if got := code(password.Check("f", "baseball", password.Beside, ada)); got != "password_common" {
		t.Errorf("a common one beside a second factor: %q", got)
	}
}

// A password typed as letters with separate accents is the same as one with joined
// ones, and a character outside the basic plane counts as one.
func TestTheSamePasswordOnAnotherKeyboard(t *testing.T) {
	t.Parallel()
	if a, b := password.Normal("cafe\u0301"), password.Normal("caf\u00e9"); a != b {
		t.Errorf("%q and %q", a, b)
	}
	if n := password.Length("e\u0301𠮷"); n != 2 {
		t.Errorf("length %d", n)
	}
}

func FuzzCheck(f *testing.F) {
	for _, s := range []string{"", "\xff\xfe", "pass", strings.Repeat("é", 200), "\u0301\u0301\u0301"} {
		f.Add(s, "ada@harbour.example")
	}
	f.Fuzz(func(t *testing.T, p, login string) {
		err := password.Check("x", p, password.Alone, password.Known{login})
		if n := password.Length(p); err == nil && (n < password.Alone || len(password.Normal(p)) > password.MaxBytes) {
			t.Errorf("%q passed with %d characters", p, n)
		}
		if again := password.Normal(password.Normal(p)); again != password.Normal(p) {
			t.Errorf("%q is not stable", p)
		}
	})
}
