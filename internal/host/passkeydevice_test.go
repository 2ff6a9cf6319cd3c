package host_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"testing"
)

// device is what holds a passkey: one key of ES256, told by its bytes as WebAuthn level 3
// and RFC 8949 have them, without attestation.
type device struct {
	t    *testing.T
	key  *ecdsa.PrivateKey
	id   []byte
	user []byte
}

func newDevice(t *testing.T) *device {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(t, err)
	id := make([]byte, 16)
	_, _ = rand.Read(id)
	return &device{t: t, key: key, id: id}
}

func encoded(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

// asked is what a ceremony's options say.
type asked struct {
	Challenge string `json:"challenge"`
	User      struct {
		ID string `json:"id"`
	} `json:"user"`
}

func (d *device) read(options any) (a asked) {
	d.t.Helper()
	raw, err := json.Marshal(options)
	must(d.t, err)
	must(d.t, json.Unmarshal(raw, &a))
	return a
}

func clientData(kind, challenge string) []byte {
	b, _ := json.Marshal(map[string]any{"type": kind, "challenge": challenge, "origin": "http://localhost:8080", "crossOrigin": false})
	return b
}

func about(flags byte) []byte {
	site := sha256.Sum256([]byte("localhost"))
	return append(site[:], flags, 0, 0, 0, 0)
}

// create answers a registration.
func (d *device) create(options any) []byte {
	d.t.Helper()
	a := d.read(options)
	d.user, _ = base64.RawURLEncoding.DecodeString(a.User.ID)
	point, err := d.key.PublicKey.Bytes() // 4, x, y
	must(d.t, err)
	cose := append([]byte{0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32}, point[1:33]...)
	cose = append(append(cose, 0x22, 0x58, 32), point[33:]...)
	auth := append(about(0x45), make([]byte, 16)...)
	auth = binary.BigEndian.AppendUint16(auth, uint16(len(d.id)))
	auth = append(append(auth, d.id...), cose...)
	object := append([]byte("\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58"), byte(len(auth)))
	return d.answer(map[string]any{"clientDataJSON": encoded(clientData("webauthn.create", a.Challenge)), "attestationObject": encoded(append(object, auth...))})
}

// get answers a sign-in.
func (d *device) get(options any) []byte {
	d.t.Helper()
	client, auth := clientData("webauthn.get", d.read(options).Challenge), about(0x05)
	hash := sha256.Sum256(client)
	digest := sha256.Sum256(append(auth, hash[:]...))
	signature, err := ecdsa.SignASN1(rand.Reader, d.key, digest[:])
	must(d.t, err)
	return d.answer(map[string]any{"clientDataJSON": encoded(client), "authenticatorData": encoded(auth), "signature": encoded(signature), "userHandle": encoded(d.user)})
}

func (d *device) answer(response map[string]any) []byte {
	b, err := json.Marshal(map[string]any{"id": encoded(d.id), "rawId": encoded(d.id), "type": "public-key", "response": response, "clientExtensionResults": map[string]any{}})
	must(d.t, err)
	return b
}
