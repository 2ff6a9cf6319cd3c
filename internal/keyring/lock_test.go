package keyring_test

import (
	"sync"
	"testing"

	"tramway/internal/keyring"
	"tramway/internal/keyring/keyringtest"
)

// A command and the running program each hold the folder of keys. Neither's change
// is lost, and neither clears away what the other is just writing.
func TestTwoProcessesChangeOneFolder(t *testing.T) {
	t.Parallel()
	dir, root := t.TempDir(), newRoot(t)
	before := created(t, ringAt(t, dir, root), "acme")
	const each = 20
	var both sync.WaitGroup
	for range 2 {
		both.Go(func() {
			for range each {
				if err := ringAt(t, dir, root).Rotate(bg, "acme"); err != nil {
					t.Error(err)
				}
			}
		})
	}
	both.Wait()
	r := ringAt(t, dir, root)
	all, err := r.List()
	if err != nil || len(all) != 1 || all[0].Version != 1+2*each {
		t.Errorf("%+v, %v: want %d rotations counted", all, err, 2*each)
	}
	if after := keysOf(t, r, "acme"); after[keyring.DB] != before[keyring.DB] {
		t.Error("the data key changed")
	}
}

// An installation moves from one root to another, organisation by organisation:
// between, both are needed, and afterwards the new one alone.
func TestAnInstallationMovesToAnotherRoot(t *testing.T) {
	t.Parallel()
	dir, old := t.TempDir(), newRoot(t)
	key := created(t, ringAt(t, dir, old), "acme")
	created(t, ringAt(t, dir, old), "later")
	token := "hvs.good"
	_, server := keyringtest.NewTransit(t)
	vault := vaultAt(t, server.URL, "tramway", &token)

	moving := ringAt(t, dir, vault, keyring.WithRoot(old))
	if err := moving.Rotate(bg, "acme"); err != nil {
		t.Fatal(err)
	}
	if got := keysOf(t, moving, "later"); got[keyring.DB] == "" {
		t.Error("what has not moved yet does not open")
	}
	alone := ringAt(t, dir, vault)
	if got := keysOf(t, alone, "acme"); got[keyring.DB] != key[keyring.DB] {
		t.Error("what has moved has other keys")
	}
	if _, err := alone.Open(bg, "later"); err == nil {
		t.Error("what has not moved opens without its root")
	}
}
