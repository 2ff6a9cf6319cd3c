// Package wordlist looks words up in lists that are part of the program.
//
// Floor: 0
package wordlist

import (
	"bytes"
	"compress/gzip"
	"io"
	"slices"
	"strings"
	"sync"
)

// Packed is a list to be looked up in: lines sorted by their bytes, packed by gzip. It
// is unpacked when it is first asked, and panics if it is no such list, which an
// embedded one is or the program's tests do not pass.
func Packed(packed []byte) (has func(word string) bool) {
	list := sync.OnceValue(func() []string {
		r, err := gzip.NewReader(bytes.NewReader(packed))
		if err != nil {
			panic(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			panic(err)
		}
		return strings.Split(strings.TrimSuffix(string(b), "\n"), "\n")
	})
	return func(word string) bool {
		_, there := slices.BinarySearch(list(), word)
		return there
	}
}
