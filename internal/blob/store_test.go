package blob_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"testing/iotest"

	"tramway/internal/blob"
)

const (
	segment    = 64 << 10
	firstPlain = segment - 16 - 40
	plain      = segment - 16
)

var bg = context.Background()

// edges are the sizes where one segment becomes the next.
var edges = []int{0, 1, 100, firstPlain - 1, firstPlain, firstPlain + 1, firstPlain + plain - 1, firstPlain + plain, firstPlain + plain + 1, 5*plain + 17,
	8*segment - 1, 8 * segment, 17*segment + 5}

func newStore(t testing.TB, b blob.Backend, org string, key byte) *blob.Store {
	t.Helper()
	s, err := blob.NewStore(b, org, bytes.Repeat([]byte{key}, 32), 1<<30)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func randomText(n int) []byte {
	text := make([]byte, n)
	source := rand.NewChaCha8([32]byte{byte(n)})
	source.Read(text)
	return text
}

func write(t testing.TB, s *blob.Store, text []byte) blob.Meta {
	t.Helper()
	w, err := s.Create(bg, "text/plain")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(w, struct{ io.Reader }{bytes.NewReader(text)}); err != nil {
		t.Fatal(err)
	}
	m, err := w.Finish()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// checkBlobs writes blobs of the sizes that matter and reads them in every way.
func checkBlobs(t *testing.T, b blob.Backend) {
	s := newStore(t, b, "acme", 1)
	for _, n := range edges {
		text := randomText(n)
		m := write(t, s, text)
		if m.Size != int64(n) || m.SHA256 != sha256.Sum256(text) || m.ContentType != "text/plain" || len(m.ID) != 32 {
			t.Errorf("%d bytes: %+v", n, m)
		}
		r, err := s.Open(bg, m)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(r); err != nil || !bytes.Equal(got, text) {
			t.Errorf("%d bytes: read %d, %v", n, len(got), err)
		}
		piece := make([]byte, n/2+1)
		if k, _ := r.ReadAt(piece, int64(n/3)); !bytes.Equal(piece[:k], text[n/3:n/3+k]) || k < n/2 {
			t.Errorf("%d bytes: read %d from the middle", n, k)
		}
		r.Close()
	}
}

func TestBlobsReadAsTheyWereWritten(t *testing.T) {
	t.Parallel()
	f, _ := newFolder(t)
	checkBlobs(t, f)
}

// The standard library's own test of Read, ReadAt and Seek together.
func TestAReaderBehavesAsTheStandardLibraryExpects(t *testing.T) {
	t.Parallel()
	f, _ := newFolder(t)
	s := newStore(t, f, "acme", 1)
	for _, n := range []int{0, 1, 100, firstPlain + 1} {
		text := randomText(n)
		r, err := s.Open(bg, write(t, s, text))
		if err != nil {
			t.Fatal(err)
		}
		if err := iotest.TestReader(r, text); err != nil {
			t.Errorf("%d bytes: %v", n, err)
		}
		r.Close()
	}
}

func TestAnyPartReadsLikeThePlainText(t *testing.T) {
	t.Parallel()
	f, _ := newFolder(t)
	s, text := newStore(t, f, "acme", 1), randomText(4*segment+321)
	m := write(t, s, text)
	r, err := s.Open(bg, m)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var wg sync.WaitGroup
	for worker := range uint64(4) {
		wg.Go(func() {
			random := rand.New(rand.NewPCG(worker, 1))
			for range 200 {
				off := edgeNear(random, len(text))
				p, q := make([]byte, random.IntN(2*segment)), make([]byte, 2*segment)
				n, err := r.ReadAt(p, off)
				want, wantErr := bytes.NewReader(text).ReadAt(q[:len(p)], off)
				if n != want || (err == nil) != (wantErr == nil) || !bytes.Equal(p[:n], q[:want]) {
					t.Errorf("%d bytes at %d: %d, %v; want %d, %v", len(p), off, n, err, want, wantErr)
				}
			}
		})
	}
	wg.Wait()
}

// edgeNear picks an offset close to where a segment begins, or anywhere.
func edgeNear(random *rand.Rand, size int) int64 {
	if random.IntN(3) == 0 {
		return int64(random.IntN(size + 10))
	}
	return max(0, int64(firstPlain+random.IntN(4)*plain+random.IntN(5)-2))
}

func TestAnotherOrganisationKeyOrTypeReadsNothing(t *testing.T) {
	t.Parallel()
	f, _ := newFolder(t)
	s := newStore(t, f, "acme", 1)
	m, other := write(t, s, []byte("salary")), write(t, s, []byte("holiday"))
	for name, open := range map[string]func() (*blob.Reader, error){
		"another organisation": func() (*blob.Reader, error) { return newStore(t, f, "other", 1).Open(bg, m) },
		"another key":          func() (*blob.Reader, error) { return newStore(t, f, "acme", 2).Open(bg, m) },
		"another type":         func() (*blob.Reader, error) { m := m; m.ContentType = "text/html"; return s.Open(bg, m) },
		"another blob":         func() (*blob.Reader, error) { m := m; m.ID = other.ID; return s.Open(bg, m) },
		"another blob's key":   func() (*blob.Reader, error) { m := m; m.WrappedKey = other.WrappedKey; return s.Open(bg, m) },
		"shorter":              func() (*blob.Reader, error) { m := m; m.Size--; return s.Open(bg, m) },
		"longer":               func() (*blob.Reader, error) { m := m; m.Size++; return s.Open(bg, m) },
		"negative":             func() (*blob.Reader, error) { m := m; m.Size = -1; return s.Open(bg, m) },
		"absurd":               func() (*blob.Reader, error) { m := m; m.Size = 1 << 62; return s.Open(bg, m) },
	} {
		if r, err := open(); !errors.Is(err, blob.ErrTampered) {
			t.Errorf("%s: %v, %v; want ErrTampered", name, r, err)
		}
	}
	if err := s.Delete(bg, m.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Open(bg, m); !errors.Is(err, blob.ErrNotFound) {
		t.Errorf("deleted: %v, want ErrNotFound", err)
	}
}

func TestATooLargeBlobIsRefusedAndLeavesNothing(t *testing.T) {
	t.Parallel()
	f, _ := newFolder(t)
	s, err := blob.NewStore(f, "acme", make([]byte, 32), 100_000)
	if err != nil {
		t.Fatal(err)
	}
	write(t, s, make([]byte, 100_000)) // just fits
	w, err := s.Create(bg, "text/plain")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(make([]byte, 99_999)); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := w.Write([]byte("xy")); !errors.Is(err, blob.ErrTooLarge) {
			t.Errorf("one too many: %v, want ErrTooLarge", err)
		}
	}
	if _, err := w.Finish(); !errors.Is(err, blob.ErrTooLarge) {
		t.Errorf("finish: %v, want ErrTooLarge", err)
	}
	w.Abort()
	if n := count(f); n != 1 {
		t.Errorf("%d objects, want 1", n)
	}
}

func count(b blob.Backend) (n int) {
	for range b.List(bg, "") {
		n++
	}
	return n
}

func TestAnAbortedBlobLeavesNothing(t *testing.T) {
	t.Parallel()
	f, _ := newFolder(t)
	s := newStore(t, f, "acme", 1)
	w, err := s.Create(bg, "text/plain")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(make([]byte, 3*segment)); err != nil {
		t.Fatal(err)
	}
	w.Abort()
	w.Abort()
	if _, err := w.Write([]byte("x")); !errors.Is(err, blob.ErrClosed) {
		t.Errorf("write: %v, want ErrClosed", err)
	}
	if _, err := w.Finish(); !errors.Is(err, blob.ErrClosed) {
		t.Errorf("finish: %v, want ErrClosed", err)
	}
	if n := count(f); n != 0 {
		t.Errorf("%d objects, want none", n)
	}
}

// full is a backend whose disk is full after a while.
type full struct{ blob.Backend }

var errFull = errors.New("no space left")

func (full) Put(_ context.Context, _ string, r io.Reader, _ int64) error {
	io.CopyN(io.Discard, r, 2*segment)
	return errFull
}

// A source that was cut off, as an upload whose connection broke, is no whole blob.
func TestASourceThatFailsIsNotTakenForItsEnd(t *testing.T) {
	f, _ := newFolder(t)
	s := newStore(t, f, "acme", 1)
	for _, size := range []int{0, 100, 8 * segment} {
		w, err := s.Create(bg, "text/plain")
		if err != nil {
			t.Fatal(err)
		}
		cut := io.MultiReader(bytes.NewReader(randomText(size)), iotest.ErrReader(io.ErrUnexpectedEOF))
		if n, err := w.ReadFrom(cut); err != io.ErrUnexpectedEOF || n != int64(size) {
			t.Errorf("after %d bytes: %d, %v", size, n, err)
		}
		w.Abort()
	}
}

func TestAFullDiskIsSaidAndDoesNotHang(t *testing.T) {
	t.Parallel()
	s := newStore(t, full{}, "acme", 1)
	w, err := s.Create(bg, "text/plain")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(make([]byte, 100*segment)); !errors.Is(err, errFull) {
		t.Errorf("write: %v, want the disk's error", err)
	}
	w, _ = s.Create(bg, "text/plain")
	if _, err := w.Finish(); !errors.Is(err, errFull) {
		t.Errorf("finish: %v, want the disk's error", err)
	}
}

func TestABlobMovesToAnotherKey(t *testing.T) {
	t.Parallel()
	f, _ := newFolder(t)
	g, _ := newFolder(t)
	from, to, text := newStore(t, f, "acme", 1), newStore(t, g, "acme", 2), randomText(3*segment)
	m, err := from.Copy(bg, write(t, from, text), to)
	if err != nil {
		t.Fatal(err)
	}
	r, err := to.Open(bg, m)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(r); err != nil || !bytes.Equal(got, text) {
		t.Errorf("%d bytes, %v", len(got), err)
	}
	r.Close()
	if _, err := r.Read(make([]byte, 1)); !errors.Is(err, blob.ErrClosed) {
		t.Errorf("read after Close: %v, want ErrClosed", err)
	}
	if _, err := r.ReadAt(make([]byte, 1), 0); !errors.Is(err, blob.ErrClosed) {
		t.Errorf("ReadAt after Close: %v, want ErrClosed", err)
	}
}

func TestAStoreNeedsAKey(t *testing.T) {
	t.Parallel()
	f, _ := newFolder(t)
	for _, n := range []int{0, 16, 31, 64} {
		if _, err := blob.NewStore(f, "acme", make([]byte, n), 1); err == nil || strings.Contains(err.Error(), "\x00") {
			t.Errorf("%d bytes: %v", n, err)
		}
	}
}
