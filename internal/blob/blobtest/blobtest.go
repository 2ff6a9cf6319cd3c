// Package blobtest is the suite every blob backend passes.
//
// It promises that what passes [Run] keeps the promises written at blob.Backend. It
// stands one floor above the package it tests, and only tests import it.
//
// Floor: 2
package blobtest

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"sync"
	"testing"
	"testing/iotest"

	"tramway/internal/blob"
)

// Run runs the suite. Each call of open must give an empty backend.
func Run(t *testing.T, open func(t *testing.T) blob.Backend) {
	t.Helper()
	for name, scenario := range map[string]func(*testing.T, blob.Backend){
		"what is put can be read": roundTrip, "parts can be read": ranges, "a failed put changes nothing": failedPut,
		"what is deleted is gone": deletion, "lists are by key": listing, "odd keys are refused": oddKeys,
		"put replaces at once": replacement, "a cancelled put changes nothing": cancelled, "large objects of unknown length": large,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			scenario(t, open(t))
		})
	}
}

func put(t *testing.T, b blob.Backend, key, text string) {
	t.Helper()
	if err := b.Put(context.Background(), key, strings.NewReader(text), int64(len(text))); err != nil {
		t.Fatal(err)
	}
}

func get(t *testing.T, b blob.Backend, key string, off, n int64) string {
	t.Helper()
	r, err := b.Get(context.Background(), key, off, n)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	raw, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func roundTrip(t *testing.T, b blob.Backend) {
	for key, text := range map[string]string{"aaaa": "", "aaab": "x", "Z_-9": strings.Repeat("tram", 50_000)} {
		put(t, b, key, text)
		if got := get(t, b, key, 0, -1); got != text {
			t.Errorf("%s: read %d bytes, wrote %d", key, len(got), len(text))
		}
		if info, err := b.Stat(context.Background(), key); err != nil || info.Key != key || info.Size != int64(len(text)) || info.ModTime.IsZero() {
			t.Errorf("%s: %+v, %v", key, info, err)
		}
	}
	if err := b.Put(context.Background(), "unkn", iotest.OneByteReader(strings.NewReader("of unknown length")), -1); err != nil {
		t.Fatal(err)
	}
	if got := get(t, b, "unkn", 0, -1); got != "of unknown length" {
		t.Errorf("read %q", got)
	}
}

func ranges(t *testing.T, b blob.Backend) {
	put(t, b, "digits", "0123456789")
	for _, c := range []struct {
		off, n int64
		want   string
	}{{0, 10, "0123456789"}, {0, 1, "0"}, {3, 4, "3456"}, {9, 1, "9"}, {9, 5, "9"}, {5, -1, "56789"}, {0, -1, "0123456789"},
		{4, 0, ""}, {10, 1, ""}, {10, -1, ""}, {99, 5, ""}, {0, 99, "0123456789"}} {
		if got := get(t, b, "digits", c.off, c.n); got != c.want {
			t.Errorf("%d bytes from %d: %q, want %q", c.n, c.off, got, c.want)
		}
	}
}

func failedPut(t *testing.T, b blob.Backend) {
	put(t, b, "kept", "before")
	broken := errors.New("the source broke")
	for _, key := range []string{"kept", "newone"} {
		source := io.MultiReader(strings.NewReader("after"), iotest.ErrReader(broken))
		if err := b.Put(context.Background(), key, source, -1); !errors.Is(err, broken) {
			t.Errorf("%s: %v, want the source's error", key, err)
		}
	}
	if err := b.Put(context.Background(), "newone", strings.NewReader("short"), 99); err == nil {
		t.Error("an object shorter than announced was stored")
	}
	if got := get(t, b, "kept", 0, -1); got != "before" {
		t.Errorf("now reads %q", got)
	}
	if _, err := b.Stat(context.Background(), "newone"); !errors.Is(err, blob.ErrNotFound) {
		t.Errorf("half an object: %v, want ErrNotFound", err)
	}
}

func deletion(t *testing.T, b blob.Backend) {
	ctx := context.Background()
	put(t, b, "gone", "x")
	for range 2 {
		if err := b.Delete(ctx, "gone"); err != nil {
			t.Fatal(err)
		}
	}
	_, err1 := b.Stat(ctx, "gone")
	_, err2 := b.Get(ctx, "gone", 0, -1)
	_, err3 := b.Get(ctx, "gone", 0, 0)
	for _, err := range []error{err1, err2, err3} {
		if !errors.Is(err, blob.ErrNotFound) {
			t.Errorf("got %v, want ErrNotFound", err)
		}
	}
}

func listing(t *testing.T, b blob.Backend) {
	for _, key := range []string{"beta", "alfa2", "alfa1", "alpha", "al-z", "Zulu"} {
		put(t, b, key, key)
	}
	for prefix, want := range map[string]string{"": "Zulu al-z alfa1 alfa2 alpha beta", "a": "al-z alfa1 alfa2 alpha",
		"alf": "alfa1 alfa2", "alfa2": "alfa2", "alfa22": "", "c": ""} {
		var got []string
		for info, err := range b.List(context.Background(), prefix) {
			if err != nil || info.Size != int64(len(info.Key)) {
				t.Fatalf("%+v, %v", info, err)
			}
			got = append(got, info.Key)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("prefix %q: %v, want %s", prefix, got, want)
		}
	}
	for range b.List(context.Background(), "") {
		break // stopping early is allowed
	}
}

func oddKeys(t *testing.T, b blob.Backend) {
	ctx := context.Background()
	for _, key := range []string{"", "abc", "../../etc/passwd", "a/bcd", "abc.", "ab cd", "中環中環", strings.Repeat("a", 129)} {
		err1 := b.Put(ctx, key, strings.NewReader("x"), 1)
		_, err2 := b.Get(ctx, key, 0, -1)
		_, err3 := b.Stat(ctx, key)
		for _, err := range []error{err1, err2, err3, b.Delete(ctx, key)} {
			if !errors.Is(err, blob.ErrKey) {
				t.Errorf("%q: %v, want ErrKey", key, err)
			}
		}
	}
}

// replacement reads while others write: each reading must be one version, whole.
func replacement(t *testing.T, b blob.Backend) {
	versions := []string{strings.Repeat("a", 100_000), strings.Repeat("b", 100_000)}
	put(t, b, "same", versions[0])
	var wg sync.WaitGroup
	for i := range 4 {
		wg.Go(func() {
			for range 5 {
				put(t, b, "same", versions[i%2])
				if got := get(t, b, "same", 0, -1); got != versions[0] && got != versions[1] {
					t.Error("read a mixture of two versions")
				}
			}
		})
	}
	wg.Wait()
}

func cancelled(t *testing.T, b blob.Backend) {
	ctx, cancel := context.WithCancel(context.Background())
	source := io.MultiReader(strings.NewReader("begun"), readerFunc(func([]byte) (int, error) { cancel(); return 0, nil }), strings.NewReader("ended"))
	if err := b.Put(ctx, "half", source, -1); !errors.Is(err, context.Canceled) {
		t.Errorf("put: %v, want Canceled", err)
	}
	if _, err := b.Stat(context.Background(), "half"); !errors.Is(err, blob.ErrNotFound) {
		t.Errorf("got %v, want ErrNotFound", err)
	}
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

// large is more than one part of a multipart upload.
func large(t *testing.T, b blob.Backend) {
	if testing.Short() {
		t.Skip("moves 40 MB")
	}
	text := bytes.Repeat([]byte("0123456789abcdef"), 40<<16)
	if err := b.Put(context.Background(), "large", struct{ io.Reader }{bytes.NewReader(text)}, -1); err != nil {
		t.Fatal(err)
	}
	if got := get(t, b, "large", 0, -1); got != string(text) {
		t.Errorf("read %d bytes, wrote %d", len(got), len(text))
	}
	if got := get(t, b, "large", 16<<20-4, 8); got != "cdef0123" {
		t.Errorf("across the parts: %q", got)
	}
}
