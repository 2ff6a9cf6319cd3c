package saml

import (
	"strings"
	"testing"

	"github.com/beevik/etree"
	dsig "github.com/russellhaering/goxmldsig"

	"tramway/internal/fault"
)

// The eight ways of "On Breaking SAML: Be Whoever You Want to Be" (USENIX Security 2012)
// and a few more: what was signed stays in the document, and another assertion is put
// where a reader may look.
func TestASignedPartCantBeMovedAway(t *testing.T) {
	t.Parallel()
	idp, me := newPeer(t, noon), us(t)
	forged := func(id string) *etree.Element {
		s := saysAll()
		s.NameID = "the-boss"
		a, err := apart(idp.unsigned(s).FindElement("./Assertion"))
		if err != nil {
			t.Fatal(err)
		}
		a.CreateAttr("ID", id)
		return a
	}
	for name, one := range map[string]struct {
		stops string // what stops it first, so that no check hides behind another
		wrap  func(root, a, sig *etree.Element) *etree.Element
	}{
		"XSW1: a response around the signed one, in its signature": {"a response in another", func(*etree.Element, *etree.Element, *etree.Element) *etree.Element {
			signed, evil := twoWhole(t, idp)
			evil.FindElement("./Signature").AddChild(signed)
			return evil
		}},
		"XSW2: the signed response before the signature": {"a response in another", func(*etree.Element, *etree.Element, *etree.Element) *etree.Element {
			signed, evil := twoWhole(t, idp)
			evil.InsertChildAt(0, signed)
			return evil
		}},
		"XSW3: a forged assertion first": {"more than one assertion", func(root, a, _ *etree.Element) *etree.Element {
			root.InsertChildAt(a.Index(), forged("evil"))
			return root
		}},
		"XSW4: the signed one in the forged one": {"an assertion out of its place", func(root, a, _ *etree.Element) *etree.Element {
			evil := forged("evil")
			root.RemoveChild(a)
			evil.AddChild(a)
			root.AddChild(evil)
			return root
		}},
		"XSW5: the signature in the forged one, the signed one after it": {"more than one assertion", func(root, a, sig *etree.Element) *etree.Element {
			evil := forged("evil")
			a.RemoveChild(sig)
			evil.InsertChildAt(1, sig)
			root.InsertChildAt(a.Index(), evil)
			return root
		}},
		"XSW6: the signed one in the signature of the forged one": {"an assertion out of its place", func(root, a, sig *etree.Element) *etree.Element {
			evil := forged("evil")
			root.RemoveChild(a)
			a.RemoveChild(sig)
			sig.AddChild(a)
			evil.InsertChildAt(1, sig)
			root.AddChild(evil)
			return root
		}},
		"XSW7: the forged one in extensions": {"an assertion out of its place", func(root, _, _ *etree.Element) *etree.Element {
			ext := etree.NewElement("samlp:Extensions")
			ext.AddChild(forged("evil"))
			root.InsertChildAt(1, ext)
			return root
		}},
		"XSW8: the signed one in an object of the signature": {"an object in a signature", func(root, a, sig *etree.Element) *etree.Element {
			evil := forged("evil")
			root.RemoveChild(a)
			a.RemoveChild(sig)
			obj := etree.NewElement("ds:Object")
			obj.AddChild(a)
			sig.AddChild(obj)
			evil.InsertChildAt(1, sig)
			root.AddChild(evil)
			return root
		}},
		"one id twice": {"an id that comes twice", func(root, a, sig *etree.Element) *etree.Element {
			evil := forged("a-1")
			a.RemoveChild(sig)
			evil.InsertChildAt(1, sig)
			root.InsertChildAt(a.Index(), evil)
			return root
		}},
		"the signature moved to the forged one": {"signed by none", func(root, a, sig *etree.Element) *etree.Element {
			evil := forged("a-1")
			a.RemoveChild(sig)
			evil.InsertChildAt(1, sig)
			root.RemoveChild(a)
			root.AddChild(evil)
			return root
		}},
		"two signatures": {"a signature out of its place", func(root, a, sig *etree.Element) *etree.Element {
			a.AddChild(sig.Copy())
			return root
		}},
		"an assertion alone": {"not a response", func(_, a, _ *etree.Element) *etree.Element { return a }},
	} {
		root, err := parse(text(t, idp.signed(saysAll())))
		if err != nil {
			t.Fatal(err)
		}
		a := root.FindElement("./Assertion")
		who, err := me.Read(text(t, one.wrap(root, a, a.FindElement("./Signature"))), idp.provider(), request, noon)
		if !fault.Is(err, "sso_token") || who.Name != "" || !strings.Contains(err.Error(), one.stops) {
			t.Errorf("%s: %+v %v", name, who, err)
		}
	}
}

// twoWhole are a signed response without its signature, and one that says another name.
func twoWhole(t *testing.T, idp peer) (signed, evil *etree.Element) {
	t.Helper()
	signed, evil = whole(t, idp), whole(t, idp)
	evil.CreateAttr("ID", "evil")
	evil.FindElement("./Assertion/Subject/NameID").SetText("the-boss")
	signed.RemoveChild(signed.FindElement("./Signature"))
	return signed, evil
}

// whole is a signed response as it comes over the wire, the same each time.
func whole(t *testing.T, idp peer) *etree.Element {
	t.Helper()
	root, err := parse(text(t, idp.sign(idp.unsigned(saysAll()), dsig.RSASHA256SignatureMethod)))
	if err != nil {
		t.Fatal(err)
	}
	return root
}
