package password

import (
	_ "embed" // the list

	"tramway/internal/wordlist"
)

// common.txt.gz holds the 17,950 passwords of at least eight characters of the
// dictionary that zxcvbn and its successor ship (npm @zxcvbn-ts/language-common
// 3.0.4, MIT, see LICENSE-ZXCVBN): those that turn up most in leaked collections.
// Folded, sorted by bytes, one a line.
//
//go:embed common.txt.gz
var packed []byte

var listed = wordlist.Packed(packed)
