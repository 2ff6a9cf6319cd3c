package push

import (
	"bytes"
	"crypto/ecdh"
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
