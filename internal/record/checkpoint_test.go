package record_test

import (
	"crypto/ed25519"
	"errors"
	"strings"
	"testing"

	"filippo.io/torchwood"
	"golang.org/x/mod/sumdb/note"

	"tramway/internal/record"
)

var someHead = record.Head{Size: 42, Root: record.Hash{1, 2, 3}}

func TestACheckpointIsReadByItsKeyOnly(t *testing.T) {
	t.Parallel()
	s, other := signer(t, 1), signer(t, 2)
	text, err := s.SignCheckpoint(someHead)
	if err != nil {
		t.Fatal(err)
	}
	c, err := record.OpenCheckpoint(text, other.VerifierKey(), s.VerifierKey())
	if err != nil || c.Origin != logName || c.Head != someHead || c.SignedBy != s.VerifierKey() {
		t.Errorf("%+v, %v", c, err)
	}
	if _, err := record.OpenCheckpoint(text, other.VerifierKey()); !errors.Is(err, record.ErrSignature) {
		t.Errorf("by another key: %v, want ErrSignature", err)
	}
	if _, err := record.OpenCheckpoint(text, "no key"); !errors.Is(err, record.ErrKey) {
		t.Errorf("by a malformed key: %v, want ErrKey", err)
	}
	if _, err := record.OpenCheckpoint(text); !errors.Is(err, record.ErrSignature) {
		t.Errorf("by no key: %v, want ErrSignature", err)
	}
}

func TestAnAlteredCheckpointIsRefused(t *testing.T) {
	t.Parallel()
	s := signer(t, 1)
	text, _ := s.SignCheckpoint(someHead)
	good := string(text)
	for name, c := range map[string]struct {
		text string
		want error
	}{
		"size":          {strings.Replace(good, "\n42\n", "\n43\n", 1), record.ErrSignature},
		"origin":        {strings.Replace(good, "acme\n", "acne\n", 1), record.ErrSignature},
		"no signature":  {good[:strings.Index(good, "\n\n")+2], record.ErrCheckpoint},
		"no blank line": {strings.Replace(good, "\n\n", "\n", 1), record.ErrCheckpoint},
		"spare bits":    {good[:len(good)-3] + string(good[len(good)-3]+1) + good[len(good)-2:], record.ErrSignature},
		"too long":      {good + strings.Repeat("x", record.MaxCheckpointBytes), record.ErrCheckpoint},
		"empty":         {"", record.ErrCheckpoint},
	} {
		if _, err := record.OpenCheckpoint([]byte(c.text), s.VerifierKey()); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

func TestACheckpointOfAnotherLogIsRefusedEvenWhenSigned(t *testing.T) {
	t.Parallel()
	s := signer(t, 1)
	for name, text := range map[string]string{
		"origin":      "tramway.example/log/other\n42\nAQIDAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
		"no size":     logName + "\nx\nAQIDAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
		"root spelt ": logName + "\n42\nAQIDAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=\n",
	} {
		signed, err := note.Sign(&note.Note{Text: text}, s)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := record.OpenCheckpoint(signed, s.VerifierKey()); !errors.Is(err, record.ErrCheckpoint) {
			t.Errorf("%s: %v, want ErrCheckpoint", name, err)
		}
	}
}

func TestAWitnessCosigns(t *testing.T) {
	t.Parallel()
	s := signer(t, 1)
	text, _ := s.SignCheckpoint(someHead)
	w, err := torchwood.NewCosignatureSigner("auditor.example/witness", ed25519.NewKeyFromSeed(seedOf(9)))
	if err != nil {
		t.Fatal(err)
	}
	line := cosign(t, w, text)
	both, err := record.AddCosignature(text, line, w.Verifier().String())
	if err != nil {
		t.Fatal(err)
	}
	c, err := record.OpenCheckpoint(both, s.VerifierKey(), w.Verifier().String())
	if err != nil || len(c.Cosignatures) != 1 || c.Cosignatures[0].Name != "auditor.example/witness" || c.Cosignatures[0].At == 0 {
		t.Errorf("%+v, %v", c, err)
	}
	if c, err := record.OpenCheckpoint(both, s.VerifierKey()); err != nil || len(c.Cosignatures) != 0 {
		t.Errorf("without the witness's key: %+v, %v", c, err)
	}
	if _, err := record.OpenCheckpoint(both, w.Verifier().String()); !errors.Is(err, record.ErrSignature) {
		t.Errorf("a witness alone: %v, want ErrSignature", err)
	}
	other, _ := s.SignCheckpoint(record.Head{Size: 43})
	if _, err := record.AddCosignature(other, line, w.Verifier().String()); !errors.Is(err, record.ErrSignature) {
		t.Errorf("cosignature of another checkpoint: %v, want ErrSignature", err)
	}
	if _, err := record.AddCosignature(text, []byte("x\n"), w.Verifier().String()); err == nil {
		t.Error("rubbish was added to a checkpoint")
	}
}

// cosign returns the line a witness answers with.
func cosign(t *testing.T, w note.Signer, checkpoint []byte) []byte {
	t.Helper()
	body := string(checkpoint[:strings.Index(string(checkpoint), "\n\n")+1])
	signed, err := note.Sign(&note.Note{Text: body}, w)
	if err != nil {
		t.Fatal(err)
	}
	return signed[len(body)+1:]
}

func TestASignerNeedsASeedAndAName(t *testing.T) {
	t.Parallel()
	for name, seed := range map[string][]byte{"a b": seedOf(1), "a+b": seedOf(1), "": seedOf(1), logName: seedOf(1)[:31]} {
		if _, err := record.NewSigner(name, seed); !errors.Is(err, record.ErrKey) {
			t.Errorf("name %q, %d bytes: %v, want ErrKey", name, len(seed), err)
		}
	}
}

func FuzzOpenCheckpoint(f *testing.F) {
	s, err := record.NewSigner(logName, seedOf(1))
	if err != nil {
		f.Fatal(err)
	}
	text, _ := s.SignCheckpoint(someHead)
	f.Add(text)
	f.Add([]byte("a\n1\n\n\n— a b\n"))
	f.Fuzz(func(t *testing.T, in []byte) {
		c, err := record.OpenCheckpoint(in, s.VerifierKey())
		if err == nil && c.Head != someHead {
			t.Fatalf("forged: %+v", c)
		}
	})
}
