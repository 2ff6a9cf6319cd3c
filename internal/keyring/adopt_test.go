package keyring_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tramway/internal/keyring"
)

func rootIn(t *testing.T, dir string) keyring.Root {
	t.Helper()
	root, err := keyring.CreatePassphraseRoot(filepath.Join(dir, "root.json"), []byte("passphrase"), keyring.Cost{Time: 1, Memory: 64, Threads: 1})
	if err != nil {
		t.Fatal(err)
	}
	return root
}

// Keys made in another folder come in with the seed they brought, once, and are
// destroyed under every name.
func TestAdoptedKeys(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	root := rootIn(t, dir)
	ring, apart := ringAt(t, filepath.Join(dir, "keys"), root), ringAt(t, filepath.Join(dir, "apart"), root)
	seed := bytes.Repeat([]byte{9}, keyring.KeySize)
	if err := apart.CreateWithLog(bg, "acme", 64, seed); err != nil {
		t.Fatal(err)
	}
	if err := ring.Adopt(apart, "acme"); err != nil {
		t.Fatal(err)
	}
	got := keysOf(t, ring, "acme")
	if got[keyring.Log] != string(seed) || len(got[keyring.DB]) != 64 || got[keyring.Sealed] == string(seed) {
		t.Error("other keys than were made")
	}
	if err := ring.Adopt(apart, "acme"); !errors.Is(err, keyring.ErrExists) {
		t.Errorf("a second time: %v", err)
	}
	if err := errors.Join(ring.Disown(apart, "acme"), ring.Disown(apart, "acme"), ring.Adopt(apart, "acme")); err != nil {
		t.Errorf("out and in again: %v", err)
	}
	if _, err := ring.Destroy("acme", time.Now()); err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(filepath.Join(dir, "apart", "acme.json")); err != nil || len(bytes.Trim(b, "\x00")) > 0 {
		t.Errorf("%d bytes of destroyed keys are left, %v", len(b), err)
	}
	if err := ring.Adopt(apart, "acme"); !errors.Is(err, keyring.ErrDestroyed) {
		t.Errorf("after destruction: %v", err)
	}
	if err := apart.CreateWithLog(bg, "short", 32, seed[:31]); err == nil {
		t.Error("half a seed was taken")
	}
}

func TestKeysOfOthersAreNotDisowned(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	root := rootIn(t, dir)
	ring, apart := ringAt(t, filepath.Join(dir, "keys"), root), ringAt(t, filepath.Join(dir, "apart"), root)
	before := created(t, ring, "acme")
	created(t, apart, "acme")
	if err := ring.Disown(apart, "acme"); err != nil {
		t.Fatal(err)
	}
	if keysOf(t, ring, "acme")[keyring.DB] != before[keyring.DB] {
		t.Error("the keys were taken away")
	}
}

// Many processes with one folder: one of them creates an organisation, the others
// are told, and nothing half written stays.
func TestTwoProcessesCreate(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	root := rootIn(t, dir)
	keys := filepath.Join(dir, "keys")
	ringAt(t, keys, root)
	var made, refused atomic.Int32
	var all sync.WaitGroup
	for range 8 {
		ring := ringAt(t, keys, root)
		all.Go(func() {
			switch err := ring.Create(bg, "acme", 32); {
			case err == nil:
				made.Add(1)
			case errors.Is(err, keyring.ErrExists):
				refused.Add(1)
			}
		})
	}
	all.Wait()
	if made.Load() != 1 || refused.Load() != 7 {
		t.Errorf("%d made, %d refused", made.Load(), refused.Load())
	}
	if left, _ := filepath.Glob(filepath.Join(keys, ".new-*")); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}
