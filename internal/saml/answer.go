package saml

import (
	"strings"
	"time"

	"github.com/beevik/etree"
	"github.com/crewjam/saml"

	"tramway/internal/fault"
)

// Read holds an answer against the request it has to answer, and says who signed in.
// Errors: too_large, sso_xml, sso_token, sso_certificate, sso_entity, sso_audience,
// sso_clock, sso_denied, sso_refused.
func (p Party) Read(raw []byte, from Provider, request string, now time.Time) (who Person, err error) {
	if err := screen(raw, false); err != nil {
		return who, err
	}
	root, err := parse(raw)
	if err == nil {
		err = shape(root)
	}
	if err != nil {
		return who, err
	}
	whole, err := verified(root, from, now)
	if err != nil {
		return who, err
	}
	if whole != nil {
		root = whole // what is not under the signature is gone
	}
	if err := p.response(root, whole != nil, from, request); err != nil {
		return who, err
	}
	el, err := p.assertion(root, whole != nil, from, now)
	if err != nil {
		return who, err
	}
	return p.person(el, from, request, now)
}

// response checks what the response says of itself (saml-core-2.0-os, section 3.2.2). One
// that is signed names where it goes (saml-bindings-2.0-os, section 3.5.5.2).
func (p Party) response(root *etree.Element, covered bool, from Provider, request string) error {
	if to := root.SelectAttrValue("Destination", ""); to != p.ACS && (covered || to != "") {
		return fault.New(fault.Unknown, "sso_audience")
	}
	if request == "" || root.SelectAttrValue("InResponseTo", "") != request {
		return notBelieved("the answer to another request")
	}
	for _, issuer := range children(root, assertionNS, "Issuer") {
		if strings.TrimSpace(issuer.Text()) != from.EntityID {
			return fault.New(fault.Unknown, "sso_entity")
		}
	}
	return status(root)
}

func status(root *etree.Element) error {
	all := children(root, protocolNS, "Status")
	if len(all) != 1 {
		return notBelieved("no status")
	}
	for code, depth := children(all[0], protocolNS, "StatusCode"), 0; len(code) == 1; code, depth = children(code[0], protocolNS, "StatusCode"), depth+1 {
		switch value := code[0].SelectAttrValue("Value", ""); {
		case depth == 0 && value == saml.StatusSuccess:
			return nil
		case value == saml.StatusAuthnFailed, value == saml.StatusRequestDenied, value == saml.StatusNoPassive, value == saml.StatusUnknownPrincipal:
			return fault.Wrap(reason(value), fault.Unknown, "sso_denied")
		}
	}
	return fault.Wrap(reason("another status"), fault.Unknown, "sso_status")
}

// assertion is the one of a response, if a signature covers it.
func (p Party) assertion(root *etree.Element, covered bool, from Provider, now time.Time) (*etree.Element, error) {
	plain, sealed := children(root, assertionNS, "Assertion"), children(root, assertionNS, "EncryptedAssertion")
	if len(plain)+len(sealed) != 1 {
		return nil, notBelieved("no assertion")
	}
	var el *etree.Element
	if len(plain) == 1 {
		el = plain[0]
	} else {
		var err error
		if el, err = p.opened(sealed[0]); err != nil {
			return nil, err
		}
	}
	own, err := verified(el, from, now)
	switch {
	case err != nil:
		return nil, err
	case own != nil:
		return own, nil
	case !covered:
		return nil, notBelieved("not signed")
	}
	return apart(el)
}
