package identifier

import (
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"

	"tramway/internal/civil"
)

type vector struct {
	ID        string
	Type      Kind
	Input     string
	Valid     bool
	Canonical string
	Class     Class
}

func vectors(t testing.TB, file string) (civil.Date, []vector) {
	t.Helper()
	raw, err := os.ReadFile("testdata/" + file)
	var f struct {
		ReferenceDate civil.Date `json:"reference_date"`
		Vectors       []vector
	}
	if err == nil {
		err = json.Unmarshal(raw, &f)
	}
	if err != nil || len(f.Vectors) == 0 {
		t.Fatal(err, len(f.Vectors))
	}
	return f.ReferenceDate, f.Vectors
}

var files = []string{"identifiers.json", "more-identifiers.json"}

func TestVectors(t *testing.T) {
	t.Parallel()
	for _, file := range files {
		today, list := vectors(t, file)
		for _, v := range list {
			got, err := Check(v.Type, v.Input, today)
			if (err == nil) != v.Valid || got.Canonical != v.Canonical || v.Class != "" && got.Class != v.Class {
				t.Errorf("%s %q: %+v, %v", v.ID, v.Input, got, err)
			}
		}
	}
}

// A canonical form is a fixed point, also with blanks around it and in small letters.
func TestCanonicalStaysAsItIs(t *testing.T) {
	t.Parallel()
	for _, file := range files {
		today, list := vectors(t, file)
		for _, v := range list {
			for _, text := range []string{v.Canonical, " " + v.Canonical + " ", strings.ToLower(v.Canonical)} {
				if got, err := Check(v.Type, text, today); v.Valid && (err != nil || got.Canonical != v.Canonical) {
					t.Errorf("%s: %q became %q, %v", v.ID, text, got.Canonical, err)
				}
			}
		}
	}
}

func TestErrorsAreNamedAndTellNothing(t *testing.T) {
	t.Parallel()
	today := civil.Must("2026-11-22")
	for _, c := range []struct {
		kind Kind
		text string
		want Refusal
	}{
		{"nothing", "1", UnknownKind}, {HKID, "A123456(4)", CheckCharacter}, {HKID, "A12345(4)", Form},
		{ResidentID, "990101190101011237", NoSuchRegion}, {ResidentID, "110101190102301232", NoSuchDate},
		{ResidentID, "420102190111266184", CheckCharacter}, {PaymentCard, "9211995608700818", NoSuchIssuer},
		{CreditCode, "91440100YR4ETMWE2E", CheckCharacter}, {HKID, "A123456(3)\xff", Form},
	} {
		_, err := Check(c.kind, c.text, today)
		if !errors.Is(err, c.want) || strings.Contains(err.Error(), c.text) && len(c.text) > 1 {
			t.Errorf("%s %q: %v", c.kind, c.text, err)
		}
	}
	if _, err := Check(ResidentID, "11010119040229867x", civil.Date{}); !errors.Is(err, NoSuchDate) {
		t.Errorf("without a day: %v", err)
	}
}

func TestCreditCodeDoubt(t *testing.T) {
	t.Parallel()
	_, list := vectors(t, "identifiers.json")
	for _, v := range list {
		if got, err := Check(CreditCode, v.Input, civil.Date{}); v.Type == CreditCode && err == nil && got.Doubt != "" {
			t.Errorf("%s is in doubt", v.ID)
		}
	}
	_, list = vectors(t, "more-identifiers.json")
	doubts := 0
	for _, v := range list {
		if got, _ := Check(v.Type, v.Input, civil.Date{}); got.Doubt == OrganisationCheck {
			doubts++
		}
	}
	if doubts == 0 {
		t.Error("no code inside a code was doubted")
	}
}

func TestCompanyNumberFits(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		number, certified string
		want              bool
	}{
		{"9427720", "2023-12-26", true}, {"9427720", "2023-12-27", false}, {"99428348", "2023-12-27", true},
		{"99428348", "2023-12-26", false}, {"F0944790", "2010-01-01", true}, {"F0944790", "2024-01-01", false}, {"", "2024-01-01", false},
	} {
		if got := CompanyNumberFits(c.number, civil.Must(c.certified)); got != c.want {
			t.Errorf("%s on %s: %v", c.number, c.certified, got)
		}
	}
}

func TestMask(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		kind       Kind
		text, want string
	}{
		{HKID, "A123456(3)", "A12****(*)"}, {HKID, "AB987654(3)", "AB98****(*)"}, {HKID, "", ""}, {HKID, "A", "A"},
		{ResidentID, "11010119040229867X", "11****************"}, {PaymentCard, "4111111111111111", "************1111"},
		{BankAccountHK, "990-123-360269", "***-***-******"}, {"nothing", "A1", "**"}, {PaymentCard, "41", "41"},
	} {
		if got := Mask(c.kind, c.text); got != c.want {
			t.Errorf("%s: %s", c.kind, got)
		}
	}
}

func BenchmarkCheck(b *testing.B) {
	today, list := vectors(b, "identifiers.json")
	byKind := map[Kind][]string{}
	for _, v := range list {
		byKind[v.Type] = append(byKind[v.Type], v.Input)
	}
	for _, kind := range []Kind{HKID, CreditCode, ResidentID, PaymentCard, PassportLine, PhoneHK} {
		b.Run(string(kind), func(b *testing.B) {
			for i := range b.N {
				_, _ = Check(kind, byKind[kind][i%len(byKind[kind])], today)
			}
		})
	}
}
