package saml

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"io"
	"testing"

	"github.com/crewjam/saml/xmlenc"
	dsig "github.com/russellhaering/goxmldsig"
)

func inflate(t *testing.T, packed string) []byte {
	t.Helper()
	raw, err := base64.StdEncoding.DecodeString(packed)
	if err != nil {
		t.Fatal(err)
	}
	out, err := io.ReadAll(flate.NewReader(bytes.NewReader(raw)))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Whatever is answered, it does not panic, and nobody comes in under a name that was not
// signed.
func FuzzRead(f *testing.F) {
	t := &testing.T{}
	idp, me := newPeer(t, noon), us(t)
	for _, root := range [][]byte{text(t, idp.signed(saysAll())), text(t, idp.sign(idp.unsigned(saysAll()), dsig.RSASHA256SignatureMethod)),
		text(t, idp.encrypted(idp.signed(saysAll()), me.Certificate, xmlenc.OAEP())), text(t, idp.unsigned(saysAll()))} {
		f.Add(root)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		who, err := me.Read(raw, idp.provider(), request, noon)
		if err == nil && (who.Name != "m-1" || who.Assertion != "a-1") {
			t.Errorf("somebody else came in: %+v", who)
		}
	})
}

// Whatever is said to be metadata, it does not panic, and what is read is whole.
func FuzzReadMetadata(f *testing.F) {
	f.Add(newPeer(&testing.T{}, noon).metadata())
	f.Add([]byte(`<EntitiesDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata"/>`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		p, err := ReadMetadata(raw, false)
		if err == nil && (p.EntityID == "" || p.SignIn == "" || len(p.Certificates) == 0) {
			t.Errorf("half a provider: %+v", p)
		}
	})
}
