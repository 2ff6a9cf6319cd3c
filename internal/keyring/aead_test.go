package keyring_test

import (
	"bytes"
	"errors"
	"testing"

	"tramway/internal/keyring"
)

func TestSealedTextOpensOnlyAsItWasSealed(t *testing.T) {
	t.Parallel()
	key, plain, aad := bytes.Repeat([]byte{1}, 32), []byte("salary 30,000"), []byte("acme|payroll")
	sealed, err := keyring.Seal(key, plain, aad)
	if err != nil || len(sealed) != len(plain)+keyring.Overhead || bytes.Contains(sealed, []byte("salary")) {
		t.Fatalf("%x, %v", sealed, err)
	}
	if got, err := keyring.Open(key, sealed, aad); err != nil || !bytes.Equal(got, plain) {
		t.Errorf("%q, %v", got, err)
	}
	for i := range sealed {
		bad := bytes.Clone(sealed)
		bad[i] ^= 1
		if _, err := keyring.Open(key, bad, aad); !errors.Is(err, keyring.ErrOpen) {
			t.Fatalf("byte %d altered: %v, want ErrOpen", i, err)
		}
		if _, err := keyring.Open(key, sealed[:i], aad); !errors.Is(err, keyring.ErrOpen) {
			t.Fatalf("cut to %d bytes: %v, want ErrOpen", i, err)
		}
	}
	if _, err := keyring.Open(key, sealed, []byte("other|payroll")); !errors.Is(err, keyring.ErrOpen) {
		t.Errorf("other associated data: %v, want ErrOpen", err)
	}
	if _, err := keyring.Open(bytes.Repeat([]byte{2}, 32), sealed, aad); !errors.Is(err, keyring.ErrOpen) {
		t.Errorf("other key: %v, want ErrOpen", err)
	}
	again, _ := keyring.Seal(key, plain, aad)
	if bytes.Equal(again, sealed) {
		t.Error("the same text sealed twice looks the same")
	}
	for _, n := range []int{0, 16, 31, 33, 64} {
		if _, err := keyring.Seal(make([]byte, n), plain, nil); err == nil {
			t.Errorf("a key of %d bytes was taken", n)
		}
	}
}

func FuzzOpen(f *testing.F) {
	key := bytes.Repeat([]byte{1}, 32)
	sealed, _ := keyring.Seal(key, []byte("text"), nil)
	f.Add(sealed)
	f.Add([]byte{1})
	f.Fuzz(func(t *testing.T, in []byte) {
		if plain, err := keyring.Open(key, in, nil); err == nil && string(plain) != "text" {
			t.Fatalf("forged %x", in)
		}
	})
}

func BenchmarkSealOpenOneColumn(b *testing.B) {
	a, err := keyring.NewAEAD(bytes.Repeat([]byte{1}, 32))
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := a.Open(a.Seal([]byte("a short column of text"), []byte("acme|message|text")), []byte("acme|message|text")); err != nil {
			b.Fatal(err)
		}
	}
}
