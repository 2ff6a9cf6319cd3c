package keyring

import (
	"crypto/aes"
	"crypto/cipher"
	"fmt"
)

// sealVersion is the first byte of sealed text, and part of what is authenticated.
const sealVersion = 1

// Overhead is how many bytes sealed text is longer than the plain: version (1),
// nonce (12), tag (16).
const Overhead = 1 + 12 + 16

// AEAD seals and opens short texts with one key: AES-256-GCM with a random 96-bit
// nonce (NIST SP 800-38D), written as version || nonce || ciphertext || tag. One key
// may seal 2^32 texts. It is safe for concurrent use.
type AEAD struct{ gcm cipher.AEAD }

// NewAEAD prepares a 32-byte key, for callers who use it often.
func NewAEAD(key []byte) (*AEAD, error) {
	if len(key) != KeySize {
		return nil, fmt.Errorf("keyring: the key must have %d bytes", KeySize)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("keyring: preparing AES: %w", err)
	}
	gcm, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		return nil, fmt.Errorf("keyring: preparing GCM: %w", err)
	}
	return &AEAD{gcm: gcm}, nil
}

// Seal encrypts plaintext and binds it to aad, which is not stored.
func (a *AEAD) Seal(plaintext, aad []byte) []byte {
	out := make([]byte, 1, len(plaintext)+Overhead)
	out[0] = sealVersion
	return a.gcm.Seal(out, nil, plaintext, bound(aad))
}

// Open decrypts what Seal made under the same key and aad; anything else is
// [ErrOpen].
func (a *AEAD) Open(sealed, aad []byte) ([]byte, error) {
	if len(sealed) < Overhead || sealed[0] != sealVersion {
		return nil, ErrOpen
	}
	plain, err := a.gcm.Open(nil, nil, sealed[1:], bound(aad))
	if err != nil {
		return nil, ErrOpen
	}
	return plain, nil
}

// bound puts the version before aad, so that a later version's text can never be
// read as this one's.
func bound(aad []byte) []byte {
	return append([]byte{sealVersion}, aad...)
}

// Seal is [AEAD.Seal] for a key used once.
func Seal(key, plaintext, aad []byte) ([]byte, error) {
	a, err := NewAEAD(key)
	if err != nil {
		return nil, err
	}
	return a.Seal(plaintext, aad), nil
}

// Open is [AEAD.Open] for a key used once.
func Open(key, sealed, aad []byte) ([]byte, error) {
	a, err := NewAEAD(key)
	if err != nil {
		return nil, err
	}
	return a.Open(sealed, aad)
}
