package backup_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"tramway/internal/app"
	"tramway/internal/backup"
	"tramway/internal/host"
	"tramway/internal/keyring"
	"tramway/internal/sqldb"
)

// An organisation that is just being made, and one that was destroyed, stop no
// backup; a destroyed one stays so.
func TestOrganisationsWithoutAHouse(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqldb.Adiantum)
	a := w.open(t, nil)
	young, err := a.Host.CreateOrganisation(t.Context(), host.NewOrganisation{Name: "Young", Region: "hk"})
	ok(t, err)
	gone, err := a.Host.CreateOrganisation(t.Context(), host.NewOrganisation{Name: "Gone", Region: "hk"})
	ok(t, err)
	closed(t, a)
	ring := w.ring(t)
	ok(t, ring.Create(t.Context(), gone.ID, 32))
	_, err = ring.Destroy(gone.ID, time.Now())
	ok(t, err)

	path := w.backup(t).Path
	ok(t, os.RemoveAll(w.cfg.Data))
	m, err := app.Restore(t.Context(), w.cfg, path, w.identityFile(t, w.operator))
	ok(t, err)
	states := map[string]backup.State{}
	for _, o := range m.Organisations {
		states[o.ID] = o.State
	}
	if len(states) != 3 || states[w.org] != backup.Whole || states[young.ID] != backup.Unfinished || states[gone.ID] != backup.Destroyed {
		t.Errorf("states %v", states)
	}
	if _, err := w.ring(t).Receipt(gone.ID); err != nil {
		t.Errorf("the receipt: %v", err)
	}
	if _, err := w.ring(t).Open(t.Context(), w.org); err != nil {
		t.Errorf("the whole one: %v", err)
	}
}

func (w *world) ring(t *testing.T) *keyring.Ring {
	t.Helper()
	pass, err := os.ReadFile(w.cfg.Passphrase)
	ok(t, err)
	root, err := keyring.OpenPassphraseRoot(filepath.Join(w.cfg.Data, "keys", "root.json"), bytes.TrimSpace(pass))
	ok(t, err)
	ring, err := keyring.OpenRing(filepath.Join(w.cfg.Data, "keys", "organisations"), root)
	ok(t, err)
	return ring
}

// Blobs come back byte for byte; what is half written, or a snapshot from before
// an upgrade, does not.
func TestBlobsComeBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqldb.Adiantum)
	house := filepath.Join(w.cfg.Data, "orgs", w.org)
	// A name longer than a tar header has room for.
	long := filepath.Join("blobs", "ab", "cd", "abcd0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")
	content := bytes.Repeat([]byte("sealed "), 50000)
	for path, b := range map[string][]byte{filepath.Join(house, long): content, filepath.Join(w.cfg.Data, long): content[:1], filepath.Join(house, "blobs", "ee", "empty"): {},
		filepath.Join(house, "blobs", "tmp", "put-1"): content, filepath.Join(house, "org.db.before-20260101T000000"): content} {
		ok(t, os.MkdirAll(filepath.Dir(path), 0o700))
		ok(t, os.WriteFile(path, b, 0o600))
	}
	path := w.backup(t).Path
	ok(t, os.RemoveAll(w.cfg.Data))
	_, err := app.Restore(t.Context(), w.cfg, path, w.identityFile(t, w.operator))
	ok(t, err)
	for path, want := range map[string][]byte{filepath.Join(house, long): content, filepath.Join(w.cfg.Data, long): content[:1], filepath.Join(house, "blobs", "ee", "empty"): {}} {
		if b, err := os.ReadFile(path); err != nil || !bytes.Equal(b, want) {
			t.Errorf("%s: %d bytes, %v", path, len(b), err)
		}
	}
	for _, name := range []string{"blobs/tmp/put-1", "org.db.before-20260101T000000"} {
		if _, err := os.Stat(filepath.Join(house, name)); err == nil {
			t.Errorf("%s came back", name)
		}
	}
}
