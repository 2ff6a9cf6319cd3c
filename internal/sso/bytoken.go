package sso

import (
	"context"
	"net/url"
	"strings"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// byToken is OpenID Connect.
type byToken struct{ m *Module }

func (t byToken) check(_ context.Context, _ *org.Org, _ row, s *Settings) error {
	s.Issuer, s.Client = strings.TrimSpace(s.Issuer), strings.TrimSpace(s.Client)
	var bad fault.Fields
	s.named(&bad)
	if s.Client == "" {
		bad.Add("body.client_id", "required")
	}
	u, err := url.Parse(s.Issuer)
	if err != nil || u.RawQuery != "" || u.Fragment != "" || !t.m.reachable(s.Issuer) {
		bad.Add("body.issuer", "https_address")
	}
	return bad.Err()
}

// reachable says whether an address may be asked: by https, or on this machine where
// things are tried out.
func (m *Module) reachable(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Hostname() != "" && u.User == nil && (u.Scheme == "https" || m.cfg.Local && u.Scheme == "http")
}

func (t byToken) take(_ *org.Org, r *row, s Settings) bool {
	untested := r.Issuer != s.Issuer || r.Client != s.Client || s.Secret != nil
	r.Issuer, r.Client = s.Issuer, s.Client
	if s.Secret != nil {
		r.Secret = sqldb.Seal(strings.TrimSpace(*s.Secret))
	}
	return untested
}

func (t byToken) host(r row) string { return hostOf(r.Issuer) }

func (t byToken) leave(ctx context.Context, o *org.Org, r row, f flow) (func(string) (string, error), error) {
	p, err := t.m.discover(ctx, o, r, false)
	if err != nil {
		return nil, err
	}
	c, err := t.m.exchange(p, r)
	return func(handle string) (string, error) {
		return c.AuthCodeURL(handle, oidc.Nonce(f.Nonce), oauth2.S256ChallengeOption(f.Verifier)), nil
	}, err
}

func (t byToken) proved(ctx context.Context, o *org.Org, r row, f flow, a Answer) (claims, error) {
	if a.Error != "" || a.Code == "" {
		return claims{}, fault.New(fault.Unknown, "sso_denied")
	}
	return t.m.redeem(ctx, o, r, f, a.Code)
}

func (t byToken) test(ctx context.Context, o *org.Org, r row) error { return t.m.probe(ctx, o, r) }
