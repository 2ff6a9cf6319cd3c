package saml

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/xml"
	"math/big"
	"time"

	"github.com/crewjam/saml"
	dsig "github.com/russellhaering/goxmldsig"

	"tramway/internal/fault"
)

// Longest is how long a key of ours is used; providers keep the certificate by hand.
const Longest = 10 * 365 * 24 * time.Hour

// NewKey makes what requests are signed with and answers encrypted to: an RSA key, which
// every provider knows, and a certificate of our own making. Both are DER.
func NewKey(name string, now time.Time) (key, certificate []byte, err error) {
	k, err := rsa.GenerateKey(rand.Reader, leastBits)
	if err != nil {
		return nil, nil, err
	}
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
	if err != nil {
		return nil, nil, err
	}
	c := &x509.Certificate{SerialNumber: serial, Subject: pkix.Name{CommonName: name}, NotBefore: now.Add(-Skew), NotAfter: now.Add(Longest),
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageKeyEncipherment}
	certificate, err = x509.CreateCertificate(rand.Reader, c, c, k.Public(), k)
	return x509.MarshalPKCS1PrivateKey(k), certificate, err
}

// Load puts a party together from what [NewKey] gave.
func Load(entityID, acs string, key, certificate []byte) (p Party, err error) {
	p = Party{EntityID: entityID, ACS: acs}
	if p.Key, err = x509.ParsePKCS1PrivateKey(key); err != nil {
		return p, err
	}
	p.Certificate, err = x509.ParseCertificate(certificate)
	return p, err
}

func (p Party) library() *saml.ServiceProvider {
	return &saml.ServiceProvider{EntityID: p.EntityID, Key: p.Key, Certificate: p.Certificate, SignatureMethod: dsig.RSASHA256SignatureMethod, AuthnNameIDFormat: saml.UnspecifiedNameIDFormat}
}

// Metadata is what a provider is told of us, as XML. It says that answers come by
// HTTP-POST and assertions have to be signed, and what may encrypt them.
func (p Party) Metadata() ([]byte, error) {
	m := p.library().Metadata()
	d := &m.SPSSODescriptors[0]
	m.ValidUntil, d.ValidUntil, d.NameIDFormats = p.Certificate.NotAfter, nil, []saml.NameIDFormat{saml.PersistentNameIDFormat, saml.EmailAddressNameIDFormat}
	d.AssertionConsumerServices = []saml.IndexedEndpoint{{Binding: saml.HTTPPostBinding, Location: p.ACS, Index: 1}}
	for i := range d.KeyDescriptors {
		if d.KeyDescriptors[i].Use == "encryption" {
			d.KeyDescriptors[i].EncryptionMethods = encryptions()
		}
	}
	raw, err := xml.MarshalIndent(m, "", "  ")
	return append([]byte(xml.Header), raw...), err
}

func encryptions() (out []saml.EncryptionMethod) {
	for _, list := range [][]string{ciphers, wraps} {
		for _, a := range list {
			out = append(out, saml.EncryptionMethod{Algorithm: a})
		}
	}
	return out
}

// Ask is the address to which somebody goes: a signed request that names where the answer
// goes, and relay, which comes back with it. Any lasting name of theirs will do.
func (p Party) Ask(to Provider, request, relay string, now time.Time) (string, error) {
	create := true
	r := saml.AuthnRequest{ID: request, Version: "2.0", IssueInstant: now.UTC(), Destination: to.SignIn, AssertionConsumerServiceURL: p.ACS, ProtocolBinding: saml.HTTPPostBinding,
		Issuer: &saml.Issuer{Format: "urn:oasis:names:tc:SAML:2.0:nameid-format:entity", Value: p.EntityID}, NameIDPolicy: &saml.NameIDPolicy{AllowCreate: &create}}
	u, err := r.Redirect(relay, p.library())
	if err != nil {
		return "", fault.Wrap(err, fault.Unavailable, "sso_metadata")
	}
	return u.String(), nil
}
