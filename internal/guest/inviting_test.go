package guest

import (
	"net/mail"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"tramway/internal/fault"
)

// FuzzCheck: an invitation is refused by its fields, or what it says can be shown and mailed.
func FuzzCheck(f *testing.F) {
	now := time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)
	for _, one := range []string{"mei@acme.example", " Mei@ACME.example ", "x", "a@b\nBcc: c@d.example", "\u202eMei", strings.Repeat("長", 121)} {
		f.Add(one, one, one, int64(3600))
	}
	f.Fuzz(func(t *testing.T, email, name, company string, seconds int64) {
		i := Invitation{Email: email, Name: name, Company: company, Until: now.Add(time.Duration(seconds) * time.Second)}
		if err := i.check(now); err != nil {
			if fault.KindOf(err) != fault.Invalid {
				t.Errorf("%v", err)
			}
			return
		}
		if a, err := mail.ParseAddress(i.Email); err != nil || a.Address != i.Email || i.Email != strings.ToLower(i.Email) {
			t.Errorf("address %q", i.Email)
		}
		for _, text := range []string{i.Name, i.Company} {
			if text == "" || utf8.RuneCountInString(text) > 120 || strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) }) {
				t.Errorf("text %q", text)
			}
		}
		if left := i.Until.Sub(now); left <= 0 || left > maxStay {
			t.Errorf("until %v", i.Until)
		}
	})
}
