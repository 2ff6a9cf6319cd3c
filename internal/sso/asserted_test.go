package sso

import (
	"testing"

	"tramway/internal/fault"
	"tramway/internal/saml"
)

func TestWhoAnAssertionNames(t *testing.T) {
	t.Parallel()
	const mailName, unspecified = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress", "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified"
	entraID := map[string][]string{entraTenant: {"t"}, entraObject: {"o"}, mailNames[0]: {"mei@harbour.example"}}
	for name, k := range map[string]struct {
		who     saml.Person
		issuer  string
		subject string
		mail    string
		passes  bool
	}{
		"a lasting name":           {saml.Person{Name: "m-1", Format: persistent}, "https://idp", "m-1", "", false},
		"a lasting name like mail": {saml.Person{Name: "m@1", Format: persistent}, "https://idp", "m@1", "", false},
		"an address":               {saml.Person{Name: "mei@harbour.example", Format: mailName}, "https://idp", "mei@harbour.example", "", true},
		"an address, not said so":  {saml.Person{Name: "mei@harbour.example", Format: unspecified}, "https://idp", "mei@harbour.example", "", true},
		"a name, not said what":    {saml.Person{Name: "mei", Format: unspecified}, "https://idp", "mei", "", false},
		"Entra ID":                 {saml.Person{Name: "x", Format: transient, Attributes: entraID}, "https://sts.windows.net/t/", "entra t o", "mei@harbour.example", false},
		"who says it is Entra ID":  {saml.Person{Name: "x", Format: persistent, Attributes: entraID}, "https://sts.windows.net.evil.example/", "x", "mei@harbour.example", false},
		"one address twice":        {saml.Person{Name: "x", Format: persistent, Attributes: map[string][]string{"mail": {"a@b", "a@b"}}}, "https://idp", "x", "a@b", false},
		"two addresses":            {saml.Person{Name: "x", Format: persistent, Attributes: map[string][]string{"mail": {"a@b", "c@d"}}}, "https://idp", "x", "", false},
	} {
		c, err := asserted(k.who, k.issuer)
		if err != nil || c.Subject != k.subject || c.Mail != k.mail || c.Passes != k.passes || c.Verified != nil {
			t.Errorf("%s: %+v %v", name, c, err)
		}
	}
	for _, who := range []saml.Person{{Name: "x", Format: transient}, {Format: persistent}} {
		if _, err := asserted(who, "https://idp"); !fault.Is(err, "sso_transient") {
			t.Errorf("%+v: %v", who, err)
		}
	}
}
