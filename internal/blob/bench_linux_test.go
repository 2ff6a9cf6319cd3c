package blob_test

import (
	"bytes"
	"context"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

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

// Writing and reading 128 MiB, plain and encrypted by turns: compare the MB/s.
func BenchmarkWrite(b *testing.B) {
	text := randomText(benchBytes)
	b.Run("plain", func(b *testing.B) {
		path := filepath.Join(b.TempDir(), "plain")
		b.SetBytes(benchBytes)
		for b.Loop() {
			plainCopy(b, path, text)
			b.StopTimer()
			os.Remove(path)
			b.StartTimer()
		}
	})
	b.Run("encrypted", func(b *testing.B) {
		f, _ := newFolder(b)
		s := newStore(b, f, "acme", 1)
		b.SetBytes(benchBytes)
		for b.Loop() {
			m := encrypted(b, s, text)
			b.StopTimer()
			s.Delete(context.Background(), m.ID)
			b.StartTimer()
		}
	})
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

func BenchmarkRead(b *testing.B) {
	text := randomText(benchBytes)
	b.Run("plain", func(b *testing.B) {
		path := filepath.Join(b.TempDir(), "plain")
		plainCopy(b, path, text)
		b.SetBytes(benchBytes)
		for b.Loop() {
			b.StopTimer()
			forget(b, filepath.Dir(path))
			b.StartTimer()
			f, err := os.Open(path)
			if err != nil {
				b.Fatal(err)
			}
			io.CopyBuffer(struct{ io.Writer }{io.Discard}, struct{ io.Reader }{f}, make([]byte, 256<<10))
			f.Close()
		}
	})
	b.Run("encrypted", func(b *testing.B) {
		f, dir := newFolder(b)
		s := newStore(b, f, "acme", 1)
		m := encrypted(b, s, text)
		b.SetBytes(benchBytes)
		for b.Loop() {
			b.StopTimer()
			forget(b, dir)
			b.StartTimer()
			r, err := s.Open(context.Background(), m)
			if err != nil {
				b.Fatal(err)
			}
			if n, err := io.CopyBuffer(struct{ io.Writer }{io.Discard}, struct{ io.Reader }{r}, make([]byte, 256<<10)); n != benchBytes || err != nil {
				b.Fatal(n, err)
			}
			r.Close()
		}
	})
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
