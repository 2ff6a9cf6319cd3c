package push

import (
	"bytes"
	"crypto/ecdh"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"log/slog"

	webpush "github.com/SherClockHolmes/webpush-go"
)

// Keys are the installation's VAPID key pair (RFC 8292), base64url without
// padding. Public goes to browsers as applicationServerKey; a change of it ends
// every subscription.
type Keys struct {
	Public  string
	Private string
}

// ErrKeys is returned for keys that are malformed or do not belong together.
var ErrKeys = errors.New("push: not a pair of VAPID keys")

// NewKeys makes a pair.
func NewKeys() (Keys, error) {
	private, public, err := webpush.GenerateVAPIDKeys()
	if err != nil {
		return Keys{}, fmt.Errorf("push: making keys: %w", err)
	}
	return Keys{Public: public, Private: private}, nil
}

func (k Keys) check() error {
	public, err1 := decode(k.Public)
	private, err2 := decode(k.Private)
	if err1 != nil || err2 != nil {
		return ErrKeys
	}
	p, err := ecdh.P256().NewPrivateKey(private)
	if err != nil || !bytes.Equal(p.PublicKey().Bytes(), public) {
		return ErrKeys
	}
	return nil
}

// String shows the public key only.
func (k Keys) String() string { return "vapid " + k.Public }

// GoString keeps the private key out of %#v.
func (k Keys) GoString() string { return k.String() }

// LogValue keeps the private key out of the log.
func (k Keys) LogValue() slog.Value { return slog.StringValue(k.String()) }

// KeysFrom makes the pair that belongs to a secret of at least 32 bytes: the same one
// each time, so that it is kept wherever the secret is and nowhere besides.
func KeysFrom(secret []byte) (Keys, error) {
	if len(secret) < 32 {
		return Keys{}, ErrKeys
	}
	for try := byte(0); try < 8; try++ { // one of 2^32 is not below the curve's order
		d, err := hkdf.Key(sha256.New, secret, []byte{try}, "tramway web push", 32)
		if err != nil {
			return Keys{}, fmt.Errorf("push: making keys: %w", err)
		}
		if p, err := ecdh.P256().NewPrivateKey(d); err == nil {
			return Keys{Public: base64.RawURLEncoding.EncodeToString(p.PublicKey().Bytes()), Private: base64.RawURLEncoding.EncodeToString(d)}, nil
		}
	}
	return Keys{}, ErrKeys
}
