package main

import (
	"bytes"
	"encoding/base64"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"tramway/internal/record"
	"tramway/internal/record/recordtest"
)

// evidence makes a bundle with the package this program is independent of.
func evidence(t *testing.T) (text, key string) {
	t.Helper()
	s, err := record.NewSigner("tramway.example/log/acme", bytes.Repeat([]byte{1}, 32))
	if err != nil {
		t.Fatal(err)
	}
	e := record.Entry{ID: "e1", At: 1_763_794_800_000_000, Org: "acme", Actor: record.Actor{ID: "m_17", Kind: "member"},
		Action: "attendance.punch.record", Object: "punch:p1", Note: map[string]string{"site": "中環"}}
	canonical, err := e.Canonical()
	if err != nil {
		t.Fatal(err)
	}
	salt, tiles := record.NewSalt(), &recordtest.Memory{}
	leaves := make([][record.LeafSize]byte, 300)
	leaves[123] = record.Leaf(salt, canonical)
	head, err := record.Append(tiles, 0, leaves)
	if err != nil {
		t.Fatal(err)
	}
	checkpoint, err := s.SignCheckpoint(head)
	if err != nil {
		t.Fatal(err)
	}
	b, err := record.NewBundle(tiles, 123, canonical, salt, checkpoint, s.VerifierKey())
	if err != nil {
		t.Fatal(err)
	}
	return string(b.Format()), s.VerifierKey()
}

// handedOver is evidence under a third key, with the chain that leads to it.
func handedOver(t *testing.T) (text, first, last string) {
	t.Helper()
	b := recordtest.HandedOver(t)
	return string(b.Format()), b.Chain[0].Key, b.Key
}

func TestASecondProgramFollowsTheChainOfKeys(t *testing.T) {
	t.Parallel()
	text, first, last := handedOver(t)
	for _, key := range []string{first, last} {
		if err := verify(text, key); err != nil {
			t.Errorf("under %s: %v", key, err)
		}
	}
	other, err := record.NewSigner("tramway.example/log/acme", bytes.Repeat([]byte{9}, 32))
	if err != nil {
		t.Fatal(err)
	}
	if err := verify(text, other.VerifierKey()); err == nil {
		t.Error("accepted under a key that is not in the chain")
	}
	chain := strings.Split(text, "\n")[1]
	raw, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(chain, "chain "))
	if err != nil {
		t.Fatal(err)
	}
	for name, bad := range map[string]string{
		"no link":      strings.Replace(text, chain+"\n", "", 1),
		"link twice":   strings.Replace(text, chain+"\n", chain+"\n"+chain+"\n", 1),
		"link altered": strings.Replace(text, chain, "chain "+base64.StdEncoding.EncodeToString(bytes.Replace(raw, []byte("old_key"), []byte("old_kez"), 1)), 1),
		"other entry":  strings.Replace(text, chain, "chain "+base64.StdEncoding.EncodeToString(bytes.Replace(raw, []byte("record.key.rotate"), []byte("record.key.ratote"), 1)), 1),
	} {
		for _, key := range []string{first, last} {
			if name == "no link" && key == last {
				continue // a shorter chain proves the same to who trusts the last key
			}
			if err := verify(bad, key); err == nil {
				t.Errorf("%s: accepted under %s", name, key)
			}
		}
	}
}

func TestASecondProgramAcceptsTheBundle(t *testing.T) {
	t.Parallel()
	text, key := evidence(t)
	if err := verify(text, key); err != nil {
		t.Error(err)
	}
}

func TestASecondProgramRefusesAFlippedBitInEachPart(t *testing.T) {
	t.Parallel()
	text, key := evidence(t)
	lines := strings.Split(text, "\n")
	at := map[string]int{"salt": 2, "entry": 4, "index": 7, "proof": 8, "checkpoint origin": 18, "checkpoint size": 19, "checkpoint root": 20, "signature": 22}
	for part, n := range at {
		bad := append([]string(nil), lines...)
		// The eighth last character: digits and names change, base64 stays base64.
		line := []byte(bad[n])
		line[max(0, len(line)-8)] ^= 1
		bad[n] = string(line)
		if err := verify(strings.Join(bad, "\n"), key); err == nil {
			t.Errorf("%s: accepted %q for %q", part, bad[n], lines[n])
		}
	}
	other, err := record.NewSigner("tramway.example/log/acme", bytes.Repeat([]byte{2}, 32))
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range []string{other.VerifierKey(), "no key", ""} {
		if err := verify(text, k); err == nil {
			t.Errorf("accepted under the key %q", k)
		}
	}
}

func TestTheProgramSaysSoByItsExitCode(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	program := filepath.Join(dir, "torchverify")
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	text, key := evidence(t)
	good, bad := filepath.Join(dir, "good.txt"), filepath.Join(dir, "bad.txt")
	for name, body := range map[string]string{good: text, bad: strings.Replace(text, "m_17", "m_16", 1)} {
		if err := os.WriteFile(name, []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if out, err := exec.Command(program, "-key", key, good).CombinedOutput(); err != nil || !strings.HasPrefix(string(out), "accepted") {
		t.Errorf("good bundle: %v, %s", err, out)
	}
	if out, err := exec.Command(program, "-key", key, bad).CombinedOutput(); err == nil || !strings.HasPrefix(string(out), "refused") {
		t.Errorf("bad bundle: %v, %s", err, out)
	}
}

func TestTheProgramSharesNoCodeWithTheRecord(t *testing.T) {
	t.Parallel()
	out, err := exec.Command("go", "list", "-deps", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	for dep := range strings.Lines(string(out)) {
		if strings.HasPrefix(dep, "tramway/") && strings.TrimSpace(dep) != "tramway/internal/record/torchverify" {
			t.Errorf("imports %s", dep)
		}
	}
}
