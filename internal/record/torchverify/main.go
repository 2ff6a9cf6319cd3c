// Command torchverify checks an evidence bundle with nothing of ours.
//
// It promises to be an independent second opinion: it imports the standard library
// and torchwood (with the x/mod packages torchwood itself stands on), reads the
// file by the description in docs/record.md, and shares no code with the package
// that made it.
//
//	torchverify -key 'tramway.example/log/acme+1234abcd+A…' bundle.txt
//
// Floor: 1
package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"

	"filippo.io/torchwood"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func main() {
	key := flag.String("key", "", "the log's verifier key, from a source you trust")
	flag.Parse()
	if *key == "" || flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: torchverify -key KEY BUNDLE")
		os.Exit(2)
	}
	text, err := os.ReadFile(flag.Arg(0))
	if err == nil {
		err = verify(string(text), *key)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "refused:", err)
		os.Exit(1)
	}
	fmt.Println("accepted: the entry is in the log", strings.SplitN(*key, "+", 2)[0])
}

// verify returns nil if the bundle's entry is in the log with that key, or in the
// log that this key has handed over to another key.
func verify(bundle, key string) error {
	first, rest, _ := strings.Cut(bundle, "\n")
	if first == "tramway-evidence/v2" {
		var err error
		if key, rest, err = follow(rest, key); err != nil {
			return err
		}
	} else if first != "tramway-evidence/v1" {
		return errors.New("not an evidence bundle")
	}
	_, err := check(rest, key)
	return err
}

// follow reads the handovers in front of a bundle and gives the key to trust after
// them. Those before the trusted key has its turn must hold under their own keys.
func follow(text, key string) (last, rest string, err error) {
	trusted, claimed := key, ""
	for {
		line, after, _ := strings.Cut(text, "\n")
		encoded, more := strings.CutPrefix(line, "chain ")
		if !more {
			break
		}
		raw, err := base64.StdEncoding.DecodeString(encoded)
		body, ok := strings.CutPrefix(string(raw), "tramway-evidence/v1\n")
		if err != nil || !ok {
			return "", "", errors.New("malformed handover of the key")
		}
		under := strings.TrimPrefix(firstLine(body), "key ")
		if claimed != "" && under != claimed {
			return "", "", errors.New("a handover is missing in the chain")
		}
		if claimed, err = handover(body, under); err != nil {
			return "", "", err
		}
		if under == trusted {
			trusted = claimed
		}
		text = after
	}
	if claimed == "" || firstLine(text) != "key "+claimed {
		return "", "", errors.New("the chain does not lead to the key in the file")
	}
	return trusted, text, nil
}

// handover checks the bundle of a rotation under a key and gives the key it names.
func handover(body, under string) (next string, err error) {
	entry, err := check(body, under)
	if err != nil {
		return "", fmt.Errorf("handover of the key: %w", err)
	}
	var e struct {
		Action string            `json:"action"`
		Note   map[string]string `json:"note"`
	}
	if err := json.Unmarshal([]byte(entry), &e); err != nil || e.Action != "record.key.rotate" || e.Note["old_key"] != under {
		return "", errors.New("not a handover of this key")
	}
	before, _, _ := strings.Cut(under, "+")
	if after, _, _ := strings.Cut(e.Note["new_key"], "+"); after != before {
		return "", errors.New("a handover to the key of another log")
	}
	return e.Note["new_key"], nil
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}

// check is verify for what follows the first line, under one key. It gives the text
// of the entry.
func check(text, key string) (entry string, err error) {
	fields, proof, ok := strings.Cut(text, "\n\n")
	lines := strings.Split(fields, "\n")
	if !ok || len(lines) != 4 {
		return "", errors.New("not an evidence bundle")
	}
	salt, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(lines[1], "salt "))
	if err != nil || len(salt) != sha256.Size {
		return "", errors.New("malformed salt")
	}
	entry = strings.TrimPrefix(lines[3], "entry ")
	mac := hmac.New(sha256.New, salt)
	mac.Write([]byte(entry))
	policy, err := policyFor(key)
	if err != nil {
		return "", err
	}
	return entry, torchwood.VerifyProof(policy, tlog.RecordHash(mac.Sum(nil)), []byte(proof))
}

// policyFor demands a signature by key under a checkpoint of the log of that name.
func policyFor(key string) (torchwood.Policy, error) {
	v, err := note.NewVerifier(key)
	if err != nil {
		return nil, fmt.Errorf("malformed key: %w", err)
	}
	return torchwood.ThresholdPolicy(2, torchwood.OriginPolicy(v.Name()), torchwood.SingleVerifierPolicy(v)), nil
}
