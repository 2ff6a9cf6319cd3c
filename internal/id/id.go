// Package id makes identifiers: unique across a region, ordered by time, with
// the home region readable in the first two letters.
//
// An id is 26 characters: two letters of region, then 24 characters of
// lower-case base32hex: 48 bits of milliseconds since 1970 and 72 random bits.
// Sorting ids as text sorts them by the moment they were made.
//
// Floor: 0
package id

import (
	"crypto/rand"
	"encoding/base32"
	"encoding/binary"
	"errors"
	"time"
)

// Size is the length of an id in characters.
const Size = 26

var enc = base32.NewEncoding("0123456789abcdefghijklmnopqrstuv").WithPadding(base32.NoPadding)

// ErrMalformed is returned for text that can't be an id.
var ErrMalformed = errors.New("id: malformed")

// New makes an id of a region at a moment.
func New(region string, at time.Time) string {
	if !isRegion(region) {
		panic("id: region must be two lower-case letters: " + region)
	}
	var b [15]byte
	var ms [8]byte
	binary.BigEndian.PutUint64(ms[:], uint64(at.UnixMilli()))
	copy(b[:6], ms[2:])
	if _, err := rand.Read(b[6:]); err != nil {
		panic(err) // crypto/rand never fails on a supported system
	}
	return region + enc.EncodeToString(b[:])
}

// Region is the home region of an id, "" if it is malformed.
func Region(s string) string {
	if Check(s) != nil {
		return ""
	}
	return s[:2]
}

// Time is the moment an id was made, to the millisecond.
func Time(s string) (time.Time, error) {
	if err := Check(s); err != nil {
		return time.Time{}, err
	}
	b, _ := enc.DecodeString(s[2:])
	var ms [8]byte
	copy(ms[2:], b[:6])
	return time.UnixMilli(int64(binary.BigEndian.Uint64(ms[:]))).UTC(), nil
}

// Check says whether text has the shape of an id.
func Check(s string) error {
	if len(s) != Size || !isRegion(s[:2]) {
		return ErrMalformed
	}
	if _, err := enc.DecodeString(s[2:]); err != nil {
		return ErrMalformed
	}
	return nil
}

// Floor is below every id that a region made at a moment or later, and above every
// one that it made before: ids are found by age without another index.
func Floor(region string, at time.Time) string {
	var b [15]byte
	var ms [8]byte
	binary.BigEndian.PutUint64(ms[:], uint64(max(at.UnixMilli(), 0)))
	copy(b[:6], ms[2:])
	return region + enc.EncodeToString(b[:])
}

func isRegion(s string) bool {
	return len(s) == 2 && s[0] >= 'a' && s[0] <= 'z' && s[1] >= 'a' && s[1] <= 'z'
}
