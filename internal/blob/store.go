package blob

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
)

// keySize is the size in bytes of the organisation's blob key and of each blob's.
const keySize = 32

// Meta is what the caller keeps of a blob, next to what the blob is for. Without it
// the blob cannot be read.
type Meta struct {
	ID          string   // 32 hexadecimal digits, random; the object's key
	Size        int64    // bytes of plaintext
	SHA256      [32]byte // of the plaintext
	ContentType string
	WrappedKey  []byte // the blob's key under the organisation's
}

// Store encrypts one organisation's blobs into a backend. It is safe for concurrent
// use.
type Store struct {
	backend Backend
	org     string
	wrap    cipher.AEAD
	max     int64
}

// NewStore makes the store of an organisation from its 32-byte blob key. A blob may
// have at most maxBytes.
func NewStore(backend Backend, org string, key []byte, maxBytes int64) (*Store, error) {
	if org == "" || maxBytes < 0 {
		return nil, errors.New("blob: a store needs an organisation and a limit")
	}
	wrap, err := wrapper(key)
	return &Store{backend: backend, org: org, wrap: wrap, max: maxBytes}, err
}

func wrapper(key []byte) (cipher.AEAD, error) {
	if len(key) != keySize {
		return nil, fmt.Errorf("blob: an organisation's key has %d bytes", keySize)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("blob: preparing key: %w", err)
	}
	wrap, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		return nil, fmt.Errorf("blob: preparing key: %w", err)
	}
	return wrap, nil
}

// Rewrap gives a blob's key to another 32-byte key of the same organisation; the
// bytes stay as they are. Errors: [ErrTampered].
func Rewrap(m Meta, org string, from, to []byte) ([]byte, error) {
	before, err := NewStore(nil, org, from, 0)
	if err != nil {
		return nil, err
	}
	after, err := NewStore(nil, org, to, 0)
	if err != nil {
		return nil, err
	}
	key, err := before.unwrapKey(m)
	if err != nil {
		return nil, err
	}
	defer clear(key)
	return after.wrapKey(key, after.associated(m.ID, m.ContentType)), nil
}

// Delete removes a blob; one that is not there is no error.
func (s *Store) Delete(ctx context.Context, id string) error { return s.backend.Delete(ctx, id) }

// Copy gives the blob of m a second life in another store under a new id, encrypted
// anew; for moving an organisation to another key or place.
func (s *Store) Copy(ctx context.Context, m Meta, to *Store) (Meta, error) {
	r, err := s.Open(ctx, m)
	if err != nil {
		return Meta{}, err
	}
	defer r.Close()
	w, err := to.Create(ctx, m.ContentType)
	if err != nil {
		return Meta{}, err
	}
	defer w.Abort()
	if _, err := w.ReadFrom(r); err != nil {
		return Meta{}, err
	}
	return w.Finish()
}

// associated is what a blob is bound to, "org|id|content type". Neither org nor id has
// a bar, so no two blobs share it.
func (s *Store) associated(id, contentType string) []byte {
	return []byte(s.org + "|" + id + "|" + contentType)
}

// wrapKey seals a blob's key: nonce (12) || ciphertext (32) || tag (16).
func (s *Store) wrapKey(key, aad []byte) []byte { return s.wrap.Seal(nil, nil, key, aad) }

func (s *Store) unwrapKey(m Meta) ([]byte, error) {
	key, err := s.wrap.Open(nil, nil, m.WrappedKey, s.associated(m.ID, m.ContentType))
	if err != nil || len(key) != keySize {
		return nil, fmt.Errorf("%w: its key does not open", ErrTampered)
	}
	return key, nil
}

func newID() string {
	raw := make([]byte, 16)
	rand.Read(raw)
	return hex.EncodeToString(raw)
}
