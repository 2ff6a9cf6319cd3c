package recordtest

import (
	"bytes"
	"testing"

	"tramway/internal/record"
)

const (
	logName = "tramway.example/log/acme"
	moment  = 1_763_794_800_000_000 // 2025-11-22 in Hong Kong, microseconds
)

// HandedOver is evidence for entry 17 of 300 under the third key of a log, with the
// chain of both handovers: entry 4 of 9 and entry 20 of 40.
func HandedOver(t testing.TB) record.Bundle {
	t.Helper()
	keys := []*record.Signer{signer(t, 1), signer(t, 2), signer(t, 3)}
	e := record.Entry{ID: "e17", At: moment, Org: "acme", Actor: record.Actor{ID: "m_17", Kind: "member"},
		Action: "attendance.punch.record", Object: "punch:p1", Note: map[string]string{"site": "中環"}}
	chain := []record.Bundle{Handover(t, keys[0], keys[1], 4, 9), Handover(t, keys[1], keys[2], 20, 40)}
	b, err := Evidence(t, keys[2], e, 17, 300).WithChain(chain)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// Handover is the evidence under the key before that it handed over to another.
func Handover(t testing.TB, before, after *record.Signer, index, size int) record.Bundle {
	t.Helper()
	note, err := record.RotationNote(before.VerifierKey(), after.VerifierKey())
	if err != nil {
		t.Fatal(err)
	}
	return Evidence(t, before, record.Entry{ID: "h", At: moment, Org: "acme", Actor: record.Actor{ID: "log", Kind: "system"},
		Action: record.ActionRotateKey, Object: "organisation:acme", Note: note}, index, size)
}

// Evidence puts an entry into a log of that many entries and proves it.
func Evidence(t testing.TB, s *record.Signer, e record.Entry, index, size int) record.Bundle {
	t.Helper()
	canonical, err := e.Canonical()
	if err != nil {
		t.Fatal(err)
	}
	salt, tiles := record.NewSalt(), &Memory{}
	leaves := make([][record.LeafSize]byte, size)
	leaves[index] = record.Leaf(salt, canonical)
	var head record.Head
	for n := 0; n < size; n += record.TileWidth {
		if head, err = record.Append(tiles, int64(n), leaves[n:min(n+record.TileWidth, size)]); err != nil {
			t.Fatal(err)
		}
	}
	checkpoint, err := s.SignCheckpoint(head)
	if err != nil {
		t.Fatal(err)
	}
	b, err := record.NewBundle(tiles, int64(index), canonical, salt, checkpoint, s.VerifierKey())
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func signer(t testing.TB, seed byte) *record.Signer {
	t.Helper()
	s, err := record.NewSigner(logName, bytes.Repeat([]byte{seed}, 32))
	if err != nil {
		t.Fatal(err)
	}
	return s
}
