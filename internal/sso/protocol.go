package sso

import (
	"context"
	"net/url"

	"tramway/internal/org"
	"tramway/internal/ref"
)

// The kinds of provider.
const (
	kindOIDC = "oidc"
	kindSAML = "saml"
)

// protocol is how one kind of provider is spoken with. What follows from who it says that
// somebody is, is the same for all: see recognise.
type protocol interface {
	// check looks at settings, and asks the provider for what they leave to it; before is
	// the provider as it was, with its id.
	check(ctx context.Context, o *org.Org, before row, s *Settings) error
	// take puts settings into a row, and says whether it has to be tested again.
	take(o *org.Org, r *row, s Settings) (untested bool)
	// host is where people go.
	host(r row) string
	// leave gives the address to which somebody goes, once it is known by which handle
	// they come back.
	leave(ctx context.Context, o *org.Org, r row, f flow) (func(handle string) (string, error), error)
	// proved is what the provider says of whoever came back.
	proved(ctx context.Context, o *org.Org, r row, f flow, a Answer) (claims, error)
	// test tries what can be tried without a person.
	test(ctx context.Context, o *org.Org, r row) error
}

// by is the protocol of a kind; one that nobody knows is OpenID Connect, which the
// checks of settings refuse.
func (m *Module) by(kind string) protocol {
	if kind == kindSAML {
		return byAssertion{m}
	}
	return byToken{m}
}

// asked records that a provider is asked, before it is.
func (m *Module) asked(ctx context.Context, o *org.Org, providerID, address, step string) error {
	return o.Write(ctx, org.System("sso"), func(tx *org.Tx) error {
		tx.Record(org.Entry{Action: "sso.ask", Object: ref.To("sso_provider", providerID), Note: map[string]string{"host": hostOf(address), "step": step}})
		return nil
	})
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Hostname()
}
