package keyring

import (
	"crypto/hmac"
	"crypto/sha256"
)

// Columns seals and opens the columns of one organisation, bound to its id.
type Columns struct {
	key   []byte
	words []byte
	org   []byte
}

// Columns are what a database needs to read and write sealed columns.
func (k *Keys) Columns() (Columns, error) {
	key, err := k.Key(Sealed)
	if err != nil {
		return Columns{}, err
	}
	words, err := k.Key(Search)
	return Columns{key, words, []byte(k.org)}, err
}

// Seal encrypts what goes into a column.
func (c Columns) Seal(plain []byte) ([]byte, error) { return Seal(c.key, plain, c.org) }

// Open is the opposite; [ErrOpen] for what another organisation sealed.
func (c Columns) Open(sealed []byte) ([]byte, error) { return Open(c.key, sealed, c.org) }

// Blind is what a word is stored as where it is searched for: HMAC-SHA-256 under the
// organisation's key for that, so that equal words are found and none can be read.
func (c Columns) Blind(word string) []byte {
	h := hmac.New(sha256.New, c.words)
	h.Write([]byte(word))
	return h.Sum(nil)
}

// String keeps the key out of logs that print whatever they are given.
func (c Columns) String() string { return "columns of " + string(c.org) }

// GoString is String, for %#v.
func (c Columns) GoString() string { return c.String() }
