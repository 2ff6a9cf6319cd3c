package sso

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"tramway/internal/fault"
	"tramway/internal/org"
)

// What a provider says of itself is asked for again after an hour; one that did not
// answer after ten seconds.
const (
	knownFor = time.Hour
	downFor  = 10 * time.Second
)

type discovered struct {
	issuer   string
	provider *oidc.Provider
	err      error
	at       time.Time
}

// discover is the provider as it describes itself (OpenID Connect Discovery 1.0).
// Errors: sso_down, sso_issuer.
func (m *Module) discover(ctx context.Context, o *org.Org, r row, anew bool) (*oidc.Provider, error) {
	m.mu.Lock()
	d, ok := m.known[o.ID+" "+r.ID]
	m.mu.Unlock()
	age := o.Now().Sub(d.at)
	if ok && !anew && d.issuer == r.Issuer && (d.err == nil && age < knownFor || d.err != nil && age < downFor) {
		return d.provider, d.err
	}
	if err := m.asked(ctx, o, r.ID, r.Issuer, "discovery"); err != nil {
		return nil, err
	}
	d = discovered{issuer: r.Issuer, at: o.Now()}
	// Whoever goes away while it is asked does not make it down for others.
	if d.provider, d.err = oidc.NewProvider(m.outside(context.WithoutCancel(ctx)), r.Issuer); d.err != nil {
		var other *oidc.IssuerMismatchError
		code := "sso_down"
		if errors.As(d.err, &other) {
			code = "sso_issuer"
		}
		d.err = fault.Wrap(d.err, fault.Unavailable, code)
	}
	m.mu.Lock()
	m.known[o.ID+" "+r.ID] = d
	m.mu.Unlock()
	return d.provider, d.err
}

func (m *Module) outside(ctx context.Context) context.Context {
	return oidc.ClientContext(ctx, m.cfg.Client)
}

// described is what go-oidc does not look at.
type described struct {
	Methods []string `json:"token_endpoint_auth_methods_supported"`
	Keys    string   `json:"jwks_uri"`
}

// exchange is the client as OAuth 2.0 knows it. Without a secret it is a public one, and
// PKCE alone guards the code.
func (m *Module) exchange(p *oidc.Provider, r row) (oauth2.Config, error) {
	var d described
	if err := p.Claims(&d); err != nil {
		return oauth2.Config{}, fault.Wrap(err, fault.Unavailable, "sso_down")
	}
	e := p.Endpoint()
	e.AuthStyle = oauth2.AuthStyleInHeader // the default of Discovery 1.0, section 3
	if r.Secret.V == "" || len(d.Methods) > 0 && !slices.Contains(d.Methods, "client_secret_basic") {
		e.AuthStyle = oauth2.AuthStyleInParams
	}
	return oauth2.Config{ClientID: r.Client, ClientSecret: r.Secret.V, Endpoint: e, RedirectURL: m.back(),
		Scopes: []string{oidc.ScopeOpenID, "profile", "email"}}, nil
}

// redeem changes a code for what the provider says of the person. Errors: sso_down,
// sso_client, sso_refused, sso_token, sso_clock, and those of discover.
func (m *Module) redeem(ctx context.Context, o *org.Org, r row, f flow, code string) (claims, error) {
	p, err := m.discover(ctx, o, r, false)
	if err != nil {
		return claims{}, err
	}
	c, err := m.exchange(p, r)
	if err == nil {
		err = m.asked(ctx, o, r.ID, r.Issuer, "token")
	}
	if err != nil {
		return claims{}, err
	}
	ctx = m.outside(ctx)
	token, err := c.Exchange(ctx, code, oauth2.VerifierOption(f.Verifier))
	if err != nil {
		return claims{}, refusal(err)
	}
	raw, _ := token.Extra("id_token").(string)
	who, err := verified(ctx, o, p, r, f, raw)
	if err != nil || who.Mail != "" {
		return who, err
	}
	return who, m.inform(ctx, p, token, &who)
}

// refusal names what a token endpoint answered (RFC 6749, section 5.2).
func refusal(err error) error {
	var answer *oauth2.RetrieveError
	switch {
	case !errors.As(err, &answer) || answer.Response != nil && answer.Response.StatusCode >= http.StatusInternalServerError:
		return fault.Wrap(errors.New("sso: the token endpoint does not answer"), fault.Unavailable, "sso_down")
	case answer.ErrorCode == "invalid_client" || answer.ErrorCode == "unauthorized_client":
		return fault.Wrap(errors.New("sso: "+answer.ErrorCode), fault.Unavailable, "sso_client")
	}
	return fault.Wrap(errors.New("sso: "+answer.ErrorCode), fault.Unknown, "sso_refused")
}

// verified holds an ID token against OpenID Connect Core 1.0, section 3.1.3.7.
func verified(ctx context.Context, o *org.Org, p *oidc.Provider, r row, f flow, raw string) (who claims, err error) {
	token, err := p.Verifier(&oidc.Config{ClientID: r.Client, Now: o.Now}).Verify(ctx, raw)
	var late *oidc.TokenExpiredError
	switch {
	case errors.As(err, &late):
		return who, fault.Wrap(err, fault.Unknown, "sso_clock")
	case err != nil:
		return who, fault.Wrap(err, fault.Unknown, "sso_token")
	}
	if err := token.Claims(&who); err != nil {
		return who, fault.Wrap(err, fault.Unknown, "sso_token")
	}
	if f.Nonce == "" || token.Nonce != f.Nonce || len(token.Audience) > 1 && who.Party != r.Client || who.Party != "" && who.Party != r.Client || who.Subject == "" {
		return who, fault.New(fault.Unknown, "sso_token")
	}
	return who, nil
}

// inform asks for the address where the ID token has none (section 5.3).
func (m *Module) inform(ctx context.Context, p *oidc.Provider, token *oauth2.Token, who *claims) error {
	if p.UserInfoEndpoint() == "" {
		return nil
	}
	info, err := p.UserInfo(ctx, oauth2.StaticTokenSource(token))
	if err != nil {
		return fault.Wrap(err, fault.Unavailable, "sso_down")
	}
	var more claims
	if err := info.Claims(&more); err != nil || more.Subject != who.Subject {
		return fault.New(fault.Unknown, "sso_token")
	}
	who.Mail, who.Verified = more.Mail, more.Verified
	if who.Preferred == "" {
		who.Preferred = more.Preferred
	}
	return nil
}

// probe asks a provider for its description and keys, and whether it knows this
// installation and its secret: with a code that nobody was given. Errors: those of
// discover, sso_keys, sso_client.
func (m *Module) probe(ctx context.Context, o *org.Org, r row) error {
	p, err := m.discover(ctx, o, r, true)
	if err != nil {
		return err
	}
	if err := m.keys(ctx, p); err != nil {
		return err
	}
	c, err := m.exchange(p, r)
	if err == nil {
		err = m.asked(ctx, o, r.ID, r.Issuer, "test")
	}
	if err != nil {
		return err
	}
	_, err = c.Exchange(m.outside(ctx), "test", oauth2.VerifierOption(oauth2.GenerateVerifier()))
	if err = refusal(err); !fault.Is(err, "sso_refused") { // the code is refused, as it must be
		return err
	}
	return nil
}

func (m *Module) keys(ctx context.Context, p *oidc.Provider) error {
	var d described
	if err := p.Claims(&d); err != nil {
		return fault.Wrap(err, fault.Unavailable, "sso_keys")
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, d.Keys, nil)
	if err != nil {
		return fault.Wrap(err, fault.Unavailable, "sso_keys")
	}
	resp, err := m.cfg.Client.Do(req)
	if err != nil {
		return fault.Wrap(err, fault.Unavailable, "sso_keys")
	}
	defer func() { _ = resp.Body.Close() }()
	var set struct {
		Keys []json.RawMessage `json:"keys"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&set); err != nil || len(set.Keys) == 0 {
		return fault.New(fault.Unavailable, "sso_keys")
	}
	return nil
}
