package blob_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tramway/internal/blob"
	"tramway/internal/blob/blobtest"
)

func newFolder(t testing.TB) (*blob.Folder, string) {
	t.Helper()
	dir := t.TempDir()
	f, err := blob.NewFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	return f, dir
}

func TestFolder(t *testing.T) {
	t.Parallel()
	blobtest.Run(t, func(t *testing.T) blob.Backend {
		f, _ := newFolder(t)
		return f
	})
}

func TestAFolderIsShardedAndKeepsNoTemporaryFiles(t *testing.T) {
	t.Parallel()
	f, dir := newFolder(t)
	if err := f.Put(context.Background(), "abcdef", strings.NewReader("x"), 1); err != nil {
		t.Fatal(err)
	}
	if err := f.Put(context.Background(), "abcdef", strings.NewReader("x"), 2); err == nil {
		t.Error("a short object was stored")
	}
	if _, err := os.Stat(filepath.Join(dir, "ab", "cd", "abcdef")); err != nil {
		t.Error(err)
	}
	if left, _ := os.ReadDir(filepath.Join(dir, "tmp")); len(left) != 0 {
		t.Errorf("%d temporary files are left", len(left))
	}
}

func TestWhatACrashLeftIsRemovedADayLater(t *testing.T) {
	t.Parallel()
	_, dir := newFolder(t)
	if err := os.Mkdir(filepath.Join(dir, "tmp"), 0o700); err != nil {
		t.Fatal(err)
	}
	old, young := filepath.Join(dir, "tmp", "put-old"), filepath.Join(dir, "tmp", "put-young")
	for _, name := range []string{old, young} {
		if err := os.WriteFile(name, []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	before := time.Now().Add(-25 * time.Hour)
	if err := os.Chtimes(old, before, before); err != nil {
		t.Fatal(err)
	}
	f, err := blob.NewFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(old); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("old: %v, want gone", err)
	}
	if _, err := os.Stat(young); err != nil {
		t.Errorf("young, perhaps being written: %v", err)
	}
	for info := range f.List(context.Background(), "") {
		t.Errorf("listed %+v", info)
	}
}
