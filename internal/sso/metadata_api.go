package sso

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"

	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/saml"
)

// Certificate is one of a provider's.
type Certificate struct {
	Subject string    `json:"subject"`
	Digest  string    `json:"digest" doc:"SHA-256, in hexadecimal"`
	From    time.Time `json:"from"`
	Until   time.Time `json:"until"`
}

func certificates(p saml.Provider) []Certificate {
	out := []Certificate{}
	for _, c := range p.Certificates {
		d := sha256.Sum256(c.Raw)
		out = append(out, Certificate{c.Subject.String(), hex.EncodeToString(d[:]), c.NotBefore, c.NotAfter})
	}
	return out
}

type usOut struct {
	Body struct {
		EntityID string    `json:"entity_id" doc:"what a provider calls this organisation"`
		ACS      string    `json:"acs_url" doc:"where a provider posts its answers"`
		Metadata string    `json:"metadata" doc:"both and our certificate, as XML, for a provider to read"`
		Until    time.Time `json:"until" doc:"when our certificate ends"`
	}
}

type toldOut struct {
	Body struct {
		Changed      bool          `json:"changed"`
		Metadata     string        `json:"metadata" doc:"what it says now, as XML; taken over by changing the provider"`
		EntityID     string        `json:"entity_id"`
		SignIn       string        `json:"sign_in"`
		Certificates []Certificate `json:"certificates"`
	}
}

func (m *Module) samlRoutes(s *httpapi.Server) {
	httpapi.Handle(s, route("GET", "/saml", "What a SAML provider is told of this organisation"), planned(m.us))
	httpapi.Handle(s, route("POST", "/providers/{id}/metadata", "Ask a SAML provider again what it says of itself"), planned(m.again))
}

func (m *Module) us(ctx context.Context, c *httpapi.Call, _ *struct{}) (*usOut, error) {
	p, err := m.party(ctx, c.Org)
	if err != nil {
		return nil, err
	}
	raw, err := p.Metadata()
	out := &usOut{}
	out.Body.EntityID, out.Body.ACS, out.Body.Metadata, out.Body.Until = p.EntityID, p.ACS, string(raw), p.Certificate.NotAfter
	return out, err
}

// again shows what would change, and changes nothing.
func (m *Module) again(ctx context.Context, c *httpapi.Call, in *IDPath) (*toldOut, error) {
	r, err := provider(ctx, c.Org.Read(), in.ID)
	if err == nil && r.MetadataURL == "" {
		err = fault.New(fault.NotFound, "not_found")
	}
	if err != nil {
		return nil, err
	}
	raw, err := byAssertion{m}.ask(ctx, c.Org, r.ID, r.MetadataURL)
	if err != nil {
		return nil, err
	}
	p, err := saml.ReadMetadata(raw, m.cfg.Local)
	if err != nil {
		return nil, err
	}
	out := &toldOut{}
	out.Body.Changed, out.Body.Metadata = strings.TrimSpace(string(raw)) != r.Metadata, string(raw)
	out.Body.EntityID, out.Body.SignIn, out.Body.Certificates = p.EntityID, p.SignIn, certificates(p)
	return out, nil
}
