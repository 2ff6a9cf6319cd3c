package app

import (
	"fmt"

	"tramway/internal/identity"
	"tramway/internal/sms"
)

// SMSConfig says which gateway sends codes to mobiles.
type SMSConfig struct {
	URL    string            `help:"Address of an HTTPS gateway that sends short messages; {{to}} and {{text}} are filled in. Empty: the operator reads codes out with tramway user code." env:"URL"`
	Header map[string]string `help:"Headers for it, as NAME=VALUE." env:"HEADER"`
	Body   string            `help:"What it is sent; default a JSON object with to and text." env:"BODY"`
}

// texts is the gateway, or nobody.
func (c SMSConfig) texts() (identity.Texts, error) {
	if c.URL == "" {
		return nil, nil
	}
	g, err := sms.New(sms.Config{URL: c.URL, Header: c.Header, Body: c.Body})
	if err != nil {
		return nil, fmt.Errorf("--sms-url: %w", err)
	}
	return g, nil
}
