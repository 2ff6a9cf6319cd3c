package sso

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"net/url"
	"regexp"
	"strings"

	"tramway/internal/fault"
	"tramway/internal/saml"
)

// unsolicited is what the page says for a provider that sent somebody without being asked.
const unsolicited = "unsolicited"

// handled is a handle as the installation makes them; providers that begin by themselves
// send back what their administrators typed.
var handled = regexp.MustCompile(`^[A-Za-z0-9_-]{43}$`)

// Bring takes an answer that a provider's page posts (saml-bindings-2.0-os, section 3.5).
// Browsers send no cookie with what another site posts, so that nobody knows here whose
// it is: it waits for the browser that began, and the address is where that browser goes
// on. The first answer of a handle counts. Errors: too_large, sso_xml.
func (m *Module) Bring(ctx context.Context, relay, answer string) (address string, err error) {
	raw, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(answer), ""))
	if err != nil {
		return "", fault.Wrap(err, fault.Invalid, "sso_xml")
	}
	if err := saml.Screen(raw); err != nil {
		return "", err
	}
	if !handled.MatchString(relay) {
		return m.back() + "?" + url.Values{"state": {""}, "error": {unsolicited}}.Encode(), nil
	}
	err = m.cfg.Accounts.KeepCompany(ctx, relay, func(data []byte) ([]byte, error) { return answering(data, raw) })
	if fault.Is(err, "company_expired") {
		err = nil // they are told where they can begin again
	}
	return m.back() + "?" + url.Values{"state": {relay}}.Encode(), err
}

func answering(data, raw []byte) ([]byte, error) {
	var f flow
	if err := json.Unmarshal(data, &f); err != nil {
		return nil, err
	}
	if f.Answer != nil {
		return nil, fault.New(fault.Unknown, "company_expired")
	}
	f.Answer = raw
	return json.Marshal(f)
}
