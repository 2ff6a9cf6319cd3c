package keyring

import (
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// externalHeader begins the one line of a customer's key file.
const externalHeader = "tramway-organisation-key-v1:"

// External is a root that a customer holds for one organisation, given as a file at
// start and kept nowhere by the installation. Without it that organisation cannot be
// opened, by the installation's operator either.
type External struct {
	*localRoot
	org string
}

// CreateExternal makes a random key and writes its file for the customer to keep,
// one line of text. It never replaces a file ([fs.ErrExist]).
func CreateExternal(path, org string) (*External, error) {
	if err := checkOrg(org); err != nil {
		return nil, err
	}
	if _, err := os.Lstat(path); err == nil {
		return nil, fmt.Errorf("keyring: creating organisation key: %w", fs.ErrExist)
	}
	key := make([]byte, KeySize)
	rand.Read(key)
	line := externalHeader + base64.StdEncoding.EncodeToString(key) + "\n"
	if err := writeFile(path, []byte(line)); err != nil {
		return nil, err
	}
	return newExternal(path, org, key)
}

// OpenExternal reads the customer's key file; a file that is none is [ErrCorrupt].
func OpenExternal(path, org string) (*External, error) {
	if err := checkOrg(org); err != nil {
		return nil, err
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("keyring: reading organisation key: %w", err)
	}
	defer clear(raw)
	text, ok := strings.CutPrefix(strings.TrimSpace(string(raw)), externalHeader)
	key, err := base64.StdEncoding.DecodeString(text)
	if !ok || err != nil || len(key) != KeySize {
		return nil, fmt.Errorf("%w: organisation key", ErrCorrupt)
	}
	return newExternal(path, org, key)
}

// Close zeroes the key's copy. The root must not be used afterwards.
func (e *External) Close() { clear(e.key) }

func newExternal(path, org string, key []byte) (*External, error) {
	r, err := newLocalRoot(key, Description{Kind: externalKind, Name: filepath.Base(path)})
	if err != nil {
		return nil, err
	}
	return &External{localRoot: r, org: org}, nil
}

const externalKind = "external"
