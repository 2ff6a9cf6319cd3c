package sso

import (
	"context"
	"io"
	"net/http"
	"strings"

	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/saml"
)

// byAssertion is SAML 2.0.
type byAssertion struct{ m *Module }

// told is what a provider of this kind said of itself; it was checked when it was kept.
func (r row) told() (saml.Provider, error) { return saml.ReadMetadata([]byte(r.Metadata), true) }

func (b byAssertion) check(ctx context.Context, o *org.Org, before row, s *Settings) error {
	s.MetadataURL, s.Metadata = strings.TrimSpace(s.MetadataURL), strings.TrimSpace(s.Metadata)
	var bad fault.Fields
	s.named(&bad)
	field := "body.metadata"
	switch {
	case s.MetadataURL != "" && !b.m.reachable(s.MetadataURL):
		bad.Add("body.metadata_url", "https_address")
	case s.Metadata == "" && s.MetadataURL == "" && before.Metadata == "":
		bad.Add("body.metadata", "required")
	}
	if err := bad.Err(); err != nil {
		return err
	}
	s.Issuer = before.Issuer
	if s.Metadata == "" && s.MetadataURL != "" && s.MetadataURL != before.MetadataURL {
		raw, err := b.ask(ctx, o, before.ID, s.MetadataURL)
		if err != nil {
			return err
		}
		s.Metadata, field = string(raw), "body.metadata_url"
	}
	if s.Metadata == "" {
		return nil
	}
	p, err := saml.ReadMetadata([]byte(s.Metadata), b.m.cfg.Local)
	if f := fault.Of(err); f != nil {
		return &fault.Error{Kind: f.Kind, Code: f.Code, Args: f.Args, Fields: fault.Bad(field, f.Code, f.Args).Fields}
	}
	s.Issuer = p.EntityID
	return err
}

// ask gets a provider's metadata from its address. Errors: sso_down.
func (b byAssertion) ask(ctx context.Context, o *org.Org, providerID, address string) ([]byte, error) {
	if err := b.m.asked(ctx, o, providerID, address, "metadata"); err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, fault.Wrap(err, fault.Unavailable, "sso_down")
	}
	resp, err := b.m.cfg.Client.Do(req)
	if err != nil {
		return nil, fault.Wrap(err, fault.Unavailable, "sso_down")
	}
	defer func() { _ = resp.Body.Close() }()
	raw, err := io.ReadAll(io.LimitReader(resp.Body, saml.MostBytes+1))
	if err != nil || resp.StatusCode != http.StatusOK {
		return nil, fault.Wrap(err, fault.Unavailable, "sso_down")
	}
	return raw, nil
}

// take: another entity is another provider. The same one with other certificates goes on
// without a break, if they are good: that is what a test would say.
func (b byAssertion) take(o *org.Org, r *row, s Settings) bool {
	other := r.Issuer != s.Issuer
	r.Issuer, r.MetadataURL = s.Issuer, s.MetadataURL
	if s.Metadata == "" {
		return false
	}
	r.Metadata = s.Metadata
	p, err := r.told()
	return other || err != nil || p.Check(o.Now()) != nil
}

func (b byAssertion) host(r row) string {
	p, err := r.told()
	if err != nil {
		return ""
	}
	return hostOf(p.SignIn)
}

func (b byAssertion) leave(ctx context.Context, o *org.Org, r row, f flow) (func(string) (string, error), error) {
	p, err := r.told()
	if err == nil {
		err = p.Check(o.Now())
	}
	if err != nil {
		return nil, err
	}
	us, err := b.m.party(ctx, o)
	return func(handle string) (string, error) { return us.Ask(p, f.Nonce, handle, o.Now()) }, err
}

func (b byAssertion) proved(ctx context.Context, o *org.Org, r row, f flow, _ Answer) (claims, error) {
	if f.Answer == nil {
		return claims{}, fault.New(fault.Unknown, "sso_denied")
	}
	p, err := r.told()
	if err != nil {
		return claims{}, err
	}
	us, err := b.m.party(ctx, o)
	if err != nil {
		return claims{}, err
	}
	who, err := us.Read(f.Answer, p, f.Nonce, o.Now())
	if err != nil {
		return claims{}, err
	}
	return asserted(who, r.Issuer)
}

// test tries what can be tried without a person: the metadata, the way people go, the
// certificates.
func (b byAssertion) test(ctx context.Context, o *org.Org, r row) error {
	p, err := saml.ReadMetadata([]byte(r.Metadata), b.m.cfg.Local)
	if err == nil {
		err = p.Check(o.Now())
	}
	if err != nil {
		return err
	}
	_, err = b.m.party(ctx, o)
	return err
}
