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

// verify returns nil if the bundle's entry is in the log with that key.
func verify(bundle, key string) error {
	fields, proof, ok := strings.Cut(bundle, "\n\n")
	lines := strings.Split(fields, "\n")
	if !ok || len(lines) != 5 || lines[0] != "tramway-evidence/v1" {
		return errors.New("not an evidence bundle")
	}
	salt, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(lines[2], "salt "))
	if err != nil || len(salt) != sha256.Size {
		return errors.New("malformed salt")
	}
	mac := hmac.New(sha256.New, salt)
	mac.Write([]byte(strings.TrimPrefix(lines[4], "entry ")))
	policy, err := policyFor(key)
	if err != nil {
		return err
	}
	return torchwood.VerifyProof(policy, tlog.RecordHash(mac.Sum(nil)), []byte(proof))
}

// policyFor demands a signature by key under a checkpoint of the log of that name.
func policyFor(key string) (torchwood.Policy, error) {
	v, err := note.NewVerifier(key)
	if err != nil {
		return nil, fmt.Errorf("malformed key: %w", err)
	}
	return torchwood.ThresholdPolicy(2, torchwood.OriginPolicy(v.Name()), torchwood.SingleVerifierPolicy(v)), nil
}
