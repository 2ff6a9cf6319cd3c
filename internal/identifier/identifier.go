// Package identifier checks the numbers by which Hong Kong and the mainland know
// people, companies and accounts. It promises to accept what the published form
// and check characters allow, to give each number one canonical form, to need
// nothing but the text and the day, and never to put the text into an error:
// identifiers are secret. A number that passes is well formed; it proves neither
// that it was issued nor whose it is.
//
// Floor: 1
package identifier

import "tramway/internal/civil"

// Kind is a kind of identifier, by its stable name.
type Kind string

// The kinds this package knows.
const (
	HKID                Kind = "hkid"
	BusinessNumber      Kind = "hk_brn"
	BusinessCertificate Kind = "hk_br_certificate"
	CompanyNumber       Kind = "hk_company_no"
	CreditCode          Kind = "cn_uscc"
	OrganisationCode    Kind = "cn_org_code"
	ResidentID          Kind = "cn_resident_id"
	TravelPermit        Kind = "cn_travel_permit_hkmo"
	TaiwanPermit        Kind = "cn_travel_permit_taiwan"
	ExitPermit          Kind = "cn_exit_permit_hkmo"
	HKSARPassport       Kind = "passport_hksar"
	PRCPassport         Kind = "passport_prc"
	PassportLine        Kind = "passport_mrz_td3_line2"
	PhoneHK             Kind = "phone_hk"
	MobileCN            Kind = "phone_cn_mobile"
	PaymentCard         Kind = "payment_card"
	BankAccountHK       Kind = "bank_account_hk"
	FPSID               Kind = "fps_id"
)

// Result is what is known of an identifier that passed.
type Result struct {
	Canonical string // the one form in which it is kept and compared
	Class     Class  // for kinds that have classes
	Doubt     Doubt  // what a person should look at although it passed
}

// Class tells numbers of one kind apart.
type Class string

// Doubt is a stable code of something odd that is no reason to refuse.
type Doubt string

// Check reads a text as an identifier of a kind. Today bounds dates of birth.
// Errors are of type Refusal: UnknownKind, Form, CheckCharacter, and those that
// the kind's own check names.
func Check(kind Kind, text string, today civil.Date) (Result, error) {
	check, ok := checks[kind]
	if !ok {
		return Result{}, UnknownKind
	}
	s, err := clean(text)
	if err != nil {
		return Result{}, err
	}
	return check(s, today)
}

// checks holds what each kind does with a text that has been cleaned.
var checks = map[Kind]func(s string, today civil.Date) (Result, error){
	HKID:                timeless(hkid),
	BusinessNumber:      timeless(businessNumber),
	BusinessCertificate: timeless(businessCertificate),
	CompanyNumber:       timeless(companyNumber),
	CreditCode:          timeless(creditCode),
	OrganisationCode:    timeless(organisationCode),
	ResidentID:          residentID,
	TravelPermit:        timeless(shaped(travelPermit)),
	TaiwanPermit:        timeless(shaped(taiwanPermit)),
	ExitPermit:          timeless(shaped(exitPermit)),
	HKSARPassport:       timeless(shaped(hksarPassport)),
	PRCPassport:         timeless(shaped(prcPassport)),
	PassportLine:        timeless(passportLine),
	PhoneHK:             timeless(phoneHK),
	MobileCN:            timeless(mobileCN),
	PaymentCard:         timeless(paymentCard),
	BankAccountHK:       timeless(bankAccountHK),
	FPSID:               timeless(shaped(fpsID)),
}

// timeless wraps a check that does not ask for the day.
func timeless(check func(string) (Result, error)) func(string, civil.Date) (Result, error) {
	return func(s string, _ civil.Date) (Result, error) { return check(s) }
}
