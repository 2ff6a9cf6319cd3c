package record

import (
	"fmt"

	"filippo.io/torchwood"
	"golang.org/x/mod/sumdb/note"
)

// keyID is how a signature line names a key.
type keyID struct {
	name string
	hash uint32
}

type knownKey struct {
	note.Verifier
	text    string
	witness bool
}

// keys implements note.Verifiers for the keys a caller trusts.
type keys map[keyID]knownKey

func (k keys) Verifier(name string, hash uint32) (note.Verifier, error) {
	if known, ok := k[keyID{name, hash}]; ok {
		return known.Verifier, nil
	}
	return nil, &note.UnknownVerifierError{Name: name, KeyHash: hash}
}

func parseKeys(texts []string) (keys, error) {
	out := keys{}
	for _, text := range texts {
		k, err := parseKey(text)
		if err != nil {
			return nil, err
		}
		out[keyID{k.Name(), k.KeyHash()}] = k
	}
	return out, nil
}

// parseKey tells a log's key from a witness's by the algorithm byte inside.
func parseKey(text string) (knownKey, error) {
	if v, err := parseLogKey(text); err == nil {
		return knownKey{Verifier: v, text: text}, nil
	}
	v, err := torchwood.NewCosignatureVerifier(text)
	if err != nil {
		return knownKey{}, fmt.Errorf("%w: not a verifier key", ErrKey)
	}
	return knownKey{Verifier: v, text: text, witness: true}, nil
}

// AddCosignature puts a witness's signature line (or lines) behind a checkpoint,
// after checking it under the witness's key. What was signed before stays as it is.
func AddCosignature(checkpoint, line []byte, witnessKey string) ([]byte, error) {
	known, err := parseKeys([]string{witnessKey})
	if err != nil {
		return nil, err
	}
	out := append(append([]byte(nil), checkpoint...), line...)
	if _, err := openNote(out, known); err != nil {
		return nil, err
	}
	return out, nil
}
