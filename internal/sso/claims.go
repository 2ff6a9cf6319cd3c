package sso

import (
	"net/url"
	"strings"
	"time"

	"tramway/internal/companymail"
	"tramway/internal/fault"
)

// claims are what a provider says of a person.
type claims struct {
	Subject   string `json:"sub"`
	Party     string `json:"azp"`
	Mail      string `json:"email"`
	Verified  any    `json:"email_verified"` // some send it as a word
	Preferred string `json:"preferred_username"`
	Tenant    string `json:"tid"` // Entra ID
	Object    string `json:"oid"` // Entra ID

	// Of an assertion, and never of a token:
	Once   string    `json:"-"` // its id, which comes once
	Until  time.Time `json:"-"` // when it is good no more
	Passes bool      `json:"-"` // the subject is an address, which may go to a successor
}

// entra are the hosts of Microsoft's clouds.
var entra = []string{"login.microsoftonline.com", "login.microsoftonline.us", "login.partner.microsoftonline.cn"}

// name is what never changes of a person: the subject; at Entra ID, whose subjects are of
// one application only, the tenant and the object.
func (c claims) name(issuer string) string {
	u, err := url.Parse(issuer)
	if err != nil || c.Tenant == "" || c.Object == "" {
		return c.Subject
	}
	for _, host := range entra {
		if u.Hostname() == host {
			return "entra " + c.Tenant + " " + c.Object
		}
	}
	return c.Subject
}

// address is the one by which a person may be known. What the provider calls not verified
// is never believed; what it says nothing of, if the organisation says so. Errors:
// sso_mail.
func (c claims) address(trusts bool) (string, error) {
	says, said := c.says()
	address := strings.ToLower(strings.TrimSpace(c.Mail))
	if address == "" && !said && trusts {
		address = strings.ToLower(strings.TrimSpace(c.Preferred))
	}
	if !strings.Contains(address, "@") || said && !says || !said && !trusts {
		return "", fault.New(fault.Unknown, "sso_mail")
	}
	return address, nil
}

func (c claims) says() (verified, said bool) {
	switch v := c.Verified.(type) {
	case bool:
		return v, true
	case string:
		return v == "true", true
	}
	return false, false
}

// ours refuses an address that is of none of the organisation's mail domains. Errors:
// sso_domain.
func ours(domains []string, address string) error {
	if len(domains) == 0 || companymail.Rule(domains).Refuses(address) != "" {
		return fault.New(fault.Unknown, "sso_domain")
	}
	return nil
}
