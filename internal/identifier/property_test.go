package identifier

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tramway/internal/civil"
)

// findsOneWrong are the kinds whose check finds every single wrong digit. A
// passport's check digits are modulo 10 with weights prime to 10, so also there
// each changed digit shows.
var findsOneWrong = []Kind{HKID, CreditCode, OrganisationCode, ResidentID, PaymentCard, PassportLine}

func TestOneWrongDigitIsFound(t *testing.T) {
	t.Parallel()
	today, list := vectors(t, "identifiers.json")
	for _, v := range list {
		if !v.Valid || !strings.Contains(kindList(findsOneWrong), "|"+string(v.Type)+"|") {
			continue
		}
		for i := range len(v.Canonical) {
			for d := byte('0'); d <= '9'; d++ {
				wrong := v.Canonical[:i] + string(d) + v.Canonical[i+1:]
				if v.Canonical[i] == d || !isDigit(v.Canonical[i]) {
					continue
				}
				if _, err := Check(v.Type, wrong, today); err == nil {
					t.Errorf("%s: digit %d may become %c", v.ID, i+1, d)
				}
			}
		}
	}
}

func kindList(kinds []Kind) string {
	all := "|"
	for _, k := range kinds {
		all += string(k) + "|"
	}
	return all
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// For every card body exactly one of the eleven check characters is right.
func TestOneCheckCharacterFits(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		body := rapid.StringMatching(`[A-Z]{1,2}[0-9]{6}`).Draw(t, "body")
		right := 0
		for _, c := range "0123456789A" {
			if r, err := Check(HKID, body+string(c), civil.Date{}); err == nil {
				right++
				if r.Canonical != body+"("+string(c)+")" {
					t.Errorf("%s", r.Canonical)
				}
			}
		}
		if right != 1 {
			t.Errorf("%s has %d check characters", body, right)
		}
	})
}

// Two neighbours that change places are found by the schemes modulo 11 and 31.
func TestNeighboursThatChangePlacesAreFound(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		body := rapid.StringMatching(`[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{9}`).Draw(t, "body")
		i := rapid.IntRange(0, 15).Draw(t, "place")
		if body[i] == body[i+1] {
			t.Skip("nothing changes")
		}
		swapped := body[:i] + string(body[i+1]) + string(body[i]) + body[i+2:]
		if _, err := Check(CreditCode, body+string(creditCheck(body)), civil.Date{}); err != nil {
			t.Errorf("%s: %v", body, err)
		}
		if _, err := Check(CreditCode, swapped+string(creditCheck(body)), civil.Date{}); err == nil {
			t.Errorf("%s and %s have one check", body, swapped)
		}
	})
}

// Whatever the text, a check ends, and what it accepts is canonical for good.
func fuzz(f *testing.F, kind Kind) {
	today, list := vectors(f, "identifiers.json")
	for _, v := range list {
		if v.Type == kind {
			f.Add(v.Input)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		r, err := Check(kind, text, today)
		if err != nil {
			return
		}
		if again, err := Check(kind, r.Canonical, today); err != nil || again != r {
			t.Errorf("%q became %+v and then %+v, %v", text, r, again, err)
		}
	})
}

func FuzzHKID(f *testing.F)                { fuzz(f, HKID) }
func FuzzBusinessNumber(f *testing.F)      { fuzz(f, BusinessNumber) }
func FuzzBusinessCertificate(f *testing.F) { fuzz(f, BusinessCertificate) }
func FuzzCompanyNumber(f *testing.F)       { fuzz(f, CompanyNumber) }
func FuzzCreditCode(f *testing.F)          { fuzz(f, CreditCode) }
func FuzzOrganisationCode(f *testing.F)    { fuzz(f, OrganisationCode) }
func FuzzResidentID(f *testing.F)          { fuzz(f, ResidentID) }
func FuzzPassportLine(f *testing.F)        { fuzz(f, PassportLine) }
func FuzzPhoneHK(f *testing.F)             { fuzz(f, PhoneHK) }
func FuzzMobileCN(f *testing.F)            { fuzz(f, MobileCN) }
func FuzzPaymentCard(f *testing.F)         { fuzz(f, PaymentCard) }
func FuzzBankAccount(f *testing.F)         { fuzz(f, BankAccountHK) }
func FuzzTravelPermit(f *testing.F)        { fuzz(f, TravelPermit) }
