package record

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"

	"golang.org/x/mod/sumdb/tlog"
)

// LeafSize is the length in bytes of leaf data and of a salt.
const LeafSize = 32

// NewSalt returns 32 random bytes, one salt for one entry. Without it a leaf of a
// guessable entry could be tried out by whoever reads the tree.
func NewSalt() (salt [LeafSize]byte) {
	rand.Read(salt[:]) // never fails: the program stops if the system has no randomness
	return salt
}

// Leaf returns the leaf data of an entry: HMAC-SHA-256 (RFC 2104) with the salt as
// key over the entry's canonical text. These 32 bytes are all the tree ever sees.
func Leaf(salt [LeafSize]byte, canonical []byte) (leaf [LeafSize]byte) {
	mac := hmac.New(sha256.New, salt[:])
	mac.Write(canonical)
	mac.Sum(leaf[:0])
	return leaf
}

// LeafHash returns the hash of leaf data in the tree: SHA-256(0x00 || leaf)
// (RFC 6962 section 2.1).
func LeafHash(leaf [LeafSize]byte) Hash { return tlog.RecordHash(leaf[:]) }
