package keyring

import (
	"bytes"
	"sync"
)

// Keys are the open data keys of one organisation. They are safe for concurrent use.
type Keys struct {
	org     string
	version int

	mu     sync.RWMutex
	data   map[Purpose][]byte
	closed bool
}

// Org returns the organisation's id.
func (k *Keys) Org() string { return k.org }

// Version returns the version of the KEK the keys were wrapped by.
func (k *Keys) Version() int { return k.version }

// Key returns a copy of the key for a purpose: 32 bytes, or what Create was told for
// [DB]. The copy is the caller's to clear; it never turns to zeros under a cipher
// that still holds it. Errors: [ErrClosed], [ErrPurpose].
func (k *Keys) Key(p Purpose) ([]byte, error) {
	k.mu.RLock()
	defer k.mu.RUnlock()
	if k.closed {
		return nil, ErrClosed
	}
	key, ok := k.data[p]
	if !ok {
		return nil, ErrPurpose
	}
	return bytes.Clone(key), nil
}

// Close zeroes the keys. It may be called twice.
func (k *Keys) Close() {
	k.mu.Lock()
	defer k.mu.Unlock()
	clearAll(k.data)
	k.closed = true
}

// String keeps keys out of logs that print whatever they are given.
func (k *Keys) String() string { return "keys of " + k.org }

// GoString is String, for %#v.
func (k *Keys) GoString() string { return k.String() }
