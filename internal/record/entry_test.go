package record_test

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"tramway/internal/record"
)

func TestTheCanonicalTextIsThatOfTheGeneralAlgorithm(t *testing.T) {
	t.Parallel()
	bare := sampleEntry(2)
	bare.Session, bare.Device, bare.Address, bare.Request, bare.Before, bare.After, bare.Note = "", "", "", "", nil, nil, nil
	for _, e := range []record.Entry{sampleEntry(1), bare} {
		e.V = record.Version
		raw, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		want, err := record.CanonicalJSON(raw)
		if err != nil {
			t.Fatal(err)
		}
		got, err := e.Canonical()
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("got  %s (%v)\nwant %s", got, err, want)
		}
	}
}

func TestAnEntrySurvivesItsText(t *testing.T) {
	t.Parallel()
	text, err := sampleEntry(1).Canonical()
	if err != nil {
		t.Fatal(err)
	}
	e, err := record.ParseEntry(text)
	if err != nil {
		t.Fatal(err)
	}
	if e.V != record.Version || e.Note["site"] != "中環" || string(e.Before) != `{"count":1,"zone":"HK"}` {
		t.Errorf("read back %+v", e)
	}
}

func TestAnotherSpellingOfAnEntryIsRefused(t *testing.T) {
	t.Parallel()
	text, _ := sampleEntry(1).Canonical()
	good := string(text)
	for name, bad := range map[string]string{
		"space":        strings.Replace(good, ":", ": ", 1),
		"line feed":    good + "\n",
		"unknown name": strings.Replace(good, `"v":1`, `"v":1,"x":1`, 1),
		"other case":   strings.Replace(good, `"action"`, `"Action"`, 1),
		"empty note":   strings.Replace(good, `"object"`, `"session2":"","object"`, 1),
		"new version":  strings.Replace(good, `"v":1`, `"v":2`, 1),
		"no version":   strings.Replace(good, `,"v":1`, ``, 1),
		"escaped":      strings.Replace(good, "acme", `\u0061cme`, 1),
		"not JSON":     good[1:],
		"too long":     strings.Repeat(" ", record.MaxEntryBytes+1),
	} {
		if _, err := record.ParseEntry([]byte(bad)); !errors.Is(err, record.ErrEntry) {
			t.Errorf("%s: %v, want ErrEntry", name, err)
		}
	}
}

func TestAnIncompleteEntryIsNotRecorded(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(*record.Entry){
		"no id":           func(e *record.Entry) { e.ID = "" },
		"no org":          func(e *record.Entry) { e.Org = "" },
		"no actor":        func(e *record.Entry) { e.Actor.Kind = "" },
		"no time":         func(e *record.Entry) { e.At = 0 },
		"time too large":  func(e *record.Entry) { e.At = 1 << 53 },
		"action one word": func(e *record.Entry) { e.Action = "punch" },
		"action capital":  func(e *record.Entry) { e.Action = "attendance.Punch" },
		"action empty":    func(e *record.Entry) { e.Action = "attendance..punch" },
		"object no ref":   func(e *record.Entry) { e.Object = "punch" },
		"object no id":    func(e *record.Entry) { e.Object = "punch:" },
		"name not UTF-8":  func(e *record.Entry) { e.Device = "\xff" },
		"note not UTF-8":  func(e *record.Entry) { e.Note = map[string]string{"a": "\xff"} },
		"before no JSON":  func(e *record.Entry) { e.Before = json.RawMessage("{") },
		"after twice":     func(e *record.Entry) { e.After = json.RawMessage(`{"a":1,"a":2}`) },
		"version":         func(e *record.Entry) { e.V = 9 },
		"too long":        func(e *record.Entry) { e.Session = strings.Repeat("x", record.MaxEntryBytes) },
	} {
		e := sampleEntry(1)
		spoil(&e)
		if text, err := e.Canonical(); !errors.Is(err, record.ErrEntry) {
			t.Errorf("%s: %s, %v; want ErrEntry", name, text, err)
		}
	}
}

func TestALeafIsTheKeyedDigestOfTheText(t *testing.T) {
	t.Parallel()
	text, _ := sampleEntry(1).Canonical()
	salt := record.NewSalt()
	mac := hmac.New(sha256.New, salt[:])
	mac.Write(text)
	leaf := record.Leaf(salt, text)
	if !bytes.Equal(leaf[:], mac.Sum(nil)) {
		t.Error("leaf is not HMAC-SHA-256(salt, text)")
	}
	want := sha256.Sum256(append([]byte{0}, leaf[:]...))
	if record.LeafHash(leaf) != record.Hash(want) {
		t.Error("leaf hash is not SHA-256(0x00 || leaf)")
	}
	if salt == record.NewSalt() {
		t.Error("two salts are equal")
	}
}

func FuzzParseEntry(f *testing.F) {
	text, _ := sampleEntry(1).Canonical()
	f.Add(text)
	f.Add([]byte(`{"v":1}`))
	f.Add([]byte(`{"action":"a.b","actor":{"id":"1","kind":"k"},"after":null,"at":1,"id":"1","object":"a:b","org":"o","v":1}`))
	f.Fuzz(func(t *testing.T, in []byte) {
		e, err := record.ParseEntry(in)
		if err != nil {
			return
		}
		out, err := e.Canonical()
		if err != nil || !bytes.Equal(in, out) {
			t.Fatalf("%q became %q (%v)", in, out, err)
		}
	})
}
