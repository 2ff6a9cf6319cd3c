package saml

import (
	"crypto/x509"
	"slices"
	"time"

	"github.com/beevik/etree"
	dsig "github.com/russellhaering/goxmldsig"
	"github.com/russellhaering/goxmldsig/etreeutils"
)

// verified gives what the signature right below an element covers, and nil if there is
// none. Errors: sso_token, sso_certificate.
func verified(el *etree.Element, p Provider, now time.Time) (*etree.Element, error) {
	all := children(el, signatureNS, "Signature")
	if len(all) == 0 {
		return nil, nil
	}
	if err := modern(all[0], el.SelectAttrValue("ID", "")); err != nil {
		return nil, err
	}
	alone, err := apart(el)
	if err != nil {
		return nil, notBelieved(err.Error())
	}
	// A renewed certificate may have the key of the old one: those that hold come first.
	certs := slices.Clone(p.Certificates)
	slices.SortStableFunc(certs, func(a, b *x509.Certificate) int { return b.NotAfter.Compare(a.NotAfter) })
	for _, c := range certs {
		if covered := by(alone, c); covered != nil {
			if now.After(c.NotAfter) {
				return nil, ended(c.NotAfter)
			}
			if !holds(c, now.Add(Skew)) {
				return nil, notBelieved("a certificate that holds later")
			}
			return covered, nil
		}
	}
	return nil, notBelieved("signed by none of the provider's certificates")
}

// modern holds a signature against what is needed of one: a reference to its parent, and
// to nothing else, by algorithms that are still good. Key material in it is not believed,
// and taken out.
func modern(sig *etree.Element, id string) error {
	info := children(sig, signatureNS, "SignedInfo")
	if len(info) != 1 || id == "" {
		return notBelieved("not one signed info")
	}
	method, refs := children(info[0], signatureNS, "SignatureMethod"), children(info[0], signatureNS, "Reference")
	if len(method) != 1 || !slices.Contains(methods, method[0].SelectAttrValue("Algorithm", "")) {
		return notBelieved("an algorithm that is not good any more")
	}
	if len(refs) != 1 || refs[0].SelectAttrValue("URI", "") != "#"+id {
		return notBelieved("a signature of something else")
	}
	digest := children(refs[0], signatureNS, "DigestMethod")
	if len(digest) != 1 || !slices.Contains(digests, digest[0].SelectAttrValue("Algorithm", "")) {
		return notBelieved("a digest that is not good any more")
	}
	for _, list := range children(refs[0], signatureNS, "Transforms") {
		for _, t := range list.ChildElements() {
			if !slices.Contains(transforms, t.SelectAttrValue("Algorithm", "")) {
				return notBelieved("a transform that is not used here")
			}
		}
	}
	for _, k := range children(sig, signatureNS, "KeyInfo") {
		sig.RemoveChild(k)
	}
	return nil
}

// apart is an element with the namespaces that its parents gave it.
func apart(el *etree.Element) (*etree.Element, error) {
	around, err := etreeutils.NSBuildParentContext(el)
	if err == nil {
		around, err = around.SubContext(el)
	}
	if err != nil {
		return nil, err
	}
	return etreeutils.NSDetatch(around, el)
}

// by is what a certificate's key signed of an element; when the certificate holds is
// asked elsewhere.
func by(el *etree.Element, c *x509.Certificate) *etree.Element {
	v := dsig.NewDefaultValidationContext(&dsig.MemoryX509CertificateStore{Roots: []*x509.Certificate{c}})
	v.IdAttribute, v.Clock = "ID", dsig.NewFakeClockAt(c.NotBefore)
	covered, err := v.Validate(el)
	if err != nil {
		return nil
	}
	return covered
}
