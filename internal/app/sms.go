package app

import "tramway/internal/identity"

// SMSConfig says which gateway sends short messages, or reads texts out by telephone.
type SMSConfig struct {
	URL    string            `help:"Address of an HTTPS gateway; {{to}}, {{text}}, {{key}} and {{lang}} are filled in. Empty: none; without one for short messages the operator reads codes out with tramway user code." env:"URL"`
	Header map[string]string `help:"Headers for it, as NAME=VALUE." env:"HEADER"`
	Body   string            `help:"What it is sent; default a JSON object with to and text." env:"BODY"`
}

// texts is the gateway, or nobody.
func (c SMSConfig) texts() (identity.Texts, error) {
	if c.URL == "" {
		return nil, nil
	}
	return c.gateway("sms")
}
