package filelock_test

import (
	"errors"
	"path/filepath"
	"testing"
	"time"

	"tramway/internal/filelock"
)

func TestALockIsOneHoldersOrShared(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "a #lock")
	release, err := filelock.Wait(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, shared := range []bool{false, true} {
		if _, err := filelock.Try(file, shared); !errors.Is(err, filelock.ErrHeld) {
			t.Errorf("a second holder, shared %v: %v", shared, err)
		}
	}
	waited := make(chan error, 1)
	go func() {
		release, err := filelock.Wait(file)
		if err == nil {
			err = release()
		}
		waited <- err
	}()
	select {
	case err := <-waited:
		t.Fatalf("did not wait: %v", err)
	case <-time.After(50 * time.Millisecond):
	}
	if err := errors.Join(release(), <-waited); err != nil {
		t.Fatal(err)
	}
	one, err1 := filelock.Try(file, true)
	two, err2 := filelock.Try(file, true)
	if err := errors.Join(err1, err2); err != nil {
		t.Fatalf("two who share: %v", err)
	}
	if _, err := filelock.Try(file, false); !errors.Is(err, filelock.ErrHeld) {
		t.Errorf("alone beside two: %v", err)
	}
	if err := errors.Join(one(), two()); err != nil {
		t.Fatal(err)
	}
}

func TestAFolderThatIsNotThere(t *testing.T) {
	t.Parallel()
	if _, err := filelock.Wait(filepath.Join(t.TempDir(), "none", "lock")); err == nil {
		t.Error("locked")
	}
}
