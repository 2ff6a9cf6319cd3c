package sso

import (
	"slices"
	"strings"

	"tramway/internal/fault"
	"tramway/internal/saml"
)

const (
	transient  = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"
	persistent = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"
)

// Where providers put the mail address, the most usual first.
var mailNames = []string{"http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress", "urn:oid:0.9.2342.19200300.100.1.3", "mail", "email", "emailAddress", "Email"}

// Entra ID names everybody by tenant and object, whatever its administrators choose as
// the name.
const (
	entraTenant = "http://schemas.microsoft.com/identity/claims/tenantid"
	entraObject = "http://schemas.microsoft.com/identity/claims/objectidentifier"
)

// asserted is what an assertion says of a person. Errors: sso_transient for a name that
// is another one the next time.
func asserted(who saml.Person, issuer string) (claims, error) {
	c := claims{Subject: who.Name, Mail: mailOf(who.Attributes), Preferred: who.Name, Once: who.Assertion, Until: who.Until}
	tenant, object := one(who.Attributes[entraTenant]), one(who.Attributes[entraObject])
	switch {
	case hostOf(issuer) == "sts.windows.net" && tenant != "" && object != "":
		c.Subject = "entra " + tenant + " " + object
	case who.Name == "" || who.Format == transient:
		return c, fault.New(fault.Unknown, "sso_transient")
	case who.Format != persistent && strings.Contains(who.Name, "@"):
		c.Passes = true
	}
	return c, nil
}

// mailOf is the address of a person; of one who has several it is none.
func mailOf(attributes map[string][]string) string {
	for _, name := range mailNames {
		if v := attributes[name]; len(v) > 0 {
			return one(v)
		}
	}
	return ""
}

// one is the only value, and empty if there are several.
func one(values []string) string {
	if all := slices.Compact(slices.Sorted(slices.Values(values))); len(all) == 1 {
		return all[0]
	}
	return ""
}
