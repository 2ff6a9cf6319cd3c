package certificate

import (
	"context"
	"crypto/x509"
	"encoding/pem"
	"errors"

	"golang.org/x/crypto/acme/autocert"

	"tramway/internal/keyring"
)

// Cache is a folder of sealed files, mode 0600. It implements autocert.Cache.
type Cache struct {
	files autocert.DirCache
	key   []byte
}

// ErrNone: there is no certificate of this name yet.
var ErrNone = errors.New("certificate: none yet")

// NewCache seals with a key of [keyring.KeySize] bytes.
func NewCache(dir string, key []byte) *Cache { return &Cache{autocert.DirCache(dir), key} }

// Get implements autocert.Cache. A file that does not open, because the installation
// was restored under another key, counts as none: another certificate is asked for.
func (c *Cache) Get(ctx context.Context, name string) ([]byte, error) {
	sealed, err := c.files.Get(ctx, name)
	if err != nil {
		return nil, err
	}
	plain, err := keyring.Open(c.key, sealed, cacheAAD(name))
	if err != nil {
		return nil, autocert.ErrCacheMiss
	}
	return plain, nil
}

// Put implements autocert.Cache.
func (c *Cache) Put(ctx context.Context, name string, data []byte) error {
	sealed, err := keyring.Seal(c.key, data, cacheAAD(name))
	if err != nil {
		return err
	}
	return c.files.Put(ctx, name, sealed)
}

// Delete implements autocert.Cache.
func (c *Cache) Delete(ctx context.Context, name string) error { return c.files.Delete(ctx, name) }

func cacheAAD(name string) []byte { return []byte("tramway certificate|" + name) }

// Leaf is the certificate of a domain; [ErrNone].
func (c *Cache) Leaf(ctx context.Context, domain string) (*x509.Certificate, error) {
	data, err := c.Get(ctx, domain)
	if errors.Is(err, autocert.ErrCacheMiss) {
		return nil, ErrNone
	}
	if err != nil {
		return nil, err
	}
	for block, rest := pem.Decode(data); block != nil; block, rest = pem.Decode(rest) {
		if block.Type == "CERTIFICATE" { // the first is its own, the others lead to the root
			return x509.ParseCertificate(block.Bytes)
		}
	}
	return nil, ErrNone
}
