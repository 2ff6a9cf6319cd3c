package saml

import (
	"bytes"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"net/url"
	"slices"
	"strings"

	"github.com/crewjam/saml"

	"tramway/internal/fault"
)

// mostCertificates is how many a provider has, old and new.
const mostCertificates = 10

// leastBits is how long an RSA key has to be.
const leastBits = 2048

// ReadMetadata reads a provider's description of itself (saml-metadata-2.0-os). Of a file
// with several entities the only identity provider counts. Its own signature and
// validUntil are not looked at: it comes from an administrator, or by https from where
// they said. local lets a provider be on this machine, over http. Errors: too_large,
// sso_metadata, sso_binding.
func ReadMetadata(raw []byte, local bool) (p Provider, err error) {
	raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf")) // AD FS begins with one
	if err := screen(raw, true); err != nil {
		return p, unreadable(err)
	}
	entity, err := identityProvider(raw)
	if err != nil {
		return p, unreadable(err)
	}
	p.EntityID = strings.TrimSpace(entity.EntityID)
	if p.EntityID == "" || len(p.EntityID) > 1024 { // section 2.3.2
		return p, unreadable(errors.New("saml: no entity id"))
	}
	for _, d := range entity.IDPSSODescriptors {
		for _, s := range d.SingleSignOnServices {
			if s.Binding == saml.HTTPRedirectBinding && p.SignIn == "" {
				p.SignIn = s.Location
			}
		}
		if p.Certificates, err = signing(p.Certificates, d.KeyDescriptors); err != nil {
			return p, unreadable(err)
		}
	}
	return p, p.check(local)
}

func unreadable(err error) error {
	if fault.Is(err, "too_large") {
		return err
	}
	return fault.Wrap(err, fault.Invalid, "sso_metadata")
}

func (p Provider) check(local bool) error {
	if p.SignIn == "" {
		return fault.New(fault.Invalid, "sso_binding")
	}
	u, err := url.Parse(p.SignIn)
	if err != nil || u.Hostname() == "" || u.User != nil || u.Fragment != "" || u.Scheme != "https" && !(local && u.Scheme == "http") {
		return unreadable(errors.New("saml: people would not go by https"))
	}
	if len(p.Certificates) == 0 || len(p.Certificates) > mostCertificates {
		return unreadable(errors.New("saml: no certificate, or too many"))
	}
	return nil
}

func identityProvider(raw []byte) (one saml.EntityDescriptor, err error) {
	root, err := parse(raw)
	if err != nil {
		return one, err
	}
	if root.NamespaceURI() != metadataNS {
		return one, errors.New("saml: not metadata")
	}
	if root.Tag == "EntityDescriptor" {
		err = xml.Unmarshal(raw, &one)
	} else {
		var all saml.EntitiesDescriptor
		if err = xml.Unmarshal(raw, &all); err == nil {
			one, err = only(all)
		}
	}
	if err == nil && len(one.IDPSSODescriptors) == 0 {
		err = errors.New("saml: nobody who lets people in")
	}
	return one, err
}

func only(all saml.EntitiesDescriptor) (saml.EntityDescriptor, error) {
	in := slices.DeleteFunc(all.EntityDescriptors, func(e saml.EntityDescriptor) bool { return len(e.IDPSSODescriptors) == 0 })
	if len(in) != 1 {
		return saml.EntityDescriptor{}, errors.New("saml: not one identity provider")
	}
	return in[0], nil
}

// signing adds the certificates that a description names for signing.
func signing(to []*x509.Certificate, keys []saml.KeyDescriptor) ([]*x509.Certificate, error) {
	for _, k := range keys {
		if k.Use != "" && k.Use != "signing" {
			continue
		}
		for _, c := range k.KeyInfo.X509Data.X509Certificates {
			der, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(c.Data), ""))
			if err != nil {
				return nil, err
			}
			cert, err := x509.ParseCertificate(der)
			if err != nil {
				return nil, err
			}
			if key, ok := cert.PublicKey.(*rsa.PublicKey); ok && key.N.BitLen() < leastBits {
				return nil, errors.New("saml: a key that is too short")
			}
			if !slices.ContainsFunc(to, cert.Equal) {
				to = append(to, cert)
			}
		}
	}
	return to, nil
}
