package saml

import (
	"fmt"
	"slices"

	"github.com/beevik/etree"
	"github.com/crewjam/saml/xmlenc"
)

const encryptionNS = "http://www.w3.org/2001/04/xmlenc#"

// What an assertion may be encrypted with. RSA with PKCS #1 v1.5 and DES are not here.
var (
	wraps   = []string{"http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p"}
	ciphers = []string{"http://www.w3.org/2001/04/xmlenc#aes128-cbc", "http://www.w3.org/2001/04/xmlenc#aes192-cbc", "http://www.w3.org/2001/04/xmlenc#aes256-cbc", "http://www.w3.org/2009/xmlenc11#aes128-gcm"}
)

// opened is the assertion in an encrypted one. Whatever is wrong with it looks the same
// from outside.
func (p Party) opened(el *etree.Element) (*etree.Element, error) {
	raw, err := p.decrypt(el)
	if err == nil {
		err = screen(raw, false)
	}
	if err != nil {
		return nil, notBelieved("encrypted: " + err.Error())
	}
	inside, err := parse(raw)
	if err != nil || !is(inside, assertionNS, "Assertion") {
		return nil, notBelieved("encrypted: no assertion")
	}
	f := finding{root: inside, ids: map[string]bool{}}
	if err := f.walk(inside); err != nil {
		return nil, err
	}
	if f.assertions != 1 {
		return nil, notBelieved("more than one assertion")
	}
	return inside, nil
}

// decrypt guards the library, which panics at a ciphertext that is cut off.
func (p Party) decrypt(el *etree.Element) (raw []byte, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("saml: %v", r)
		}
	}()
	data := children(el, encryptionNS, "EncryptedData")
	keys := el.FindElements(".//EncryptedKey")
	if len(data) != 1 || len(keys) != 1 {
		return nil, reason("not one ciphertext and its key")
	}
	if !slices.Contains(ciphers, method(data[0])) || !slices.Contains(wraps, method(keys[0])) {
		return nil, reason("an encryption that is not used here")
	}
	key, err := xmlenc.Decrypt(p.Key, keys[0])
	if err != nil {
		return nil, err
	}
	if info := data[0].FindElement("./KeyInfo"); info != nil {
		data[0].RemoveChild(info) // its key is open already
	}
	return xmlenc.Decrypt(key, data[0])
}

func method(el *etree.Element) string {
	if m := children(el, encryptionNS, "EncryptionMethod"); len(m) == 1 {
		return m[0].SelectAttrValue("Algorithm", "")
	}
	return ""
}
