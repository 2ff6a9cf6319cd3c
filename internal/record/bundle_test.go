package record_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"tramway/internal/record"
	"tramway/internal/record/recordtest"
)

func TestABundleConvincesWhoTrustsTheKey(t *testing.T) {
	t.Parallel()
	s := signer(t, 1)
	for _, at := range [][2]int{{0, 1}, {0, 2}, {299, 300}, {17, 1000}, {512, 513}} {
		b := bundleOf(t, s, sampleEntry(at[0]), at[0], at[1])
		again, err := record.ParseBundle(b.Format())
		if err != nil {
			t.Fatal(err)
		}
		e, c, err := record.Verify(again, s.VerifierKey())
		if err != nil || e.ID != sampleEntry(at[0]).ID || c.Head.Size != int64(at[1]) || c.Origin != logName {
			t.Errorf("entry %d of %d: %+v, %+v, %v", at[0], at[1], e, c, err)
		}
	}
}

func TestTheFailingStepIsNamed(t *testing.T) {
	t.Parallel()
	s, other := signer(t, 1), signer(t, 2)
	good := bundleOf(t, s, sampleEntry(17), 17, 300)
	for name, c := range map[string]struct {
		spoil func(*record.Bundle)
		want  error
	}{
		"entry altered":       {func(b *record.Bundle) { b.Entry = bytes.Replace(b.Entry, []byte("m_17"), []byte("m_18"), 1) }, record.ErrEntry},
		"entry respelt":       {func(b *record.Bundle) { b.Entry = append(b.Entry, ' ') }, record.ErrEntry},
		"salt altered":        {func(b *record.Bundle) { b.Salt[0] ^= 1 }, record.ErrSalt},
		"leaf altered":        {func(b *record.Bundle) { b.Leaf[0] ^= 1 }, record.ErrEntry},
		"proof altered":       {func(b *record.Bundle) { b.Proof[3][0] ^= 1 }, record.ErrProof},
		"proof cut":           {func(b *record.Bundle) { b.Proof = b.Proof[:3] }, record.ErrProof},
		"index altered":       {func(b *record.Bundle) { b.Index++ }, record.ErrProof},
		"index outside":       {func(b *record.Bundle) { b.Index = 300 }, record.ErrProof},
		"checkpoint altered":  {func(b *record.Bundle) { b.Checkpoint = bytes.Replace(b.Checkpoint, []byte("300"), []byte("301"), 1) }, record.ErrSignature},
		"checkpoint missing":  {func(b *record.Bundle) { b.Checkpoint = nil }, record.ErrCheckpoint},
		"checkpoint unsigned": {func(b *record.Bundle) { b.Checkpoint, _ = other.SignCheckpoint(someHead) }, record.ErrSignature},
		"checkpoint earlier":  {func(b *record.Bundle) { b.Checkpoint, _ = s.SignCheckpoint(someHead) }, record.ErrProof},
		"key of another log":  {func(b *record.Bundle) { b.Key = other.VerifierKey() }, record.ErrKeyNotTrusted},
	} {
		b, err := record.ParseBundle(good.Format())
		if err != nil {
			t.Fatal(err)
		}
		c.spoil(&b)
		if _, _, err := record.Verify(b, s.VerifierKey()); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	if _, _, err := record.Verify(good, other.VerifierKey()); !errors.Is(err, record.ErrKeyNotTrusted) {
		t.Errorf("trusting another key: %v, want ErrKeyNotTrusted", err)
	}
	if _, _, err := record.Verify(record.Bundle{}, ""); !errors.Is(err, record.ErrKeyNotTrusted) {
		t.Errorf("trusting no key: %v, want ErrKeyNotTrusted", err)
	}
}

// Every single bit of the file counts: none can be turned without refusal.
func TestEveryFlippedBitIsRefused(t *testing.T) {
	t.Parallel()
	s := signer(t, 1)
	good := bundleOf(t, s, sampleEntry(2), 2, 5).Format()
	for i := range good {
		for bit := range 8 {
			bad := bytes.Clone(good)
			bad[i] ^= 1 << bit
			b, err := record.ParseBundle(bad)
			if err == nil {
				_, _, err = record.Verify(b, s.VerifierKey())
			}
			if err == nil {
				t.Fatalf("bit %d of byte %d turned (%q for %q) and still accepted", bit, i, bad[i], good[i])
			}
		}
	}
}

func TestAFileThatIsNoBundleIsRefused(t *testing.T) {
	t.Parallel()
	good := string(bundleOf(t, signer(t, 1), sampleEntry(2), 2, 5).Format())
	for name, bad := range map[string]string{
		"empty": "", "cut": good[:len(good)/2], "windows line ends": strings.ReplaceAll(good, "\n", "\r\n"),
		"front space": " " + good, "other version": strings.Replace(good, "/v1", "/v2", 1), "index with plus": strings.Replace(good, "index 2", "index +2", 1),
		"negative index": strings.Replace(good, "index 2", "index x", 1), "no proof": strings.Replace(good, "c2sp.org", "c2sp.com", 1),
		"many hashes": strings.Replace(good, "index 2\n", "index 2\n"+strings.Repeat(strings.Repeat("A", 43)+"=\n", 64), 1),
		"too long":    good + strings.Repeat("x", 1<<20), "short salt": strings.Replace(good, "salt ", "salt AA", 1),
	} {
		_, err := record.ParseBundle([]byte(bad))
		if !errors.Is(err, record.ErrBundle) && !errors.Is(err, record.ErrSalt) && !errors.Is(err, record.ErrProof) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestEvidenceThatWouldNotVerifyIsNotHandedOut(t *testing.T) {
	t.Parallel()
	s, tiles := signer(t, 1), &recordtest.Memory{}
	checkpoint, err := s.SignCheckpoint(grow(t, tiles, 10))
	if err != nil {
		t.Fatal(err)
	}
	text, _ := sampleEntry(1).Canonical()
	if _, err := record.NewBundle(tiles, 3, text, record.NewSalt(), checkpoint, s.VerifierKey()); !errors.Is(err, record.ErrProof) {
		t.Errorf("entry that is not in the log: %v, want ErrProof", err)
	}
	if _, err := record.NewBundle(tiles, 10, text, record.NewSalt(), checkpoint, s.VerifierKey()); !errors.Is(err, record.ErrRange) {
		t.Errorf("entry after the checkpoint: %v, want ErrRange", err)
	}
}

func TestTrustFollowsTheLogToItsNextKey(t *testing.T) {
	t.Parallel()
	before, after := signer(t, 1), signer(t, 2)
	note, err := record.RotationNote(before.VerifierKey(), after.VerifierKey())
	if err != nil {
		t.Fatal(err)
	}
	e := sampleEntry(4)
	e.Action, e.Note = record.ActionRotateKey, note
	b := bundleOf(t, before, e, 4, 9)
	if next, err := record.NextKey(b, before.VerifierKey()); err != nil || next != after.VerifierKey() {
		t.Errorf("%q, %v", next, err)
	}
	if _, err := record.NextKey(bundleOf(t, after, e, 4, 9), after.VerifierKey()); !errors.Is(err, record.ErrEntry) {
		t.Errorf("a key that follows itself: %v, want ErrEntry", err)
	}
	if _, err := record.NextKey(bundleOf(t, before, sampleEntry(4), 4, 9), before.VerifierKey()); !errors.Is(err, record.ErrEntry) {
		t.Errorf("an entry that rotates nothing: %v, want ErrEntry", err)
	}
	if _, err := record.RotationNote(before.VerifierKey(), before.VerifierKey()); !errors.Is(err, record.ErrKey) {
		t.Errorf("rotation to the same key: %v, want ErrKey", err)
	}
}

func FuzzParseBundle(f *testing.F) {
	s, err := record.NewSigner(logName, seedOf(1))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(bundleOf(f, s, sampleEntry(2), 2, 5).Format())
	f.Add(bundleOf(f, s, sampleEntry(0), 0, 1).Format())
	f.Add(recordtest.HandedOver(f).Format())
	f.Add([]byte("tramway-evidence/v1\nkey \nsalt \n"))
	f.Fuzz(func(t *testing.T, in []byte) {
		b, err := record.ParseBundle(in)
		if err != nil {
			return
		}
		if !bytes.Equal(b.Format(), in) {
			t.Fatalf("%q came back as %q", in, b.Format())
		}
		record.Verify(b, s.VerifierKey())
	})
}
