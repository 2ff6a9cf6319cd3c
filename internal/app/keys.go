package app

import (
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"os"

	"tramway/internal/keyring"
)

// OpenKeys opens the installation's keys, also while it is served. The first start
// makes the root key and the passphrase that seals it; whoever wants the passphrase
// elsewhere moves its file.
func OpenKeys(cfg Config) (*keyring.Ring, error) {
	if err := cfg.complete(); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(cfg.path("keys"), 0o700); err != nil {
		return nil, err
	}
	root, options, err := cfg.roots()
	if err != nil {
		return nil, err
	}
	return keyring.OpenRing(cfg.path("keys", "organisations"), root, options...)
}

// roots are the root that new keys are wrapped by, and what else opens keys: an
// older root, and customers' keys.
func (c *Config) roots() (keyring.Root, []keyring.Option, error) {
	roots, err := openRoots(*c)
	if err != nil {
		return nil, nil, fmt.Errorf("root key: %w", err)
	}
	var options []keyring.Option
	for _, r := range roots[1:] {
		options = append(options, keyring.WithRoot(r))
	}
	customers, err := c.customers()
	return roots[0], append(options, customers...), err
}

func (c *Config) customers() (options []keyring.Option, err error) {
	for orgID, path := range c.Customer {
		e, err := keyring.OpenExternal(path, orgID)
		if err != nil {
			return nil, fmt.Errorf("--customer-key %s: %w", orgID, err)
		}
		options = append(options, keyring.WithExternal(e))
	}
	return options, nil
}

// openRoots gives the root that new keys are wrapped by, then the one that keys may
// still be wrapped by from before Vault was set.
func openRoots(cfg Config) ([]keyring.Root, error) {
	if cfg.Vault.Address == "" {
		r, err := openPassphraseRoot(cfg)
		return []keyring.Root{r}, err
	}
	vault, err := cfg.Vault.root()
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(cfg.rootPath()); errors.Is(err, os.ErrNotExist) {
		return []keyring.Root{vault}, nil
	}
	old, err := openPassphraseRoot(cfg)
	return []keyring.Root{vault, old}, err
}

func (v VaultConfig) root() (keyring.Root, error) {
	return keyring.NewVault(keyring.VaultConfig{Address: v.Address, Key: v.Key, Mount: v.Mount, Namespace: v.Namespace,
		Token: keyring.FileToken(v.TokenFile)})
}

func (c *Config) rootPath() string { return c.path("keys", "root.json") }

// openPassphraseRoot makes the root key on the first start, and never another
// passphrase for one that is there.
func openPassphraseRoot(cfg Config) (keyring.Root, error) {
	if _, err := os.Stat(cfg.rootPath()); errors.Is(err, os.ErrNotExist) {
		pass, err := firstPassphrase(cfg.Passphrase)
		if err != nil {
			return nil, err
		}
		return root(keyring.CreatePassphraseRoot(cfg.rootPath(), pass, keyring.DefaultCost))
	}
	pass, err := readPassphrase(cfg.Passphrase)
	if err != nil {
		return nil, err
	}
	return root(keyring.OpenPassphraseRoot(cfg.rootPath(), pass))
}

// root keeps a nil pointer from becoming a Root that is not nil.
func root(r *keyring.PassphraseRoot, err error) (keyring.Root, error) {
	if err != nil {
		return nil, err
	}
	return r, nil
}

// firstPassphrase reads the operator's passphrase, or writes a random one.
func firstPassphrase(path string) ([]byte, error) {
	pass, err := readPassphrase(path)
	if !errors.Is(err, os.ErrNotExist) {
		return pass, err
	}
	raw := make([]byte, 24)
	_, _ = rand.Read(raw) // never fails on a supported system
	pass = []byte(base64.RawURLEncoding.EncodeToString(raw))
	if err := os.WriteFile(path, append(pass, '\n'), 0o600); err != nil {
		return nil, fmt.Errorf("passphrase file: %w", err)
	}
	return pass, nil
}

// ChangePassphrase seals the root key by the passphrase in another file. Old copies
// of the root key's file still open by the old one.
func ChangePassphrase(cfg Config, newFile string) error {
	if err := cfg.complete(); err != nil {
		return err
	}
	old, err := readPassphrase(cfg.Passphrase)
	if err != nil {
		return err
	}
	pass, err := readPassphrase(newFile)
	if err != nil {
		return err
	}
	return keyring.ChangePassphrase(cfg.rootPath(), old, pass, keyring.DefaultCost)
}
