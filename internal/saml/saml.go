// Package saml reads what a SAML 2.0 identity provider says: its metadata, and its
// answers to requests of ours (Web Browser SSO profile, saml-profiles-2.0-os section 4.1).
// Structures, requests and decryption are crewjam/saml's, signatures goxmldsig's.
//
// What it promises: nothing is read that a signature does not cover; an answer with more
// than one assertion, with a document type, a comment, an algorithm of another age or
// anything in a place of its own is refused before its signature is looked at; time is
// what the caller says it is; no input makes it panic.
//
// Floor: 1
package saml

import (
	"crypto/rsa"
	"crypto/x509"
	"time"

	"tramway/internal/fault"
)

// Skew is how far a provider's clock may be from ours.
const Skew = 2 * time.Minute

// Soon is how long before its end a certificate is spoken of.
const Soon = 30 * 24 * time.Hour

// MostBytes is the longest document that is read.
const MostBytes = 256 << 10

const (
	protocolNS  = "urn:oasis:names:tc:SAML:2.0:protocol"
	assertionNS = "urn:oasis:names:tc:SAML:2.0:assertion"
	metadataNS  = "urn:oasis:names:tc:SAML:2.0:metadata"
	signatureNS = "http://www.w3.org/2000/09/xmldsig#"
)

// Provider is one as its metadata describes it.
type Provider struct {
	EntityID     string
	SignIn       string              // where people go, by HTTP-Redirect
	Certificates []*x509.Certificate // its answers are signed by one of them
}

// Party is this installation as a provider knows it: one for each organisation.
type Party struct {
	EntityID    string
	ACS         string // where answers are posted to
	Key         *rsa.PrivateKey
	Certificate *x509.Certificate
}

// Person is who a provider says signed in.
type Person struct {
	Assertion  string    // its id, which comes once
	Until      time.Time // after which the assertion is good no more
	Name       string    // NameID
	Format     string    // of the name
	Attributes map[string][]string
}

// notBelieved refuses an answer; why is for the log.
func notBelieved(why string) error {
	return fault.Wrap(reason(why), fault.Unknown, "sso_token")
}

type reason string

func (r reason) Error() string { return "saml: " + string(r) }
