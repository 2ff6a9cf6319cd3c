package keyring

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
)

// Create makes the keys of a new organisation, all random. dbKeySize is 32, or 64 for
// AES-256-XTS. If a customer's key was given for it, that wraps the KEK. Errors:
// [ErrExists], [ErrDestroyed], [ErrName].
func (r *Ring) Create(ctx context.Context, org string, dbKeySize int) error {
	return r.create(ctx, org, dbKeySize, nil)
}

// CreateWithLog is Create for an organisation that comes from elsewhere with the
// seed of its log, so that what was signed there stays proof.
func (r *Ring) CreateWithLog(ctx context.Context, org string, dbKeySize int, seed []byte) error {
	if len(seed) != KeySize {
		return fmt.Errorf("keyring: the seed of a log has %d bytes", KeySize)
	}
	return r.create(ctx, org, dbKeySize, seed)
}

func (r *Ring) create(ctx context.Context, org string, dbKeySize int, seed []byte) error {
	if err := checkOrg(org); err != nil {
		return err
	}
	if dbKeySize != KeySize && dbKeySize != 2*KeySize {
		return fmt.Errorf("keyring: a database key has %d or %d bytes", KeySize, 2*KeySize)
	}
	return r.changing(func() error { return r.make(ctx, org, dbKeySize, seed) })
}

func (r *Ring) make(ctx context.Context, org string, dbKeySize int, seed []byte) error {
	switch _, err := r.read(org); {
	case err == nil:
		return ErrExists
	case !errors.Is(err, ErrNotFound):
		return err
	}
	data := newData(dbKeySize)
	defer clearAll(data)
	if seed != nil {
		copy(data[Log], seed)
	}
	now := r.now().UTC()
	f, err := wrapAll(ctx, r.preferredRoot(org), keyFile{V: 1, Org: org, Created: now}, data, now)
	if err != nil {
		return err
	}
	return createJSON(r.path(org), f)
}

func newData(dbKeySize int) map[Purpose][]byte {
	data := map[Purpose][]byte{}
	for _, p := range purposes {
		data[p] = make([]byte, KeySize)
		if p == DB {
			data[p] = make([]byte, dbKeySize)
		}
		rand.Read(data[p])
	}
	return data
}
