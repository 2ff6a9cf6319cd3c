package blob_test

import (
	"bytes"
	"context"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"tramway/internal/blob"
)

const benchBytes = 128 << 20

// plainCopy writes a file as Folder does, without encryption: the peer to compare
// with, on the same disk in the same run.
func plainCopy(b *testing.B, path string, text []byte) {
	b.Helper()
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := io.CopyBuffer(struct{ io.Writer }{f}, struct{ io.Reader }{bytes.NewReader(text)}, make([]byte, 256<<10)); err != nil {
		b.Fatal(err)
	}
	if err := f.Sync(); err != nil {
		b.Fatal(err)
	}
	f.Close()
}

func encrypted(b *testing.B, s *blob.Store, text []byte) blob.Meta {
	b.Helper()
	w, err := s.Create(context.Background(), "video/mp4")
	if err != nil {
		b.Fatal(err)
	}
	if _, err := w.ReadFrom(bytes.NewReader(text)); err != nil {
		b.Fatal(err)
	}
	m, err := w.Finish()
	if err != nil {
		b.Fatal(err)
	}
	return m
}

// byTurns does something plain and encrypted in turns, so that a busy machine slows
// both, and reports both rates, the medians; before comes before each and is not counted.
func byTurns(b *testing.B, before, plain, encrypted func()) {
	var took [2][]time.Duration
	for b.Loop() {
		for i, do := range []func(){plain, encrypted} {
			before()
			begin := time.Now()
			do()
			took[i] = append(took[i], time.Since(begin))
		}
	}
	for i, unit := range []string{"MB/s-plain", "MB/s-encrypted"} {
		slices.Sort(took[i])
		b.ReportMetric(benchBytes/1e6/took[i][len(took[i])/2].Seconds(), unit)
	}
}

// Writing 128 MiB, until it is on the disk.
func BenchmarkWrite(b *testing.B) {
	text, path := randomText(benchBytes), filepath.Join(b.TempDir(), "plain")
	f, _ := newFolder(b)
	s := newStore(b, f, "acme", 1)
	var m blob.Meta
	fresh := func() {
		os.Remove(path)
		s.Delete(context.Background(), m.ID)
	}
	byTurns(b, fresh, func() { plainCopy(b, path, text) }, func() { m = encrypted(b, s, text) })
}

// forget drops a folder's files from memory, so that they are read from the disk.
func forget(b *testing.B, dir string) {
	b.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		return unix.Fadvise(int(f.Fd()), 0, 0, unix.FADV_DONTNEED)
	})
	if err != nil {
		b.Fatal(err)
	}
}

// Reading 128 MiB that are on the disk only.
func BenchmarkRead(b *testing.B) {
	text, dir := randomText(benchBytes), b.TempDir()
	path := filepath.Join(dir, "plain")
	plainCopy(b, path, text)
	f, folder := newFolder(b)
	s := newStore(b, f, "acme", 1)
	m := encrypted(b, s, text)
	cold := func() {
		forget(b, dir)
		forget(b, folder)
	}
	byTurns(b, cold, func() {
		f, err := os.Open(path)
		if err != nil {
			b.Fatal(err)
		}
		defer f.Close()
		readAll(b, f)
	}, func() {
		r, err := s.Open(context.Background(), m)
		if err != nil {
			b.Fatal(err)
		}
		defer r.Close()
		readAll(b, r)
	})
}

func readAll(b *testing.B, r io.Reader) {
	b.Helper()
	if n, err := io.CopyBuffer(struct{ io.Writer }{io.Discard}, struct{ io.Reader }{r}, make([]byte, 256<<10)); n != benchBytes || err != nil {
		b.Fatal(n, err)
	}
}

// One 4 KiB piece out of the middle, as a video player seeks.
func BenchmarkReadAtMiddle(b *testing.B) {
	f, _ := newFolder(b)
	s := newStore(b, f, "acme", 1)
	r, err := s.Open(context.Background(), encrypted(b, s, randomText(benchBytes)))
	if err != nil {
		b.Fatal(err)
	}
	p := make([]byte, 4096)
	for b.Loop() {
		if _, err := r.ReadAt(p, benchBytes/2); err != nil {
			b.Fatal(err)
		}
	}
}
