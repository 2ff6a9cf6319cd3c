package saml

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"math/big"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/beevik/etree"

	"tramway/internal/fault"
)

func TestAProvidersDescription(t *testing.T) {
	t.Parallel()
	idp, next := newPeer(t, noon), newPeer(t, noon)
	second := func(s string) string {
		i, j := strings.Index(s, "<md:KeyDescriptor"), strings.Index(s, "<md:SingleSignOnService")
		return s[:j] + strings.Replace(s[i:j], base64.StdEncoding.EncodeToString(idp.cert.Raw), "\n  "+base64.StdEncoding.EncodeToString(next.cert.Raw)+"\n", 1) + s[j:]
	}
	around := func(s string) string {
		s = strings.Replace(s, "<md:EntityDescriptor", `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata"><md:EntityDescriptor`, 1)
		return s + `</md:EntitiesDescriptor>`
	}
	for name, k := range map[string]struct {
		raw   []byte
		certs int
	}{
		"as it is":             {idp.metadata(), 1},
		"with a mark before":   {append([]byte("\xef\xbb\xbf"), idp.metadata()...), 1},
		"two certificates":     {idp.metadata(second), 2},
		"the same one twice":   {idp.metadata(second, swap(base64.StdEncoding.EncodeToString(next.cert.Raw), base64.StdEncoding.EncodeToString(idp.cert.Raw))), 1},
		"for whatever use":     {idp.metadata(swap(` use="signing"`, "")), 1},
		"in a file of several": {idp.metadata(around), 1},
	} {
		p, err := ReadMetadata(k.raw, false)
		if err != nil || p.EntityID != "https://idp.example/" || p.SignIn != "https://idp.example/sso" || len(p.Certificates) != k.certs {
			t.Errorf("%s: %+v %v", name, p, err)
		}
	}
}

func TestADescriptionThatIsNoneIsRefused(t *testing.T) {
	t.Parallel()
	idp := newPeer(t, noon)
	for name, k := range map[string]struct {
		raw  []byte
		want string
	}{
		"a page":              {[]byte("<html><body>Sign in</body></html>"), "sso_metadata"},
		"nothing":             {nil, "sso_metadata"},
		"a document type":     {append([]byte("<!DOCTYPE x>"), idp.metadata(swap(`<?xml version="1.0"?>`, ""))...), "sso_metadata"},
		"no entity id":        {idp.metadata(swap(`entityID="https://idp.example/"`, "")), "sso_metadata"},
		"over http":           {idp.metadata(swap("https://idp.example/sso", "http://idp.example/sso")), "sso_metadata"},
		"a script":            {idp.metadata(swap("https://idp.example/sso", "javascript:alert(1)")), "sso_metadata"},
		"only by post":        {idp.metadata(swap("bindings:HTTP-Redirect", "bindings:HTTP-Artifact")), "sso_binding"},
		"no certificate":      {idp.metadata(swap(`use="signing"`, `use="encryption"`)), "sso_metadata"},
		"a broken one":        {idp.metadata(swap(base64.StdEncoding.EncodeToString(idp.cert.Raw), "AAAA")), "sso_metadata"},
		"a short key":         {idp.metadata(swap(base64.StdEncoding.EncodeToString(idp.cert.Raw), short(t))), "sso_metadata"},
		"of a service":        {idp.metadata(swap("IDPSSODescriptor", "SPSSODescriptor")), "sso_metadata"},
		"longer than allowed": {append(idp.metadata(), []byte(strings.Repeat(" ", MostBytes))...), "too_large"},
	} {
		if _, err := ReadMetadata(k.raw, false); !fault.Is(err, k.want) {
			t.Errorf("%s: %v, want %s", name, err, k.want)
		}
	}
	if p, err := ReadMetadata(idp.metadata(swap("https://idp.example/sso", "http://localhost/sso")), true); err != nil || p.SignIn != "http://localhost/sso" {
		t.Errorf("on this machine: %v", err)
	}
}

func TestWhatAProviderIsToldOfUs(t *testing.T) {
	t.Parallel()
	me := us(t)
	raw, err := me.Metadata()
	if err != nil {
		t.Fatal(err)
	}
	root, err := parse(raw)
	if err != nil {
		t.Fatal(err)
	}
	d := root.FindElement("./SPSSODescriptor")
	if root.SelectAttrValue("entityID", "") != entity || d.SelectAttrValue("AuthnRequestsSigned", "") != "true" || d.SelectAttrValue("WantAssertionsSigned", "") != "true" {
		t.Errorf("%s", raw)
	}
	if s := d.SelectElements("AssertionConsumerService"); len(s) != 1 || s[0].SelectAttrValue("Location", "") != acs || !strings.HasSuffix(s[0].SelectAttrValue("Binding", ""), "HTTP-POST") {
		t.Errorf("where answers go: %s", raw)
	}
	if len(d.SelectElements("KeyDescriptor")) != 2 || root.SelectAttrValue("validUntil", "") != me.Certificate.NotAfter.Format(time.RFC3339) {
		t.Errorf("keys: %s", raw)
	}
}

func TestARequestIsSignedAndNamesItsAnswer(t *testing.T) {
	t.Parallel()
	me, idp := us(t), newPeer(t, noon)
	to := idp.provider()
	to.SignIn += "?tenant=a%20b"
	address, err := me.Ask(to, request, "handle-1", noon)
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(address)
	if err != nil || u.Host != "idp.example" {
		t.Fatalf("%s %v", address, err)
	}
	q := u.Query()
	root := etree.NewDocument()
	if err := root.ReadFromBytes(inflate(t, q.Get("SAMLRequest"))); err != nil {
		t.Fatal(err)
	}
	r := root.Root()
	if r.SelectAttrValue("ID", "") != request || r.SelectAttrValue("AssertionConsumerServiceURL", "") != acs || q.Get("RelayState") != "handle-1" || q.Get("tenant") != "a b" {
		t.Errorf("%s", address)
	}
	if q.Get("SigAlg") != "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256" || q.Get("Signature") == "" {
		t.Errorf("not signed: %s", address)
	}
	if p := r.FindElement("./NameIDPolicy"); p == nil || p.SelectAttrValue("Format", "") != "" {
		t.Error("a format is asked for, which some providers refuse")
	}
}

// short is the certificate of a key of 1,024 bits.
func short(t *testing.T) string {
	t.Helper()
	k, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: noon, NotAfter: noon.Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, c, c, k.Public(), k)
	if err != nil {
		t.Fatal(err)
	}
	return base64.StdEncoding.EncodeToString(der)
}
