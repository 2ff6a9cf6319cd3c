package backup

import (
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

// AtStep has a function called when a load or restore has reached a step.
func AtStep(step string, then func()) {
	reached = func(at string) {
		if at == step {
			then()
		}
	}
}
