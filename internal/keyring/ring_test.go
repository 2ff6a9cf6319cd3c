package keyring_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"tramway/internal/keyring"
	"tramway/internal/keyring/keyringtest"
)

var (
	bg  = context.Background()
	all = []keyring.Purpose{keyring.DB, keyring.Blob, keyring.Sealed, keyring.Search, keyring.Secrets, keyring.Log}
)

func ringAt(t testing.TB, dir string, root keyring.Root, options ...keyring.Option) *keyring.Ring {
	t.Helper()
	r, err := keyring.OpenRing(dir, root, options...)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func created(t testing.TB, r *keyring.Ring, org string) map[keyring.Purpose]string {
	t.Helper()
	if err := r.Create(bg, org, 64); err != nil {
		t.Fatal(err)
	}
	return keysOf(t, r, org)
}

func keysOf(t testing.TB, r *keyring.Ring, org string) map[keyring.Purpose]string {
	t.Helper()
	k, err := r.Open(bg, org)
	if err != nil {
		t.Fatal(err)
	}
	defer k.Close()
	out := map[keyring.Purpose]string{}
	for _, p := range all {
		key, err := k.Key(p)
		if err != nil {
			t.Fatal(err)
		}
		out[p] = string(key)
	}
	return out
}

func TestAnOrganisationHasKeysOfItsOwn(t *testing.T) {
	t.Parallel()
	dir, root := t.TempDir(), newRoot(t)
	r := ringAt(t, dir, root)
	acme, other := created(t, r, "acme"), created(t, r, "other")
	seen := map[string]bool{}
	for _, keys := range []map[keyring.Purpose]string{acme, other} {
		for p, key := range keys {
			if want := map[bool]int{true: 64, false: 32}[p == keyring.DB]; len(key) != want || seen[key] {
				t.Errorf("%s: %d bytes, seen before: %v", p, len(key), seen[key])
			}
			seen[key] = true
		}
	}
	if again := keysOf(t, ringAt(t, dir, root), "acme"); fmt.Sprint(again) != fmt.Sprint(acme) {
		t.Error("opened again, the keys are others")
	}
	raw, _ := os.ReadFile(filepath.Join(dir, "acme.json"))
	for p, key := range acme {
		if bytes.Contains(raw, []byte(key)) || strings.Contains(string(raw), base64.StdEncoding.EncodeToString([]byte(key))) {
			t.Errorf("key %s stands in the file", p)
		}
	}
	if list, err := r.List(); err != nil || len(list) != 2 || list[0].Org != "acme" || list[0].Version != 1 || list[0].Root.Kind != "passphrase" {
		t.Errorf("list: %+v, %v", list, err)
	}
}

func TestWhatCannotBeCreatedOrOpened(t *testing.T) {
	t.Parallel()
	r := ringAt(t, t.TempDir(), newRoot(t))
	created(t, r, "acme")
	if err := r.Create(bg, "acme", 32); !errors.Is(err, keyring.ErrExists) {
		t.Errorf("twice: %v, want ErrExists", err)
	}
	if _, err := r.Open(bg, "nobody"); !errors.Is(err, keyring.ErrNotFound) {
		t.Errorf("unknown: %v, want ErrNotFound", err)
	}
	if err := r.Create(bg, "x", 48); err == nil {
		t.Error("a database key of 48 bytes was made")
	}
	for _, bad := range []string{"", "../acme", "a/b", "a b", ".", strings.Repeat("a", 65), "a|b"} {
		err1 := r.Create(bg, bad, 32)
		_, err2 := r.Open(bg, bad)
		_, err3 := r.Destroy(bad, time.Now())
		for _, err := range []error{err1, err2, err3} {
			if !errors.Is(err, keyring.ErrName) {
				t.Errorf("id %q: %v, want ErrName", bad, err)
			}
		}
	}
}

func TestAnotherRootOpensNothing(t *testing.T) {
	t.Parallel()
	dir, token := t.TempDir(), "hvs.good"
	created(t, ringAt(t, dir, newRoot(t)), "acme")
	if k, err := ringAt(t, dir, newRoot(t)).Open(bg, "acme"); !errors.Is(err, keyring.ErrOpen) || k != nil {
		t.Errorf("another root of the same kind: %v, %v; want ErrOpen", k, err)
	}
	_, server := keyringtest.NewTransit(t)
	if _, err := ringAt(t, dir, vaultAt(t, server.URL, "tramway", &token)).Open(bg, "acme"); !errors.Is(err, keyring.ErrRoot) {
		t.Errorf("a root of another kind: %v, want ErrRoot", err)
	}
}

func TestAFileOfOneOrganisationIsNoUseForAnother(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	r := ringAt(t, dir, newRoot(t))
	created(t, r, "acme")
	created(t, r, "other")
	raw, _ := os.ReadFile(filepath.Join(dir, "acme.json"))
	path := filepath.Join(dir, "other.json")
	for name, c := range map[string]struct {
		text string
		want error
	}{
		"copied":         {string(raw), keyring.ErrCorrupt},
		"renamed inside": {strings.Replace(string(raw), `"org": "acme"`, `"org": "other"`, 1), keyring.ErrOpen},
		"cut":            {string(raw[:len(raw)/2]), keyring.ErrCorrupt},
		"empty":          {"", keyring.ErrCorrupt},
		"version":        {strings.Replace(string(raw), `"v": 1`, `"v": 7`, 1), keyring.ErrCorrupt},
	} {
		if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := r.Open(bg, "other"); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	swapped := strings.Replace(strings.Replace(strings.Replace(string(raw), `"blob"`, `"X"`, 1), `"search"`, `"blob"`, 1), `"X"`, `"search"`, 1)
	if err := os.WriteFile(filepath.Join(dir, "acme.json"), []byte(swapped), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Open(bg, "acme"); !errors.Is(err, keyring.ErrCorrupt) {
		t.Errorf("two purposes swapped: %v, want ErrCorrupt", err)
	}
}

func TestClosedKeysAreGone(t *testing.T) {
	t.Parallel()
	r := ringAt(t, t.TempDir(), newRoot(t))
	created(t, r, "acme")
	k, err := r.Open(bg, "acme")
	if err != nil {
		t.Fatal(err)
	}
	copied, _ := k.Key(keyring.DB)
	if _, err := k.Key("tea"); !errors.Is(err, keyring.ErrPurpose) {
		t.Errorf("unknown purpose: %v, want ErrPurpose", err)
	}
	if text := fmt.Sprintf("%v %+v %#v %s", k, k, k, k); strings.Contains(text, fmt.Sprint(copied)[1:20]) || len(text) > 100 {
		t.Errorf("printed as %s", text)
	}
	k.Close()
	k.Close()
	if _, err := k.Key(keyring.DB); !errors.Is(err, keyring.ErrClosed) {
		t.Errorf("after Close: %v, want ErrClosed", err)
	}
	if bytes.Equal(copied, make([]byte, 64)) {
		t.Error("a copy handed out before turned to zeros")
	}
}

func TestRotationChangesTheWrappingNotTheKeys(t *testing.T) {
	t.Parallel()
	dir, root := t.TempDir(), newRoot(t)
	r := ringAt(t, dir, root)
	before := created(t, r, "acme")
	old, _ := os.ReadFile(filepath.Join(dir, "acme.json"))
	if err := r.Rotate(bg, "acme"); err != nil {
		t.Fatal(err)
	}
	if after := keysOf(t, r, "acme"); fmt.Sprint(before) != fmt.Sprint(after) {
		t.Error("the data keys changed")
	}
	list, _ := r.List()
	now, _ := os.ReadFile(filepath.Join(dir, "acme.json"))
	if list[0].Version != 2 || bytes.Equal(old, now) {
		t.Errorf("version %d", list[0].Version)
	}
}

func TestACustomerTakesAndReturnsTheKey(t *testing.T) {
	t.Parallel()
	dir, root, key := t.TempDir(), newRoot(t), filepath.Join(t.TempDir(), "acme.key")
	before := created(t, ringAt(t, dir, root), "acme")
	customer, err := keyring.CreateExternal(key, "acme")
	if err != nil {
		t.Fatal(err)
	}
	with := ringAt(t, dir, root, keyring.WithExternal(customer))
	created(t, with, "other")
	if err := with.Rotate(bg, "acme"); err != nil {
		t.Fatal(err)
	}
	if after := keysOf(t, with, "acme"); fmt.Sprint(before) != fmt.Sprint(after) {
		t.Error("the data keys changed")
	}
	without := ringAt(t, dir, root)
	if _, err := without.Open(bg, "acme"); !errors.Is(err, keyring.ErrRoot) {
		t.Errorf("without the customer's key: %v, want ErrRoot", err)
	}
	if err := without.Rotate(bg, "acme"); !errors.Is(err, keyring.ErrRoot) {
		t.Errorf("rotation without the customer's key: %v, want ErrRoot", err)
	}
	keysOf(t, without, "other")
	if err := with.RotateTo(bg, "acme", root); err != nil {
		t.Fatal(err)
	}
	if after := keysOf(t, without, "acme"); fmt.Sprint(before) != fmt.Sprint(after) {
		t.Error("the data keys changed on the way back")
	}
}

func TestAnInstallationMovesToVault(t *testing.T) {
	t.Parallel()
	dir, root, token := t.TempDir(), newRoot(t), "hvs.good"
	_, server := keyringtest.NewTransit(t)
	vault := vaultAt(t, server.URL, "tramway", &token)
	r := ringAt(t, dir, root)
	before := created(t, r, "acme")
	if err := r.RotateTo(bg, "acme", vault); err != nil {
		t.Fatal(err)
	}
	if after := keysOf(t, ringAt(t, dir, vault), "acme"); fmt.Sprint(before) != fmt.Sprint(after) {
		t.Error("the data keys changed")
	}
}

func TestTheLogsKeyIsStagedThenPromoted(t *testing.T) {
	t.Parallel()
	r := ringAt(t, t.TempDir(), newRoot(t))
	before := created(t, r, "acme")
	other := bytes.Repeat([]byte{1}, keyring.KeySize)
	if err := r.PromoteLog(bg, "acme", other); !errors.Is(err, keyring.ErrPurpose) {
		t.Errorf("nothing staged: %v, want ErrPurpose", err)
	}
	staged := ""
	for range 2 { // the second time changes nothing: a crash in between may repeat it
		if err := r.StageLog(bg, "acme"); err != nil {
			t.Fatal(err)
		}
		k, _ := r.Open(bg, "acme")
		next, err := k.Key(keyring.LogNext)
		if err != nil || (staged != "" && staged != string(next)) {
			t.Fatalf("staged another, %v", err)
		}
		staged = string(next)
		k.Close()
	}
	if now := keysOf(t, r, "acme"); now[keyring.Log] != before[keyring.Log] {
		t.Error("the log's key changed before it was promoted")
	}
	if err := r.PromoteLog(bg, "acme", other); !errors.Is(err, keyring.ErrPurpose) {
		t.Errorf("another seed than the staged: %v, want ErrPurpose", err)
	}
	if all, err := r.List(); err != nil || !all[0].Staged {
		t.Errorf("listed %+v, %v", all, err)
	}
	for range 2 { // the second time changes nothing
		if err := r.PromoteLog(bg, "acme", []byte(staged)); err != nil {
			t.Fatal(err)
		}
	}
	if all, err := r.List(); err != nil || all[0].Staged {
		t.Errorf("listed %+v, %v", all, err)
	}
	now := keysOf(t, r, "acme")
	if now[keyring.Log] != staged || now[keyring.DB] != before[keyring.DB] {
		t.Error("the staged key is not the log's, or others changed")
	}
}

func TestManyAtOnce(t *testing.T) {
	t.Parallel()
	r := ringAt(t, t.TempDir(), newRoot(t))
	before := created(t, r, "acme")
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			if err := r.Rotate(bg, "acme"); err != nil {
				t.Error(err)
			}
			if err := r.Create(bg, fmt.Sprint("org", i), 32); err != nil {
				t.Error(err)
			}
			if keys := keysOf(t, r, "acme"); keys[keyring.DB] != before[keyring.DB] {
				t.Error("read half a rotation")
			}
		})
	}
	wg.Wait()
	if list, err := r.List(); err != nil || len(list) != 9 || list[0].Version != 9 {
		t.Errorf("%+v, %v", list, err)
	}
}
