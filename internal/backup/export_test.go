package backup

import (
	"bytes"
	"io"
	"os"
	"testing"

	"tramway/internal/keyring"
)

// CopyKey is the key of one database in a backup, for tests that put one together.
func CopyKey(t *testing.T, oneOff []byte, name string) []byte {
	t.Helper()
	key, err := copyKey(oneOff, name, keyring.KeySize)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// Rewritten is a part of rows with its text changed, under the same key.
func Rewritten(t *testing.T, oneOff []byte, name string, sealed []byte, change func(text string) string) []byte {
	t.Helper()
	rows, err := plainRows(oneOff, name, bytes.NewReader(sealed))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(rows)
	if err != nil {
		t.Fatal(err)
	}
	s := &stage{dir: t.TempDir(), oneOff: oneOff}
	if err := s.putRows(name, func(w io.Writer) error {
		_, err := io.WriteString(w, change(string(text)))
		return err
	}); err != nil {
		t.Fatal(err)
	}
	out, err := os.ReadFile(s.path(name))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// AtStep has a function called when a load or restore has reached a step.
func AtStep(step string, then func()) {
	reached = func(at string) {
		if at == step {
			then()
		}
	}
}
