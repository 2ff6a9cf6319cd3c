package orgtest

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"sync"
)

// LogKeys are seeds in memory, which follow each other as in a ring of keys.
type LogKeys struct {
	mu         sync.Mutex
	seed, next []byte
}

// NewLogKeys begin with [Seed].
func NewLogKeys() *LogKeys { return &LogKeys{seed: Seed} }

// Seeds implements org.LogKeys.
func (k *LogKeys) Seeds(context.Context) (seed, next []byte, err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	return bytes.Clone(k.seed), bytes.Clone(k.next), nil
}

// Stage implements org.LogKeys.
func (k *LogKeys) Stage(context.Context) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.next == nil {
		k.next = make([]byte, len(Seed))
		_, _ = rand.Read(k.next) // never fails on a supported system
	}
	return nil
}

// Promote implements org.LogKeys.
func (k *LogKeys) Promote(_ context.Context, seed []byte) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	switch {
	case bytes.Equal(seed, k.seed):
		return nil
	case !bytes.Equal(seed, k.next):
		return errors.New("orgtest: another seed than the staged one")
	}
	k.seed, k.next = k.next, nil
	return nil
}
