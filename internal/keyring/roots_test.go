package keyring_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tramway/internal/keyring"
)

// cheap makes guessing cheap, so that tests are quick.
var cheap = keyring.Cost{Time: 1, Memory: 64, Threads: 1}

func newRoot(t testing.TB) *keyring.PassphraseRoot {
	t.Helper()
	r, err := keyring.CreatePassphraseRoot(filepath.Join(t.TempDir(), "root.key"), []byte("correct horse"), cheap)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestAPassphraseUnlocksTheRoot(t *testing.T) {
	t.Parallel()
	ctx, path := context.Background(), filepath.Join(t.TempDir(), "root.key")
	first, err := keyring.CreatePassphraseRoot(path, []byte("correct horse"), cheap)
	if err != nil {
		t.Fatal(err)
	}
	blob, _ := first.Wrap(ctx, []byte("kek"), []byte("aad"))
	again, err := keyring.OpenPassphraseRoot(path, []byte("correct horse"))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := again.Unwrap(ctx, blob, []byte("aad")); err != nil || string(got) != "kek" {
		t.Errorf("%q, %v", got, err)
	}
	if r, err := keyring.OpenPassphraseRoot(path, []byte("wrong horse")); !errors.Is(err, keyring.ErrPassphrase) || r != nil {
		t.Errorf("wrong passphrase: %v, %v; want ErrPassphrase and nothing", r, err)
	}
	if _, err := keyring.CreatePassphraseRoot(path, []byte("x"), cheap); !errors.Is(err, fs.ErrExist) {
		t.Errorf("a second root over the first: %v, want ErrExist", err)
	}
	if info, _ := os.Stat(path); info.Mode().Perm() != 0o600 {
		t.Errorf("the file's mode is %v", info.Mode())
	}
	if d := again.Describe(); d.Kind != "passphrase" || d.Name != "root.key" {
		t.Errorf("described as %+v", d)
	}
}

func TestChangingThePassphraseKeepsTheRoot(t *testing.T) {
	t.Parallel()
	ctx, path := context.Background(), filepath.Join(t.TempDir(), "root.key")
	r, err := keyring.CreatePassphraseRoot(path, []byte("old"), cheap)
	if err != nil {
		t.Fatal(err)
	}
	blob, _ := r.Wrap(ctx, []byte("kek"), nil)
	if err := keyring.ChangePassphrase(path, []byte("wrong"), []byte("new"), cheap); !errors.Is(err, keyring.ErrPassphrase) {
		t.Errorf("change with a wrong passphrase: %v, want ErrPassphrase", err)
	}
	if err := keyring.ChangePassphrase(path, []byte("old"), nil, cheap); err == nil {
		t.Error("an empty passphrase was taken")
	}
	if err := keyring.ChangePassphrase(path, []byte("old"), []byte("new"), cheap); err != nil {
		t.Fatal(err)
	}
	if _, err := keyring.OpenPassphraseRoot(path, []byte("old")); !errors.Is(err, keyring.ErrPassphrase) {
		t.Errorf("old passphrase: %v, want ErrPassphrase", err)
	}
	now, err := keyring.OpenPassphraseRoot(path, []byte("new"))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := now.Unwrap(ctx, blob, nil); err != nil || string(got) != "kek" {
		t.Errorf("what was wrapped before: %q, %v", got, err)
	}
	now.Close()
	if _, err := keyring.OpenPassphraseRoot(path, []byte("new")); err != nil {
		t.Errorf("after Close: %v", err)
	}
}

func TestADamagedRootFileOpensNothing(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "root.key")
	if _, err := keyring.CreatePassphraseRoot(path, []byte("p"), cheap); err != nil {
		t.Fatal(err)
	}
	good, _ := os.ReadFile(path)
	for name, bad := range map[string]string{
		"cut":        string(good[:len(good)/2]),
		"empty":      "",
		"version":    strings.Replace(string(good), `"v": 1`, `"v": 2`, 1),
		"ruinous":    strings.Replace(string(good), `"memory": 64`, `"memory": 4294967295`, 1),
		"no threads": strings.Replace(string(good), `"threads": 1`, `"threads": 0`, 1),
		"other kdf":  strings.Replace(string(good), "argon2id", "md5", 1),
	} {
		if err := os.WriteFile(path, []byte(bad), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := keyring.OpenPassphraseRoot(path, []byte("p")); !errors.Is(err, keyring.ErrCorrupt) {
			t.Errorf("%s: %v, want ErrCorrupt", name, err)
		}
	}
}

func TestACustomersKeyIsOneLineOfText(t *testing.T) {
	t.Parallel()
	ctx, path := context.Background(), filepath.Join(t.TempDir(), "acme.key")
	first, err := keyring.CreateExternal(path, "acme")
	if err != nil {
		t.Fatal(err)
	}
	blob, _ := first.Wrap(ctx, []byte("kek"), nil)
	again, err := keyring.OpenExternal(path, "acme")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := again.Unwrap(ctx, blob, nil); err != nil || string(got) != "kek" {
		t.Errorf("%q, %v", got, err)
	}
	again.Close()
	raw, _ := os.ReadFile(path)
	if bytes.Count(raw, []byte("\n")) != 1 {
		t.Errorf("the file is %d lines", bytes.Count(raw, []byte("\n")))
	}
	if _, err := keyring.CreateExternal(path, "acme"); !errors.Is(err, fs.ErrExist) {
		t.Errorf("over an existing key: %v, want ErrExist", err)
	}
	if err := os.WriteFile(path, raw[:40], 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := keyring.OpenExternal(path, "acme"); !errors.Is(err, keyring.ErrCorrupt) {
		t.Errorf("cut: %v, want ErrCorrupt", err)
	}
}
