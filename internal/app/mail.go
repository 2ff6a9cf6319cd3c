package app

import (
	"fmt"
	netmail "net/mail"
	"os"
	"strings"

	"tramway/internal/directory"
	"tramway/internal/mail"
)

// MailConfig says which relay carries mail.
type MailConfig struct {
	Host         string `help:"Host of the SMTP relay; empty: no mail is sent." env:"HOST"`
	Port         int    `help:"Port; default that of the kind of protection." env:"PORT"`
	Security     string `help:"starttls, tls, or plain for a relay on this machine." default:"starttls" enum:"starttls,tls,plain" env:"SECURITY"`
	From         string `help:"Sender: Tramway <tramway@example.hk>." env:"FROM"`
	User         string `help:"User, if the relay asks for one." env:"USER"`
	PasswordFile string `help:"File with the user's password." type:"path" env:"PASSWORD_FILE"`
}

// post is the relay, or nobody.
func (c MailConfig) post() (directory.Post, error) {
	if c.Host == "" {
		return nil, nil
	}
	from, err := netmail.ParseAddress(c.From)
	if err != nil {
		return nil, fmt.Errorf("--mail-from %q: wants a name and an address", c.From)
	}
	password := ""
	if c.PasswordFile != "" {
		raw, err := os.ReadFile(c.PasswordFile)
		if err != nil {
			return nil, fmt.Errorf("--mail-password-file: %w", err)
		}
		password = strings.TrimSpace(string(raw))
	}
	relay, err := mail.New(mail.Config{Host: c.Host, Port: c.Port, Security: mail.Security(c.Security), User: c.User, Password: password, From: *from})
	if err != nil {
		return nil, fmt.Errorf("--mail-host: %w", err)
	}
	return relay, nil
}
