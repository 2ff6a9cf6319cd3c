package saml

import (
	"strings"

	"github.com/beevik/etree"
)

// The algorithms that a signature may name; SHA-1 is none of them.
var (
	methods = []string{"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512",
		"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384", "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512"}
	digests    = []string{"http://www.w3.org/2001/04/xmlenc#sha256", "http://www.w3.org/2001/04/xmldsig-more#sha384", "http://www.w3.org/2001/04/xmlenc#sha512"}
	transforms = []string{"http://www.w3.org/2000/09/xmldsig#enveloped-signature", "http://www.w3.org/2001/10/xml-exc-c14n#"}
)

func is(el *etree.Element, ns, tag string) bool {
	return el.Tag == tag && el.NamespaceURI() == ns
}

// children are the elements of a name directly below one.
func children(el *etree.Element, ns, tag string) (out []*etree.Element) {
	for _, c := range el.ChildElements() {
		if is(c, ns, tag) {
			out = append(out, c)
		}
	}
	return out
}

// shape refuses a document in which a signed part could be moved and another be read in
// its place (signature wrapping, Somorovsky and others, "On Breaking SAML", 2012): one
// response at the top, one assertion right below it, signatures right below the one or
// the other, and every id once.
func shape(root *etree.Element) error {
	if !is(root, protocolNS, "Response") || root.SelectAttrValue("Version", "") != "2.0" {
		return notBelieved("not a response")
	}
	f := finding{root: root, ids: map[string]bool{}}
	if err := f.walk(root); err != nil {
		return err
	}
	if f.assertions > 1 {
		return notBelieved("more than one assertion")
	}
	return nil
}

type finding struct {
	root       *etree.Element
	ids        map[string]bool
	assertions int
}

func (f *finding) walk(el *etree.Element) error {
	if err := f.identify(el); err != nil {
		return err
	}
	parent := el.Parent()
	switch {
	case is(el, assertionNS, "Assertion"), is(el, assertionNS, "EncryptedAssertion"):
		f.assertions++
		if el != f.root && parent != f.root {
			return notBelieved("an assertion out of its place")
		}
	case is(el, protocolNS, "Response") && el != f.root:
		return notBelieved("a response in another")
	case is(el, signatureNS, "Signature"):
		if el == f.root || parent != f.root && !is(parent, assertionNS, "Assertion") || len(children(parent, signatureNS, "Signature")) > 1 {
			return notBelieved("a signature out of its place")
		}
	case is(el, signatureNS, "Object"):
		return notBelieved("an object in a signature")
	}
	for _, c := range el.ChildElements() {
		if err := f.walk(c); err != nil {
			return err
		}
	}
	return nil
}

// identify refuses an id that comes twice, however it is spelt.
func (f *finding) identify(el *etree.Element) error {
	for _, a := range el.Attr {
		if !strings.EqualFold(a.Key, "id") || a.Space == "xmlns" {
			continue
		}
		if f.ids[a.Value] {
			return notBelieved("an id that comes twice")
		}
		f.ids[a.Value] = true
	}
	return nil
}
