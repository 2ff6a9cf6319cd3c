package record_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"testing"

	"tramway/internal/record"
)

// extractOf is the one entry of a bundle as an extract.
func extractOf(t testing.TB, b record.Bundle) []byte {
	t.Helper()
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	for _, line := range []any{record.NewExtract(b.Key, string(b.Checkpoint), b.Chain, b.Index, b.Index+1),
		record.Piece{Index: b.Index, Leaf: b.Leaf[:], Salt: b.Salt[:], Entry: string(b.Entry), Proof: b.Proof}} {
		if err := enc.Encode(line); err != nil {
			t.Fatal(err)
		}
	}
	return out.Bytes()
}

func TestAnExtractThatEndsEarlyIsRefused(t *testing.T) {
	t.Parallel()
	s := signer(t, 1)
	text := extractOf(t, bundleOf(t, s, sampleEntry(3), 3, 9))
	all := func(int64, record.Entry) error { return nil }
	if x, _, err := record.VerifyExtract(bytes.NewReader(text), s.VerifierKey(), all); err != nil || x.First != 3 {
		t.Errorf("%+v, %v", x, err)
	}
	first := text[:bytes.IndexByte(text, '\n')+1]
	if _, _, err := record.VerifyExtract(bytes.NewReader(first), s.VerifierKey(), all); !errors.Is(err, record.ErrExtract) {
		t.Errorf("without its place: %v", err)
	}
}

// Whatever a file holds, what is handed out was in the log.
func FuzzVerifyExtract(f *testing.F) {
	s := signer(f, 1)
	b := bundleOf(f, s, sampleEntry(3), 3, 9)
	f.Add(extractOf(f, b))
	f.Add([]byte(`{"form":"tramway-extract/v1"}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		_, _, _ = record.VerifyExtract(bytes.NewReader(text), s.VerifierKey(), func(index int64, e record.Entry) error {
			if got, err := e.Canonical(); err != nil || index != b.Index || !bytes.Equal(got, b.Entry) {
				t.Errorf("place %d: %s, %v", index, got, err)
			}
			return nil
		})
	})
}
