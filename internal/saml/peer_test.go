package saml

import (
	"bytes"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"strings"
	"testing"
	"text/template"
	"time"

	"github.com/beevik/etree"
	"github.com/crewjam/saml/xmlenc"
	dsig "github.com/russellhaering/goxmldsig"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// peer is a provider that says what a test wants.
type peer struct {
	t    *testing.T
	key  *rsa.PrivateKey
	cert *x509.Certificate
}

func newPeer(t *testing.T, since time.Time) peer {
	t.Helper()
	key, cert, err := NewKey("idp.example", since)
	if err != nil {
		t.Fatal(err)
	}
	p, err := Load("", "", key, cert)
	if err != nil {
		t.Fatal(err)
	}
	return peer{t, p.Key, p.Certificate}
}

func (p peer) provider(more ...*x509.Certificate) Provider {
	return Provider{EntityID: "https://idp.example/", SignIn: "https://idp.example/sso", Certificates: append([]*x509.Certificate{p.cert}, more...)}
}

// says is an answer before it is signed.
type says struct {
	Status, Sub, Destination, ResponseTo, ResponseIssuer                   string
	Issuer, NameID, Recipient, InResponseTo, Audience, Method, Before, End string
	ConfirmedUntil, SessionEnd                                             string
	NoAudience, NoStatement, NoConditions                                  bool
}

func saysAll() says {
	at := func(d time.Duration) string { return noon.Add(d).Format(time.RFC3339) }
	return says{Status: "urn:oasis:names:tc:SAML:2.0:status:Success", Destination: acs, ResponseTo: request, ResponseIssuer: "https://idp.example/", Issuer: "https://idp.example/",
		NameID: "m-1", Recipient: acs, InResponseTo: request, Audience: entity, Method: bearer, Before: at(-time.Minute), End: at(time.Minute), ConfirmedUntil: at(time.Minute), SessionEnd: at(8 * time.Hour)}
}

const (
	acs     = "https://work.example/api/v1/sign-in/company/saml"
	entity  = "https://work.example/saml/o1"
	request = "id-4711"
)

var page = template.Must(template.New("").Parse(`<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="r-1" Version="2.0" IssueInstant="2026-03-02T12:00:00Z"{{if .Destination}} Destination="{{.Destination}}"{{end}} InResponseTo="{{.ResponseTo}}"><saml:Issuer>{{.ResponseIssuer}}</saml:Issuer><samlp:Status><samlp:StatusCode Value="{{.Status}}">{{if .Sub}}<samlp:StatusCode Value="{{.Sub}}"/>{{end}}</samlp:StatusCode></samlp:Status><saml:Assertion ID="a-1" Version="2.0" IssueInstant="2026-03-02T12:00:00Z"><saml:Issuer>{{.Issuer}}</saml:Issuer><saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">{{.NameID}}</saml:NameID><saml:SubjectConfirmation Method="{{.Method}}"><saml:SubjectConfirmationData Recipient="{{.Recipient}}" InResponseTo="{{.InResponseTo}}"{{if .ConfirmedUntil}} NotOnOrAfter="{{.ConfirmedUntil}}"{{end}}/></saml:SubjectConfirmation></saml:Subject>{{if not .NoConditions}}<saml:Conditions NotBefore="{{.Before}}" NotOnOrAfter="{{.End}}">{{if not .NoAudience}}<saml:AudienceRestriction><saml:Audience>https://other.example</saml:Audience><saml:Audience>{{.Audience}}</saml:Audience></saml:AudienceRestriction>{{end}}</saml:Conditions>{{end}}{{if not .NoStatement}}<saml:AuthnStatement AuthnInstant="2026-03-02T12:00:00Z" SessionNotOnOrAfter="{{.SessionEnd}}"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>{{end}}<saml:AttributeStatement><saml:Attribute Name="mail"><saml:AttributeValue>mei@harbour.example</saml:AttributeValue></saml:Attribute></saml:AttributeStatement></saml:Assertion></samlp:Response>`))

func (p peer) unsigned(s says) *etree.Element {
	p.t.Helper()
	var b bytes.Buffer
	if err := page.Execute(&b, s); err != nil {
		p.t.Fatal(err)
	}
	root, err := parse(b.Bytes())
	if err != nil {
		p.t.Fatal(err)
	}
	return root
}

func (p peer) sign(el *etree.Element, method string) *etree.Element {
	p.t.Helper()
	c := dsig.NewDefaultSigningContext(dsig.TLSCertKeyStore(tls.Certificate{Certificate: [][]byte{p.cert.Raw}, PrivateKey: p.key, Leaf: p.cert}))
	c.Canonicalizer, c.IdAttribute = dsig.MakeC14N10ExclusiveCanonicalizerWithPrefixList(""), "ID"
	if err := c.SetSignatureMethod(method); err != nil {
		p.t.Fatal(err)
	}
	alone, err := apart(el)
	if err != nil {
		p.t.Fatal(err)
	}
	done, err := c.SignEnveloped(alone)
	if err != nil {
		p.t.Fatal(err)
	}
	return done
}

// signed answers with the assertion signed, as most providers do.
func (p peer) signed(s says) *etree.Element { return p.signedBy(s, dsig.RSASHA256SignatureMethod) }

func (p peer) signedBy(s says, method string) *etree.Element {
	root := p.unsigned(s)
	a := root.FindElement("./Assertion")
	done := p.sign(a, method)
	root.InsertChildAt(a.Index(), done)
	root.RemoveChild(a)
	return root
}

// encrypted replaces the assertion by one that only the party can open.
func (p peer) encrypted(root *etree.Element, to *x509.Certificate, how xmlenc.RSA) *etree.Element {
	p.t.Helper()
	a := root.FindElement("./Assertion")
	alone, err := apart(a)
	if err != nil {
		p.t.Fatal(err)
	}
	el, err := how.Encrypt(to, text(p.t, alone), nil)
	if err != nil {
		p.t.Fatal(err)
	}
	box := etree.NewElement("saml:EncryptedAssertion")
	box.AddChild(el)
	root.InsertChildAt(a.Index(), box)
	root.RemoveChild(a)
	return root
}

func text(t *testing.T, el *etree.Element) []byte {
	t.Helper()
	doc := etree.NewDocument()
	doc.SetRoot(el.Copy())
	raw, err := doc.WriteToBytes()
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func (p peer) metadata(change ...func(string) string) []byte {
	s := `<?xml version="1.0"?><!-- from the vendor --><md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp.example/"><md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>` +
		base64.StdEncoding.EncodeToString(p.cert.Raw) + `</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor><md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://idp.example/post"/><md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.example/sso"/></md:IDPSSODescriptor></md:EntityDescriptor>`
	for _, f := range change {
		s = f(s)
	}
	return []byte(s)
}

func swap(old, by string) func(string) string {
	return func(s string) string { return strings.ReplaceAll(s, old, by) }
}

func us(t *testing.T) Party {
	t.Helper()
	key, cert, err := NewKey("work.example", noon)
	if err != nil {
		t.Fatal(err)
	}
	p, err := Load(entity, acs, key, cert)
	if err != nil {
		t.Fatal(err)
	}
	return p
}
