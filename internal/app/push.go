package app

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"strings"

	"tramway/internal/keyring"
	"tramway/internal/push"
)

// PushConfig says how notifications get to browsers whose page is shut.
type PushConfig struct {
	Off     bool   `help:"Push nothing: no browser's push service is ever called." env:"OFF"`
	Contact string `help:"Whom a push service may ask about this installation, as mailto:… or https://…; default the public address." env:"CONTACT"`
}

// contact is what push services are told (RFC 8292 section 2.1).
func (c PushConfig) contact(origin string) string {
	u, err := url.Parse(origin)
	if c.Contact == "" && err == nil && u.Scheme == "http" {
		return "mailto:tramway@" + u.Hostname()
	}
	return cmp.Or(c.Contact, origin)
}

// pusher is who pushes, with the key that belongs to the installation's keys: it is
// sealed, backed up and moved as they are. nil: nobody.
func (h *houses) pusher(ctx context.Context, c Config, loopback bool) (*push.Sender, error) {
	if c.Push.Off {
		return nil, nil
	}
	keys, err := h.ring.Open(ctx, hostKeys)
	if err != nil {
		return nil, err
	}
	defer keys.Close()
	secret, err := keys.Key(keyring.Sealed)
	if err != nil {
		return nil, err
	}
	pair, err := push.KeysFrom(secret)
	if err != nil {
		return nil, err
	}
	s, err := push.New(push.Config{Keys: pair, Contact: c.Push.contact(strings.TrimSuffix(c.Origin, "/")), Loopback: loopback})
	if err != nil {
		return nil, fmt.Errorf("--push-contact: %w", err)
	}
	return s, nil
}
