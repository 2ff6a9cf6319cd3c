package record

import (
	"crypto/ed25519"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/note"
)

// ErrKey: a verifier key or signing seed is malformed.
var ErrKey = errors.New("record: key")

// Signer signs the checkpoints of one log. It is safe for concurrent use.
type Signer struct {
	private  ed25519.PrivateKey
	verifier note.Verifier
	text     string
}

// NewSigner makes the signer of the log called name from a 32-byte Ed25519 seed
// (RFC 8032). The name is both origin of the checkpoints and name of the key, such
// as "tramway.example/log/acme"; it must have no spaces and no plus sign.
func NewSigner(name string, seed []byte) (*Signer, error) {
	if len(seed) != ed25519.SeedSize {
		return nil, fmt.Errorf("%w: the seed must have %d bytes", ErrKey, ed25519.SeedSize)
	}
	private := ed25519.NewKeyFromSeed(seed)
	text, err := note.NewEd25519VerifierKey(name, private.Public().(ed25519.PublicKey))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrKey, err)
	}
	verifier, err := note.NewVerifier(text)
	if err != nil {
		return nil, fmt.Errorf("%w: the name has spaces or plus signs", ErrKey)
	}
	return &Signer{private: private, verifier: verifier, text: text}, nil
}

// VerifierKey returns the public half as https://c2sp.org/signed-note spells it:
// name+hash+base64. This is the string people have to trust.
func (s *Signer) VerifierKey() string { return s.text }

// Name implements note.Signer: the log's name.
func (s *Signer) Name() string { return s.verifier.Name() }

// KeyHash implements note.Signer.
func (s *Signer) KeyHash() uint32 { return s.verifier.KeyHash() }

// Sign implements note.Signer: a plain Ed25519 signature of msg.
func (s *Signer) Sign(msg []byte) ([]byte, error) { return ed25519.Sign(s.private, msg), nil }

// parseLogKey reads a verifier key in its one spelling; only plain Ed25519 keys
// can be the key of a log.
func parseLogKey(text string) (note.Verifier, error) {
	v, err := note.NewVerifier(text)
	if err != nil || !oneSpelling(text) {
		return nil, fmt.Errorf("%w: not a verifier key", ErrKey)
	}
	return v, nil
}
