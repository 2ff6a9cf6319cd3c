package keyring

import "context"

// Root wraps the key-encryption keys of organisations. Implementations are safe for
// concurrent use.
type Root interface {
	// Wrap encrypts plaintext, bound to aad.
	Wrap(ctx context.Context, plaintext, aad []byte) ([]byte, error)
	// Unwrap is the opposite. A blob of another root, or altered, is [ErrOpen].
	Unwrap(ctx context.Context, blob, aad []byte) ([]byte, error)
	// Describe says what this root is, without secrets.
	Describe() Description
}

// Description names a root for people and for key files.
type Description struct {
	Kind string `json:"kind"` // "passphrase", "vault", "external"
	Name string `json:"name"` // which one: a file, a key's address
}

// localRoot wraps with a key that is in memory.
type localRoot struct {
	aead *AEAD
	key  []byte
	desc Description
}

func newLocalRoot(key []byte, desc Description) (*localRoot, error) {
	aead, err := NewAEAD(key)
	if err != nil {
		return nil, err
	}
	return &localRoot{aead: aead, key: key, desc: desc}, nil
}

// Wrap implements [Root].
func (r *localRoot) Wrap(_ context.Context, plaintext, aad []byte) ([]byte, error) {
	return r.aead.Seal(plaintext, aad), nil
}

// Unwrap implements [Root].
func (r *localRoot) Unwrap(_ context.Context, blob, aad []byte) ([]byte, error) {
	return r.aead.Open(blob, aad)
}

// Describe implements [Root].
func (r *localRoot) Describe() Description { return r.desc }
