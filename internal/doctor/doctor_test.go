package doctor_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tramway/internal/backup"
	"tramway/internal/doctor"
)

func TestSecretsThatOthersMayReadAreAFault(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for name, mode := range map[string]os.FileMode{"root.json": 0o600, "passphrase": 0o640} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("x"), mode); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	found := doctor.Private(dir, filepath.Join(dir, "passphrase"), filepath.Join(dir, "absent"))
	if len(found) != 1 || found[0].Grade != doctor.Fault || !strings.HasSuffix(found[0].Remedy, "passphrase") {
		t.Errorf("%+v", found)
	}
}

func TestABackupThatDidNotComeIsAFault(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	grade := func() doctor.Grade { return doctor.Backups(t.Context(), backup.Folder(dir), backup.Weekly, now).Grade }
	if g := grade(); g != doctor.Fault {
		t.Errorf("no backup: %s", g)
	}
	for name, want := range map[string]doctor.Grade{
		"tramway-backup-20261101T000000Z.age": doctor.Fault, "tramway-backup-20261122T010000Z.age": doctor.Fine} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if g := grade(); g != want {
			t.Errorf("%s: %s, want %s", name, g, want)
		}
		if err := os.Remove(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
}

func TestACheckThatFailsIsAFaultAndTheOthersGoOn(t *testing.T) {
	t.Parallel()
	found := doctor.Examine(t.Context(), doctor.Patient{ID: "hk1"}, []doctor.HouseCheck{
		func(context.Context, doctor.Patient) ([]doctor.Finding, error) {
			return nil, errors.New("disk on fire")
		},
		func(context.Context, doctor.Patient) ([]doctor.Finding, error) {
			return []doctor.Finding{{Grade: doctor.Fine, Text: "well"}}, nil
		}})
	if len(found) != 2 || found[0].Grade != doctor.Fault || found[1].Subject != "hk1" || doctor.Worst(found) != doctor.Fault {
		t.Errorf("%+v", found)
	}
	var b strings.Builder
	if err := doctor.Print(&b, []doctor.Finding{found[1], found[0]}); err != nil || !strings.HasPrefix(b.String(), "fault    hk1: disk on fire\n") {
		t.Errorf("%q, %v", b.String(), err)
	}
}

func TestADiskHasRoom(t *testing.T) {
	t.Parallel()
	if f := doctor.Space(t.TempDir()); !strings.Contains(f.Text, "GB free") {
		t.Errorf("%+v", f)
	}
	if f := doctor.Space(filepath.Join(t.TempDir(), "absent")); f.Grade != doctor.Fault {
		t.Errorf("a folder that is not there: %+v", f)
	}
}
