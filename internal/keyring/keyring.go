// Package keyring keeps the keys of organisations, and destroys them.
//
// It promises:
//   - three steps and no shortcut: a root key wraps one key-encryption key (KEK) for
//     each organisation, the KEK wraps that organisation's random data keys. Nothing
//     but wrapped keys is ever written;
//   - no key is derived from another: destroying an organisation's wrapped KEK makes
//     everything of that organisation unreadable and touches nobody else;
//   - every change of a key file is one atomic replacement that has reached the disk
//     before the call returns. After a crash the file is the old or the new, whole;
//   - a wrong passphrase, a wrong root or a damaged file is a named error and opens
//     nothing;
//   - keys do not appear in errors, and those in memory are zeroed on Close.
//
// One process at a time may use a folder of keys; others that say so ([Beside]) may
// read in it and create.
//
// Floor: 1
package keyring

import (
	"errors"
	"fmt"
	"regexp"
)

var (
	// ErrNotFound: the organisation has no keys here.
	ErrNotFound = errors.New("keyring: no keys of this organisation")
	// ErrExists: the organisation has keys already.
	ErrExists = errors.New("keyring: the organisation has keys already")
	// ErrDestroyed: the organisation's keys were destroyed; its id is never used again.
	ErrDestroyed = errors.New("keyring: the organisation's keys were destroyed")
	// ErrCorrupt: a key file is truncated, altered or of an unknown version.
	ErrCorrupt = errors.New("keyring: damaged key file")
	// ErrOpen: a wrapped key or sealed text does not open: other key, or altered.
	ErrOpen = errors.New("keyring: does not open with this key")
	// ErrPassphrase: the passphrase is wrong (or the root key file was altered).
	ErrPassphrase = errors.New("keyring: wrong passphrase")
	// ErrRoot: the root that wraps this organisation's KEK was not given.
	ErrRoot = errors.New("keyring: the root key of this organisation is not here")
	// ErrClosed: the keys were closed and zeroed.
	ErrClosed = errors.New("keyring: keys are closed")
	// ErrPurpose: there is no such key.
	ErrPurpose = errors.New("keyring: no key for this purpose")
	// ErrName: an organisation's id must be 1 to 64 letters, digits, _ or -.
	ErrName = errors.New("keyring: organisation id")
)

// KeySize is the size in bytes of every key but a 64-byte database key.
const KeySize = 32

// Purpose is what a data key is for.
type Purpose string

// The data keys of an organisation. Each is random and independent of the others.
const (
	DB      Purpose = "db"       // pages of the database; 32 bytes, or 64 for AES-256-XTS
	Blob    Purpose = "blob"     // wraps the key of each blob
	Sealed  Purpose = "sealed"   // sealed columns
	Search  Purpose = "search"   // keyed hashes of search tokens
	Secrets Purpose = "secrets"  // credentials of integrations
	Log     Purpose = "log"      // Ed25519 seed that signs the record's checkpoints
	LogNext Purpose = "log-next" // the seed that follows, between StageLog and PromoteLog
)

var purposes = []Purpose{DB, Blob, Sealed, Search, Secrets, Log}

var orgName = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)

// checkOrg keeps ids that become file names and associated data harmless in both.
func checkOrg(org string) error {
	if !orgName.MatchString(org) {
		return fmt.Errorf("%w: malformed", ErrName)
	}
	return nil
}
