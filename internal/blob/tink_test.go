package blob

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/tink-crypto/tink-go/v2/streamingaead/subtle"
)

// stored writes a blob of n bytes and returns where its ciphertext lies.
func stored(t testing.TB, n int) (s *Store, m Meta, text []byte, path string) {
	t.Helper()
	dir := t.TempDir()
	f, err := NewFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	s, err = NewStore(f, "acme", bytes.Repeat([]byte{1}, 32), 1<<30)
	if err != nil {
		t.Fatal(err)
	}
	text = make([]byte, n)
	rand.Read(text)
	w, err := s.Create(context.Background(), "image/png")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.ReadFrom(bytes.NewReader(text)); err != nil {
		t.Fatal(err)
	}
	if m, err = w.Finish(); err != nil {
		t.Fatal(err)
	}
	return s, m, text, filepath.Join(dir, m.ID[:2], m.ID[2:4], m.ID)
}

// tinkReads decrypts a stored blob by Tink's own reader.
func tinkReads(t *testing.T, s *Store, m Meta, ciphertext []byte) ([]byte, error) {
	t.Helper()
	key, err := s.unwrapKey(m)
	if err != nil {
		t.Fatal(err)
	}
	stream, err := subtle.NewAESGCMHKDF(key, "SHA256", 32, 64<<10, 0)
	if err != nil {
		t.Fatal(err)
	}
	r, err := stream.NewDecryptingReader(bytes.NewReader(ciphertext), s.associated(m.ID, m.ContentType))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}

// weRead decrypts by our reader, straight on and in one piece. It fails if either way
// does, and errors.Is an error only if both are it.
func weRead(s *Store, m Meta) (straight, at []byte, err error) {
	r, err := s.Open(context.Background(), m)
	if err != nil {
		return nil, nil, err
	}
	defer r.Close()
	at = make([]byte, m.Size)
	n, err1 := r.ReadAt(at, 0)
	if err1 == io.EOF {
		err1 = nil
	}
	straight, err2 := io.ReadAll(r)
	if errors.Is(err1, ErrTampered) != errors.Is(err2, ErrTampered) {
		err = fmt.Errorf("in one piece: %v; straight on: %v", err1, err2)
		return straight, at[:n], err
	}
	return straight, at[:n], errors.Join(err1, err2)
}

func TestTinkReadsOurBlobsAndWeReadTinks(t *testing.T) {
	t.Parallel()
	for _, n := range []int{0, 1, firstPlain - 1, firstPlain, firstPlain + 1, firstPlain + plainSize, firstPlain + plainSize + 1, 300_000} {
		s, m, text, path := stored(t, n)
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := tinkReads(t, s, m, raw); err != nil || !bytes.Equal(got, text) {
			t.Errorf("%d bytes: Tink read %d, %v", n, len(got), err)
		}
		straight, at, err := weRead(s, m)
		if err != nil || !bytes.Equal(straight, text) || !bytes.Equal(at, text) {
			t.Errorf("%d bytes: we read %d and %d, %v", n, len(straight), len(at), err)
		}
	}
}

func TestAnAlteredBlobIsRefusedByBoth(t *testing.T) {
	t.Parallel()
	s, m, text, path := stored(t, 3*segmentSize)
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	flip := func(at int) []byte { bad := bytes.Clone(good); bad[at] ^= 1; return bad }
	swapped := bytes.Clone(good)
	copy(swapped[segmentSize:2*segmentSize], good[2*segmentSize:3*segmentSize])
	copy(swapped[2*segmentSize:3*segmentSize], good[segmentSize:2*segmentSize])
	for name, bad := range map[string][]byte{
		"header length": flip(0), "salt": flip(5), "nonce": flip(38), "first segment": flip(40), "first tag": flip(segmentSize - 1),
		"middle segment": flip(segmentSize + 100), "last segment": flip(3*segmentSize + 5), "last tag": flip(len(good) - 1),
		"segments swapped": swapped, "empty": nil, "header only": good[:40], "cut by one": good[:len(good)-1],
		"cut at a segment": good[:3*segmentSize], "cut at two segments": good[:2*segmentSize], "one byte more": append(bytes.Clone(good), 0),
		"a segment repeated": append(bytes.Clone(good), good[segmentSize:2*segmentSize]...),
	} {
		if err := os.WriteFile(path, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		if got, err := tinkReads(t, s, m, bad); err == nil {
			t.Errorf("%s: Tink read %d bytes", name, len(got))
		}
		straight, at, err := weRead(s, m)
		if !errors.Is(err, ErrTampered) {
			t.Errorf("%s: %v, want ErrTampered", name, err)
		}
		if !bytes.HasPrefix(text, straight) || !bytes.HasPrefix(text, at) {
			t.Errorf("%s: bytes were handed out that were not written", name)
		}
	}
}

// A blob cut at a segment's end does not pass, even for whoever also changes the size
// in the metadata.
func TestACutBlobIsRefusedWithMetadataToMatch(t *testing.T) {
	t.Parallel()
	s, m, _, path := stored(t, 3*segmentSize)
	good, _ := os.ReadFile(path)
	count := layout{m.Size}.count()
	for segments := int64(1); segments < count; segments++ {
		m := m
		m.Size = firstPlain + (segments-1)*plainSize
		if err := os.WriteFile(path, good[:segments*segmentSize], 0o600); err != nil {
			t.Fatal(err)
		}
		if _, _, err := weRead(s, m); !errors.Is(err, ErrTampered) {
			t.Errorf("cut to %d segments: %v, want ErrTampered", segments, err)
		}
	}
}

func FuzzOpenBlob(f *testing.F) {
	s, m, text, path := stored(f, 1000)
	good, _ := os.ReadFile(path)
	f.Add(good)
	f.Add(good[:40])
	f.Add([]byte{40})
	f.Fuzz(func(t *testing.T, in []byte) {
		if err := os.WriteFile(path, in, 0o600); err != nil {
			t.Fatal(err)
		}
		if got, _, err := weRead(s, m); err == nil && !bytes.Equal(got, text) {
			t.Fatalf("forged: %x", in)
		}
	})
}
