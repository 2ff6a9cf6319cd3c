package record_test

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"strconv"
	"testing"

	"tramway/internal/record"
	"tramway/internal/record/recordtest"
)

const logName = "tramway.example/log/acme"

func formatE(f float64) string { return strconv.FormatFloat(f, 'e', -1, 64) }

// asText spells a decoded value through Go's own encoder, which sorts names too.
// Negative zero and zero are one number to RFC 8785.
func asText(v any) string {
	out, _ := json.Marshal(zeroed(v))
	return string(out)
}

func zeroed(v any) any {
	switch v := v.(type) {
	case float64:
		if v == 0 {
			return 0.0
		}
	case []any:
		for i := range v {
			v[i] = zeroed(v[i])
		}
	case map[string]any:
		for k := range v {
			v[k] = zeroed(v[k])
		}
	}
	return v
}

func sampleEntry(n int) record.Entry {
	return record.Entry{
		ID: fmt.Sprintf("01hk%08d", n), At: 1_763_794_800_000_000 + int64(n), Org: "acme",
		Actor: record.Actor{ID: "m_17", Kind: "member"}, Session: "s_1", Device: "d_1", Address: "203.0.113.9", Request: "r_1",
		Action: "attendance.punch.record", Object: fmt.Sprintf("punch:p%d", n),
		Before: json.RawMessage(`{"zone": "HK", "count": 1.0}`), After: json.RawMessage(`{"zone":"HK","count":2e0,"名":"陳"}`),
		Note: map[string]string{"reason": "clock-in \"front door\"", "site": "中環"},
	}
}

func leafOf(n int) (leaf [record.LeafSize]byte) {
	binary.BigEndian.PutUint64(leaf[:], uint64(n)+1)
	return leaf
}

func leavesFrom(from, to int) [][record.LeafSize]byte {
	out := make([][record.LeafSize]byte, 0, to-from)
	for n := from; n < to; n++ {
		out = append(out, leafOf(n))
	}
	return out
}

// grow makes a tree of size entries in batches of 256.
func grow(t testing.TB, tiles record.Tiles, size int) record.Head {
	t.Helper()
	var head record.Head
	for n := 0; n < size; n += 256 {
		var err error
		if head, err = record.Append(tiles, int64(n), leavesFrom(n, min(n+256, size))); err != nil {
			t.Fatal(err)
		}
	}
	return head
}

func seedOf(b byte) []byte {
	seed := make([]byte, 32)
	for i := range seed {
		seed[i] = b
	}
	return seed
}

func signer(t testing.TB, seed byte) *record.Signer {
	t.Helper()
	s, err := record.NewSigner(logName, seedOf(seed))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// bundleOf puts e into a log of size entries at index and makes its evidence.
func bundleOf(t testing.TB, s *record.Signer, e record.Entry, index, size int) record.Bundle {
	t.Helper()
	canonical, err := e.Canonical()
	if err != nil {
		t.Fatal(err)
	}
	salt := [record.LeafSize]byte{7, byte(index)}
	leaves := leavesFrom(0, size)
	leaves[index] = record.Leaf(salt, canonical)
	tiles := &recordtest.Memory{}
	head, err := record.Append(tiles, 0, leaves)
	if err != nil {
		t.Fatal(err)
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
