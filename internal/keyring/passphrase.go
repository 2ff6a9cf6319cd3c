package keyring

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/crypto/argon2"
)

// Cost is what guessing a passphrase costs: Argon2id (RFC 9106).
type Cost struct {
	Time    uint32 `json:"time"`    // passes
	Memory  uint32 `json:"memory"`  // KiB
	Threads uint8  `json:"threads"` // lanes
}

// DefaultCost is the second recommended option of RFC 9106: 64 MiB, 3 passes.
var DefaultCost = Cost{Time: 3, Memory: 64 << 10, Threads: 4}

// maxCost bounds what a file may make us spend before the passphrase is judged.
var maxCost = Cost{Time: 64, Memory: 4 << 20, Threads: 64}

const rootAAD = "tramway root key"

// rootFile is the JSON of a root key file.
type rootFile struct {
	V      int    `json:"v"`
	KDF    string `json:"kdf"`
	Cost   Cost   `json:"cost"`
	Salt   []byte `json:"salt"`
	Sealed []byte `json:"sealed"`
}

// PassphraseRoot is a root key that lies in a file, sealed by a passphrase.
type PassphraseRoot struct{ *localRoot }

// CreatePassphraseRoot makes a random root key and seals it into a new file. It
// never replaces a file ([fs.ErrExist]).
func CreatePassphraseRoot(path string, passphrase []byte, cost Cost) (*PassphraseRoot, error) {
	if _, err := os.Lstat(path); err == nil {
		return nil, fmt.Errorf("keyring: creating root key: %w", fs.ErrExist)
	}
	key := make([]byte, KeySize)
	rand.Read(key)
	if err := writeRoot(path, key, passphrase, cost); err != nil {
		return nil, err
	}
	return passphraseRoot(path, key)
}

// OpenPassphraseRoot unlocks a root key file; a wrong passphrase is [ErrPassphrase],
// a file that is none is [ErrCorrupt].
func OpenPassphraseRoot(path string, passphrase []byte) (*PassphraseRoot, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("keyring: reading root key: %w", err)
	}
	var f rootFile
	if err := json.Unmarshal(raw, &f); err != nil || f.V != 1 || f.KDF != "argon2id" || !f.Cost.bearable() || len(f.Salt) < 16 {
		return nil, fmt.Errorf("%w: root key", ErrCorrupt)
	}
	key, err := Open(f.Cost.stretch(passphrase, f.Salt), f.Sealed, []byte(rootAAD))
	if errors.Is(err, ErrOpen) {
		return nil, ErrPassphrase
	}
	if err != nil {
		return nil, err
	}
	return passphraseRoot(path, key)
}

// ChangePassphrase seals the same root key under another passphrase. Wrapped keys
// stay valid, and so do old copies of the file under the old passphrase: after a
// passphrase became known, make a new root and rotate to it instead.
func ChangePassphrase(path string, old, new []byte, cost Cost) error {
	r, err := OpenPassphraseRoot(path, old)
	if err != nil {
		return err
	}
	defer r.Close()
	return writeRoot(path, r.key, new, cost)
}

// Close zeroes the root key's copy. The root must not be used afterwards.
func (r *PassphraseRoot) Close() { clear(r.key) }

func passphraseRoot(path string, key []byte) (*PassphraseRoot, error) {
	r, err := newLocalRoot(key, Description{Kind: "passphrase", Name: filepath.Base(path)})
	if err != nil {
		return nil, fmt.Errorf("%w: root key", ErrCorrupt)
	}
	return &PassphraseRoot{r}, nil
}

func writeRoot(path string, key, passphrase []byte, cost Cost) error {
	if len(passphrase) == 0 {
		return errors.New("keyring: the passphrase is empty")
	}
	if !cost.bearable() {
		return errors.New("keyring: the cost of the passphrase is out of range")
	}
	f := rootFile{V: 1, KDF: "argon2id", Cost: cost, Salt: make([]byte, 16)}
	rand.Read(f.Salt)
	var err error
	if f.Sealed, err = Seal(cost.stretch(passphrase, f.Salt), key, []byte(rootAAD)); err != nil {
		return err
	}
	return writeJSON(path, f)
}

func (c Cost) bearable() bool {
	return c.Time >= 1 && c.Time <= maxCost.Time && c.Threads >= 1 && c.Threads <= maxCost.Threads &&
		c.Memory >= 8*uint32(c.Threads) && c.Memory <= maxCost.Memory
}

func (c Cost) stretch(passphrase, salt []byte) []byte {
	return argon2.IDKey(passphrase, salt, c.Time, c.Memory, c.Threads, KeySize)
}
