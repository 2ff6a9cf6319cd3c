package keyring_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"tramway/internal/keyring"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func TestDestroyedKeysNeverComeBack(t *testing.T) {
	t.Parallel()
	dir, root := t.TempDir(), newRoot(t)
	r := ringAt(t, dir, root)
	created(t, r, "acme")
	created(t, r, "other")
	backup, _ := os.ReadFile(filepath.Join(dir, "acme.json"))
	receipt, err := r.Destroy("acme", noon)
	if err != nil || receipt.DestroyedAt != noon || receipt.CompleteAt != noon.AddDate(0, 0, 30) || !receipt.Removed || receipt.Root.Kind != "passphrase" {
		t.Fatalf("%+v, %v", receipt, err)
	}
	if _, err := os.Stat(filepath.Join(dir, "acme.json")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the key file is there: %v", err)
	}
	check := func(r *keyring.Ring) {
		t.Helper()
		if _, err := r.Open(bg, "acme"); !errors.Is(err, keyring.ErrDestroyed) {
			t.Errorf("open: %v, want ErrDestroyed", err)
		}
		if err := r.Create(bg, "acme", 32); !errors.Is(err, keyring.ErrDestroyed) {
			t.Errorf("create: %v, want ErrDestroyed", err)
		}
		if list, _ := r.List(); len(list) != 1 || list[0].Org != "other" {
			t.Errorf("list: %+v", list)
		}
		if again, err := r.Destroy("acme", noon.Add(time.Hour)); err != nil || again != receipt {
			t.Errorf("again: %+v, %v; want the first receipt", again, err)
		}
	}
	check(r)
	if err := os.WriteFile(filepath.Join(dir, "acme.json"), backup, 0o600); err != nil {
		t.Fatal(err)
	}
	check(r) // a backup is not obeyed
	check(ringAt(t, dir, root))
	if _, err := os.Stat(filepath.Join(dir, "acme.json")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the key file from a backup survived a start: %v", err)
	}
	keysOf(t, r, "other")
}

func TestWhatCannotBeDestroyed(t *testing.T) {
	t.Parallel()
	r := ringAt(t, t.TempDir(), newRoot(t))
	if _, err := r.Destroy("nobody", noon); !errors.Is(err, keyring.ErrNotFound) {
		t.Errorf("unknown: %v, want ErrNotFound", err)
	}
	if _, err := r.Receipt("nobody"); !errors.Is(err, keyring.ErrNotFound) {
		t.Errorf("receipt: %v, want ErrNotFound", err)
	}
}

func TestBackupsOfKeysLiveAtMostThirtyDays(t *testing.T) {
	t.Parallel()
	for _, d := range []time.Duration{0, -1, 31 * 24 * time.Hour} {
		if _, err := keyring.OpenRing(t.TempDir(), newRoot(t), keyring.WithBackupLife(d)); err == nil {
			t.Errorf("a life of %v was taken", d)
		}
	}
	r := ringAt(t, t.TempDir(), newRoot(t), keyring.WithBackupLife(7*24*time.Hour), keyring.WithClock(func() time.Time { return noon }))
	created(t, r, "acme")
	if list, _ := r.List(); !list[0].Created.Equal(noon) {
		t.Errorf("created at %v", list[0].Created)
	}
	if receipt, err := r.Destroy("acme", noon); err != nil || receipt.CompleteAt != noon.AddDate(0, 0, 7) {
		t.Errorf("%+v, %v", receipt, err)
	}
}

// A crash leaves one of these states, since every write is a temporary file, a sync and
// a rename.
func TestAfterACrashTheFolderIsWhole(t *testing.T) {
	t.Parallel()
	dir, root := t.TempDir(), newRoot(t)
	before := created(t, ringAt(t, dir, root), "acme")
	raw, _ := os.ReadFile(filepath.Join(dir, "acme.json"))
	temp := filepath.Join(dir, ".new-123")
	if err := os.WriteFile(temp, raw[:len(raw)/3], 0o600); err != nil {
		t.Fatal(err)
	}
	r := ringAt(t, dir, root)
	if after := keysOf(t, r, "acme"); after[keyring.DB] != before[keyring.DB] {
		t.Error("half a rotation counted")
	}
	if _, err := os.Stat(temp); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the temporary file is still there: %v", err)
	}
	if list, err := r.List(); err != nil || len(list) != 1 {
		t.Errorf("list: %+v, %v", list, err)
	}
}

func TestAnInterruptedDestructionIsFinishedAtTheNextStart(t *testing.T) {
	t.Parallel()
	dir, root := t.TempDir(), newRoot(t)
	r := ringAt(t, dir, root)
	created(t, r, "acme")
	keys, _ := os.ReadFile(filepath.Join(dir, "acme.json"))
	if _, err := r.Destroy("acme", noon); err != nil {
		t.Fatal(err)
	}
	// Back to the moment after the receipt's first writing.
	path := filepath.Join(dir, "destroyed", "acme.json")
	receipt, _ := os.ReadFile(path)
	begun := bytes.Replace(receipt, []byte(`"removed": true`), []byte(`"removed": false`), 1)
	for name, body := range map[string][]byte{path: begun, filepath.Join(dir, "acme.json"): keys} {
		if err := os.WriteFile(name, body, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := r.Open(bg, "acme"); !errors.Is(err, keyring.ErrDestroyed) {
		t.Errorf("in between: %v, want ErrDestroyed", err)
	}
	after := ringAt(t, dir, root)
	if got, err := after.Receipt("acme"); err != nil || !got.Removed || got.DestroyedAt != noon {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := os.Stat(filepath.Join(dir, "acme.json")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the key file is there: %v", err)
	}
}

func TestDamagedKeysCanBeDestroyed(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	r := ringAt(t, dir, newRoot(t))
	if err := os.WriteFile(filepath.Join(dir, "acme.json"), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if receipt, err := r.Destroy("acme", noon); err != nil || !receipt.Removed {
		t.Errorf("%+v, %v", receipt, err)
	}
	if _, err := r.Open(bg, "acme"); !errors.Is(err, keyring.ErrDestroyed) {
		t.Errorf("open: %v, want ErrDestroyed", err)
	}
}
