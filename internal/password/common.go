package password

import (
	"bytes"
	"compress/gzip"
	_ "embed" // the list
	"io"
	"slices"
	"strings"
	"sync"
)

// common.txt.gz holds the 17,950 passwords of at least eight characters of the
// dictionary that zxcvbn and its successor ship (npm @zxcvbn-ts/language-common
// 3.0.4, MIT, see LICENSE-ZXCVBN): those that turn up most in leaked collections.
// Folded, sorted by bytes, one a line.
//
//go:embed common.txt.gz
var packed []byte

var list = sync.OnceValue(func() []string {
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		panic(err) // embedded: a build without it does not pass its tests
	}
	b, err := io.ReadAll(r)
	if err != nil {
		panic(err)
	}
	return strings.Split(strings.TrimSuffix(string(b), "\n"), "\n")
})

func listed(s string) bool {
	_, there := slices.BinarySearch(list(), s)
	return there
}
